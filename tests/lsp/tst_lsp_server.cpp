// SPDX-License-Identifier: MIT
#include "base/environment.h"
#include "lsp/lsp_server.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace corridor;

class TestLspServer : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write("migrations/migration_lock.toml", "provider = \"postgresql\"\n");
        write("migrations/20250101000000_start/migration.sql", "CREATE TABLE t (a int);\n");
        write("migrations/20250102000000_index/migration.sql", "CREATE INDEX i ON t (a);\n");
        m_server = std::make_unique<LspServer>(Environment());
        const QJsonObject edit { { "documentChanges", true }, { "resourceOperations", QJsonArray { "create" } } };
        ask("initialize", { { "capabilities", QJsonObject { { "workspace", QJsonObject { { "workspaceEdit", edit } } } } } });
    }

    void nothingBeforeInitialize()
    {
        LspServer server { Environment() };
        const auto answers = server.handle({ { "id", 1 }, { "method", "textDocument/hover" } });
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers[0]["error"]["code"].toInt(), -32002);
        QVERIFY(server.handle({ { "method", "textDocument/didOpen" } }).isEmpty());
    }

    void whatIsUnknownIsRefused()
    {
        QCOMPARE(ask("textDocument/rename", {})["error"]["code"].toInt(), -32601);
        QVERIFY(m_server->handle({ { "method", "$/setTrace" } }).isEmpty());
        QVERIFY(m_server->handle({}).isEmpty());
    }

    void findingsFollowTheText()
    {
        const QString uri = open("CREATE INDEX i ON t (a);\n");
        QCOMPARE(rules(), QStringList("create-index-blocking"));
        change(uri, "-- ü🐘\n  CREATE INDEX i ON t (a);\n");
        QCOMPARE(rules(), QStringList("create-index-blocking"));
        QCOMPARE(m_diagnostics.at(0)["range"]["start"].toObject(), QJsonObject({ { "line", 1 }, { "character", 2 } }));
        change(uri, "CREATE INDEX CONCURRENTLY i ON t (a);\n");
        QCOMPARE(rules(), QStringList());
    }

    void earlierMigrationsAreContext()
    {
        const QString uri = open("CREATE TABLE fresh (a int); CREATE INDEX i ON fresh (a);");
        QCOMPARE(rules(), QStringList());
        change(uri, "ALTER TABLE t ALTER a TYPE bigint;");
        QVERIFY2(rules().contains("alter-type-rewrite"), "the old type comes from the migration before");
    }

    void charactersAreUtf16()
    {
        open("/* 🐘 */ DROP TABLE t;");
        QCOMPARE(m_diagnostics.at(0)["range"]["start"]["character"].toInt(), 20); // 9 units before DROP, 11 more to the name
    }

    void fixesAreOffered()
    {
        const QString uri = open("CREATE INDEX i ON t (a);\n");
        const QJsonArray actions = actionsAt(uri, 0, 3);
        QCOMPARE(actions.size(), 2);
        const auto edit = actions[0]["edit"]["changes"][uri][0];
        QCOMPARE(edit["newText"].toString(), " CONCURRENTLY");
        QCOMPARE(edit["range"]["start"]["character"].toInt(), 12);
        QVERIFY(actionsAt(uri, 1, 0).isEmpty());
    }

    void aFixMayMakeAMigration()
    {
        const QString uri = open("ALTER TABLE t ALTER COLUMN a SET NOT NULL;\n");
        const QJsonArray changes = actionsAt(uri, 0, 0).at(0)["edit"]["documentChanges"].toArray();
        QCOMPARE(changes.size(), 3);
        QCOMPARE(changes[1]["kind"].toString(), "create");
        QVERIFY(changes[1]["uri"].toString().endsWith("/migrations/20250102000001_set_not_null/migration.sql"));
        QVERIFY(changes[2]["edits"][0]["newText"].toString().contains("VALIDATE CONSTRAINT"));
    }

    void anAllowanceWaitsForItsReason()
    {
        const QString uri = open("DROP TABLE t;\n");
        const QJsonArray actions = actionsAt(uri, 0, 0);
        const QString comment = actions.last()["edit"]["changes"][uri][0]["newText"].toString();
        QCOMPARE(comment, "-- corridor: allow drop-table because \n");
        change(uri, comment + "DROP TABLE t;\n");
        QVERIFY(rules().contains("drop-table"));
        change(uri, QString(comment).replace(" \n", " it is empty\n") + "DROP TABLE t;\n");
        QVERIFY(!rules().contains("drop-table"));
    }

    void hoverExplains()
    {
        const QString uri = open("CREATE INDEX i ON t (a);\n");
        const QJsonObject place { { "textDocument", QJsonObject { { "uri", uri } } }, { "position", QJsonObject { { "line", 0 }, { "character", 2 } } } };
        QVERIFY(ask("textDocument/hover", place)["result"]["contents"]["value"].toString().contains("create-index-blocking"));
        QJsonObject elsewhere = place;
        elsewhere["position"] = QJsonObject { { "line", 7 }, { "character", 900 } };
        QVERIFY(ask("textDocument/hover", elsewhere)["result"].isNull());
    }

    void theConfigurationCounts()
    {
        write("corridor.toml", "[lint.severity]\ncreate-index-blocking = \"off\"\n");
        const QString uri = open("CREATE INDEX i ON t (a);\n");
        QCOMPARE(rules(), QStringList());
        write("corridor.toml", "[lint]\nruner = 1\n");
        const auto messages = m_server->handle({ { "method", "textDocument/didSave" }, { "params", QJsonObject { { "textDocument", QJsonObject { { "uri", uri } } } } } });
        QVERIFY(std::ranges::any_of(messages, [](const QJsonObject& message) { return message["params"]["message"].toString().contains("runner"); }));
    }

    void closingClears()
    {
        const QString uri = open("DROP TABLE t;");
        tell("textDocument/didClose", { { "textDocument", QJsonObject { { "uri", uri } } } });
        QVERIFY(m_diagnostics.isEmpty());
    }

    void ends()
    {
        QVERIFY(ask("shutdown", {})["result"].isNull());
        QCOMPARE(ask("textDocument/hover", {})["error"]["code"].toInt(), -32600);
        m_server->handle({ { "method", "exit" } });
        QVERIFY(m_server->hasExited());
        QCOMPARE(m_server->exitCode(), 0);
    }

