// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// Characters that change how text is read without being seen.
static bool isHidden(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || (c >= 0x200b && c <= 0x200f) || c == 0xfeff;
}

static qsizetype hiddenCharacter(const QByteArray& text)
{
    // All of them are three bytes beginning with e2 80, e2 81 or ef bb; the search is over bytes that hardly occur.
    for (qsizetype at = text.indexOf("\xe2\x80"); at >= 0; at = text.indexOf("\xe2\x80", at + 1)) {
        if (isHidden(QString::fromUtf8(text.sliced(at, 3)).at(0).unicode()))
            return at;
    }
    const qsizetype isolate = text.indexOf("\xe2\x81\xa6");
    return isolate >= 0 ? isolate : text.indexOf("\xef\xbb\xbf", 1);
}

static void check(const MigrationContext& at, Report& report)
{
    using Problem = ScriptProblem::Kind;
    for (const ScriptProblem& problem : at.script().problems) {
        if (problem.kind == Problem::ByteOrderMark || problem.kind == Problem::Utf16 || problem.kind == Problem::Nul
            || problem.kind == Problem::InvalidUtf8)
            report.add(at, problem.message, problem.offset, problem.offset + 1);
    }
    if (const qsizetype hidden = hiddenCharacter(at.script().text); hidden >= 0)
        report.add(at, "An invisible character stands here; the text does not do what it seems to.", hidden, hidden + 3)
            .severity
            = Severity::Warning;
}

extern const Rule encodingHazard {
    .id = "encoding-hazard",
    .severity = Severity::Error,
    .hazard = "The bytes of the script are not the UTF-8 text that they seem to be.",
    .effect
    = "A byte order mark is a syntax error, a NUL ends the script silently, other bytes fail or change meaning.",
    .safe = "Save the file as UTF-8 without a byte order mark.",
    .manual = "multibyte.html",
    .checkMigration = check,
    .bad = { { "\xef\xbb\xbfSELECT 1" }, { "SELECT '\xe9'" }, { "SELECT 1 /* \xe2\x80\xae */" } },
    .good = { { "SELECT 'é – “quoted”'" } },
};

} // namespace corridor::rules
