// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QList>
#include <QString>
#include <functional>

namespace corridor {

// One thing that the palette offers: a command, or a migration to open.
struct PaletteEntry {
    QString id;
    QString group; // shown before the text, searched too
    QString text;
    QString shortcut;
    QString reason; // why it cannot be chosen now; empty when it can
    QIcon icon;
    std::function<void()> run;
};

class ActionRegistry;

// The commands of a registry, those used lately first.
QList<PaletteEntry> commandEntries(const ActionRegistry& registry);

} // namespace corridor
