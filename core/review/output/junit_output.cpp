// SPDX-License-Identifier: MIT
#include "review/output/output.h"

#include <QMap>
#include <QXmlStreamWriter>
#include <algorithm>

namespace corridor {

// XML 1.0 has no form at all for most control characters.
static QString writable(QString text)
{
    for (QChar& character : text) {
        const char16_t code = character.unicode();
        if ((code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0xfffe || code == 0xffff)
            character = QChar::ReplacementCharacter;
    }
    return text;
}

static void writeCase(QXmlStreamWriter& xml, const QString& name, const QString& file, const QList<const Finding*>& findings)
{
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "corridor.lint");
    xml.writeAttribute("name", writable(name));
    if (!file.isEmpty())
        xml.writeAttribute("file", writable(file));
    QString notes;
    for (const Finding* finding : findings) {
        const QString line = QString("%1:%2: %3 [%4]\n").arg(finding->file, QString::number(finding->line), finding->message, finding->rule);
        if (finding->severity == Severity::Note) {
            notes += line;
            continue;
        }
        xml.writeStartElement("failure");
        xml.writeAttribute("type", severityWord(finding->severity));
        xml.writeAttribute("message", writable(finding->message));
        xml.writeCharacters(writable(line + finding->why));
        xml.writeEndElement();
    }
    if (!notes.isEmpty())
        xml.writeTextElement("system-out", writable(notes));
    xml.writeEndElement();
}

// A test case for each migration and one for the folder; what is a note fails nothing.
QByteArray junitOutput(const Review& review)
{
    QMap<QString, QList<const Finding*>> byFile;
    for (auto it = review.scripts.begin(); it != review.scripts.end(); ++it)
        byFile[it.key()];
    for (const Finding& finding : review.findings)
        byFile[finding.file] << &finding;
    const auto fails = [](const QList<const Finding*>& list) {
        return std::ranges::any_of(list, [](const Finding* finding) { return finding->severity > Severity::Note; });
    };
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement("testsuites");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "corridor lint");
    xml.writeAttribute("tests", QString::number(byFile.size()));
    xml.writeAttribute("failures", QString::number(std::ranges::count_if(byFile, fails)));
    for (auto it = byFile.begin(); it != byFile.end(); ++it) {
        const QString migration = it->isEmpty() ? QString() : it->first()->migration;
        writeCase(xml, !migration.isEmpty() ? migration : it.key().isEmpty() ? QStringLiteral("the folder") : it.key(), it.key(), *it);
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes;
}

} // namespace corridor
