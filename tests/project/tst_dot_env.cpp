// SPDX-License-Identifier: MIT
#include "project/dot_env.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestDotEnv : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;

    void write(const QString& name, const QByteArray& text)
    {
        QDir().mkpath(QFileInfo(m_folder->filePath(name)).path());
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    // What the dotenv package (16) makes of the same text.
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Environment>("expected");
        const auto row = [](const char* name, const char* text, const Environment& expected) {
            QTest::newRow(name) << QString::fromUtf8(text) << expected;
        };
        row("plain", "A=1\nB = two words \nC:  x\nexport D=4\n",
            { { "A", "1" }, { "B", "two words" }, { "C", "x" }, { "D", "4" } });
        row("comments", "A=1 # c\nB='x # y' # c\nC=\"a#b\"\n#D=1\nE=a#b\n",
            { { "A", "1" }, { "B", "x # y" }, { "C", "a#b" }, { "E", "a" } });
        row("quotes", "A=\"l1\\nl2\"\nB='l1\\nl2'\nC=`b 'q' \"q\"`\nD=\"unclosed\nE=5\n",
            { { "A", "l1\nl2" }, { "B", "l1\\nl2" }, { "C", "b 'q' \"q\"" }, { "D", "\"unclosed" }, { "E", "5" } });
        row("several lines", "A=\"x\ny\"\nB=2\n", { { "A", "x\ny" }, { "B", "2" } });
        row("escaped quotes", "A=\"say \\\"hi\\\"\"\nB='it\\'s'\n", { { "A", "say \\\"hi\\\"" }, { "B", "it\\'s" } });
        row("empty", "A=\nB=\"\"\n= x\nnokey\nC=3", { { "A", "" }, { "B", "" }, { "C", "3" } });
        row("CRLF", "A=1\r\nB=2\r\n", { { "A", "1" }, { "B", "2" } });
        row("twice", "A=1\nA=2\n", { { "A", "2" } });
        row("behind quotes", "A=\"x\" y\nB='x'y\n", { { "A", "\"x\" y" }, { "B", "'x'y" } });
        row("URL", "U=postgresql://u:p@h/d?a=b&c=d\n", { { "U", "postgresql://u:p@h/d?a=b&c=d" } });
        row("byte order mark",
            "\xEF\xBB\xBF"
            "A=1\n",
            { { "A", "1" } });
        row("blanks", "   A   =   1   \n", { { "A", "1" } });
        row("odd names", "a.b-c=1\n", { { "a.b-c", "1" } });
        row("colon without blank", "A:1\nB: 2\n", { { "B", "2" } });
    }

    void parses()
    {
        QFETCH(QString, text);
        QFETCH(Environment, expected);
        QCOMPARE(parseDotEnv(text), expected);
    }

    void expandsVariables()
    {
        const Environment values { { "URL", "postgresql://${USER}:${PASS}@h/${NONE}d" }, { "PASS", "p${N}" },
            { "N", "1" }, { "KEPT", "\\${USER} $USER" }, { "SELF", "x${SELF}" } };
        const Environment result = expanded(values, { { "USER", "me" } });
        QCOMPARE(result.value("URL"), "postgresql://me:p1@h/d");
        QCOMPARE(result.value("KEPT"), "${USER} $USER");
        QVERIFY(result.value("SELF").startsWith("xx"));
    }

    void findsTheFilesOfPrisma()
    {
        const QString root = m_folder->path();
        write("db/schema.prisma", "");
        write(".env", "");
        QCOMPARE(prismaDotEnvFiles(root, root + "/db/schema.prisma", root).schema, root + "/.env");
        write("prisma/.env", "");
        QCOMPARE(prismaDotEnvFiles(root, root + "/db/schema.prisma", root).schema, root + "/prisma/.env");
        write("db/.env", "");
        QCOMPARE(prismaDotEnvFiles(root, root + "/db/schema.prisma", root).schema, root + "/db/.env");
        QCOMPARE(prismaDotEnvFiles(root, {}, root).root, root + "/.env");
        QCOMPARE(prismaDotEnvFiles({}, {}, root).root, QString());
    }

    void mergesByPrecedence()
    {
        write(".env", "A=root\nB=root\nC=${HOST}\n");
        write("prisma/.env", "B=schema\nD=${A}/schema\n");
        const DotEnvFiles files { m_folder->filePath(".env"), m_folder->filePath("prisma/.env") };
        QStringList conflicts;
        const Environment merged = withDotEnvFiles({ { "A", "set" }, { "HOST", "h" } }, files, &conflicts);
        QCOMPARE(merged.value("A"), "set");
        QCOMPARE(merged.value("B"), "root");
        QCOMPARE(merged.value("C"), "h");
        QCOMPARE(merged.value("D"), "set/schema");
        QCOMPARE(conflicts, QStringList());
    }

    void namesKeysThatBothFilesSet()
    {
        write(".env", "SAME=1\nOTHER=1\n");
        write("prisma/.env", "SAME=1\nOTHER=2\n");
        QStringList conflicts;
        withDotEnvFiles({}, { m_folder->filePath(".env"), m_folder->filePath("prisma/.env") }, &conflicts);
        QCOMPARE(conflicts, QStringList { "SAME" });
        conflicts.clear();
        withDotEnvFiles({}, { m_folder->filePath(".env"), m_folder->filePath(".env") }, &conflicts);
        QCOMPARE(conflicts, QStringList());
    }

    void takesAnEmptyVariableForSet()
    {
        write(".env", "A=1\n");
        QCOMPARE(withDotEnv({ { "A", "" } }, { m_folder->filePath(".env") }).value("A"), QString());
        QCOMPARE(withDotEnv({}, { m_folder->filePath("absent"), m_folder->filePath(".env") }).value("A"), "1");
    }
};

QTEST_GUILESS_MAIN(TestDotEnv)
#include "tst_dot_env.moc"
