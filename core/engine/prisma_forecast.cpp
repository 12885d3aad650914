// SPDX-License-Identifier: MIT
#include "engine/prisma_forecast.h"

#include <QHash>
#include <QVersionNumber>

namespace corridor {

namespace {

using Outcome = PrismaForecast::Outcome;
using Control = sql::TransactionControl;

// Follows what is committed and what the session is left with, statement by statement, as the server would.
class Follower {
public:
    Follower(const Script& script, int major, PrismaRunner runner)
        : m_script(script)
        , m_major(major)
        , m_runner(runner)
    {
        for (const TransactionGroup& group : planScript(script, major).groups) {
            if (group.kind == TransactionGroup::Kind::Managed && !group.reason.isEmpty())
                m_newLabelUses[group.first] = group.reason;
        }
    }

    PrismaForecast forecast()
    {
        const int count = int(m_script.statements.size());
        PrismaForecast found { .alone = count == 1 };
        for (m_index = 0; m_index < count; ++m_index) {
            if (const QString refusal = refused(); !refusal.isEmpty())
                return stopped(found, refusal);
            follow();
        }
        if (m_block)
            return misled(found, m_begin, "BEGIN without COMMIT: Prisma calls it a success, and the changes are lost");
        if (!m_lostBookkeeping.isEmpty())
            return misled(found, m_lostLine, m_lostBookkeeping);
        if (!m_discarded.isEmpty())
            return misled(found, m_discardedLine, m_discarded);
        const bool divisible = count > 1 && (m_committed > 0 || m_runner == PrismaRunner::Split) && !m_oneBlock;
        found.outcome = divisible ? Outcome::Divisible : Outcome::Safe;
        return found;
    }

private:
    const Statement& statement() const { return m_script.statements[m_index]; }
    bool isOneMessage() const { return m_runner == PrismaRunner::OneMessage && m_script.statements.size() > 1; }

    // Why the server refuses the statement here; empty where it does not.
    QString refused() const
    {
        const StatementFacts facts = factsOf(statement(), m_major);
        const bool inTransaction = m_block || isOneMessage();
        if (facts.inTransaction == StatementFacts::InTransaction::Forbidden && inTransaction)
            return facts.transactionReason;
        if (facts.inTransaction == StatementFacts::InTransaction::OwnSession)
            return facts.transactionReason;
        const auto use = m_newLabelUses.constFind(m_index);
        return use != m_newLabelUses.constEnd() && inTransaction ? *use : QString();
    }

    void follow()
    {
        if (const auto* control = statement().as<Control>())
            followControl(control->kind, control->chain);
        else if (!isOneMessage() && !m_block)
            m_committed = m_index + 1;
        followSession();
    }

    void followControl(Control::Kind kind, bool chain)
    {
        if (kind == Control::Kind::Begin && !m_block) {
            m_block = true;
            m_begin = statement().line;
            m_oneBlock = m_index == 0;
        } else if (kind == Control::Kind::Commit) {
            m_committed = m_index + 1;
            m_block = chain;
            m_oneBlock = m_oneBlock && m_index + 1 == m_script.statements.size();
        } else if (kind == Control::Kind::Rollback) {
            if (m_index > m_committed && m_discarded.isEmpty()) {
                m_discarded = "ROLLBACK discards what stands before it, and Prisma calls the whole a success";
                m_discardedLine = statement().line;
            }
            m_block = chain;
            m_oneBlock = false;
        }
    }

    // What the script leaves set, so that Prisma no longer finds, or may not write, its table.
    void followSession()
    {
        const auto* set = statement().as<sql::SetVariable>();
        if (set && !set->local)
            followSetting(set->name, set->reset || set->values == QStringList { "none" });
        for (const sql::FunctionCall& call : statement().calls) {
            const QByteArray code = m_script.code(statement()).toByteArray();
            if (call.name.name == "set_config" && code.contains("search_path") && !code.contains("true"))
                followSetting("search_path", false);
        }
    }

