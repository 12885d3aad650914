// SPDX-License-Identifier: MIT
#include "review/output/output.h"

#include "lint/rule.h"
#include "sql/facts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace corridor {

// The manual that the links of all reports lead to.
static constexpr int manualMajor = 17;

static QJsonObject text(const QString& words) { return { { "text", words } }; }

// A reference relative to the working folder, or file:///….
static QString uri(const QString& file)
{
    const QString path = QString::fromLatin1(QUrl::toPercentEncoding(file, "/"));
    return file.startsWith('/') ? "file://" + path : path;
}

static QJsonObject region(const TextPosition& from, const TextPosition& to)
{
    return { { "startLine", from.line }, { "startColumn", from.column }, { "endLine", to.line }, { "endColumn", to.column } };
}

static QJsonObject ruleObject(const QString& id)
{
    const Rule* rule = findRule(id);
    if (!rule)
        return { { "id", id } };
    const QString page = QString::fromUtf8(rule->manual);
    const QString effect = QString::fromUtf8(rule->effect);
    return { { "id", id }, { "shortDescription", text(QString::fromUtf8(rule->hazard)) },
        { "fullDescription", text(effect.isEmpty() ? QString::fromUtf8(rule->hazard) : effect) },
        { "help", text(QString::fromUtf8(rule->safe)) }, { "helpUri", page.contains("://") ? page : manualUrl(page, manualMajor) },
        { "defaultConfiguration", QJsonObject { { "level", severityWord(rule->severity) } } } };
}

// Only of fixes that stay within the file: the format has no words for a new one.
static QJsonArray fixes(const Finding& finding, const Script& script)
{
    if (!finding.fix || !finding.fix->migrations.isEmpty() || finding.fix->edits.isEmpty())
        return {};
    QJsonArray replacements;
    for (const TextEdit& edit : finding.fix->edits)
        replacements << QJsonObject { { "deletedRegion", region(script.lines.position(edit.begin), script.lines.position(edit.end)) },
            { "insertedContent", text(QString::fromUtf8(edit.replacement)) } };
    const QJsonObject change { { "artifactLocation", QJsonObject { { "uri", uri(finding.file) } } }, { "replacements", replacements } };
    return { QJsonObject { { "description", text(finding.fix->title) }, { "artifactChanges", QJsonArray { change } } } };
}

static QJsonObject result(const Finding& finding, const QString& key, int ruleIndex, const Review& review)
{
    QJsonObject object { { "ruleId", finding.rule }, { "ruleIndex", ruleIndex }, { "level", severityWord(finding.severity) },
        { "message", text(finding.message) }, { "partialFingerprints", QJsonObject { { "corridor/v1", key } } } };
    if (finding.file.isEmpty())
        return object;
    QJsonObject place { { "artifactLocation", QJsonObject { { "uri", uri(finding.file) } } } };
    if (finding.line > 0)
        place["region"] = region({ finding.line, finding.column }, { finding.endLine, finding.endColumn });
    object["locations"] = QJsonArray { QJsonObject { { "physicalLocation", place } } };
    if (const QJsonArray list = fixes(finding, review.scripts.value(finding.file)); !list.isEmpty())
        object["fixes"] = list;
    return object;
}

QByteArray sarifOutput(const Review& review)
{
    QStringList ids;
    QJsonArray rules;
    QJsonArray results;
    const QStringList keys = findingKeys(review);
    for (qsizetype i = 0; i < review.findings.size(); ++i) {
        const Finding& finding = review.findings[i];
        if (!ids.contains(finding.rule)) {
            ids << finding.rule;
            rules << ruleObject(finding.rule);
        }
        results << result(finding, keys[i], static_cast<int>(ids.indexOf(finding.rule)), review);
    }
    const QJsonObject driver { { "name", "corridor" }, { "version", CORRIDOR_VERSION }, { "rules", rules } };
    const QJsonObject run { { "tool", QJsonObject { { "driver", driver } } }, { "columnKind", "unicodeCodePoints" }, { "results", results } };
    return QJsonDocument(QJsonObject { { "$schema", "https://json.schemastore.org/sarif-2.1.0.json" }, { "version", "2.1.0" },
                             { "runs", QJsonArray { run } } })
        .toJson();
}

} // namespace corridor
