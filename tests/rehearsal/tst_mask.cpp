// SPDX-License-Identifier: MIT
#include "rehearsal/mask_rows.h"

#include "support/test_server.h"

using namespace corridor;

class MaskTest : public QObject {
    Q_OBJECT

private slots:
    void looksPersonal_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("mask");
        QTest::newRow("e-mail") << "User" << "email" << "text" << "email";
        QTest::newRow("camel case") << "orders" << "billingEmail" << "character varying(255)" << "email";
        QTest::newRow("when it was verified") << "User" << "emailVerified" << "timestamp(3) without time zone" << "";
        QTest::newRow("its reference") << "User" << "address_id" << "text" << "";
        QTest::newRow("phone") << "c" << "phone_number" << "text" << "phone";
        QTest::newRow("names") << "c" << "firstName" << "text" << "text";
        QTest::newRow("a person's name") << "Customer" << "name" << "text" << "text";
        QTest::newRow("a thing's name") << "Product" << "name" << "text" << "";
        QTest::newRow("birth") << "c" << "date_of_birth" << "date" << "date";
        QTest::newRow("address of a network") << "c" << "last_ip" << "inet" << "address";
        QTest::newRow("structured") << "c" << "shipping_address" << "jsonb" << "empty";
        QTest::newRow("a number") << "c" << "phone" << "bigint" << "";
        QTest::newRow("anything") << "c" << "total" << "numeric" << "";
    }
    void looksPersonal()
    {
        QFETCH(QString, table);
        QFETCH(QString, column);
        QFETCH(QString, type);
        const auto mask = personalMask(table, column, type);
        QTEST(mask ? maskWord(*mask) : QString(), "mask");
    }

    void readsRules()
    {
        const auto rules = parseMaskRules(
            "[lint]\n[mask]\npersonal = false\n[mask.columns]\n\"*.email\" = \"keep\"\n\"users.email\" = \"email\"\n",
            "corridor.toml");
        QVERIFY2(rules.has_value(), qPrintable(rules ? QString() : rules.error().toText()));
        QVERIFY(!rules->personal);
        QCOMPARE(rules->ruleFor("public", "users", "email"), Mask::Email);
        QCOMPARE(rules->ruleFor("public", "other", "email"), Mask::Keep);
        QVERIFY(!rules->ruleFor("public", "other", "mail"));
        const auto wrong = parseMaskRules("[mask.columns]\n\"a.b\" = \"emial\"\n", "corridor.toml");
        QCOMPARE(wrong.error().code, "lint-config");
        QCOMPARE(wrong.error().line, 2);
        QCOMPARE(parseMaskRules("[mask]\npersonnal = true\n", "corridor.toml").error().code, "lint-config");
    }

    // Unique stays unique, equal stays equal over foreign keys, NULL stays NULL, lengths fit, nothing shows through.
    void masksRows_data() { TestServer::addMajors(); }
    void masksRows()
    {
        QFETCH(int, major);
        const ConnectionOptions database = TestServer::shared(major).freshDatabase();
        const auto made = runSql(database,
            "CREATE DOMAIN mail AS text CHECK (VALUE LIKE '%@%');"
            "CREATE TABLE users (email mail PRIMARY KEY, phone varchar(12) UNIQUE, \"firstName\" text, birthday date, "
            "ip inet, address jsonb, emails text[], n int,"
            " shout text GENERATED ALWAYS AS (upper(\"firstName\")) STORED);"
            "CREATE TABLE post (id int, author text REFERENCES users (email)) PARTITION BY RANGE (id); CREATE TABLE "
            "post_1 PARTITION OF post DEFAULT;"
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'fired'; END $$;"
            "INSERT INTO users SELECT 'p' || g || '@work.test', CASE WHEN g > 1 THEN '+49' || 100000 + g END, 'Anna' "
            "|| g % 3, DATE '1980-05-06' + g, '10.0.0.1', '{\"street\": 1}', ARRAY['x@work.test', NULL], g FROM "
            "generate_series(1, 3000) g;"
            "INSERT INTO post SELECT g, 'p' || g || '@work.test' FROM generate_series(1, 3000) g;"
            "CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION no(); CREATE MATERIALIZED VIEW seen "
            "AS SELECT email FROM users");
        QVERIFY2(made.has_value(), qPrintable(made ? QString() : made.error().toText()));
        auto session = Session::open(database);
        const auto columns = masksFor(*session, {});
        QVERIFY(columns.has_value());
        QStringList names;
        for (const MaskedColumn& column : *columns)
            names << column.text();
        QCOMPARE(names,
            (QStringList { "public.post.author (email)", "public.users.address (empty)", "public.users.birthday (date)",
                "public.users.email (email)", "public.users.emails (email)", "public.users.firstName (text)",
                "public.users.ip (address)", "public.users.phone (phone)" }));
        const auto done = maskRows(*session, *columns);
        QVERIFY2(done.has_value(), qPrintable(done ? QString() : done.error().toText()));
        const auto left = runSql(database,
            "SELECT (SELECT count(*) FROM users WHERE email LIKE '%work%' OR \"firstName\" LIKE 'Anna%' OR shout LIKE "
            "'ANNA%' OR phone LIKE '+%'"
            " OR extract(doy FROM birthday) <> 1 OR ip <> '192.0.2.1' OR address <> '{}' OR emails[1] LIKE '%work%' OR "
            "emails[2] IS NOT NULL),"
            " (SELECT count(DISTINCT email) FROM users), (SELECT count(*) FROM users WHERE phone IS NULL), (SELECT "
            "count(*) FROM post JOIN users ON email = author),"
            " (SELECT count(DISTINCT \"firstName\") FROM users), (SELECT count(*) FROM seen WHERE email LIKE "
            "'%work%'), (SELECT sum(n) FROM users)");
        const QList<qint64> expected { 0, 3000, 1, 3000, 3, 0, 3000 * 3001 / 2 };
        for (int column = 0; column < expected.size(); ++column)
            QCOMPARE(left->integer(0, column), expected[column]);
    }

    void tellsWhatAConstraintRefuses()
    {
        if (!TestServer::has(17))
            QSKIP("PostgreSQL 17 is not here.");
        const ConnectionOptions database = TestServer::shared(17).freshDatabase();
        QVERIFY(runSql(database,
            "CREATE TABLE users (phone text CHECK (phone LIKE '+%'), n int); INSERT INTO users VALUES ('+1', 1)")
                .has_value());
        auto session = Session::open(database);
        const auto refused = maskRows(*session, *masksFor(*session, {}));
        QCOMPARE(refused.error().code, "mask-refused");
        QVERIFY(refused.error().message.contains("users.phone") && refused.error().hint.contains("mask.columns"));
        QCOMPARE(masksFor(*session, { .columns = { { "users.n", Mask::Email } } }).error().code, "mask-type");
        QVERIFY(masksFor(*session, { .columns = { { "users.phone", Mask::Keep } } })->isEmpty());
    }
};

QTEST_GUILESS_MAIN(MaskTest)
#include "tst_mask.moc"
