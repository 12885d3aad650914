// SPDX-License-Identifier: MIT
#include "review/output/output.h"

namespace corridor {

// As GitHub's runner reads workflow commands: the message ends with the line, properties at a comma or colon.
static QString data(QString text) { return text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"); }
static QString property(const QString& text) { return data(text).replace(':', "%3A").replace(',', "%2C"); }

static QString command(Severity severity)
{
    return severity == Severity::Note ? QStringLiteral("notice") : severityWord(severity);
}

QByteArray githubOutput(const Review& review)
{
    QString text;
    for (const Finding& finding : review.findings) {
        QStringList properties { "title=" + property("corridor: " + finding.rule) };
        if (!finding.file.isEmpty())
            properties << "file=" + property(finding.file);
        if (finding.line > 0)
            properties << QString("line=%1").arg(finding.line) << QString("endLine=%1").arg(finding.endLine);
        // Columns count only within one line.
        if (finding.line > 0 && finding.line == finding.endLine)
            properties << QString("col=%1").arg(finding.column) << QString("endColumn=%1").arg(finding.endColumn);
        text += QString("::%1 %2::").arg(command(finding.severity), properties.join(','));
        text += data(finding.message) + '\n';
    }
    return text.toUtf8();
}

} // namespace corridor
