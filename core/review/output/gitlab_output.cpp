// SPDX-License-Identifier: MIT
#include "review/output/output.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace corridor {

static QString gitlabSeverity(Severity severity)
{
    return severity == Severity::Error ? "critical" : severity == Severity::Warning ? "major" : "info";
}

// What concerns the folder stands at line 1 of no file: GitLab wants a path for everything.
QByteArray gitlabOutput(const Review& review)
{
    QJsonArray list;
    const QStringList keys = findingKeys(review);
    for (qsizetype i = 0; i < review.findings.size(); ++i) {
        const Finding& finding = review.findings[i];
        const QJsonObject lines { { "begin", std::max(1, finding.line) }, { "end", std::max({ 1, finding.line, finding.endLine }) } };
        list << QJsonObject { { "description", finding.message }, { "check_name", finding.rule }, { "fingerprint", keys[i] },
            { "severity", gitlabSeverity(finding.severity) },
            { "location", QJsonObject { { "path", finding.file.isEmpty() ? "migrations" : finding.file }, { "lines", lines } } } };
    }
    return QJsonDocument(list).toJson();
}

} // namespace corridor
