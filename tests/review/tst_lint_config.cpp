// SPDX-License-Identifier: MIT
#include "lint/linter.h"
#include "review/lint_config.h"
#include "sample_review.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestLintConfig : public QObject {
    Q_OBJECT
private slots:
    void readsEverything();
    void nothingIsFine();
    void mistakesAreNamed_data();
    void mistakesAreNamed();
    void isFoundAboveTheFolder();
    void customRules_data();
    void customRules();
};

void TestLintConfig::readsEverything()
{
    const auto config = parseLintConfig(R"(
[lint]
server-version = "15.4"
runner = "prisma-7"
fail-on = "note"
protected-tables = ["orders", "billing.*"]
ignore = ["2021*"]
baseline = "2024"
small-table-rows = 5
timeouts-set-elsewhere = true
session-utc = true

[lint.severity]
drop-column = "error"
drop-table = "off"

[lint.assumed-rows]
orders = 40_000_000
"audit.*" = 9

[[lint.rule]]
id = "no-drop-in-audit"
severity = "error"
message = "Kept for ten years."
statement = "DROP TABLE"
relation = "audit.*"
lock = "ACCESS EXCLUSIVE"
rewrite = false
scan = false
destroys-data = true

[other]
belongs = "elsewhere"
)", "corridor.toml");
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().toText()));
    const LintOptions& options = config->options;
    QCOMPARE(options.major, 15);
    QCOMPARE(options.minor, 4);
    QCOMPARE(options.runner, RunnerProfile::PrismaSplit);
    QCOMPARE(config->failOn, Severity::Note);
    QCOMPARE(options.protectedTables, QStringList({ "orders", "billing.*" }));
    QCOMPARE(options.ignoredPaths, QStringList("2021*"));
    QCOMPARE(options.baseline, "2024");
    QCOMPARE(options.smallTableRows, 5);
    QVERIFY(options.timeoutsSetElsewhere);
    QVERIFY(options.sessionIsUtc);
    QCOMPARE(options.severities.value("drop-column"), Severity::Error);
    QVERIFY(options.severities.contains("drop-table") && !options.severities.value("drop-table"));
    QCOMPARE(options.assumedRows.value("orders"), 40'000'000);
    QCOMPARE(options.assumedRows.value("audit.*"), 9);
    QCOMPARE(options.customRules.size(), 1);
    QCOMPARE(options.customRules[0].lock, "ACCESS EXCLUSIVE");
    QCOMPARE(options.customRules[0].destroysData, std::optional(true));
    QCOMPARE(options.customRules[0].rewrite, std::optional(false));
}

void TestLintConfig::nothingIsFine()
{
    const auto config = parseLintConfig({}, "corridor.toml");
    QVERIFY(config.has_value());
    QCOMPARE(config->failOn, Severity::Warning);
    QVERIFY(config->options.severities.isEmpty());
}

void TestLintConfig::mistakesAreNamed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* text, const char* place, const char* says) {
        QTest::newRow(name) << QByteArray(text) << QString(place) << QString(says);
    };
    row("syntax", "[lint\n", "c.toml:1:", "");
    row("table", "[lnit]\nrunner = 1", "c.toml:1:", "Did you mean `lint`?");
    row("key", "[lint]\nruner = \"psql\"", "c.toml:2:1:", "Did you mean `runner`?");
    row("runner", "[lint]\nrunner = \"nobody\"", "c.toml:2:10:", "Known: prisma-6");
    row("runner nearly", "[lint]\nrunner = \"pslq\"", "c.toml:2:10:", "Did you mean `psql`?");
    row("type", "[lint]\nignore = \"2021\"", "c.toml:2:10:", "list of texts");
    row("item", "[lint]\nignore = [1]", "c.toml:2:11:", "list of texts");
    row("negative", "[lint]\nsmall-table-rows = -1", "c.toml:2:20:", "not negative");
    row("flag", "[lint]\nsession-utc = 1", "c.toml:2:15:", "true or false");
    row("version", "[lint]\nserver-version = \"fifteen\"", "c.toml:2:18:", "15.4");
    row("rule", "[lint.severity]\ndrop-colum = \"error\"", "c.toml:2:1:", "Did you mean `drop-column`?");
    row("severity", "[lint.severity]\ndrop-column = \"eror\"", "c.toml:2:15:", "Did you mean `error`?");
    row("rows", "[lint.assumed-rows]\nt = \"many\"", "c.toml:2:5:", "whole number");
    row("custom key", "[[lint.rule]]\nid = \"a\"\nmessage = \"m\"\nstatment = \"DROP TABLE\"", "c.toml:4:1:", "Did you mean `statement`?");
    row("custom statement", "[[lint.rule]]\nid = \"a\"\nmessage = \"m\"\nstatement = \"DROP TABEL\"", "c.toml:4:13:", "Did you mean `DROP TABLE`?");
    row("custom lock", "[[lint.rule]]\nid = \"a\"\nmessage = \"m\"\nlock = \"EXCLUSIV\"", "c.toml:4:8:", "Did you mean `EXCLUSIVE`?");
    row("custom without message", "[[lint.rule]]\nid = \"a\"\nscan = true", "c.toml:1:", "id and a message");
    row("custom without match", "[[lint.rule]]\nid = \"a\"\nmessage = \"m\"", "c.toml:1:", "something to match");
    row("custom named as ours", "[[lint.rule]]\nid = \"drop-column\"\nmessage = \"m\"\nscan = true", "c.toml:1:", "a rule of ours");
}

