// SPDX-License-Identifier: MIT
// `corridor lint` itself, as people and build servers call it.
#include "support/test_server.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

struct Outcome {
    int exitCode = -1;
    QByteArray out;
    QString err;
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

} // namespace

class TestLintCommand : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write("prisma/schema.prisma", "datasource db { provider = \"postgresql\" }\n");
        write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
        write("prisma/migrations/20250101000000_start/migration.sql", "CREATE TABLE orders (id int PRIMARY KEY, note text);\n");
        write("prisma/migrations/20250102000000_index/migration.sql", "CREATE INDEX i ON orders (note);\n");
    }

    void standardInput()
    {
        const Outcome outcome = lint({ "-" }, "DROP TABLE t;");
        QCOMPARE(outcome.exitCode, 6);
        QVERIFY(outcome.out.startsWith("-:1:12: "));
        QCOMPARE(lint({ "-", "--fail-on", "never" }, "DROP TABLE t;").exitCode, 0);
    }

    void wrongWordsAreNamed_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("says");
        QTest::newRow("format") << QStringList { "--format", "sarf" } << "Did you mean `sarif`?";
        QTest::newRow("runner") << QStringList { "--runner", "prisma7" } << "Did you mean `prisma-7`?";
        QTest::newRow("version") << QStringList { "--server-version", "9" } << "12 to 18";
        QTest::newRow("severity") << QStringList { "--fail-on", "warn" } << "warning";
    }
    void wrongWordsAreNamed()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, says);
        const Outcome outcome = lint(words);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains(says), qPrintable(outcome.err));
    }

    void theConfigurationCounts()
    {
        QCOMPARE(lint({}).exitCode, 6);
        write("corridor.toml", "[lint]\nfail-on = \"error\"\n");
        QCOMPARE(lint({}).exitCode, 0);
        QCOMPARE(lint({ "--fail-on", "warning" }).exitCode, 6);
        write("corridor.toml", "[lint]\nfail-onn = \"error\"\n");
        const Outcome outcome = lint({});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.err.contains("Did you mean `fail-on`?"));
    }

    void aPageForPrint()
    {
        write("prisma/migrations/20250103000000_drop/migration.sql", "-- corridor: allow drop-table because nobody reads it\nDROP TABLE orders;\n");
        const Outcome outcome = lint({ "--format", "html", "--fail-on", "never" });
        QCOMPARE(outcome.exitCode, 0);
        for (const char* part : { "<!DOCTYPE html>", "create-index-blocking", "CREATE INDEX i ON orders (note);", "SHARE, index-build", "nobody reads it" })
            QVERIFY2(outcome.out.contains(part), part);
    }

    void oldServersAreKnownByTheirMinor()
    {
        const auto finds = [&](const char* version) { return lint({ "-", "--server-version", version }, "CREATE INDEX CONCURRENTLY i ON t (a);").out.contains("cic-corruption-pg14-early"); };
        QVERIFY(finds("14.2"));
        QVERIFY(!finds("14.4"));
        QVERIFY(!finds("14"));
        QCOMPARE(lint({ "-", "--server-version", "14.x" }, "SELECT 1").exitCode, 2);
    }

    void theBaselineHidesThePast()
    {
        const QString file = m_folder->filePath("baseline.json");
        QCOMPARE(lint({ "--write-baseline", file }).exitCode, 0);
        const Outcome outcome = lint({ "--baseline", file, "--json" });
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.json()["findings"].toArray().isEmpty());
        QVERIFY(outcome.json()["known"].toInt() > 0);
        write("prisma/migrations/20250103000000_drop/migration.sql", "DROP TABLE orders;\n");
        QCOMPARE(lint({ "--baseline", file }).exitCode, 6);
    }

    void sinceLooksAtWhatIsNew()
    {
        const auto git = [&](const QStringList& words) { return QProcess::execute("git", QStringList { "-C", m_folder->path() } + words) == 0; };
        if (QProcess::execute("git", { "--version" }) != 0)
            QSKIP("git is not here.");
        QVERIFY(git({ "init", "-q", "-b", "main" }) && git({ "add", "." }));
        QVERIFY(git({ "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "first" }));
        QCOMPARE(lint({ "--since", "main" }).exitCode, 0);
        write("prisma/migrations/20250103000000_drop/migration.sql", "DROP TABLE orders;\n");
        const QJsonArray findings = lint({ "--since", "main", "--json" }).json()["findings"].toArray();
        QVERIFY(!findings.isEmpty());
        for (const QJsonValue& finding : findings)
            QVERIFY(finding["migration"].toString().isEmpty() || finding["migration"].toString().endsWith("drop"));
    }

    void fixesOnlyWhatHasNotRun()
    {
        const Outcome refused = lint({ "--fix" });
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(refused.err.contains("--since"));
        const QString script = "prisma/migrations/20250102000000_index/migration.sql";
        const Outcome shown = lint({ script, "--fix", "--dry-run" });
        QCOMPARE(shown.exitCode, 0);
        QVERIFY2(shown.out.contains("+CREATE INDEX CONCURRENTLY i ON orders (note);"), shown.out.constData());
        QCOMPARE(read(script), QByteArray("CREATE INDEX i ON orders (note);\n"));
        QCOMPARE(lint({ script, "--fix" }).exitCode, 0);
        QCOMPARE(read(script), QByteArray("CREATE INDEX CONCURRENTLY i ON orders (note);\n"));
    }

    void fixesMakeMigrations()
    {
        const QString script = "prisma/migrations/20250102000000_index/migration.sql";
        write(script, "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\n");
        QCOMPARE(lint({ script, "--fix" }).exitCode, 0);
        QVERIFY(read(script).contains("NOT VALID"));
        QVERIFY(read("prisma/migrations/20250102000001_set_not_null/migration.sql").contains("VALIDATE CONSTRAINT"));
    }

    void aConnectionKnowsSizesAndHistory_data() { TestServer::addMajors(); }
    void aConnectionKnowsSizesAndHistory()
    {
        QFETCH(int, major);
        TestServer& server = TestServer::shared(major);
        const ConnectionOptions database = server.freshDatabase();
        write("prisma/migrations/20250102000000_index/migration.sql", "SELECT 1;\n");
        QCOMPARE(run({ "deploy", "--url", server.url(database) }).exitCode, 0);
        QVERIFY(runSql(database, "INSERT INTO orders SELECT n, 'x' FROM generate_series(1, 20000) n; ANALYZE orders").has_value());
        write("prisma/migrations/20250103000000_late/migration.sql", "CREATE INDEX j ON orders (note);\n");
        write("prisma/migrations/20250101500000_early/migration.sql", "SELECT 2;\n");
        write("prisma/migrations/20250102000000_index/migration.sql", "SELECT 11;\n");
        const QJsonArray findings = lint({ "--url", server.url(database), "--json" }).json()["findings"].toArray();
        QStringList seen;
        for (const QJsonValue& finding : findings)
            seen << finding["migration"].toString().section('_', 1) + ' ' + finding["rule"].toString() + ' ' + finding["message"].toString();
        const QString all = seen.join('\n');
        QVERIFY2(all.contains("index edited-or-out-of-order-migration The script was changed"), qPrintable(all));
        QVERIFY2(all.contains("early edited-or-out-of-order-migration It is pending"), qPrintable(all));
        QVERIFY2(all.contains("late create-index-blocking") && all.contains("20000 rows"), qPrintable(all));
        QVERIFY2(!all.contains("start "), "what has run is not examined");
    }

private:
    void write(const QString& name, const char* text)
    {
        QDir(m_folder->path()).mkpath(QFileInfo(name).path());
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QByteArray read(const QString& name) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    Outcome lint(const QStringList& words, const QByteArray& input = {}) const { return run(QStringList { "lint" } + words, input); }

    Outcome run(const QStringList& words, const QByteArray& input = {}) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(CORRIDOR_BIN_DIR "/corridor", words);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished())
            return {};
        return { process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError()) };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestLintCommand)
#include "tst_lint_command.moc"
