// SPDX-License-Identifier: MIT
#include "lint/rule.h"

#include "lint/patterns.h"

#include <algorithm>

namespace corridor {

#define CORRIDOR_RULE(name) extern const Rule name;
namespace rules {
#include "lint/rules/list.h"
} // namespace rules
#undef CORRIDOR_RULE

const std::vector<const Rule*>& allRules()
{
    static const std::vector<const Rule*> list {
#define CORRIDOR_RULE(name) &rules::name,
#include "lint/rules/list.h"
#undef CORRIDOR_RULE
    };
    return list;
}

static QHash<QString, const Rule*> rulesById()
{
    QHash<QString, const Rule*> rules;
    for (const Rule* rule : allRules())
        rules.insert(QLatin1StringView(rule->id), rule);
    return rules;
}

const Rule* findRule(const QString& id)
{
    static const QHash<QString, const Rule*> rules = rulesById();
    return rules.value(id);
}

QString nearestRule(const QString& id)
{
    QStringList ids;
    for (const Rule* rule : allRules())
        ids << QLatin1StringView(rule->id);
    return nearestWord(id, ids);
}

} // namespace corridor
