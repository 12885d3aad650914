// SPDX-License-Identifier: MIT
#include "widgets/messages/message_view.h"

#include <KMessageWidget>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace corridor;

class TestMessages : public QObject {
    Q_OBJECT
private slots:
    void errorSaysWhatWhereStateAndNext()
    {
        const Message message = errorMessage("deploy", failure());
        QCOMPARE(message.level, MessageLevel::Error);
        QCOMPARE(message.headline, "A migration failed (P3018, SQLSTATE 42P07)");
        QCOMPARE(message.details,
            QStringList({ "relation exists", "In 20240101_a, line 3", "The database: unchanged", "Next: Repair it" }));
        QCOMPARE(message.copyText, failure().toText());
    }

    void passwordsAreHidden()
    {
        const Message message = errorMessage(
            "connection", Error { .code = "P1000", .message = "no", .detail = "postgresql://me:secret@host/db" });
        QVERIFY(!message.details.join(' ').contains("secret"));
        QVERIFY(!message.copyText.contains("secret"));
    }

    void oneMessagePerCause()
    {
        MessageList list;
        QSignalSpy solved(&list, &MessageList::solved);
        list.post({ .cause = "a", .headline = "one" });
        list.post({ .cause = "a", .headline = "two" });
        list.post({ .cause = "b", .headline = "three" });
        QCOMPARE(list.messages().size(), 2);
        QCOMPARE(list.find("a")->headline, "two");
        list.solve("a");
        list.solve("a");
        QCOMPARE(solved.count(), 1);
        list.clear();
        QVERIFY(list.messages().isEmpty());
    }

    void barsFollowTheList()
    {
        MessageList list;
        MessageView view(list);
        view.show();
        QCOMPARE(bars(view), 0);
        list.post(errorMessage("deploy", failure()));
        list.post({ .cause = "other", .level = MessageLevel::Warning, .headline = "1 < 2 & so on" });
        QCOMPARE(bars(view), 2);
        list.solve("deploy");
        QCOMPARE(bars(view), 1);
    }

    void barHasNamedButtonsThatWork()
    {
        MessageList list;
        MessageView view(list);
        bool ran = false;
        Message message = errorMessage("deploy", failure());
        message.actions = { { "Show the line", [&] { ran = true; } } };
        list.post(message);
        view.show();
        for (const QToolButton* button : view.findChildren<QToolButton*>())
            QVERIFY(!button->accessibleName().isEmpty());
        click(view, "Show the line");
        QVERIFY(ran);
        click(view, "Copy");
        QCOMPARE(QGuiApplication::clipboard()->text(), failure().toText());
        click(view, "Close");
        QTRY_VERIFY(list.messages().isEmpty());
    }

private:
    static Error failure()
    {
        return { .code = "P3018",
            .message = "A migration failed",
            .detail = "relation exists",
            .hint = "Repair it",
            .state = "unchanged",
            .sqlstate = "42P07",
            .migration = "20240101_a",
            .line = 3 };
    }

    static qsizetype bars(const QWidget& view)
    {
        return std::ranges::count_if(
            view.findChildren<KMessageWidget*>(), [](const QWidget* bar) { return !bar->isHidden(); });
    }

    static void click(const QWidget& view, const QString& name)
    {
        for (QToolButton* button : view.findChildren<QToolButton*>()) {
            if (button->isVisible() && (button->text() == name || button->accessibleName() == name))
                return button->click();
        }
        QFAIL(qPrintable("no button " + name));
    }
};

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
