// SPDX-License-Identifier: MIT
#include "review/baseline.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace corridor {

static Error unreadable(const QString& path, const QString& reason)
{
    return { .code = "baseline-unreadable", .message = QString("The baseline %1 cannot be read: %2").arg(path, reason),
        .hint = "`corridor lint --write-baseline FILE` writes a new one." };
}

static QByteArray lineOf(const QJsonObject& entry) { return QJsonDocument(entry).toJson(QJsonDocument::Compact); }

Result<Baseline> Baseline::read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(unreadable(path, file.errorString()));
    QJsonParseError problem;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll(), &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return std::unexpected(unreadable(path, problem.errorString()));
    if (root["corridorBaseline"].toInt() != 1 || !root["findings"].isArray())
        return std::unexpected(unreadable(path, "it is no baseline of this version"));
    Baseline baseline;
    for (const QJsonValue& value : root["findings"].toArray())
        baseline.m_lines.insert(value["key"].toString(), lineOf(value.toObject()));
    return baseline;
}

Baseline Baseline::of(const Review& review)
{
    Baseline baseline;
    const QStringList keys = findingKeys(review);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const Finding& finding = review.findings[i];
        baseline.m_lines.insert(keys[i],
            lineOf({ { "key", keys[i] }, { "rule", finding.rule }, { "migration", finding.migration }, { "message", finding.message } }));
    }
    return baseline;
}

Result<void> Baseline::write(const QString& path) const
{
    QSaveFile file(path);
    const QByteArray text = "{ \"corridorBaseline\": 1, \"findings\": [\n" + QByteArrayList(m_lines.values()).join(",\n") + "\n] }\n";
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail("baseline-not-written", QString("Cannot write %1: %2").arg(path, file.errorString()),
            "Check the folder's permissions and free space.");
    return {};
}

void Baseline::apply(Review& review) const
{
    const QStringList keys = findingKeys(review);
    QList<Finding> unknown;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (m_lines.contains(keys[i]))
            ++review.known;
        else
            unknown << review.findings[i];
    }
    review.findings = unknown;
}

} // namespace corridor
