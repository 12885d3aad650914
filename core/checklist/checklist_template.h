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
    bool operator==(const ChecklistItem&) const = default;
};

struct ChecklistTemplate {
    QString source; // the file's path; empty for the one that comes with the program
    QList<ChecklistItem> items;
};

// The name of a project's own list, at its root.
inline constexpr char checklistFileName[] = "corridor.checklist.toml";

// Reads [[item]] tables with id, text and why. Errors: "checklist-syntax" and "checklist-invalid" (no items, an id that
// is missing, odd or used twice, a missing text, a key that means nothing), each with line and column.
Result<ChecklistTemplate> parseChecklist(const QByteArray& toml, const QString& source);

// The seed's ten items, compiled in.
ChecklistTemplate defaultChecklist();

// The project's own list where it has one, else the default. "checklist-unreadable" where it cannot be read.
Result<ChecklistTemplate> projectChecklist(const QString& projectRoot);

} // namespace corridor
