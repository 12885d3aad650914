// SPDX-License-Identifier: MIT
// What is around the rules: context, suppressions, runners, places, patterns, sources.
#include "lint/linter.h"
#include "lint/patterns.h"
#include "lint/sources.h"
#include "lint/transactions.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

static LintMigration migration(const QString& name, const QByteArray& sql, bool pending = false)
{
    return { .name = name, .path = name + "/migration.sql", .script = parseScript(sql), .pending = pending };
}

static QStringList rulesOf(const QList<Finding>& findings, const QString& name = {})
{
    QStringList rules;
    for (const Finding& finding : findings) {
        if (name.isEmpty() || finding.migration == name)
            rules << finding.rule;
    }
    return rules;
}

static void write(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

class TestLint : public QObject {
    Q_OBJECT
private slots:
    void appliedMigrationsMakeTablesThatAreInUse()
    {
        const auto findings = lint({ migration("1", "CREATE TABLE t (a int)"), migration("2", "CREATE INDEX i ON t (a)") }, LintOptions());
        QCOMPARE(rulesOf(findings), QStringList { "create-index-blocking" });
    }
    void pendingMigrationsMakeTablesThatAreEmpty()
    {
        const auto findings = lint({ migration("1", "CREATE TABLE t (a int)", true), migration("2", "CREATE INDEX i ON t (a)", true) }, LintOptions());
        QCOMPARE(rulesOf(findings), QStringList());
    }
    void knownRowsMakeANoteOfALock()
    {
        LintOptions options;
        options.assumedRows["t"] = 12;
        const auto findings = lint({ migration("1", "CREATE INDEX i ON t (a)") }, options);
        QCOMPARE(findings.size(), 1);
        QCOMPARE(findings.first().severity, Severity::Note);
        QVERIFY(findings.first().message.contains("12 rows"));
    }
    void protectedTablesMakeAnError()
    {
        LintOptions options;
        options.protectedTables = { "t" };
        const auto findings = lint({ migration("1", "CREATE INDEX i ON t (a)") }, options);
        QCOMPARE(findings.value(0).severity, Severity::Error);
    }
    void severitiesAreTheProjects()
    {
        LintOptions options;
        options.severities["create-index-blocking"] = Severity::Note;
        options.severities["drop-column"] = std::nullopt;
        const auto findings = lint({ migration("1", "CREATE INDEX i ON t (a); ALTER TABLE t DROP COLUMN b") }, options);
        QCOMPARE(rulesOf(findings), QStringList { "create-index-blocking" });
        QCOMPARE(findings.first().severity, Severity::Note);
    }
    void baselineIsFollowedOnly()
    {
        LintOptions options;
        options.baseline = "1";
        const auto findings = lint({ migration("1", "DROP TABLE x"), migration("2", "DROP TABLE y") }, options);
        QCOMPARE(rulesOf(findings, "1"), QStringList());
        QCOMPARE(rulesOf(findings, "2"), QStringList { "drop-table" });
    }
    void placesAreExact()
    {
        const auto findings = lint({ migration("1", "SELECT 1;\n\n-- ä comment\n  CREATE INDEX i\n    ON t (a) ;\n") }, LintOptions());
        QCOMPARE(findings.size(), 1);
        const Finding& finding = findings.first();
        QCOMPARE(finding.line, 4);
        QCOMPARE(finding.column, 3);
        QCOMPARE(finding.endLine, 5);
        QCOMPARE(finding.endColumn, 13);
        QCOMPARE(finding.file, "1/migration.sql");
    }
    void bodiesKeepTheirLines()
    {
        const auto findings = lint({ migration("1", "DO $$\nBEGIN\n  ALTER TABLE t\n    DROP COLUMN a;\nEND $$;") }, LintOptions());
        QCOMPARE(rulesOf(findings), QStringList { "drop-column" });
        QCOMPARE(findings.first().line, 4);
    }

    void allowed_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QStringList>("rules");
        QTest::newRow("statement") << "-- corridor: allow drop-column because nobody reads it\nALTER TABLE t DROP COLUMN a;" << QStringList();
        QTest::newRow("next only") << "-- corridor: allow drop-column because nobody reads it\nALTER TABLE t DROP COLUMN a;\nALTER TABLE t DROP COLUMN b;"
                                   << QStringList { "drop-column" };
        QTest::newRow("same line") << "ALTER TABLE t DROP COLUMN a; -- corridor: allow drop-column because nobody reads it" << QStringList();
        QTest::newRow("inside") << "ALTER TABLE t\n  -- corridor: allow drop-column because nobody reads it\n  DROP COLUMN a;" << QStringList();
        QTest::newRow("file") << "-- corridor: allow-file drop-column because nobody reads them\nALTER TABLE t DROP COLUMN a;\nALTER TABLE t DROP COLUMN b;"
                              << QStringList();
        QTest::newRow("no reason") << "-- corridor: allow drop-column\nALTER TABLE t DROP COLUMN a;"
                                   << QStringList { "suppression-without-reason", "drop-column" };
        QTest::newRow("unknown") << "-- corridor: allow drop-colum because x\nALTER TABLE t DROP COLUMN a;"
                                 << QStringList { "suppression-unknown", "drop-column" };
        QTest::newRow("unused") << "-- corridor: allow drop-column because x\nSELECT 1;" << QStringList { "suppression-unused" };
        QTest::newRow("squawk") << "-- squawk-ignore ban-drop-column\nALTER TABLE t DROP COLUMN a;" << QStringList();
        QTest::newRow("squawk file") << "-- squawk-ignore-file\nALTER TABLE t DROP COLUMN a;\nDROP TABLE x;" << QStringList();
        QTest::newRow("squawk other") << "-- squawk-ignore ban-drop-table\nALTER TABLE t DROP COLUMN a;" << QStringList { "drop-column" };
        QTest::newRow("in a string") << "SELECT '-- corridor: allow drop-column because x';\nALTER TABLE t DROP COLUMN a;" << QStringList { "drop-column" };
    }
    void allowed()
    {
        QFETCH(QString, sql);
        QFETCH(QStringList, rules);
        QCOMPARE(rulesOf(lint({ migration("1", sql.toUtf8()) }, LintOptions())), rules);
    }

    void runnersShareTransactions_data()
    {
        QTest::addColumn<QString>("runner");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QList<int>>("numbers");
        const QString plain = "SELECT 1; SELECT 2; SELECT 3";
        QTest::newRow("batch") << "prisma-6" << plain << QList<int> { 0, 0, 0 };
        QTest::newRow("split") << "prisma-7" << plain << QList<int> { 1, 2, 3 };
        QTest::newRow("psql") << "psql" << plain << QList<int> { 1, 2, 3 };
        QTest::newRow("corridor") << "corridor" << plain << QList<int> { 0, 0, 0 };
        QTest::newRow("written") << "psql" << "BEGIN; SELECT 1; COMMIT; SELECT 2" << QList<int> { 1, 1, 1, 2 };
        QTest::newRow("batch with commit") << "prisma-6" << "SELECT 1; COMMIT; SELECT 2" << QList<int> { 0, 0, 1 };
        QTest::newRow("corridor steps") << "corridor" << "SELECT 1; CREATE INDEX CONCURRENTLY i ON t (a); SELECT 2" << QList<int> { 0, 1, 2 };
    }
    void runnersShareTransactions()
    {
        QFETCH(QString, runner);
        QFETCH(QString, sql);
        QFETCH(QList<int>, numbers);
        const auto found = transactionsOf(parseScript(sql.toUtf8()), runnerFromWord(runner).value(), 15, SchemaState());
        QCOMPARE(QList<int>(found.begin(), found.end()), numbers);
    }

    void patterns()
    {
        QVERIFY(matchesPattern("user*", QString("users")));
        QVERIFY(matchesPattern("*_log", QString("audit_log")));
        QVERIFY(matchesPattern("a?c", QString("abc")));
        QVERIFY(!matchesPattern("a?c", QString("ac")));
        QVERIFY(matchesPattern("public.users", QualifiedName { {}, "users" }));
        QVERIFY(!matchesPattern("audit.users", QualifiedName { {}, "users" }));
        QCOMPARE(editDistance("kitten", "sitting"), 3);
    }

    void aLoneScriptStandsByItself()
    {
        QTemporaryDir folder;
        write(folder.filePath("a.sql"), "CREATE TABLE t (a int);");
        write(folder.filePath("b.sql"), "CREATE INDEX i ON t (a);");
        const auto folders = readLintFolders({ folder.filePath("b.sql") }, {});
        QVERIFY(folders);
        QCOMPARE(folders->size(), 1);
        QCOMPARE(folders->first().migrations.size(), 1);
        QCOMPARE(folders->first().migrations.first().path, folder.filePath("b.sql"));
        QCOMPARE(readLintFolders({ folder.path() }, {})->size(), 2);
    }
    void aMigrationHasTheEarlierOnesAsContext()
    {
        QTemporaryDir folder;
        write(folder.filePath("migrations/1_a/migration.sql"), "CREATE TABLE t (c varchar(10));");
        write(folder.filePath("migrations/2_b/migration.sql"), "ALTER TABLE t ALTER c TYPE text;");
        write(folder.filePath("migrations/3_c/migration.sql"), "DROP TABLE t;");
        for (const char* path : { "migrations/2_b", "migrations/2_b/migration.sql" }) {
            const auto folders = readLintFolders({ folder.filePath(path) }, {});
            QVERIFY(folders);
            const QList<LintMigration>& migrations = folders->first().migrations;
            QCOMPARE(migrations.size(), 2);
            QVERIFY(!migrations[0].examined && migrations[1].examined);
            QCOMPARE(rulesOf(lint(migrations, LintOptions())), QStringList());
        }
        const auto two = readLintFolders({ folder.filePath("migrations/1_a"), folder.filePath("migrations/3_c") }, {});
        QCOMPARE(two->size(), 1);
        QCOMPARE(two->first().migrations.size(), 3);
        QCOMPARE(rulesOf(lint(two->first().migrations, LintOptions())), QStringList { "drop-table" });
    }
    void aMigrationsFolderIsReadInOrder()
    {
        QTemporaryDir folder;
        write(folder.filePath("prisma/migrations/2_b/migration.sql"), "SELECT 2;");
        write(folder.filePath("prisma/migrations/1_a/migration.sql"), "SELECT 1;");
        write(folder.filePath("prisma/schema.prisma"), "datasource db {\n  provider = \"postgresql\"\n}\n");
        write(folder.filePath("seed.txt"), "no SQL");
        for (const char* path : { "prisma/migrations", "prisma", "." }) {
            const auto folders = readLintFolders({ QDir::cleanPath(folder.filePath(path)) }, {});
            QVERIFY(folders);
            QCOMPARE(folders->size(), 1);
            QCOMPARE(folders->first().migrations.size(), 2);
            QCOMPARE(folders->first().migrations.first().path, folder.filePath("prisma/migrations/1_a/migration.sql"));
        }
    }
    void whatIsMissingIsSaid()
    {
        QTemporaryDir folder;
        QCOMPARE(readLintFolders({ folder.filePath("no.sql") }, {}).error().code, "path-missing");
        QCOMPARE(readLintFolders({ folder.path() }, {}).error().code, "nothing-to-review");
    }
};

QTEST_GUILESS_MAIN(TestLint)
#include "tst_lint.moc"
