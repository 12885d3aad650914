// SPDX-License-Identifier: MIT
#include "engine/guidance.h"

#include <QStringList>

namespace corridor {

namespace {

// The objects are not as the script expects them. Source: PostgreSQL manual, appendix A, class 42.
const QStringList differentSchema { "42P07", "42701", "42710", "42723", "42P06", "42P01", "42703", "42704", "42883", "3F000" };

const char* const timeout = "A timeout of the server or the role ended it. Give this migration more time at its head: SET "
                            "statement_timeout = '60min'; and do large changes in batches.";
const char* const lockConflict = "Another session held what it needed: `corridor monitor` shows who blocks whom, and ends a session with "
                                 "--terminate. Then deploy again with --lock-timeout, in a quiet hour; build indexes CONCURRENTLY.";
const char* const diskSpace = "The server's disk is full: free or add space first (`corridor monitor` lists the largest tables). VACUUM "
                              "FULL writes a whole copy of its table before it frees the old one.";
const char* const drift = "The database is not as the history says: `corridor status` compares them. If the change is there already, "
                          "record it with `corridor resolve --applied NAME`; else repair the difference by a migration.";

} // namespace

Guidance guidanceFor(const QString& sqlstate, const QString& message)
{
    if (sqlstate == "57014" && message.contains("statement timeout"))
        return { "timeout", timeout };
    if (sqlstate == "25P03" || sqlstate == "25P04")
        return { "timeout", timeout };
    if (sqlstate == "55P03" || sqlstate == "40P01" || sqlstate == "55006")
        return { "lock-conflict", lockConflict };
    if (sqlstate == "53100")
        return { "disk-space", diskSpace };
    if (differentSchema.contains(sqlstate))
        return { "drift", drift };
    return {};
}

} // namespace corridor
