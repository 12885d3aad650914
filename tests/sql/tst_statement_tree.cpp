// SPDX-License-Identifier: MIT
#include "sql/script.h"

#include <QTest>

using namespace corridor;

// What rules and facts read out of a statement.
class StatementTreeTest : public QObject {
    Q_OBJECT

private slots:
    void createTable();
    void alterTable();
    void createIndex();
    void drops();
    void dataChanges();
    void tautologies_data();
    void tautologies();
    void relations_data();
    void relations();
    void functionsAndBlocks();
    void settingsAndRoles();
};

template <typename T>
static T detailOf(const QByteArray& text)
{
    const Script script = parseScript(text);
    if (script.statements.size() != 1 || !script.statements.first().as<T>())
        qFatal("not what the test expects: %s", text.constData());
    return *script.statements.first().as<T>();
}

void StatementTreeTest::createTable()
{
    using Kind = sql::ConstraintDefinition::Kind;
    const auto table = detailOf<sql::CreateTable>(
        "CREATE TABLE IF NOT EXISTS \"S\".\"User\" (id SERIAL NOT NULL, name VARCHAR(20) DEFAULT 'x',"
        " at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, n numeric(10,2)[], CONSTRAINT pk PRIMARY KEY (id),"
        " FOREIGN KEY (n) REFERENCES other (id) ON DELETE CASCADE) PARTITION BY RANGE (at)");
    QCOMPARE(table.name, (QualifiedName { "S", "User" }));
    QVERIFY(table.ifNotExists && table.partitioned);
    QCOMPARE(table.partitionColumns, QStringList { "at" });
    QCOMPARE(table.columns.size(), 4);
    QVERIFY(table.columns[0].type.isSerial() && table.columns[0].has(Kind::NotNull));
    QCOMPARE(table.columns[1].type.text(), "varchar(20)");
    QCOMPARE(table.columns[2].find(Kind::Default)->expression.text, "current_timestamp");
    QCOMPARE(table.columns[3].type.text(), "numeric(10,2)[]");
    QCOMPARE(table.constraints[0].columns, QStringList { "id" });
    QCOMPARE(table.constraints[1].references.name, "other");
    QCOMPARE(table.constraints[1].onDelete, 'c');
}

void StatementTreeTest::alterTable()
{
    using Kind = sql::AlterAction::Kind;
    const auto alter = detailOf<sql::AlterTable>(
        "ALTER TABLE IF EXISTS ONLY a ADD COLUMN b uuid DEFAULT gen_random_uuid(), ALTER c TYPE bigint USING c::bigint,"
        " ALTER d SET NOT NULL, ALTER e SET DEFAULT 1, ALTER e DROP DEFAULT, ADD CONSTRAINT f CHECK (g IS NOT NULL AND "
        "h > 0)"
        " NOT VALID, VALIDATE CONSTRAINT f, DROP CONSTRAINT i CASCADE, ADD CONSTRAINT u"
        " UNIQUE USING INDEX ui, DISABLE TRIGGER ALL");
    QVERIFY(alter.ifExists && alter.only);
    const QList<Kind> kinds { Kind::AddColumn, Kind::SetType, Kind::SetNotNull, Kind::SetDefault, Kind::DropDefault,
        Kind::AddConstraint, Kind::ValidateConstraint, Kind::DropConstraint, Kind::AddConstraint,
        Kind::DisableTrigger };
    QCOMPARE(alter.actions.size(), kinds.size());
    for (int i = 0; i < kinds.size(); ++i)
        QCOMPARE(alter.actions[i].kind, kinds[i]);
    QCOMPARE(alter.actions[0].column.constraints.first().expression.text, "gen_random_uuid");
    QCOMPARE(alter.actions[1].column.type.text(), "bigint");
    QCOMPARE(alter.actions[1].expression.kind, sql::Expression::Kind::Cast);
    QCOMPARE(alter.actions[1].name, "c");
    QVERIFY(alter.actions[5].constraint.notValid);
    QCOMPARE(alter.actions[5].constraint.expression.provenNotNull(), QStringList { "g" });
    QVERIFY(alter.actions[7].cascade);
    QCOMPARE(alter.actions[8].constraint.usingIndex, "ui");
    QCOMPARE(alter.actions[9].name, "ALL");
    QVERIFY(detailOf<sql::AlterTable>("ALTER TABLE a DETACH PARTITION p CONCURRENTLY").actions[0].concurrently);
}

