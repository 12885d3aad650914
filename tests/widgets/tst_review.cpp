// SPDX-License-Identifier: MIT
#include "widgets/editor/code_editor.h"
#include "widgets/review/finding_look.h"
#include "widgets/review/finding_model.h"
#include "widgets/review/folder_review.h"
#include "widgets/review/review_view.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QTreeView>

using namespace corridor;

namespace {

Migration script(const QString& name, const QByteArray& text)
{
    return { .name = name, .path = "/nowhere/" + name, .script = text };
}

ReviewOrder order()
{
    return { .folder = { script("20250101000000_users", "CREATE TABLE users (id int PRIMARY KEY, name text);"),
                 script("20250102000000_index", "-- for the search\nCREATE INDEX users_name ON users (name);") },
        .pending = { "20250102000000_index" },
        .knowsPending = true };
}

FolderReview reviewed(const ReviewOrder& order)
{
    return reviewFolder(order, CancelToken::never());
}

} // namespace

class TestReview : public QObject {
    Q_OBJECT
private slots:
    void findsWhatIsPending()
    {
        const FolderReview review = reviewed(order());
        const auto found = std::ranges::find(review.findings, "create-index-blocking", &Finding::rule);
        QVERIFY(found != review.findings.end());
        QCOMPARE(found->migration, "20250102000000_index");
        QCOMPARE(found->line, 2);
        QVERIFY(!std::ranges::contains(review.findings, "20250101000000_users", &Finding::migration));
    }

    void textInTheEditorCounts()
    {
        ReviewOrder changed = order();
        changed.edited.insert("20250102000000_index", "SELECT 1;");
        QVERIFY(!std::ranges::contains(reviewed(changed).findings, "20250102000000_index", &Finding::migration));
    }

    void readsAgainOnlyWhatHasChanged()
    {
        ReviewOrder cached = order();
        cached.scripts = std::make_shared<ScriptCache>();
        const FolderReview first = reviewed(cached);
        const Statement* before = cached.scripts->script("20250101000000_users", *cached.folder[0].script).statements.constData();
        cached.edited.insert("20250102000000_index", "SELECT 1;");
        QVERIFY(!std::ranges::contains(reviewed(cached).findings, "20250102000000_index", &Finding::migration));
        cached.edited.clear();
        QCOMPARE(reviewed(cached).findings, first.findings);
        QCOMPARE(cached.scripts->script("20250101000000_users", *cached.folder[0].script).statements.constData(), before);
    }

    void marksStatementsByWhatTheyLock()
    {
        const QList<StatementMark> marks = reviewed(order()).marks.value("20250102000000_index");
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks[0].line, 2);
        QCOMPARE(marks[0].lock, LockMode::Share);
        QCOMPARE(marks[0].work, TableWork::IndexBuild);
        QVERIFY(marks[0].text.contains("sql-createindex.html"));
        QVERIFY(badgeOf(marks[0]).text.startsWith("SHARE\n"));
    }

    void cancelledReviewFindsNothing()
    {
        CancelToken token;
        token.cancel();
        QVERIFY(reviewFolder(order(), token).marks.isEmpty());
    }

    void modelGroupsByMigration()
    {
        FindingModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFindings({ { .rule = "one", .severity = Severity::Note, .migration = "a", .line = 2 },
            { .rule = "two", .severity = Severity::Error, .migration = "a", .line = 7 },
            { .rule = "three", .severity = Severity::Warning, .message = "everywhere" } });
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex group = model.index(0, 0);
        QCOMPARE(group.data().toString(), "a  (2)");
        QVERIFY(group.data(Qt::AccessibleTextRole).toString().endsWith("worst is error"));
        QCOMPARE(model.rowCount(group), 2);
        QCOMPARE(model.finding(model.index(1, 0, group))->rule, "two");
        QCOMPARE(model.finding(model.indexOf("a", 5))->rule, "one");
        QCOMPARE(model.index(1, 0).data().toString(), "The folder as a whole  (1)");
    }

    void sameFindingsKeepTheSelection()
    {
        FindingModel model;
        const QList<Finding> findings { { .rule = "one", .migration = "a", .line = 2 } };
        model.setFindings(findings);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setFindings(findings);
        QCOMPARE(reset.count(), 0);
    }

    void viewExplainsAndAsks()
    {
        FindingModel model;
        ReviewView view(model);
        view.setEmptyText("Nothing.");
        view.resize(900, 300);
        view.show();
        auto* tree = view.findChild<QTreeView*>();
        QVERIFY(!tree->isVisible());
        const Finding finding { .rule = "create-index-blocking", .migration = "a", .line = 3, .message = "<b>bold</b>",
            .fix = Fix { .title = "Build it concurrently" } };
        model.setFindings({ finding });
        QVERIFY(tree->isVisible());
        const QString text = view.findChild<QTextBrowser*>()->toPlainText();
        QVERIFY2(text.contains("<b>bold</b>") && text.contains("Safe form."), qPrintable(text));
        QSignalSpy place(&view, &ReviewView::placeActivated), fix(&view, &ReviewView::fixRequested),
            allow(&view, &ReviewView::allowRequested);
        QTest::keyClick(tree, Qt::Key_Return);
        QCOMPARE(place.value(0), QVariantList({ "a", 3 }));
        for (QPushButton* button : view.findChildren<QPushButton*>())
            button->click();
        QCOMPARE(fix.count(), 1);
        QCOMPARE(allow.count(), 1);
    }
};

QTEST_MAIN(TestReview)
#include "tst_review.moc"