void TestLintConfig::mistakesAreNamed()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, says);
    const auto config = parseLintConfig(text, "c.toml");
    QVERIFY(!config);
    QCOMPARE(config.error().code, "lint-config");
    QVERIFY2(config.error().message.startsWith(place), qPrintable(config.error().toText()));
    QVERIFY2(config.error().toText().contains(says), qPrintable(config.error().toText()));
    QVERIFY(config.error().line > 0);
}

void TestLintConfig::isFoundAboveTheFolder()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("repository/.git"));
    QVERIFY(QDir(folder.path()).mkpath("repository/prisma/migrations"));
    const auto write = [&](const QString& name, const char* text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("corridor.toml", "[lint]\nserver-version = 12");
    const auto outside = readLintConfig(folder.filePath("repository/prisma/migrations"));
    QVERIFY2(outside && outside->file.isEmpty(), "what is above the repository does not count");
    write("repository/corridor.toml", "[lint]\nserver-version = 16");
    const auto inside = readLintConfig(folder.filePath("repository/prisma/migrations"));
    QVERIFY(inside.has_value());
    QCOMPARE(inside->options.major, 16);
    QVERIFY(inside->file.endsWith("repository/corridor.toml"));
}

void TestLintConfig::customRules_data()
{
    QTest::addColumn<QByteArray>("match");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* name, const char* match, const char* sql, bool found) {
        QTest::newRow(name) << QByteArray(match) << QByteArray(sql) << found;
    };
    row("statement", "statement = \"DROP TABLE\"", "DROP TABLE a", true);
    row("another statement", "statement = \"DROP TABLE\"", "DROP VIEW a", false);
    row("relation", "relation = \"audit.*\"", "INSERT INTO audit.log VALUES (1)", true);
    row("another relation", "relation = \"audit.*\"", "INSERT INTO log VALUES (1)", false);
    row("in a text", "relation = \"audit.*\"", "SELECT 'audit.log'", false);
    row("lock", "lock = \"SHARE\"", "CREATE INDEX ON t (a)", true);
    row("weaker lock", "lock = \"SHARE\"", "CREATE INDEX CONCURRENTLY ON t (a)", false);
    row("rewrite", "rewrite = true", "ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid()", true);
    row("no rewrite", "rewrite = true", "ALTER TABLE t ADD COLUMN a int", false);
    row("both must match", "statement = \"TRUNCATE\"\nrelation = \"b\"", "TRUNCATE a", false);
    row("data", "destroys-data = true", "DROP TABLE a", true);
}

void TestLintConfig::customRules()
{
    QFETCH(QByteArray, match);
    QFETCH(QByteArray, sql);
    const auto config = parseLintConfig("[[lint.rule]]\nid = \"ours\"\nseverity = \"note\"\nmessage = \"Said so.\"\n" + match, "c");
    QVERIFY2(config.has_value(), qPrintable(config ? QString() : config.error().toText()));
    const QList<Finding> findings = lint({ sampleMigration("m", sql) }, config->options);
    const auto ours = std::ranges::find(findings, "ours", &Finding::rule);
    QTEST(ours != findings.end(), "found");
    if (ours != findings.end()) {
        QCOMPARE(ours->severity, Severity::Note);
        QCOMPARE(ours->message, "Said so.");
    }
}

QTEST_GUILESS_MAIN(TestLintConfig)
#include "tst_lint_config.moc"
