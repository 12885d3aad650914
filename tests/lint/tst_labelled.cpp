// SPDX-License-Identifier: MIT
// The review as a whole against scripts that people have labelled: hazards are found, safe scripts are left alone.
#include "lint/linter.h"

#include <QFile>
#include <QTest>

using namespace corridor;

namespace {

struct Case {
    bool safe = false;
    QString title;
    LintOptions options;
    QByteArray before;
    QByteArray script;
};

// "--- unsafe runner=prisma-6 version=14: title"
Case caseOf(const QString& heading)
{
    Case found;
    found.title = heading.section(": ", 1);
    QStringList words = heading.section(": ", 0, 0).split(' ');
    found.safe = words.value(1) == "safe";
    for (const QString& word : words.sliced(2)) {
        if (word.startsWith("runner="))
            found.options.runner = runnerFromWord(word.section('=', 1)).value();
        else if (word.startsWith("version="))
            found.options.major = word.section('=', 1).toInt();
    }
    return found;
}

QList<Case> readCases()
{
    QFile file(CORRIDOR_SOURCE_DIR "/tests/lint/data/labelled.sql");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Case> cases;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (line.startsWith("--- after")) {
            cases.last().before = std::exchange(cases.last().script, {});
        } else if (line.startsWith("--- ")) {
            cases << caseOf(QString::fromUtf8(line).trimmed());
        } else if (!cases.isEmpty()) {
            cases.last().script += line;
        }
    }
    return cases;
}

QList<Finding> findingsAboveNote(const Case& labelled)
{
    QList<LintMigration> migrations;
    if (!labelled.before.isEmpty())
        migrations << LintMigration { .name = "1", .script = parseScript(labelled.before), .examined = false };
    migrations << LintMigration { .name = "2", .script = parseScript(labelled.script) };
    QList<Finding> findings = lint(migrations, labelled.options);
    findings.removeIf([](const Finding& finding) { return finding.severity == Severity::Note; });
    return findings;
}

} // namespace

class TestLabelled : public QObject {
    Q_OBJECT
private slots:
    void verdict_data()
    {
        QTest::addColumn<int>("index");
        m_cases = readCases();
        QVERIFY(m_cases.size() > 150);
        for (int i = 0; i < m_cases.size(); ++i)
            QTest::addRow("%s: %s", m_cases[i].safe ? "safe" : "unsafe", qPrintable(m_cases[i].title)) << i;
    }
    void verdict()
    {
        QFETCH(int, index);
        const Case& labelled = m_cases[index];
        const QList<Finding> findings = findingsAboveNote(labelled);
        if (labelled.safe)
            QVERIFY2(findings.isEmpty(), qPrintable(findings.isEmpty() ? QString() : findings.first().rule + ": " + findings.first().message));
        else
            QVERIFY2(!findings.isEmpty(), labelled.script.constData());
    }

private:
    QList<Case> m_cases;
};

QTEST_GUILESS_MAIN(TestLabelled)
#include "tst_labelled.moc"
