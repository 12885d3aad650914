// SPDX-License-Identifier: MIT
#include "review/output/output.h"

#include "lint/rule.h"
#include "report/json_document.h"

#include <QJsonObject>

namespace corridor {

static QJsonValue toJson(const std::optional<Fix>& fix)
{
    if (!fix)
        return QJsonValue::Null;
    QJsonArray edits;
    for (const TextEdit& edit : fix->edits)
        edits << QJsonObject { { "begin", edit.begin }, { "end", edit.end }, { "text", QString::fromUtf8(edit.replacement) } };
    QJsonArray migrations;
    for (const Fix::NewMigration& migration : fix->migrations)
        migrations << QJsonObject { { "title", migration.title }, { "script", QString::fromUtf8(migration.script) } };
    return QJsonObject { { "title", fix->title }, { "edits", edits }, { "migrations", migrations } };
}

static QString safeForm(const Finding& finding)
{
    const Rule* rule = findRule(finding.rule);
    return rule ? QString::fromUtf8(rule->safe) : QString();
}

QJsonArray toJson(const QList<Finding>& findings)
{
    QJsonArray list;
    for (const Finding& finding : findings)
        list << QJsonObject { { "rule", finding.rule }, { "severity", severityWord(finding.severity) },
            { "migration", finding.migration }, { "file", finding.file }, { "line", finding.line },
            { "column", finding.column }, { "endLine", finding.endLine }, { "endColumn", finding.endColumn },
            { "message", finding.message }, { "why", finding.why },
            { "safe", safeForm(finding) }, { "fix", toJson(finding.fix) } };
    return list;
}

QByteArray jsonOutput(const Review& review)
{
    return jsonDocument("lint",
        { { "findings", toJson(review.findings) }, { "migrations", review.migrations }, { "known", review.known } });
}

} // namespace corridor