void StatementTreeTest::createIndex()
{
    const auto index
        = detailOf<sql::CreateIndex>("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t USING gin"
                                     " (a DESC, lower(b)) INCLUDE (c) WITH (timescaledb.transaction_per_chunk)"
                                     " WHERE a > 1");
    QVERIFY(index.unique && index.concurrently && index.ifNotExists);
    QCOMPARE(index.table, (QualifiedName { "s", "t" }));
    QCOMPARE(index.method, "gin");
    QCOMPARE(index.keys[0].column, "a");
    QVERIFY(index.keys[0].descending && index.keys[1].expression);
    QVERIFY(optionIsOn(index.options, QLatin1StringView("transaction_per_chunk"), QLatin1StringView("timescaledb")));
    QVERIFY(bool(index.predicate));
}

void StatementTreeTest::drops()
{
    const auto tables = detailOf<sql::Drop>("DROP TABLE IF EXISTS a, s.b CASCADE");
    QCOMPARE(tables.object, sql::ObjectKind::Table);
    QCOMPARE(tables.names, (QList<QualifiedName> { { {}, "a" }, { "s", "b" } }));
    QVERIFY(tables.ifExists && tables.cascade);
    const auto trigger = detailOf<sql::Drop>("DROP TRIGGER g ON s.t");
    QCOMPARE(trigger.names.first().name, "g");
    QCOMPARE(trigger.table, (QualifiedName { "s", "t" }));
    QCOMPARE(detailOf<sql::Drop>("DROP FUNCTION f(int)").names.first().name, "f");
    QCOMPARE(detailOf<sql::Drop>("DROP TYPE x.y").names.first().schema, "x");
    const auto rename = detailOf<sql::Rename>("ALTER TABLE a RENAME COLUMN b TO c");
    QCOMPARE(rename.oldName + rename.newName, "bc");
    QCOMPARE(detailOf<sql::Rename>("ALTER SCHEMA a RENAME TO b").relation.name, "a");
}

void StatementTreeTest::dataChanges()
{
    const auto update = detailOf<sql::DataChange>("UPDATE a SET b = 1, c = random() WHERE d IS NULL");
    QCOMPARE(update.columns, (QStringList { "b", "c" }));
    QVERIFY(!update.where.isTautology());
    const auto insert
        = detailOf<sql::DataChange>("INSERT INTO a (id, b) VALUES (1, 'x'), (2, 'y') ON CONFLICT (id) DO NOTHING");
    QCOMPARE(insert.rows, 2);
    QCOMPARE(insert.values.size(), 4u);
    QCOMPARE(insert.conflictColumns, QStringList { "id" });
    QVERIFY(insert.conflictDoesNothing);
    QVERIFY(detailOf<sql::DataChange>("DELETE FROM a WHERE id IN (SELECT id FROM a LIMIT 10)").limited);
    const Script nested = parseScript("WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone");
    QCOMPARE(nested.statements.first().changes.size(), 1);
    QCOMPARE(nested.statements.first().changes.first().table.name, "a");
}

void StatementTreeTest::tautologies_data()
{
    QTest::addColumn<QByteArray>("where");
    QTest::addColumn<bool>("expected");
    QTest::newRow("true") << QByteArray("true") << true;
    QTest::newRow("1=1") << QByteArray("1 = 1") << true;
    QTest::newRow("column itself") << QByteArray("id = id") << true;
    QTest::newRow("or true") << QByteArray("id = 1 OR true") << true;
    QTest::newRow("and true") << QByteArray("id = 1 AND true") << false;
    QTest::newRow("1=2") << QByteArray("1 = 2") << false;
    QTest::newRow("two columns") << QByteArray("a = b") << false;
}

