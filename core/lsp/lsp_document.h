// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "lint/sources.h"
#include "review/lint_config.h"

#include <QJsonArray>
#include <QJsonObject>

namespace corridor {

// A script that is open in an editor, reviewed among the migrations that come before it.
class LspDocument {
public:
    LspDocument() = default;
    LspDocument(QString uri, const Environment& environment);

    // The text that the editor shows now; the findings are those of it.
    void setText(const QByteArray& text);
    // Reads the folder and corridor.toml anew.
    void reload();

    const QString& uri() const { return m_uri; }
    const QString& problem() const { return m_problem; } // of corridor.toml
    QJsonArray diagnostics() const;
    // `createsFiles`: the editor can make new ones as part of an edit.
    QJsonArray actions(const QJsonObject& range, bool createsFiles) const;
    QString hover(const QJsonObject& position) const; // Markdown; empty where there is nothing to say

private:
    void review();
    const Script& script() const;
    QList<Finding> within(qsizetype begin, qsizetype end) const;
    QJsonObject fixAction(const Finding& finding, bool createsFiles) const;
    QJsonObject allowAction(const Finding& finding) const;

    QString m_uri;
    QString m_path;
    Environment m_environment;
    QByteArray m_text;
    LintConfig m_config;
    LintFolder m_folder;
    qsizetype m_index = 0; // of this script in the folder
    QString m_problem;
    QList<Finding> m_findings;
};

} // namespace corridor
