// SPDX-License-Identifier: MIT
// Each format is read back by a parser of its own, with names and messages that try to break out of it.
#include "review/signed_decisions.h"
#include "sample_review.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTextDocument>
#include <QXmlStreamReader>

using namespace corridor;

class TestOutput : public QObject {
    Q_OBJECT
private slots:
    void words_data();
    void words();
    void textShowsTheLineAndACaret_data();
    void textShowsTheLineAndACaret();
    void textCannotSteerTheTerminal();
    void textShowsNoSecret_data();
    void textShowsNoSecret();
    void jsonSurvives();
    void sarifIsWhatTheStandardAsks();
    void sarifOffersEdits();
    void junitIsXml();
    void githubStaysOnItsLine();
    void gitlabHasWhatItNeeds();
    void markdownShowsWhatWasMeant();
    void markdownFitsAComment();
    void htmlShowsWhatWasMeant();
    void htmlNamesWhoDecided();
    void nothingFound_data();
    void nothingFound();
    void keysOutliveOtherEdits();
    void keysTellRepeatsApart();

private:
    const LintMigration m_migration = sampleMigration("2024 <m>,:%", "-- first\n\tALTER TABLE \"ü🐘\" DROP COLUMN c; -- last\n");
    const Review m_hostile = sampleReview({ m_migration }, { sampleFinding(m_migration, "DROP COLUMN", hostileText, Severity::Error) });
};

void TestOutput::words_data()
{
    QTest::addColumn<QString>("word");
    for (const QString& word : formatWords())
        QTest::newRow(qPrintable(word)) << word;
}

void TestOutput::words()
{
    QFETCH(QString, word);
    const auto format = formatFromWord(word);
    QVERIFY(format);
    QCOMPARE(formatWord(*format), word);
    QVERIFY(!formatFromWord(word.toUpper()));
}

void TestOutput::textShowsTheLineAndACaret_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("at");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("plain") << QByteArray("SELECT 1;\nDROP TABLE t;") << QByteArray("TABLE") << QStringList { "  2 | DROP TABLE t;", "    |      ^^^^^" };
    QTest::newRow("tab and wide characters") << QByteArray("\tSELECT '界', x") << QByteArray("x")
                                             << QStringList { "  1 |  SELECT '界', x", "    |               ^" };
    QTest::newRow("several lines") << QByteArray("a\nbc\nd") << QByteArray("c\nd") << QStringList { "  2 | bc", "    |  ^" };
}

void TestOutput::textShowsTheLineAndACaret()
{
    QFETCH(QByteArray, sql);
    QFETCH(QByteArray, at);
    QFETCH(QStringList, lines);
    const LintMigration migration = sampleMigration("m", sql);
    const QString text = QString::fromUtf8(textOutput(sampleReview({ migration }, { sampleFinding(migration, at, "what") }), {}));
    QVERIFY2(text.contains(lines.join('\n') + '\n'), qPrintable(text));
    QVERIFY(text.startsWith("prisma/migrations/m/migration.sql:"));
    QVERIFY(text.endsWith("1 warning in 1 migration.\n"));
}

void TestOutput::textCannotSteerTheTerminal()
{
    const QByteArray text = textOutput(m_hostile, {});
    QVERIFY(!text.contains('\x1b'));
    QVERIFY(!text.contains('\x01'));
    QCOMPARE(text.count('\n'), 5); // the finding, its line, the caret, the safe form, the summary
}

void TestOutput::textShowsNoSecret_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("role") << QByteArray("CREATE ROLE app PASSWORD 'hunter2'; DROP TABLE t;");
    QTest::newRow("connection") << QByteArray("/* ü */ SELECT dblink_connect('host=db password=hunter2'); DROP TABLE t;");
    QTest::newRow("key") << QByteArray("INSERT INTO t VALUES ('sk_live_hunter2hunter2hunter2')");
}

void TestOutput::textShowsNoSecret()
{
    QFETCH(QByteArray, sql);
    const LintMigration migration = sampleMigration("m", sql);
    const Review review = sampleReview({ migration }, lint({ migration }, LintOptions()));
    QVERIFY(!review.findings.isEmpty());
    for (const QString& word : formatWords())
        QVERIFY2(!rendered(review, *formatFromWord(word)).contains("hunter2"), qPrintable(word));
}

void TestOutput::jsonSurvives()
{
    const QJsonObject root = QJsonDocument::fromJson(jsonOutput(m_hostile)).object();
    QCOMPARE(root["corridor"].toInt(), 1);
    QCOMPARE(root["command"].toString(), "lint");
    const QJsonObject finding = root["findings"][0].toObject();
    QCOMPARE(finding["message"].toString(), hostileText);
    QCOMPARE(finding["severity"].toString(), "error");
    QCOMPARE(finding["line"].toInt(), 2);
    QCOMPARE(finding["column"].toInt(), 19);
    QCOMPARE(finding["file"].toString(), m_migration.path);
    QVERIFY(finding["fix"].isNull());
}