void StatementTreeTest::tautologies()
{
    QFETCH(QByteArray, where);
    QTEST(detailOf<sql::DataChange>("DELETE FROM a WHERE " + where).where.isTautology(), "expected");
}

void StatementTreeTest::relations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("select") << QByteArray("SELECT * FROM a JOIN s.b USING (i) WHERE EXISTS (SELECT 1 FROM c)")
                            << "a:read s.b:read c:read";
    QTest::newRow("with") << QByteArray("WITH x AS (SELECT * FROM a) SELECT * FROM x") << "a:read";
    QTest::newRow("insert") << QByteArray("INSERT INTO a SELECT * FROM b") << "a:write b:read";
    QTest::newRow("self join") << QByteArray("UPDATE a SET i = o.i FROM a AS o") << "a:write a:read";
    QTest::newRow("for update") << QByteArray("SELECT * FROM a FOR UPDATE") << "a:lock";
    QTest::newRow("table") << QByteArray("CREATE TABLE a (i int REFERENCES b)") << "a:create b:reference";
    QTest::newRow("view") << QByteArray("CREATE VIEW v AS SELECT * FROM a") << "v:create a:read";
    QTest::newRow("attach") << QByteArray("ALTER TABLE p ATTACH PARTITION c DEFAULT") << "p:alter c:alter";
}

void StatementTreeTest::relations()
{
    QFETCH(QByteArray, text);
    QStringList found;
    const Script script = parseScript(text);
    for (const sql::TouchedRelation& relation : script.statements.first().relations)
        found << relation.name.text() + ':' + touchWord(relation.touch);
    QTEST(found.join(' '), "expected");
}

void StatementTreeTest::functionsAndBlocks()
{
    const auto function = detailOf<sql::CreateFunction>("CREATE OR REPLACE FUNCTION s.f(a int) RETURNS void LANGUAGE"
                                                        " plpgsql SECURITY DEFINER SET search_path = '' STABLE"
                                                        " AS $x$ BEGIN END $x$");
    QVERIFY(function.replace && function.securityDefiner && function.setsSearchPath);
    QCOMPARE(function.volatility, 's');
    QCOMPARE(function.body, " BEGIN END ");
    QCOMPARE(detailOf<sql::DoBlock>("DO 'BEGIN NULL; END'").body, "BEGIN NULL; END");
    const Script call = parseScript("SELECT public.create_hypertable('m', 'ts', migrate_data => true)");
    QCOMPARE(call.statements.first().calls.size(), 1);
    const sql::FunctionCall& made = call.statements.first().calls.first();
    QCOMPARE(made.name, (QualifiedName { "public", "create_hypertable" }));
    QCOMPARE(made.arguments[0].text, "m");
    QCOMPARE(made.arguments[2].text + made.arguments[2].arguments[0].text, "=>migrate_data");
}

void StatementTreeTest::settingsAndRoles()
{
    const auto set = detailOf<sql::SetVariable>("SET LOCAL lock_timeout = '5s'");
    QVERIFY(set.local && set.name == "lock_timeout" && set.values == QStringList { "5s" });
    QVERIFY(detailOf<sql::SetVariable>("RESET ALL").reset);
    QVERIFY(detailOf<sql::RoleChange>("CREATE ROLE a PASSWORD 'x' SUPERUSER").hasPassword);
    QVERIFY(!detailOf<sql::RoleChange>("ALTER ROLE a PASSWORD NULL").hasPassword);
    QVERIFY(detailOf<sql::Grant>("GRANT SELECT ON a TO PUBLIC").toPublic);
    QVERIFY(detailOf<sql::Discard>("DISCARD ALL").all);
    QVERIFY(detailOf<sql::Vacuum>("VACUUM (FULL) a").full);
    QVERIFY(detailOf<sql::Reindex>("REINDEX TABLE CONCURRENTLY a").concurrently);
    QCOMPARE(detailOf<sql::LockTables>("LOCK TABLE a IN SHARE MODE").mode, 5);
}

QTEST_GUILESS_MAIN(StatementTreeTest)
#include "tst_statement_tree.moc"
