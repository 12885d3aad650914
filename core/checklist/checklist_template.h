// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QList>

namespace corridor {

// One thing that should be true before a deploy.
struct ChecklistItem {
    QString id; // kebab-case; ticks are filed under it
    QString text; // what is ticked
    QString why; // what goes wrong without it; may be empty
    QString role = {}; // who is to look after it ("who" in the file); may be empty
    // What can tick it from evidence: backup, staging, run-locally, rollback-proof, rehearsal, compatibility, no-blocking
    // or low-traffic; empty where only a person can.
    QString probe = {};
    QString within = {}; // backup: how old it may be, as "6h"
    QString window = {}; // low-traffic: "22:00-04:00", UTC
    bool operator==(const ChecklistItem&) const = default;
};

struct ChecklistTemplate {
    QString source; // the file's path; empty for the one that comes with the program
    QList<ChecklistItem> items;
};

// The name of a project's own list, at its root.
inline constexpr char checklistFileName[] = "corridor.checklist.toml";

// Reads [[item]] tables with id, text, why, who, probe, within and window. Errors: "checklist-syntax" and "checklist-invalid" (no items, an id that
// is missing, odd or used twice, a missing text, a key or a probe that means nothing), each with line and column.
Result<ChecklistTemplate> parseChecklist(const QByteArray& toml, const QString& source);

// The seed's ten items, compiled in.
ChecklistTemplate defaultChecklist();

// The project's own list where it has one, else the default. "checklist-unreadable" where it cannot be read.
Result<ChecklistTemplate> projectChecklist(const QString& projectRoot);

} // namespace corridor
