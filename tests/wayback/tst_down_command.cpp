// SPDX-License-Identifier: MIT
// corridor down and corridor rollback --prove, as people and CI call them.
#include "support/test_server.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

using namespace corridor;

namespace {

void writeFile(const QString& path, const QByteArray& text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestDownCommand : public QObject {
    Q_OBJECT

    struct Said {
        int exitCode = -1;
        QJsonObject json;
    };

    Said corridor(const QStringList& words)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("CORRIDOR_JOURNAL", m_folder->filePath("journal.sqlite"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(CORRIDOR_BIN_DIR "/corridor",
            words + QStringList { "--json", "--project", migrations(), "--server", TestServer::shared(m_major).url("postgres") });
        process.waitForFinished(60'000);
        return { process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object() };
    }
    QString migrations() const { return m_folder->filePath("migrations"); }
    QString down(const QString& name) const { return migrations() + '/' + name + "/down.sql"; }
    static QString verdict(const Said& said, int index)
    {
        return said.json["migrations"].toArray()[index].toObject()["verdict"].toString();
    }

    std::optional<QTemporaryDir> m_folder;
    int m_major = 0;

private slots:
    void initTestCase()
    {
        m_major = TestServer::has(17) ? 17 : 15;
        if (!TestServer::has(m_major))
            QSKIP("No PostgreSQL is here.");
    }

    void init()
    {
        m_folder.emplace();
        writeFile(migrations() + "/1_init/migration.sql", "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL);");
        writeFile(migrations() + "/2_nick/migration.sql", "ALTER TABLE users ADD COLUMN nick text;");
        writeFile(migrations() + "/3_bare/migration.sql", "ALTER TABLE users DROP COLUMN email;");
    }

    void writesAndProves()
    {
        const Said one = corridor({ "down", "2_nick", "--generate" });
        QCOMPARE(one.exitCode, 0);
        QCOMPARE(one.json["file"].toString(), down("2_nick"));
        QCOMPARE(one.json["lossless"].toBool(), true);
        QVERIFY(one.json["losses"].toArray().isEmpty());
        QVERIFY(readFile(down("2_nick")).contains("DROP COLUMN \"nick\""));

        const Said lossy = corridor({ "down", "3_bare", "--generate" });
        QCOMPARE(lossy.json["lossless"].toBool(true), false);
        QVERIFY(lossy.json["losses"].toArray().first().toString().contains("public.users.email"));

        const Said all = corridor({ "rollback", "--prove", "--all" });
        QCOMPARE(verdict(all, 0), "not-proved"); // 1_init has no way back
        QCOMPARE(verdict(all, 1), "proved");
        QCOMPARE(verdict(all, 2), "loses-data");
        QCOMPARE(all.exitCode, 1);
        QCOMPARE(corridor({ "rollback", "--prove", "2_nick" }).exitCode, 0);
    }

    void writesOverNothingUnasked()
    {
        writeFile(down("2_nick"), "-- mine\n");
        const Said refused = corridor({ "down", "2_nick", "--generate" });
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.json["error"].toObject()["code"].toString(), "down-exists");
        QCOMPARE(readFile(down("2_nick")), "-- mine\n");
        QCOMPARE(corridor({ "down", "--all", "--generate" }).exitCode, 0); // what is missing only
        QCOMPARE(readFile(down("2_nick")), "-- mine\n");
        QVERIFY(QFile::exists(down("1_init")));
        QCOMPARE(corridor({ "down", "2_nick", "--generate", "--force" }).exitCode, 0);
        QVERIFY(readFile(down("2_nick")).contains("DROP COLUMN"));
    }

    // A migration that stopped half-way has a way back of its own.
    void leadsBackFromTheStatementWhereItStopped()
    {
        writeFile(migrations() + "/4_steps/migration.sql",
            "CREATE INDEX CONCURRENTLY a ON users (nick); CREATE INDEX CONCURRENTLY b ON users (id);");
        const Said half = corridor({ "down", "4_steps", "--generate", "--after", "1" });
        QCOMPARE(half.exitCode, 0);
        QVERIFY(half.json["file"].toString().endsWith("/down.after-1.sql"));
        const QByteArray script = readFile(half.json["file"].toString());
        QVERIFY(script.contains("\"a\""));
        QVERIFY(!script.contains("\"b\""));
    }

    void namesAFailingMigration()
    {
        writeFile(migrations() + "/0_broken/migration.sql", "CREATE TABLE t (id nonsense);");
        const Said said = corridor({ "down", "2_nick", "--generate" });
        QCOMPARE(said.exitCode, 1);
        QCOMPARE(said.json["error"].toObject()["code"].toString(), "migration-fails");
        QCOMPARE(said.json["error"].toObject()["migration"].toString(), "0_broken");
    }
};

QTEST_GUILESS_MAIN(TestDownCommand)
#include "tst_down_command.moc"
