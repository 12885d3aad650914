// SPDX-License-Identifier: MIT
#include "project/project.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

using namespace corridor;

namespace {

QString sharedFolder()
{
    const QString set = qEnvironmentVariable("CORRIDOR_SHARED");
    return set.isEmpty() ? QStringLiteral(CORRIDOR_SOURCE_DIR "/../shared") : set;
}

QStringList names(const QList<Migration>& migrations)
{
    QStringList result;
    for (const Migration& migration : migrations)
        result << migration.name;
    return result;
}

QStringList codes(const QList<ProjectProblem>& problems)
{
    QStringList result;
    for (const ProjectProblem& problem : problems)
        result << (problem.migration.isEmpty() ? problem.code : problem.code + ':' + problem.migration);
    result.sort();
    return result;
}

} // namespace

class TestMigrationsFolder : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QList<ProjectProblem> m_problems;

    QString path(const QString& name = {}) const { return m_folder->filePath(name); }

    void write(const QString& name, const QByteArray& bytes)
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    QList<Migration> read() { return readMigrations(path(), &m_problems); }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_problems.clear();
    }

    void readsScriptsAndTheWayBack()
    {
        write("20240101000000_a/migration.sql", "CREATE TABLE a ();\n");
        write("20240101000000_a/down.sql", "DROP TABLE a;\n");
        write("20240101000000_a/notes.md", "x");
        write("20240102000000_b/migration.sql", "");
        write("migration_lock.toml", "provider = \"postgresql\"\n");
        const auto migrations = read();
        QCOMPARE(names(migrations), (QStringList { "20240101000000_a", "20240102000000_b" }));
        QCOMPARE(migrations[0].script, QByteArray("CREATE TABLE a ();\n"));
        QCOMPARE(migrations[0].down, QByteArray("DROP TABLE a;\n"));
        QCOMPARE(migrations[0].path, path("20240101000000_a"));
        QCOMPARE(migrations[0].checksum, prismaChecksum("CREATE TABLE a ();\n"));
        QCOMPARE(migrations[1].script, QByteArray(""));
        QVERIFY(!migrations[1].down);
        QCOMPARE(codes(m_problems), QStringList());
    }

    void hasNoneWithoutAFolder()
    {
        QVERIFY(readMigrations(path("absent"), &m_problems).isEmpty());
        QVERIFY(m_problems.isEmpty());
    }

    void namesAFolderThatIsAFile()
    {
        write("file", "x");
        QVERIFY(readMigrations(path("file"), &m_problems).isEmpty());
        QCOMPARE(codes(m_problems), QStringList { "folder-unreadable" });
    }

    void keepsOddNames()
    {
        const QStringList odd { ".hidden", "0_init", "10", "123456789012345_fifteen", "12345678_eight",
            "99999999999999_no_date", "Upper-Case", "ends.sql", "with space", "žluť" };
        for (const QString& name : odd)
            write(name + "/migration.sql", "SELECT 1;");
        QStringList got = names(read());
        got.sort();
        QCOMPARE(got, odd);
    }

    void namesWhatIsOddInAScript_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "S\0E\0",
            6) << QStringList { "script-utf16:a" };
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFSELECT 1;") << QStringList { "script-bom:a" };
        QTest::newRow("NUL") << QByteArray("SELECT\0 1;", 10) << QStringList { "script-nul:a" };
        QTest::newRow("Latin-1") << QByteArray("-- caf\xE9") << QStringList { "script-not-utf8:a" };
        QTest::newRow("CRLF") << QByteArray("a;\r\nb;\r\n") << QStringList();
        QTest::newRow("mixed") << QByteArray("a;\r\nb;\n") << QStringList { "script-mixed-endings:a" };
        QTest::newRow("history") << QByteArray("DELETE FROM \"_prisma_migrations\";")
                                 << QStringList { "script-mentions-history:a" };
        QTest::newRow("comment only") << QByteArray("-- nothing") << QStringList();
    }

    void namesWhatIsOddInAScript()
    {
        QFETCH(QByteArray, script);
        QFETCH(QStringList, expected);
        write("a/migration.sql", script);
        QCOMPARE(read()[0].script, script);
        QCOMPARE(codes(m_problems), expected);
    }

    void namesWhatCannotBeRead()
    {
        QDir(path()).mkdir("a_empty");
        QDir(path()).mkpath("b_folder/migration.sql");
        QDir(path()).mkdir("c_fifo");
        QCOMPARE(::mkfifo(path("c_fifo/migration.sql").toLocal8Bit().constData(), 0600), 0);
        write("d_dangling/x", "");
        QVERIFY(QFile::link("absent.sql", path("d_dangling/migration.sql")));
        const auto migrations = read();
        QCOMPARE(names(migrations), (QStringList { "a_empty", "b_folder", "c_fifo", "d_dangling" }));
        for (const Migration& migration : migrations) {
            QVERIFY(!migration.script);
            QVERIFY(migration.checksum.isEmpty());
            QVERIFY(!migration.problem.isEmpty());
        }
        QCOMPARE(codes(m_problems),
            (QStringList { "script-missing:a_empty", "script-missing:d_dangling", "script-unreadable:b_folder",
                "script-unreadable:c_fifo" }));
    }

    void namesAScriptWithoutPermission()
    {
        if (::geteuid() == 0)
            QSKIP("The superuser may read everything.");
        write("a/migration.sql", "x");
        QFile::setPermissions(path("a/migration.sql"), {});
        QVERIFY(!read()[0].script);
        QCOMPARE(codes(m_problems), QStringList { "script-unreadable:a" });
    }

    // A reader of a mapped file that becomes shorter would be killed.
    void aLargeScriptThatIsCutShortLaterStaysAsItWasRead()
    {
        const QByteArray text = QByteArray("INSERT INTO t VALUES (1);\n").repeated(700'000);
        write("a/migration.sql", text);
        const Migration migration = read()[0];
        QVERIFY(QFile::resize(path("a/migration.sql"), 100));
        QVERIFY(*migration.script == text);
        QCOMPARE(prismaChecksum(*migration.script), migration.checksum);
        QCOMPARE(read()[0].script->size(), 100);
    }

    void leavesOutLinksAndFiles()
    {
        write("real/migration.sql", "x");
        QVERIFY(QFile::link(path("real"), path("link")));
        write("stray.sql", "x");
        QCOMPARE(names(read()), QStringList { "real" });
        QCOMPARE(codes(m_problems), (QStringList { "file-ignored:stray.sql", "symlink-ignored:link" }));
    }

    void namesOrdersThatDiffer()
    {
        write("20240101000000_a_1/migration.sql", "x");
        write("20240101000000_a1/migration.sql", "x");
        QCOMPARE(names(read()), (QStringList { "20240101000000_a_1", "20240101000000_a1" }));
        QCOMPARE(codes(m_problems), QStringList { "order-differs:20240101000000_a_1" });
        QCOMPARE(names(readMigrations(path(), nullptr, MigrationOrder::Bytes)),
            (QStringList { "20240101000000_a1", "20240101000000_a_1" }));
    }

    void leavesOutNamesThatAreNotUtf8()
    {
        const QByteArray name = QFile::encodeName(path()) + "/caf\xE9";
        QCOMPARE(::mkdir(name.constData(), 0700), 0);
        QVERIFY(read().isEmpty());
        QCOMPARE(m_problems.value(0).code, "name-not-utf8");
        QCOMPARE(::rmdir(name.constData()), 0); // QTemporaryDir cannot name it
    }

    void readsRealProjects()
    {
        const QDir corpora(sharedFolder() + "/corpora/prisma");
        if (!corpora.exists())
            QSKIP("The migrations of real projects are not here.");
        for (const QString& corpus : corpora.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QDir folder(corpora.filePath(corpus + "/migrations"));
            const auto migrations = readMigrations(folder.path());
            QCOMPARE(migrations.size(), folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden).size());
            QVERIFY2(std::ranges::all_of(
                         migrations, [](const Migration& m) { return m.checksum.size() == 64 || !m.script; }),
                qPrintable(corpus));
        }
    }

    void readsManyInAnInstant()
    {
        const QString folder = sharedFolder() + "/corpora/prisma/triggerdotdev__trigger.dev/migrations";
        if (!QFile::exists(folder))
            QSKIP("The migrations of real projects are not here.");
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 7; ++i) {
            QElapsedTimer timer;
            timer.start();
            QCOMPARE(readMigrations(folder).size(), 820);
            best = std::min(best, timer.nsecsElapsed());
        }
        qInfo("820 migrations read in %.2f ms", double(best) / 1e6);
        QVERIFY2(best < 60000000, "Four times the goal of 15 ms, for busy machines and sanitizers.");
    }
};

QTEST_GUILESS_MAIN(TestMigrationsFolder)
#include "tst_migrations_folder.moc"
