// SPDX-License-Identifier: MIT
// corridor explain: what one rule of the review looks for, and why.
#include "context.h"
#include "lint/rule_text.h"

#include <unistd.h>

namespace corridor {

namespace {

constexpr int documentedMajor = 17;

Error unknown(const QString& id)
{
    const QString near = nearestRule(id);
    return { .code = "rule-unknown", .message = QString("There is no rule `%1`.").arg(id),
        .hint = near.isEmpty() ? QString("`corridor lint --rules` lists them.") : QString("Did you mean `%1`?").arg(near) };
}

Answer run(Context& context)
{
    if (context.arguments().size() != 1)
        return usage("Name one rule.");
    const Rule* rule = findRule(context.arguments().at(0));
    if (!rule)
        return unknown(context.arguments().at(0));
    context.print(ruleText(*rule, documentedMajor, Terminal::of(STDOUT_FILENO, context.environment())));
    return QJsonObject { { "rule", toJson(*rule, documentedMajor) } };
}

} // namespace

extern const Command explainCommand { "explain", "RULE", "Says what a rule of the review looks for, and why.", nullptr, run };

} // namespace corridor
