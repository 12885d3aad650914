// SPDX-License-Identifier: MIT
#include "lint/rule_text.h"

#include <QJsonArray>

namespace corridor {

QString manualOf(const Rule& rule, int major)
{
    const QString page = QString::fromUtf8(rule.manual);
    return page.startsWith("https://") ? page : manualUrl(page, major);
}

static QString exampleText(const Example& example)
{
    QString text = "    " + QString::fromUtf8(example.sql).replace('\n', "\n    ");
    QStringList notes;
    if (*example.before)
        notes << "after " + QString::fromUtf8(example.before);
    if (*example.note)
        notes << QString::fromUtf8(example.note);
    return notes.isEmpty() ? text + '\n' : text + "\n        -- " + notes.join("; ") + '\n';
}

QString ruleText(const Rule& rule, int major, const Terminal& terminal)
{
    QString text = terminal.styled(QString::fromUtf8(rule.id), TextStyle::Strong)
        + QString(" (%1%2)\n\n").arg(severityWord(rule.severity), rule.enabled ? "" : ", off by default");
    text += QString("%1\n\n  effect  %2\n  safe    %3\n  manual  %4\n")
                .arg(rule.hazard, rule.effect, rule.safe, manualOf(rule, major));
    text += terminal.styled("\nFlagged:\n", TextStyle::Bad);
    for (const Example& example : rule.bad)
        text += exampleText(example);
    text += terminal.styled("\nLeft alone:\n", TextStyle::Good);
    for (const Example& example : rule.good)
        text += exampleText(example);
    return text.chopped(1);
}

static QJsonArray scripts(const std::vector<Example>& examples)
{
    QJsonArray list;
    for (const Example& example : examples)
        list << QString::fromUtf8(example.sql);
    return list;
}

QJsonObject toJson(const Rule& rule, int major)
{
    return { { "id", rule.id }, { "severity", severityWord(rule.severity) }, { "enabled", rule.enabled },
        { "hazard", QString::fromUtf8(rule.hazard) }, { "effect", QString::fromUtf8(rule.effect) },
        { "safe", QString::fromUtf8(rule.safe) }, { "manual", manualOf(rule, major) }, { "bad", scripts(rule.bad) },
        { "good", scripts(rule.good) } };
}

} // namespace corridor
