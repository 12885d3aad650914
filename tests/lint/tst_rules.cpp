// SPDX-License-Identifier: MIT
// Every rule against its own examples: what it must flag, and what it must leave alone.
#include "lint/linter.h"
#include "lint/rule.h"

#include <QSet>
#include <QTest>

using namespace corridor;

static LintMigration migration(const char* name, const char* sql)
{
    return { .name = name, .path = QString(name) + ".sql", .script = parseScript(sql) };
}

// The findings of one rule, whether it is on by default or not.
static QList<Finding> findingsOf(const Rule& rule, const Example& example)
{
    LintOptions options;
    options.major = example.major < 100 ? example.major : example.major / 100; // 1402 is 14.2
    options.minor = example.major < 100 ? -1 : example.major % 100;
    options.runner = example.runner;
    options.severities.insert(rule.id, rule.severity);
    QList<LintMigration> migrations;
    if (*example.before) {
        migrations << migration("20250101000000_before", example.before);
        migrations.last().examined = false;
    }
    migrations << migration(example.name, example.sql);
    QList<Finding> findings = lint(migrations, options);
    findings.removeIf([&](const Finding& finding) { return finding.rule != QLatin1StringView(rule.id); });
    return findings;
}

class TestRules : public QObject {
    Q_OBJECT
private slots:
    void bad_data() { addExamples(&Rule::bad); }
    void bad()
    {
        const auto [rule, example] = current();
        const QList<Finding> findings = findingsOf(*rule, *example);
        QVERIFY2(!findings.isEmpty(), example->sql);
        const Finding& finding = findings.first();
        QCOMPARE(std::ranges::count(findings, finding.begin, &Finding::begin), 1); // one finding per cause
        QVERIFY2(finding.message.size() > 10 && !finding.message.contains('%'), qPrintable(finding.message));
        QVERIFY(!finding.message.contains("``"));
        QVERIFY(finding.begin >= 0 && finding.begin <= finding.end && finding.end <= qsizetype(qstrlen(example->sql)));
    }

    void good_data() { addExamples(&Rule::good); }
    void good()
    {
        const auto [rule, example] = current();
        const QList<Finding> findings = findingsOf(*rule, *example);
        QVERIFY2(findings.isEmpty(), qPrintable(QString(example->sql) + '\n' + (findings.isEmpty() ? QString() : findings.first().message)));
    }

    void describedFully_data()
    {
        QTest::addColumn<const void*>("rule");
        for (const Rule* rule : allRules())
            QTest::newRow(rule->id) << static_cast<const void*>(rule);
    }
    void describedFully()
    {
        QFETCH(const void*, rule);
        const Rule& described = *static_cast<const Rule*>(rule);
        for (const char* text : { described.hazard, described.effect, described.safe, described.manual })
            QVERIFY(text && *text);
        QVERIFY(QString(described.hazard).endsWith('.') && QString(described.effect).endsWith('.') && QString(described.safe).endsWith('.'));
        QVERIFY(described.check || described.checkMigration || described.checkFolder);
        QVERIFY(!described.bad.empty() && !described.good.empty());
        QVERIFY(QString(described.manual).startsWith("https://") || QString(described.manual).contains(".html"));
        QCOMPARE(findRule(described.id), &described);
    }

    void idsAreKebabCaseAndUnique()
    {
        QSet<QString> seen;
        for (const Rule* rule : allRules()) {
            const QString id = QLatin1StringView(rule->id);
            QVERIFY2(!seen.contains(id), rule->id);
            seen << id;
            for (const QChar c : id)
                QVERIFY2(c == '-' || c.isDigit() || (c.isLower() && c.isLetter()), rule->id);
        }
    }

    void misspeltIdsFindTheirRule()
    {
        QCOMPARE(nearestRule("drop-colum"), "drop-column");
        QCOMPARE(nearestRule("create-index-bloking"), "create-index-blocking");
        QCOMPARE(nearestRule("something else entirely, and long"), QString());
    }

private:
    struct Case {
        const Rule* rule;
        const Example* example;
    };
    static void addExamples(std::vector<Example> Rule::* list)
    {
        QTest::addColumn<const void*>("rule");
        QTest::addColumn<const void*>("example");
        for (const Rule* rule : allRules()) {
            int number = 0;
            for (const Example& example : rule->*list)
                QTest::addRow("%s %d", rule->id, ++number) << static_cast<const void*>(rule) << static_cast<const void*>(&example);
        }
    }
    static Case current()
    {
        QFETCH(const void*, rule);
        QFETCH(const void*, example);
        return { static_cast<const Rule*>(rule), static_cast<const Example*>(example) };
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