void TestOutput::sarifIsWhatTheStandardAsks()
{
    const QJsonObject root = QJsonDocument::fromJson(sarifOutput(m_hostile)).object();
    QCOMPARE(root["version"].toString(), "2.1.0");
    const QJsonObject run = root["runs"][0].toObject();
    QCOMPARE(run["tool"]["driver"]["name"].toString(), "corridor");
    const QJsonObject result = run["results"][0].toObject();
    QCOMPARE(result["message"]["text"].toString(), hostileText);
    QCOMPARE(result["level"].toString(), "error");
    const QJsonObject rule = run["tool"]["driver"]["rules"][result["ruleIndex"].toInt()].toObject();
    QCOMPARE(rule["id"], result["ruleId"]);
    QVERIFY(rule["helpUri"].toString().startsWith("https://www.postgresql.org/docs/"));
    const QJsonObject place = result["locations"][0]["physicalLocation"].toObject();
    QCOMPARE(place["artifactLocation"]["uri"].toString(), "prisma/migrations/2024%20%3Cm%3E%2C%3A%25/migration.sql");
    QCOMPARE(place["region"]["startLine"].toInt(), 2);
    QCOMPARE(place["region"]["endColumn"].toInt(), 30);
    QCOMPARE(result["partialFingerprints"]["corridor/v1"].toString().size(), 32);
}

void TestOutput::sarifOffersEdits()
{
    Review review = m_hostile;
    const qsizetype at = review.findings[0].begin;
    review.findings[0].fix = Fix { .title = "Keep it", .edits = { { at, at + 4, "RENAME" } } };
    const auto fix = QJsonDocument::fromJson(sarifOutput(review))["runs"][0]["results"][0]["fixes"][0];
    QCOMPARE(fix["description"]["text"].toString(), "Keep it");
    const auto replacement = fix["artifactChanges"][0]["replacements"][0];
    QCOMPARE(replacement["insertedContent"]["text"].toString(), "RENAME");
    QCOMPARE(replacement["deletedRegion"]["startColumn"].toInt(), 19);
    QCOMPARE(replacement["deletedRegion"]["endColumn"].toInt(), 23);
    review.findings[0].fix->migrations << Fix::NewMigration { "later", "SELECT 1;" };
    QVERIFY(QJsonDocument::fromJson(sarifOutput(review))["runs"][0]["results"][0]["fixes"].isUndefined());
}

void TestOutput::junitIsXml()
{
    Review review = m_hostile;
    review.findings << sampleFinding(m_migration, "ALTER", "only a note", Severity::Note);
    const LintMigration clean = sampleMigration("clean", "SELECT 1");
    review.scripts.insert(clean.path, clean.script);
    QXmlStreamReader xml(junitOutput(review));
    QStringList cases;
    QString message;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == u"testsuite") {
            QCOMPARE(xml.attributes().value("tests"), u"2");
            QCOMPARE(xml.attributes().value("failures"), u"1");
        } else if (xml.isStartElement() && xml.name() == u"testcase") {
            cases << xml.attributes().value("name").toString();
        } else if (xml.isStartElement() && xml.name() == u"failure") {
            QVERIFY(message.isEmpty());
            message = xml.attributes().value("message").toString();
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(cases.size(), 2);
    QVERIFY(cases.contains(m_migration.name));
    QString expected = hostileText;
    expected.replace('\x1b', QChar::ReplacementCharacter).replace('\x01', QChar::ReplacementCharacter);
    QCOMPARE(message, expected);
}

// Reads a workflow command as GitHub's runner does.
static QString unescaped(QString text, bool property)
{
    if (property)
        text.replace("%2C", ",").replace("%3A", ":");
    return text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
}

void TestOutput::githubStaysOnItsLine()
{
    const QString text = QString::fromUtf8(githubOutput(m_hostile));
    QCOMPARE(text.count('\n'), 1);
    QVERIFY(text.startsWith("::error "));
    const qsizetype end = text.indexOf("::", 2);
    QHash<QString, QString> properties;
    for (const QString& part : text.sliced(8, end - 8).split(','))
        properties.insert(part.section('=', 0, 0), unescaped(part.section('=', 1), true));
    QCOMPARE(properties["file"], m_migration.path);
    QCOMPARE(properties["line"], "2");
    QCOMPARE(properties["col"], "19");
    QCOMPARE(unescaped(text.sliced(end + 2).chopped(1), false), hostileText);
}

