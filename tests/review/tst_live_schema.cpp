// SPDX-License-Identifier: MIT
#include "lint/linter.h"
#include "review/live_schema.h"
#include "review/live_use.h"
#include "sample_review.h"
#include "support/test_server.h"

#include <QTest>

using namespace corridor;

class TestLiveSchema : public QObject {
    Q_OBJECT
private slots:
    void readsWhatIsThere_data() { TestServer::addMajors(); }
    void readsWhatIsThere()
    {
        const SchemaState schema = read(
            "CREATE TYPE mood AS ENUM ('sad', 'fine'); CREATE DOMAIN positive AS int CHECK (VALUE > 0); CREATE SCHEMA other;"
            "CREATE TABLE users (id bigserial PRIMARY KEY, \"eMail\" varchar(9) NOT NULL UNIQUE, tags text[], price numeric(10,2), mood mood);"
            "CREATE TABLE other.orders (id int, user_id bigint REFERENCES users (id) ON DELETE CASCADE, note text);"
            "ALTER TABLE other.orders ADD CONSTRAINT filled CHECK (note IS NOT NULL) NOT VALID;"
            "CREATE INDEX partly ON other.orders (lower(note)) WHERE id > 5;"
            "CREATE VIEW shown AS SELECT id, note FROM other.orders;"
            "CREATE TABLE parts (a int) PARTITION BY LIST (a); CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);"
            "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';"
            "INSERT INTO users (\"eMail\") SELECT n FROM generate_series(1, 500) n; ANALYZE users;");
        QVERIFY(schema.isComplete());
        const RelationState* users = schema.relation({ {}, "users" });
        QVERIFY(users && users->complete && !users->isIdle());
        QCOMPARE(users->rows, 500);
        QVERIFY(users->bytes > 8192);
        QCOMPARE(users->column("eMail")->type.text(), "varchar(9)");
        QVERIFY(users->column("eMail")->notNull);
        QVERIFY(users->column("tags")->type.array);
        QCOMPARE(users->column("price")->type.modifiers, QList<int>({ 10, 2 }));
        QVERIFY(users->column("id")->generates);
        QCOMPARE(users->primaryKey()->columns, QStringList("id"));
        QVERIFY(users->hasUniqueIndexOn({ "eMail" }));

        const RelationState* orders = schema.relation({ "other", "orders" });
        QVERIFY(orders);
        QCOMPARE(orders->rows, 0);
        QCOMPARE(orders->constraint("filled")->provesNotNull, QStringList("note"));
        QVERIFY(!orders->constraint("filled")->validated);
        QVERIFY(orders->index("partly") && orders->index("partly")->partial);
        QCOMPARE(orders->index("partly")->columns, QStringList(QString()));
        QCOMPARE(schema.referencing({ "public", "users" }).size(), 1);
        QCOMPARE(schema.relationOfIndex({ "other", "partly" }), orders);
        QCOMPARE(schema.viewsOver({ "other", "orders" }).size(), 1);
        QCOMPARE(schema.relation({ {}, "shown" })->outputs, QStringList({ "id", "note" }));
        QCOMPARE(schema.relation({ {}, "parts" })->kind, RelationState::Kind::PartitionedTable);
        QCOMPARE(schema.relation({ {}, "parts" })->children.size(), 1);
        QCOMPARE(schema.type({ {}, "mood" })->labels, QStringList({ "sad", "fine" }));
        QVERIFY(schema.type({ {}, "positive" })->constrained);
        QCOMPARE(schema.function({ {}, "twice" })->volatility, 'i');
        QVERIFY(schema.hasExtension("plpgsql"));
        QVERIFY(!schema.relation({ "pg_catalog", "pg_class" }));
    }

    void sizesTurnFindings_data() { TestServer::addMajors(); }
    void sizesTurnFindings()
    {
        LintOptions options;
        options.schema = read("CREATE TABLE large (a int); INSERT INTO large SELECT n FROM generate_series(1, 20000) n; ANALYZE large;"
                              "CREATE TABLE small (a int); INSERT INTO small VALUES (1); ANALYZE small;"
                              "CREATE TABLE empty (a int);");
        const auto severity = [&](const QByteArray& table) {
            const QList<Finding> findings = lint({ sampleMigration("m", "CREATE INDEX i ON " + table + " (a)") }, options);
            const auto found = std::ranges::find(findings, "create-index-blocking", &Finding::rule);
            return found == findings.end() ? QString() : severityWord(found->severity) + ' ' + found->message;
        };
        QVERIFY2(severity("large").startsWith("warning") && severity("large").contains("20000 rows") && severity("large").contains("kB"), qPrintable(severity("large")));
        QVERIFY2(severity("small").startsWith("note"), qPrintable(severity("small")));
        QVERIFY2(severity("empty").startsWith("note"), qPrintable(severity("empty")));
    }

    void namesQueriesThatStillUseIt()
    {
        const LintMigration migration = sampleMigration("m", "ALTER TABLE users DROP COLUMN \"eMail\"; ALTER TABLE users RENAME age TO years; DROP TABLE app.orders; UPDATE users SET a = 1");
        QList<Finding> findings = lint({ migration }, LintOptions());
        tellUse(findings, { migration }, { { { "SELECT id, \"eMail\" FROM users WHERE id = $1", 1204 }, { "UPDATE users SET \"eMail\" = $1", 3 }, { "SELECT age FROM dogs", 9 } }, 2 });
        const auto message = [&](const char* rule) { return std::ranges::find(findings, rule, &Finding::rule)->message; };
        QVERIFY2(message("drop-column").contains("`SELECT id, \"eMail\" FROM users WHERE id = $1`") && message("drop-column").contains("1 other query"), qPrintable(message("drop-column")));
        QVERIFY(!message("rename-column").contains("Still used"));
        QVERIFY(!message("drop-table").contains("Still used"));
        QVERIFY(message("update-or-delete-without-where").endsWith("2 replicas must replay it."));
    }

    void saysForHowLong()
    {
        LintOptions options;
        options.schema.add(RelationState { .name = { {}, "orders" }, .complete = true, .rows = 400'000'000, .bytes = 41'000'000'000 });
        const QList<Finding> findings = lint({ sampleMigration("m", "CREATE INDEX i ON orders (a)") }, options);
        const auto found = std::ranges::find(findings, "create-index-blocking", &Finding::rule);
        QVERIFY(found != findings.end());
        QVERIFY2(found->message.contains("41 GB") && found->message.contains("For about 17 minutes"), qPrintable(found->message));
    }

    void readsUse_data() { TestServer::addMajors(); }
    void readsUse()
    {
        QFETCH(int, major);
        auto session = Session::open(TestServer::shared(major).freshDatabase());
        QVERIFY(session);
        const auto use = readLiveUse(*session);
        QVERIFY2(use, use ? "" : qPrintable(use.error().toText()));
        QCOMPARE(use->replicas, 0);
    }

private:
    static SchemaState read(const QByteArray& sql)
    {
        QFETCH(int, major);
        const ConnectionOptions database = TestServer::shared(major).freshDatabase();
        const auto made = runSql(database, sql);
        if (!made)
            qFatal("%s", qPrintable(made.error().toText()));
        auto session = Session::open(database);
        const auto schema = readLiveSchema(*session);
        if (!schema)
            qFatal("%s", qPrintable(schema.error().toText()));
        return *schema;
    }
};

QTEST_GUILESS_MAIN(TestLiveSchema)
#include "tst_live_schema.moc"
