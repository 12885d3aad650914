// SPDX-License-Identifier: MIT
#include "review/output/output.h"

namespace corridor {

QStringList formatWords() { return { "text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html" }; }

QString formatWord(OutputFormat format) { return formatWords().at(static_cast<qsizetype>(format)); }

std::optional<OutputFormat> formatFromWord(const QString& word)
{
    const qsizetype index = formatWords().indexOf(word);
    return index < 0 ? std::nullopt : std::optional(static_cast<OutputFormat>(index));
}

QByteArray rendered(const Review& review, OutputFormat format, const Terminal& terminal)
{
    switch (format) {
    case OutputFormat::Text:
        return textOutput(review, terminal);
    case OutputFormat::Json:
        return jsonOutput(review);
    case OutputFormat::Sarif:
        return sarifOutput(review);
    case OutputFormat::JUnit:
        return junitOutput(review);
    case OutputFormat::GitHub:
        return githubOutput(review);
    case OutputFormat::GitLab:
        return gitlabOutput(review);
    case OutputFormat::Markdown:
        return markdownOutput(review);
    case OutputFormat::Html:
        return htmlOutput(review);
    }
    return {};
}

} // namespace corridor