private:
    void write(const QString& name, const char* text)
    {
        QDir(m_folder->path()).mkpath(QFileInfo(name).path());
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QJsonValue ask(const QString& method, const QJsonObject& parameters)
    {
        const auto answers = m_server->handle({ { "jsonrpc", "2.0" }, { "id", ++m_id }, { "method", method }, { "params", parameters } });
        return answers.size() == 1 && answers[0]["id"].toInt() == m_id ? QJsonValue(answers[0]) : QJsonValue();
    }

    void tell(const QString& method, const QJsonObject& parameters)
    {
        for (const QJsonObject& message : m_server->handle({ { "jsonrpc", "2.0" }, { "method", method }, { "params", parameters } })) {
            if (message["method"].toString() == "textDocument/publishDiagnostics")
                m_diagnostics = message["params"]["diagnostics"].toArray();
        }
    }

    QString open(const QString& text)
    {
        const QString uri = QUrl::fromLocalFile(m_folder->filePath("migrations/20250102000000_index/migration.sql")).toString();
        tell("textDocument/didOpen", { { "textDocument", QJsonObject { { "uri", uri }, { "version", 1 }, { "text", text } } } });
        return uri;
    }

    void change(const QString& uri, const QString& text)
    {
        tell("textDocument/didChange",
            { { "textDocument", QJsonObject { { "uri", uri }, { "version", 2 } } }, { "contentChanges", QJsonArray { QJsonObject { { "text", text } } } } });
    }

    QJsonArray actionsAt(const QString& uri, int line, int character)
    {
        const QJsonObject place { { "line", line }, { "character", character } };
        return ask("textDocument/codeAction",
            { { "textDocument", QJsonObject { { "uri", uri } } }, { "range", QJsonObject { { "start", place }, { "end", place } } } })["result"].toArray();
    }

    // What is said about the script, not about the folder.
    QStringList rules() const
    {
        QStringList list;
        for (const QJsonValue& diagnostic : m_diagnostics) {
            if (diagnostic["code"].toString() != "missing-lock-timeout")
                list << diagnostic["code"].toString();
        }
        return list;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LspServer> m_server;
    QJsonArray m_diagnostics;
    int m_id = 0;
};

QTEST_GUILESS_MAIN(TestLspServer)
#include "tst_lsp_server.moc"
