// SPDX-License-Identifier: MIT
#include "project/script_problems.h"

#include <QUtf8StringView>

namespace corridor {
namespace {

bool isUtf16(const QByteArray& script)
{
    return script.startsWith("\xFF\xFE") || script.startsWith("\xFE\xFF");
}

bool hasMixedEndings(const QByteArray& script)
{
    const auto crlf = script.contains('\r') ? script.count("\r\n") : 0;
    return crlf > 0 && crlf != script.count('\n');
}

struct Check {
    const char* code;
    bool (*applies)(const QByteArray& script);
    const char* message;
};

constexpr Check encodingChecks[] = {
    { "script-utf16", isUtf16,
        "The script is UTF-16; PostgreSQL rejects it. Save it as UTF-8 without a byte order mark." },
    { "script-bom", [](const QByteArray& s) { return s.startsWith("\xEF\xBB\xBF"); },
        "The script begins with a byte order mark, a syntax error for PostgreSQL. Save it without one." },
    { "script-nul", [](const QByteArray& s) { return s.contains('\0'); },
        "The script holds a NUL byte, which PostgreSQL cannot read." },
    { "script-not-utf8", [](const QByteArray& s) { return !QUtf8StringView(s).isValidUtf8(); },
        "The script is not UTF-8; Prisma runs and hashes it with its odd bytes replaced by U+FFFD." },
};

constexpr Check textChecks[] = {
    { "script-mixed-endings", hasMixedEndings,
        "Some lines end in CRLF and some in LF; once a tool unifies them, the checksum no longer matches." },
    { "script-mentions-history", [](const QByteArray& s) { return s.contains("_prisma_migrations"); },
        "The script mentions _prisma_migrations, the table that records the history itself." },
};

} // namespace

QList<ProjectProblem> scriptProblems(const QString& migration, const QByteArray& script)
{
    QList<ProjectProblem> problems;
    for (const Check& check : encodingChecks) {
        if (check.applies(script)) {
            problems.append({ check.code, check.message, migration });
            break; // the first one explains the others
        }
    }
    for (const Check& check : textChecks) {
        if (check.applies(script))
            problems.append({ check.code, check.message, migration });
    }
    return problems;
}

} // namespace corridor