void TestOutput::gitlabHasWhatItNeeds()
{
    const QJsonArray list = QJsonDocument::fromJson(gitlabOutput(m_hostile)).array();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0]["description"].toString(), hostileText);
    QCOMPARE(list[0]["severity"].toString(), "critical");
    QCOMPARE(list[0]["location"]["path"].toString(), m_migration.path);
    QCOMPARE(list[0]["location"]["lines"]["begin"].toInt(), 2);
    QVERIFY(!list[0]["fingerprint"].toString().isEmpty());
}

void TestOutput::markdownShowsWhatWasMeant()
{
    const QByteArray markdown = markdownOutput(m_hostile);
    QVERIFY(!markdown.contains("<script"));
    QVERIFY(!markdown.contains("@team"));
    QTextDocument document;
    document.setMarkdown(QString::fromUtf8(markdown));
    const QString shown = document.toPlainText();
    for (const char* part : { "a]]>\"'<script>&amp;", "::error::x", "%0A|", "[l](http://e)", "**b**", "2024 <m>,:%" })
        QVERIFY2(shown.contains(QString::fromUtf8(part)), part);
    QVERIFY(!document.toHtml().contains("href="));
}

void TestOutput::markdownFitsAComment()
{
    QList<LintMigration> migrations;
    QList<Finding> findings;
    for (int i = 0; i < 2000; ++i) {
        migrations << sampleMigration(QString::number(i), "DROP TABLE t");
        findings << sampleFinding(migrations.last(), "DROP", "Something with a text of some length is wrong here.");
    }
    const QByteArray markdown = markdownOutput(sampleReview(migrations, findings));
    QVERIFY(markdown.size() < 65'536);
    QVERIFY(markdown.contains("too long"));
}

void TestOutput::htmlShowsWhatWasMeant()
{
    const QByteArray html = htmlOutput(m_hostile);
    QVERIFY(!html.contains("<script>"));
    QVERIFY(!html.contains("href="));
    QTextDocument document;
    document.setHtml(QString::fromUtf8(html));
    const QString shown = document.toPlainText();
    for (const char* part : { "a]]>\"'<script>&amp;", "::error::x", "**b**", "2024 <m>,:%", "ALTER TABLE \"ü🐘\" DROP COLUMN c; -- last" })
        QVERIFY2(shown.contains(QString::fromUtf8(part)), part);
}

void TestOutput::htmlNamesWhoDecided()
{
    const QByteArray sql = "SELECT 1;\n-- corridor: allow drop-table because <nobody> reads it\nDROP TABLE t;\n";
    const LintMigration migration = sampleMigration("m", sql);
    Review review = sampleReview({ migration }, {});
    review.decisions.insert(migration.path, signedDecisions(migration.script, "/nowhere/m.sql", "Ada <L>"));
    SchemaState schema;
    review.marks.insert(migration.path, marksOf(migration.script, schema, 17, true));
    QTextDocument document;
    document.setHtml(QString::fromUtf8(htmlOutput(review)));
    const QString shown = document.toPlainText();
    for (const char* part : { "Decisions", "drop-table", "<nobody> reads it", "Ada <L>", "ACCESS EXCLUSIVE" })
        QVERIFY2(shown.contains(QString::fromUtf8(part)), part);
}

void TestOutput::nothingFound_data() { words_data(); }

void TestOutput::nothingFound()
{
    QFETCH(QString, word);
    const QByteArray text = rendered(sampleReview({ m_migration }, {}), *formatFromWord(word));
    if (word == "sarif")
        QVERIFY(QJsonDocument::fromJson(text)["runs"][0]["results"].toArray().isEmpty());
    else if (word == "github")
        QVERIFY(text.isEmpty());
    else
        QVERIFY(!text.isEmpty());
}

void TestOutput::keysOutliveOtherEdits()
{
    const LintMigration before = sampleMigration("m", "DROP TABLE a;");
    const LintMigration after = sampleMigration("m", "-- a comment\nSELECT 1;\nDROP   TABLE\n a;");
    const QString key = findingKeys(sampleReview({ before }, { sampleFinding(before, "DROP TABLE a", "x") })).first();
    QCOMPARE(findingKeys(sampleReview({ after }, { sampleFinding(after, "DROP   TABLE\n a", "y") })).first(), key);
    const LintMigration other = sampleMigration("other", "DROP TABLE a;");
    QVERIFY(findingKeys(sampleReview({ other }, { sampleFinding(other, "DROP TABLE a", "x") })).first() != key);
}

void TestOutput::keysTellRepeatsApart()
{
    const LintMigration migration = sampleMigration("m", "DROP TABLE a;");
    const Finding finding = sampleFinding(migration, "DROP TABLE a", "x");
    const QStringList keys = findingKeys(sampleReview({ migration }, { finding, finding }));
    QVERIFY(keys[0] != keys[1]);
}

QTEST_MAIN(TestOutput)
#include "tst_output.moc"
