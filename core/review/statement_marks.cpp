// SPDX-License-Identifier: MIT
#include "review/statement_marks.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("corridor::StatementMark", text);
}

QString workSentence(TableWork work)
{
    switch (work) {
    case TableWork::Rewrite:
        return translated("writes the whole table anew");
    case TableWork::Scan:
        return translated("reads the whole table");
    case TableWork::IndexBuild:
        return translated("reads the whole table and builds an index");
    case TableWork::None:
        break;
    }
    return {};
}

QString factText(const RelationFact& fact, int major)
{
    QStringList parts { u"%1: %2"_s.arg(fact.relation.text(), lockWord(fact.lock)) };
    parts << workSentence(fact.work) << fact.reason;
    if (!fact.certain)
        parts << translated("not certain");
    parts.removeAll(QString());
    QString text = parts.join(u", "_s);
    if (!fact.source.isEmpty())
        text += u"\n    "_s + manualUrl(fact.source, major);
    return text;
}

StatementMark markOf(const Statement& statement, const StatementFacts& facts, int major)
{
    StatementMark mark { .line = statement.line,
        .lock = facts.strongestLock(),
        .work = facts.heaviestWork(),
        .alone = facts.inTransaction == StatementFacts::InTransaction::Forbidden };
    QStringList lines;
    for (const RelationFact& fact : facts.relations)
        lines << factText(fact, major);
    if (!facts.transactionReason.isEmpty())
        lines << facts.transactionReason;
    if (facts.destroysData)
        lines << translated("Rows or columns are gone afterwards.");
    mark.text = lines.join('\n');
    return mark;
}

} // namespace

QList<StatementMark> marksOf(const Script& script, SchemaState& schema, int major, bool fresh)
{
    QList<StatementMark> marks;
    for (const Statement& statement : script.statements) {
        const StatementFacts facts = factsOf(statement, major, schema);
        if (facts.strongestLock() >= LockMode::ShareUpdateExclusive || facts.inTransaction == StatementFacts::InTransaction::Forbidden)
            marks << markOf(statement, facts, major);
        schema.follow(statement, fresh);
    }
    return marks;
}

} // namespace corridor
