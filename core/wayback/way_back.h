// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"
#include "sql/script.h"

namespace corridor {

// What becomes of the rows that a way back would drop: those of tables and columns that the migration has made.
enum class KeepData {
    None,
    SideTable, // copied into the schema corridor_kept first
    Rename, // tables are moved there, columns are renamed and lose what would bind them
};
std::optional<KeepData> keepDataFromWord(const QString& word); // none, side-table, rename

// Where kept rows are.
inline constexpr QLatin1StringView keptSchema { "corridor_kept" };

struct WayBackOptions {
    QString migration; // its name, for the head of the script and for kept tables
    QString schema = QStringLiteral("public"); // of names without one
    KeepData keepData = KeepData::None;
    bool concurrently = false; // locks that let others work (CONCURRENTLY, NOT VALID): the script is stepwise then
    int serverVersion = 0;
};

// A script that leads back from what a migration has made, with what is to be known before it runs.
struct WayBack {
    QByteArray script;
    QStringList losses; // what was there before the migration and does not come back; each a clause
    QStringList discards; // what was made or written since, and goes
    QStringList conditions; // what must hold for it to run
    QStringList kept; // where rows are kept
    QStringList keptKeys; // of the objects that keep them, which the state before had not
    bool lossless() const { return losses.isEmpty(); }
};

// The way back from `after` to `before`, two states of one database (so that what was renamed is known), and the text
// of the migration between them, which tells what it did to rows. Pure.
// "down-impossible" names each object that there is no SQL for.
Result<WayBack> wayBack(
    const Snapshot& before, const Snapshot& after, const Script& migration, const WayBackOptions& options = {});

} // namespace corridor