    void followSetting(const QString& name, bool restored)
    {
        const bool isPath = name == "search_path";
        const bool isRole = name == "role" || name == "session_authorization";
        if (restored && (isPath || isRole || name.isEmpty()))
            m_lostBookkeeping.clear();
        else if (isPath)
            lose("search_path stays changed: Prisma may fail with P1014 on its own table, though the changes stay");
        else if (isRole)
            lose("the role stays set: Prisma may not write its own table, though the changes stay");
    }

    void lose(const QString& why)
    {
        m_lostBookkeeping = why;
        m_lostLine = statement().line;
    }

    PrismaForecast stopped(PrismaForecast found, const QString& why) const
    {
        found.outcome = m_committed > 0 ? Outcome::HalfWay : Outcome::RolledBack;
        found.kept = m_committed;
        found.line = statement().line;
        found.reason = why;
        return found;
    }

    static PrismaForecast misled(PrismaForecast found, int line, const QString& why)
    {
        found.outcome = Outcome::Misleading;
        found.line = line;
        found.reason = why;
        return found;
    }

    const Script& m_script;
    int m_major;
    PrismaRunner m_runner;
    QHash<int, QString> m_newLabelUses; // statements that use an enum value made before them
    int m_index = 0;
    int m_committed = 0; // statements whose effect a failure would leave
    bool m_block = false; // inside BEGIN … COMMIT of the script
    bool m_oneBlock = false; // all of it stands in one such block
    int m_begin = 0;
    QString m_lostBookkeeping, m_discarded;
    int m_lostLine = 0, m_discardedLine = 0;
};

// Prisma's parser does not know it, and then the whole script goes as one message.
bool isUnknownToPrisma(const Statement& statement)
{
    const auto* drop = statement.as<sql::Drop>();
    return drop && drop->concurrently;
}

} // namespace

PrismaRunner prismaRunner(const QString& version)
{
    const auto number = QVersionNumber::fromString(version);
    return !number.isNull() && number < QVersionNumber(7, 4) ? PrismaRunner::OneMessage : PrismaRunner::Split;
}

QString runnerWord(PrismaRunner runner)
{
    return runner == PrismaRunner::OneMessage ? "one-message" : "split";
}

QString outcomeWord(PrismaForecast::Outcome outcome)
{
    switch (outcome) {
    case Outcome::Safe:
        return "safe";
    case Outcome::Divisible:
        return "divisible";
    case Outcome::RolledBack:
        return "rolled-back";
    case Outcome::HalfWay:
        return "half-way";
    case Outcome::Misleading:
        return "misleading";
    case Outcome::Unknown:
        break;
    }
    return "unknown";
}

PrismaForecast forecastPrisma(const QByteArray& text, int major, PrismaRunner runner)
{
    const Script script = parseScript(text);
    if (!script.isParsable())
        return { .outcome = Outcome::Unknown,
            .line = script.problems.isEmpty() ? 0 : script.problems.first().line,
            .reason = script.problems.isEmpty() ? QString() : script.problems.first().message };
    const bool falls = std::ranges::any_of(script.statements, isUnknownToPrisma);
    return Follower(script, major, falls ? PrismaRunner::OneMessage : runner).forecast();
}

QString PrismaForecast::text() const
{
    const QString why = reason.isEmpty() ? QString() : ": " + reason;
    const QString place = line > 0 ? QString(" (line %1)").arg(line) : QString();
    switch (outcome) {
    case Outcome::Safe:
        return alone ? "alone, safe" : "in one transaction, safe";
    case Outcome::Divisible:
        return "statement by statement: a failure would leave what ran before it";
    case Outcome::RolledBack:
        return "would be rolled back whole" + place + why;
    case Outcome::HalfWay:
        return QString("would stop half-way after statement %1").arg(kept) + place + why;
    case Outcome::Misleading:
        return "would mislead" + place + why;
    case Outcome::Unknown:
        break;
    }
    return "cannot be told" + place + why;
}

QJsonObject PrismaForecast::toJson() const
{
    return { { "outcome", outcomeWord(outcome) }, { "text", text() }, { "kept", kept },
        { "line", line > 0 ? QJsonValue(line) : QJsonValue() },
        { "reason", reason.isEmpty() ? QJsonValue() : QJsonValue(reason) } };
}

} // namespace corridor
