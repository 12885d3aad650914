// SPDX-License-Identifier: MIT
#include "review/git_blame.h"
#include "review/git_tree.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestSince : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable("git").isEmpty())
            QSKIP("git is not here: it makes the repositories of these tests.");
        QVERIFY(git({ "init", "-q", "-b", "main" }));
        write("migrations/1/migration.sql", "SELECT 1;\n");
        write("migrations/2/migration.sql", "SELECT 2;\n");
        QVERIFY(git({ "add", "." }));
        QVERIFY(git({ "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-q", "-m", "first" }));
        QVERIFY(git({ "tag", "released" }));
    }

    void tellsNewFromOld_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isNew");
        QTest::newRow("same") << "1" << QByteArray("SELECT 1;\n") << false;
        QTest::newRow("other line endings") << "1" << QByteArray("SELECT 1;\r\n") << false;
        QTest::newRow("edited") << "2" << QByteArray("SELECT 22;\n") << true;
        QTest::newRow("new") << "3 ü" << QByteArray("SELECT 3;\n") << true;
    }

    void tellsNewFromOld()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        for (const QString& ref : { QString("main"), QString("released"), QString("HEAD") }) {
            const auto tree = GitTree::open(m_folder.path() + "/migrations", ref);
            QVERIFY2(tree.has_value(), qPrintable(tree ? QString() : tree.error().toText()));
            QTEST(tree->isNew(m_folder.filePath("migrations/" + name + "/migration.sql"), text), "isNew");
        }
    }

    void pathsThroughLinksAreTheSameFiles()
    {
        const QTemporaryDir other;
        QVERIFY(QFile::link(m_folder.path(), other.filePath("link")));
        const auto tree = GitTree::open(other.filePath("link"), "main");
        QVERIFY(tree.has_value());
        QCOMPARE(tree->content(other.filePath("link/migrations/1/migration.sql")), QByteArray("SELECT 1;\n"));
    }

    void namesWhoWroteEachLine()
    {
        write("migrations/1/migration.sql", "SELECT 1;\nSELECT 2;\n");
        QCOMPARE(authorsOfLines(m_folder.filePath("migrations/1/migration.sql"), "Me"), QStringList({ "T", "Me", "Me" }));
        write("migrations/1/migration.sql", "SELECT 1;\n");
        write("new.sql", "SELECT 1;");
        QCOMPARE(authorsOfLines(m_folder.filePath("new.sql"), "Me"), QStringList({ "Me" }));
        QVERIFY(QFile::remove(m_folder.filePath("new.sql")));
        QCOMPARE(authorsOfLines(m_folder.filePath("none.sql"), "Me"), QStringList());
    }

    void aFolderIsNoFile()
    {
        const auto tree = GitTree::open(m_folder.path(), "main");
        QVERIFY(tree.has_value());
        QVERIFY(!tree->content(m_folder.filePath("migrations/1")));
    }

    void saysWhatIsWrong()
    {
        QCOMPARE(GitTree::open(m_folder.path(), "nothing").error().code, "git-ref-unknown");
        const QTemporaryDir plain;
        QCOMPARE(GitTree::open(plain.path(), "main").error().code, "not-a-repository");
    }

private:
    bool git(const QStringList& arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start("git", arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    void write(const QString& path, const QByteArray& text)
    {
        QDir(m_folder.path()).mkpath(QFileInfo(path).path());
        QFile file(m_folder.filePath(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    const QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSince)
#include "tst_since.moc"
