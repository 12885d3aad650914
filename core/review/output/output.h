// SPDX-License-Identifier: MIT
#pragma once

#include "review/output/review.h"
#include "report/terminal.h"

#include <QJsonArray>

namespace corridor {

enum class OutputFormat {
    Text,     // for people, with the source line and a caret
    Json,     // ours
    Sarif,    // SARIF 2.1.0, OASIS
    JUnit,    // as CI servers read test results: a test case for each migration
    GitHub,   // workflow commands, which GitHub shows beside the lines
    GitLab,   // Code Quality report
    Markdown, // for the comment on a pull request
    Html,     // a page for print, with the scripts, their marks and what was decided
};
QString formatWord(OutputFormat format); // text, json, sarif, junit, github, gitlab, markdown, html
std::optional<OutputFormat> formatFromWord(const QString& word);
QStringList formatWords();

// Names, messages and source lines come from whoever wrote the scripts: each format escapes them, so that they can
// neither end their field, nor start a command, a link, a mention or an escape sequence.
QByteArray rendered(const Review& review, OutputFormat format, const Terminal& terminal = {});

QByteArray textOutput(const Review& review, const Terminal& terminal);
QByteArray jsonOutput(const Review& review);
QByteArray sarifOutput(const Review& review);
QByteArray junitOutput(const Review& review);
QByteArray githubOutput(const Review& review);
QByteArray gitlabOutput(const Review& review);
QByteArray markdownOutput(const Review& review);
QByteArray htmlOutput(const Review& review);

// [{"rule","severity","migration","file","line","column","endLine","endColumn","message","why","safe","fix"}]; safe is the
// safe form in words, fix null or {"title","edits":[{"begin","end","text"}],"migrations":[{"title","script"}]}, in bytes
QJsonArray toJson(const QList<Finding>& findings);

} // namespace corridor
