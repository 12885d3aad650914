// SPDX-License-Identifier: MIT
#include "checklist/checklist_template.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestChecklistTemplate : public QObject {
    Q_OBJECT
private slots:
    void theDefaultHasTheTen()
    {
        const ChecklistTemplate list = defaultChecklist();
        QStringList ids;
        for (const ChecklistItem& item : list.items) {
            ids << item.id;
            QVERIFY2(!item.why.isEmpty(), qPrintable(item.id));
        }
        QCOMPARE(ids,
            QStringList({ "run-locally", "production-like-volume", "backward-compatible", "backup", "rollback-plan",
                "blocking-operations", "staging", "duration", "low-traffic", "monitoring" }));
        QVERIFY(list.source.isEmpty());
    }

    void aProjectBringsItsOwn()
    {
        QTemporaryDir folder;
        QCOMPARE(projectChecklist(folder.path())->items.size(), 10);
        write(folder, "[[item]]\nid = \"legal\"\ntext = \"Frage Größe 🐘\"\n");
        const auto list = projectChecklist(folder.path());
        QVERIFY(list);
        QCOMPARE(list->items, (QList<ChecklistItem> { { "legal", QString::fromUtf8("Frage Größe 🐘"), "" } }));
        QCOMPARE(list->source, folder.filePath("corridor.checklist.toml"));
    }

    void anUnreadableOneIsNotIgnored()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir("corridor.checklist.toml"));
        const auto list = projectChecklist(folder.path());
        QVERIFY(!list);
        QCOMPARE(list.error().code, QString("checklist-unreadable"));
    }

    void mistakesAreLocated_data()
    {
        QTest::addColumn<QByteArray>("toml");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        const auto row = [](const char* name, const char* toml, const char* code, int line, int column) {
            QTest::newRow(name) << QByteArray(toml) << QString(code) << line << column;
        };
        row("open quote", "[[item]]\nid = \"a\ntext = \"b\"\n", "checklist-syntax", 2, 8);
        row("key twice", "[[item]]\nid = \"a\"\nid = \"b\"\n", "checklist-syntax", 3, 6);
        row("empty", "# nothing\n", "checklist-invalid", 1, 1);
        row("empty list", "item = []\n", "checklist-invalid", 1, 1);
        row("not a list", "item = 3\n", "checklist-invalid", 1, 1);
        row("not a table", "item = [\"a\"]\n", "checklist-invalid", 1, 9);
        row("other table", "[[item]]\nid=\"a\"\ntext=\"b\"\n[more]\n", "checklist-invalid", 4, 2);
        row("other key", "[[item]]\nid = \"a\"\ntext = \"b\"\ncolour = 1\n", "checklist-invalid", 4, 1);
        row("id missing", "[[item]]\nid=\"a\"\ntext=\"b\"\n[[item]]\ntext = \"b\"\n", "checklist-invalid", 4, 1);
        row("text missing", "[[item]]\nid = \"a\"\n", "checklist-invalid", 1, 1);
        row("text blank", "[[item]]\nid = \"a\"\ntext = \" \"\n", "checklist-invalid", 1, 1);
        row("text a number", "[[item]]\nid = \"a\"\ntext = 7\n", "checklist-invalid", 3, 8);
        row("no such probe", "[[item]]\nid=\"a\"\ntext=\"b\"\nprobe = \"luck\"\n", "checklist-invalid", 1, 1);
        row("no window", "[[item]]\nid=\"a\"\ntext=\"b\"\nprobe = \"low-traffic\"\n", "checklist-invalid", 1, 1);
        row("id odd", "[[item]]\nid = \"A b\"\ntext = \"c\"\n", "checklist-invalid", 2, 6);
        row("id empty", "[[item]]\nid = \"\"\ntext = \"c\"\n", "checklist-invalid", 2, 6);
        row("id twice", "[[item]]\nid=\"a\"\ntext=\"b\"\n[[item]]\nid = \"a\"\n", "checklist-invalid", 5, 6);
    }

    void mistakesAreLocated()
    {
        QFETCH(QByteArray, toml);
        const auto list = parseChecklist(toml, "list.toml");
        QVERIFY(!list);
        QTEST(list.error().code, "code");
        QTEST(list.error().line, "line");
        QTEST(list.error().column, "column");
        QVERIFY2(list.error().message.startsWith("list.toml:"), qPrintable(list.error().message));
    }

private:
    static void write(const QTemporaryDir& folder, const QByteArray& text)
    {
        QFile file(folder.filePath("corridor.checklist.toml"));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(text);
    }
};

QTEST_GUILESS_MAIN(TestChecklistTemplate)
#include "tst_checklist_template.moc"
