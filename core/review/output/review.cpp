// SPDX-License-Identifier: MIT
#include "review/output/review.h"

#include "report/quantity_text.h"

#include <QCryptographicHash>
#include <algorithm>

namespace corridor {

qsizetype Review::count(Severity severity) const { return std::ranges::count(findings, severity, &Finding::severity); }

QString Review::summary() const
{
    QStringList counts;
    for (const Severity severity : { Severity::Error, Severity::Warning, Severity::Note }) {
        if (const qsizetype number = count(severity))
            counts << countText(number, severityWord(severity));
    }
    QString text = counts.isEmpty() ? QStringLiteral("Nothing found") : counts.join(", ");
    text += " in " + countText(migrations, "migration");
    return known ? text + QString("; %1 more are in the baseline").arg(known) : text;
}

bool isSecret(const Finding& finding)
{
    static const QStringList rules { "password-in-role-ddl", "password-in-connection-literal", "api-key-or-token-literal" };
    return rules.contains(finding.rule);
}

// What the finding is about, without its layout; the message where it has no place.
static QByteArray subject(const Review& review, const Finding& finding)
{
    const auto script = review.scripts.constFind(finding.file);
    if (script == review.scripts.constEnd() || finding.end <= finding.begin || finding.end > script->text.size())
        return finding.message.toUtf8();
    return script->text.sliced(finding.begin, finding.end - finding.begin).simplified();
}

QStringList findingKeys(const Review& review)
{
    QStringList keys;
    QHash<QByteArray, int> seen;
    for (const Finding& finding : review.findings) {
        const QString place = finding.migration.isEmpty() ? finding.file : finding.migration;
        const QByteArray parts = finding.rule.toUtf8() + '\0' + place.toUtf8() + '\0' + subject(review, finding);
        const QByteArray numbered = parts + '\0' + QByteArray::number(seen[parts]++);
        keys << QString::fromLatin1(QCryptographicHash::hash(numbered, QCryptographicHash::Sha256).toHex().first(32));
    }
    return keys;
}

} // namespace corridor
