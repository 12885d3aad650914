// SPDX-License-Identifier: MIT
#include "lsp/lsp_document.h"

#include "lint/linter.h"
#include "lint/rule_text.h"
#include "lint/rule.h"
#include "lsp/positions.h"
#include "project/migration_order.h"
#include "review/fixes/fix_run.h"
#include "review/fixes/fixes.h"

#include <QFileInfo>
#include <QUrl>
#include <limits>

namespace corridor {

LspDocument::LspDocument(QString uri, const Environment& environment)
    : m_uri(std::move(uri))
    , m_path(QUrl(m_uri).toLocalFile())
    , m_environment(environment)
{
    reload();
}

void LspDocument::reload()
{
    const auto config = readLintConfig(QFileInfo(m_path).absolutePath());
    m_config = config.value_or(LintConfig());
    m_problem = config ? QString() : config.error().toText();
    const auto folders = QFileInfo::exists(m_path) ? readLintFolders({ m_path }, m_environment) : fail("path-missing", m_path);
    m_folder = folders && !folders->isEmpty() ? folders->first() : lintFolderOf(m_path, m_text);
    const auto here = std::ranges::find_if(m_folder.migrations, &LintMigration::examined);
    m_index = here == m_folder.migrations.end() ? 0 : here - m_folder.migrations.begin();
    review();
}

void LspDocument::setText(const QByteArray& text)
{
    m_text = text;
    review();
}

void LspDocument::review()
{
    if (m_folder.migrations.isEmpty())
        m_folder = lintFolderOf(m_path, m_text);
    m_folder.migrations[m_index].script = parseScript(m_text);
    m_findings = lint(m_folder.migrations, m_config.options);
    addFixes(m_findings, m_folder.migrations, m_config.options);
    m_findings.removeIf([&](const Finding& finding) { return !finding.file.isEmpty() && finding.file != m_folder.migrations[m_index].path; });
}

const Script& LspDocument::script() const { return m_folder.migrations[m_index].script; }

static int severityNumber(Severity severity) { return severity == Severity::Error ? 1 : severity == Severity::Warning ? 2 : 3; }

static QJsonObject diagnosticOf(const Script& script, const Finding& finding)
{
    QJsonObject diagnostic { { "range", lspRange(script, finding.begin, finding.end) }, { "severity", severityNumber(finding.severity) },
        { "code", finding.rule }, { "source", "corridor" }, { "message", finding.message } };
    if (const Rule* rule = findRule(finding.rule))
        diagnostic["codeDescription"] = QJsonObject { { "href", manualOf(*rule, 17) } };
    return diagnostic;
}

QJsonArray LspDocument::diagnostics() const
{
    QJsonArray list;
    for (const Finding& finding : m_findings)
        list << diagnosticOf(script(), finding);
    return list;
}

QList<Finding> LspDocument::within(qsizetype begin, qsizetype end) const
{
    QList<Finding> found = m_findings;
    found.removeIf([&](const Finding& finding) { return finding.line == 0 || finding.begin > end || finding.end < begin; });
    return found;
}

// New migrations as files that are created first and filled then, in one edit.
QJsonObject LspDocument::fixAction(const Finding& finding, bool createsFiles) const
{
    const Fix& fix = *finding.fix;
    if (!fix.migrations.isEmpty() && !createsFiles)
        return {};
    QJsonArray edits;
    for (const TextEdit& edit : fix.edits)
        edits << QJsonObject { { "range", lspRange(script(), edit.begin, edit.end) }, { "newText", QString::fromUtf8(edit.replacement) } };
    QJsonObject edit { { "changes", QJsonObject { { m_uri, edits } } } };
    if (!fix.migrations.isEmpty()) {
        QJsonArray changes { QJsonObject { { "textDocument", QJsonObject { { "uri", m_uri }, { "version", QJsonValue::Null } } }, { "edits", edits } } };
        QStringList names;
        for (const LintMigration& migration : m_folder.migrations)
            names << migration.name;
        QString last = m_folder.migrations[m_index].name;
        for (const Fix::NewMigration& migration : fix.migrations) {
            const QString name = nameAfter(last, migration.title, names);
            if (name.isEmpty())
                return {};
            names << name;
            sortMigrationNames(names);
            last = name;
            const QString uri = QUrl(m_uri).resolved(QUrl("../" + name + "/migration.sql")).toString();
            changes << QJsonObject { { "kind", "create" }, { "uri", uri } };
            const QJsonObject insert { { "range", lspRange(Script(), 0, 0) }, { "newText", QString::fromUtf8(migration.script) } };
            changes << QJsonObject { { "textDocument", QJsonObject { { "uri", uri }, { "version", QJsonValue::Null } } }, { "edits", QJsonArray { insert } } };
        }
        edit = { { "documentChanges", changes } };
    }
    return { { "title", fix.title }, { "kind", "quickfix" }, { "diagnostics", QJsonArray { diagnosticOf(script(), finding) } }, { "edit", edit } };
}

// The reason is left for the person to write: without one nothing is allowed.
QJsonObject LspDocument::allowAction(const Finding& finding) const
{
    const qsizetype line = script().lines.lineBegin(finding.line);
    const QJsonObject insert { { "range", lspRange(script(), line, line) },
        { "newText", "-- corridor: allow " + finding.rule + " because \n" } };
    return { { "title", "Allow " + finding.rule + " here, with a reason" }, { "kind", "quickfix" },
        { "diagnostics", QJsonArray { diagnosticOf(script(), finding) } },
        { "edit", QJsonObject { { "changes", QJsonObject { { m_uri, QJsonArray { insert } } } } } } };
}

// For all that is found on the lines of the range: a cursor seldom stands on the very word.
QJsonArray LspDocument::actions(const QJsonObject& range, bool createsFiles) const
{
    QJsonArray list;
    const QJsonObject lineBegin { { "line", range["start"]["line"] }, { "character", 0 } };
    const QJsonObject lineEnd { { "line", range["end"]["line"] }, { "character", std::numeric_limits<int>::max() } };
    for (const Finding& finding : within(offsetAt(script(), lineBegin), offsetAt(script(), lineEnd))) {
        if (const QJsonObject fix = finding.fix ? fixAction(finding, createsFiles) : QJsonObject(); !fix.isEmpty())
            list << fix;
        list << allowAction(finding);
    }
    return list;
}

QString LspDocument::hover(const QJsonObject& position) const
{
    const qsizetype offset = offsetAt(script(), position);
    QStringList parts;
    for (const Finding& finding : within(offset, offset)) {
        const Rule* rule = findRule(finding.rule);
        QString text = QString("**%1** (%2): %3").arg(severityWord(finding.severity), finding.rule, finding.message);
        if (rule)
            text += QString("\n\n%1\n\n*Effect:* %2\n\n*Safe:* %3\n\n[Manual](%4)")
                        .arg(rule->hazard, QString::fromUtf8(rule->effect), QString::fromUtf8(rule->safe), manualOf(*rule, 17));
        parts << text;
    }
    return parts.join("\n\n---\n\n");
}

} // namespace corridor
