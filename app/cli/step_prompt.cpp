// SPDX-License-Identifier: MIT
#include "step_prompt.h"

namespace corridor {

QString factsText(const StatementFacts& facts)
{
    QStringList words;
    for (const RelationFact& fact : facts.relations) {
        if (fact.lock != LockMode::None)
            words << fact.relation.text() + ": " + lockWord(fact.lock)
                    + (fact.work == TableWork::None ? "" : ", " + workWord(fact.work));
    }
    if (facts.inTransaction == StatementFacts::InTransaction::Forbidden)
        words << "outside of a transaction";
    if (facts.destroysData)
        words << "destroys data";
    return words.join("; ");
}

static void show(const Context& context, const StepContext& step)
{
    const ParsedScript& parsed = *step.migration.parsed;
    const Script& script = parsed.script;
    const Statement& statement = step.statement;
    const int index = step.index;
    context.print(
        QString("  statement %1 of %2, line %3").arg(index + 1).arg(parsed.count).arg(statement.line));
    const QString text = QString::fromUtf8(script.code(statement));
    for (const QString& line : text.left(4000).split('\n'))
        context.print("    | " + line);
    if (text.size() > 4000)
        context.print(QString("    | … %1 more characters").arg(text.size() - 4000));
    if (const QString facts = parsed.streamed ? QString() : factsText(parsed.facts[index]); !facts.isEmpty())
        context.print("    expects " + facts);
}

StepGate stepPrompt(const Context& context)
{
    return [&context, asking = std::make_shared<bool>(true)](const StepContext& step) -> Result<void> {
        if (!*asking)
            return {};
        show(context, step);
        const QString line = context.ask("  Run it? [Enter: yes, c: yes to all, q: stop here]");
        const QString answer = line.trimmed();
        *asking = answer != "c";
        const bool agreed = !line.isNull() && (answer.isEmpty() || answer == "c" || answer == "y"); // null: Ctrl-D
        if (context.token().isCancelled() || !agreed)
            return fail("cancelled",
                QString("`%1` was stopped before statement %2.").arg(step.migration.name).arg(step.index + 1),
                QString("`corridor recover %1` says what is left of it.").arg(step.migration.name));
        return {};
    };
}

} // namespace corridor
