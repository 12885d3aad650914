// SPDX-License-Identifier: MIT
#include "lint/suppressions.h"

#include "lint/rule.h"
#include "lint/squawk_names.h"
#include "sql/lexer.h"

#include <algorithm>

namespace corridor {

namespace {

struct Suppression {
    QStringList rules; // empty: all
    QStringList unknown;
    bool wholeFile = false;
    bool foreign = false; // squawk's: no reason, no complaints
    QString reason;
    qsizetype begin = 0;
    qsizetype end = 0;
    int statement = -1; // index; -1 where none follows
    bool used = false;
};

} // namespace

static QString withoutMarks(QByteArrayView comment)
{
    QString text = QString::fromUtf8(comment);
    if (text.startsWith("--"))
        return text.sliced(2).trimmed();
    return text.sliced(2, std::max<qsizetype>(0, text.size() - 4)).trimmed();
}

static QStringList names(const QString& text)
{
    QStringList result;
    for (const QString& part : text.split(','))
        result << part.trimmed();
    result.removeAll(QString());
    return result;
}

// Our form: allow RULE, RULE because reason.
static void readOwn(Suppression& suppression, const QString& text)
{
    const qsizetype because = text.indexOf(" because ");
    const QString list = because < 0 ? text : text.first(because);
    suppression.reason = because < 0 ? QString() : text.sliced(because + 9).trimmed();
    for (const QString& name : names(list)) {
        if (name.endsWith(" because") || !findRule(name))
            suppression.unknown << name;
        else
            suppression.rules << name;
    }
}

static void readSquawk(Suppression& suppression, const QString& text)
{
    suppression.foreign = true;
    for (const QString& name : names(text))
        suppression.rules << rulesForSquawk(name);
    // A name that we have no rule for must not turn into "all".
    if (suppression.rules.isEmpty() && !text.isEmpty())
        suppression.rules << QString();
}

static bool readComment(Suppression& suppression, const QString& text)
{
    const auto after = [&](const char* prefix) -> std::optional<QString> {
        if (!text.startsWith(QLatin1StringView(prefix)))
            return std::nullopt;
        return text.sliced(qstrlen(prefix)).trimmed();
    };
    if (const auto file = after("corridor: allow-file ")) {
        suppression.wholeFile = true;
        readOwn(suppression, *file);
    } else if (const auto statement = after("corridor: allow ")) {
        readOwn(suppression, *statement);
    } else if (const auto squawkFile = after("squawk-ignore-file")) {
        suppression.wholeFile = true;
        readSquawk(suppression, *squawkFile);
    } else if (const auto squawk = after("squawk-ignore")) {
        readSquawk(suppression, *squawk);
    } else {
        return false;
    }
    return true;
}

// The statement that a comment stands in or on the line of, else the next one.
static int statementOf(const Script& script, qsizetype comment)
{
    const int line = script.lines.lineOf(comment);
    for (int i = 0; i < script.statements.size(); ++i) {
        const Statement& statement = script.statements[i];
        if (comment < statement.end || (statement.endLine == line && comment >= statement.end))
            return i;
    }
    return -1;
}

static QList<Suppression> readSuppressions(const Script& script)
{
    // Nearly all scripts have none.
    if (!script.text.contains("corridor: allow") && !script.text.contains("squawk-ignore"))
        return {};
    QList<Suppression> found;
    Lexer lexer(script.text);
    for (Token token = lexer.next(); token.kind != Token::Kind::End; token = lexer.next()) {
        Suppression suppression { .begin = token.begin, .end = token.end };
        if (!token.isComment() || !readComment(suppression, withoutMarks(token.text(script.text))))
            continue;
        suppression.statement = statementOf(script, token.begin);
        found << suppression;
    }
    return found;
}

QList<Decision> decisionsIn(const Script& script)
{
    QList<Decision> decisions;
    for (const Suppression& suppression : readSuppressions(script)) {
        if (!suppression.foreign && !suppression.reason.isEmpty() && !suppression.rules.isEmpty())
            decisions << Decision { suppression.rules, suppression.reason, script.lines.lineOf(suppression.begin),
                suppression.wholeFile };
    }
    return decisions;
}

static bool allows(const Suppression& suppression, const Finding& finding, const Script& script)
{
    if (!suppression.foreign && suppression.reason.isEmpty())
        return false;
    if (!suppression.rules.contains(finding.rule) && !(suppression.rules.isEmpty() && suppression.unknown.isEmpty()))
        return false;
    if (suppression.wholeFile)
        return true;
    if (suppression.statement < 0)
        return false;
    const Statement& statement = script.statements[suppression.statement];
    return finding.begin >= statement.begin && finding.begin <= statement.end;
}

static Finding complaint(const LintMigration& migration, const Suppression& suppression, const char* rule,
    Severity severity, const QString& message)
{
    const TextPosition from = migration.script.lines.position(suppression.begin);
    const TextPosition to = migration.script.lines.position(suppression.end);
    Finding finding { .rule = rule, .severity = severity, .migration = migration.name, .file = migration.path };
    finding.line = from.line;
    finding.column = from.column;
    finding.endLine = to.line;
    finding.endColumn = to.column;
    finding.begin = suppression.begin;
    finding.end = suppression.end;
    finding.message = message;
    finding.why = "A comment that allows a finding must name a rule and a reason, and have something to allow.";
    return finding;
}

static void complain(const LintMigration& migration, const Suppression& suppression, QList<Finding>& to)
{
    for (const QString& name : suppression.unknown) {
        const QString near = nearestRule(name);
        to << complaint(migration, suppression, "suppression-unknown", Severity::Warning,
            QString("There is no rule `%1`.").arg(name)
                + (near.isEmpty() ? QString() : " Did you mean `" + near + "`?"));
    }
    if (suppression.foreign || !suppression.unknown.isEmpty())
        return;
    if (suppression.reason.isEmpty())
        to << complaint(migration, suppression, "suppression-without-reason", Severity::Warning,
            "This comment allows nothing until it says why: `… because REASON`.");
    else if (!suppression.used)
        to << complaint(
            migration, suppression, "suppression-unused", Severity::Note, "Nothing here needs this comment any more.");
}

void applySuppressions(const LintMigration& migration, QList<Finding>& findings)
{
    QList<Suppression> suppressions = readSuppressions(migration.script);
    if (suppressions.isEmpty())
        return;
    findings.removeIf([&](const Finding& finding) {
        bool allowed = false;
        for (Suppression& suppression : suppressions) {
            if (allows(suppression, finding, migration.script))
                allowed = suppression.used = true;
        }
        return allowed;
    });
    for (const Suppression& suppression : std::as_const(suppressions))
        complain(migration, suppression, findings);
    std::ranges::stable_sort(findings, {}, [](const Finding& finding) { return finding.begin; });
}

} // namespace corridor
