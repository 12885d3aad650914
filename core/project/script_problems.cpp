// SPDX-License-Identifier: MIT
#include "project/script_problems.h"

#include "base/mapped_file.h"

#include <QUtf8StringView>

namespace corridor {
namespace {

// What a look at all its bytes tells; a script may be very large, so it is looked at part by part.
struct Looks {
    bool nul = false, badUtf8 = false, mentionsHistory = false;
    qsizetype crlf = 0, lf = 0;

    void add(QByteArrayView part)
    {
        nul = nul || part.contains('\0');
        badUtf8 = badUtf8 || !QUtf8StringView(part.data(), part.size()).isValidUtf8();
        mentionsHistory = mentionsHistory || part.contains("_prisma_migrations");
        if (part.contains('\r'))
            crlf += part.count("\r\n");
        lf += part.count('\n');
    }
};

struct Check {
    const char* code;
    bool (*applies)(const QByteArray& script, const Looks& looks);
    const char* message;
};

constexpr Check encodingChecks[] = {
    { "script-utf16",
        [](const QByteArray& s, const Looks&) { return s.startsWith("\xFF\xFE") || s.startsWith("\xFE\xFF"); },
        "The script is UTF-16; PostgreSQL rejects it. Save it as UTF-8 without a byte order mark." },
    { "script-bom", [](const QByteArray& s, const Looks&) { return s.startsWith("\xEF\xBB\xBF"); },
        "The script begins with a byte order mark, a syntax error for PostgreSQL. Save it without one." },
    { "script-nul", [](const QByteArray&, const Looks& l) { return l.nul; },
        "The script holds a NUL byte, which PostgreSQL cannot read." },
    { "script-not-utf8", [](const QByteArray&, const Looks& l) { return l.badUtf8; },
        "The script is not UTF-8; Prisma runs and hashes it with its odd bytes replaced by U+FFFD." },
};

constexpr Check textChecks[] = {
    { "script-mixed-endings", [](const QByteArray&, const Looks& l) { return l.crlf > 0 && l.crlf != l.lf; },
        "Some lines end in CRLF and some in LF; once a tool unifies them, the checksum no longer matches." },
    { "script-mentions-history", [](const QByteArray&, const Looks& l) { return l.mentionsHistory; },
        "The script mentions _prisma_migrations, the table that records the history itself." },
};

} // namespace

QList<ProjectProblem> scriptProblems(const QString& migration, const QByteArray& script)
{
    Looks looks;
    forEachPart(script, [&](QByteArrayView part) {
        looks.add(part);
        return true;
    });
    QList<ProjectProblem> problems;
    for (const Check& check : encodingChecks) {
        if (check.applies(script, looks)) {
            problems.append({ check.code, check.message, migration });
            break; // the first one explains the others
        }
    }
    for (const Check& check : textChecks) {
        if (check.applies(script, looks))
            problems.append({ check.code, check.message, migration });
    }
    return problems;
}

} // namespace corridor
