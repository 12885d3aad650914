// SPDX-License-Identifier: MIT
#pragma once

#include "lint/linter.h"
#include "review/output/output.h"

namespace corridor {

// Everything that a hostile name or message could try in any of the formats.
inline const QString hostileText = QStringLiteral("a]]>\"'<script>&amp;\n::error::x\r%0A| `x` [l](http://e) @team **b** \x1b[31m\x01 ü🐘");

inline LintMigration sampleMigration(const QString& name, const QByteArray& sql)
{
    return { .name = name, .path = "prisma/migrations/" + name + "/migration.sql", .script = parseScript(sql), .pending = true };
}

// A finding at a place of a script.
inline Finding sampleFinding(const LintMigration& migration, QByteArrayView at, const QString& message,
    Severity severity = Severity::Warning, const QString& rule = "drop-column")
{
    const Script& script = migration.script;
    Finding finding { .rule = rule, .severity = severity, .migration = migration.name, .file = migration.path };
    finding.begin = script.text.indexOf(at);
    finding.end = finding.begin + at.size();
    const TextPosition from = script.lines.position(finding.begin);
    const TextPosition to = script.lines.position(finding.end);
    finding.line = from.line;
    finding.column = from.column;
    finding.endLine = to.line;
    finding.endColumn = to.column;
    finding.message = message;
    finding.why = "why: " + message;
    return finding;
}

inline Review sampleReview(const QList<LintMigration>& migrations, const QList<Finding>& findings)
{
    Review review { .findings = findings, .migrations = static_cast<int>(migrations.size()) };
    for (const LintMigration& migration : migrations)
        review.scripts.insert(migration.path, migration.script);
    return review;
}

} // namespace corridor
