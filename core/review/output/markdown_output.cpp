// SPDX-License-Identifier: MIT
#include "review/output/output.h"

#include <QMap>

namespace corridor {

// Forges refuse comments of more than 65,536 characters.
static constexpr qsizetype longestComment = 60'000;

// Everything that Markdown or a forge gives a meaning to becomes an entity; a mention is broken by a word joiner.
static QString inert(const QString& text)
{
    static const QString special("\\`*_{}[]()<>#+-.!|~&\"':/$=^");
    QString result;
    for (const QChar character : text) {
        if (character == '@')
            result += "@&#8288;";
        else if (special.contains(character))
            result += QString("&#%1;").arg(character.unicode());
        else
            result += character.unicode() < 0x20 || character.unicode() == 0x7f ? QChar(' ') : character;
    }
    return result;
}

// Our messages put names into backticks; where these do not pair up, they are plain text.
static QString message(const QString& text)
{
    const QStringList parts = text.split('`');
    if (parts.size() % 2 == 0)
        return inert(text);
    QString result;
    for (qsizetype i = 0; i < parts.size(); ++i)
        result += i % 2 ? "<code>" + inert(parts[i]) + "</code>" : inert(parts[i]);
    return result;
}

static QString entry(const Finding& finding)
{
    QString text = QString("- **%1** ").arg(severityWord(finding.severity));
    if (finding.line > 0)
        text += QString("line %1: ").arg(finding.line);
    text += message(finding.message);
    text += " (<code>" + inert(finding.rule) + "</code>)";
    if (finding.fix)
        text += "<br>Fix: " + message(finding.fix->title);
    return text + '\n';
}

QByteArray markdownOutput(const Review& review)
{
    QStringList names; // in the order of their first finding
    QHash<QString, QString> sections;
    for (const Finding& finding : review.findings) {
        const QString name = finding.migration.isEmpty() ? finding.file : finding.migration;
        if (!names.contains(name))
            names << name;
        sections[name] += entry(finding);
    }
    QString text = "## Review of the migrations\n\n" + inert(review.summary()) + "\n";
    for (const QString& name : std::as_const(names)) {
        const QString section = QString("\n### %1\n\n").arg(name.isEmpty() ? "The folder" : inert(name)) + sections[name];
        if (text.size() + section.size() > longestComment) {
            text += "\nThe rest is too long for a comment.\n";
            break;
        }
        text += section;
    }
    return text.toUtf8();
}

} // namespace corridor
