// SPDX-License-Identifier: MIT
#include "palette_entry.h"

#include "widgets/actions/action_registry.h"

#include <QAction>
#include <QPointer>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

PaletteEntry commandEntry(const ActionRegistry& registry, QAction* action)
{
    const QString reason = registry.unavailableReason(action);
    return {
        .id = registry.id(action),
        .group = registry.group(action),
        .text = action->iconText(),
        .shortcut = action->shortcut().toString(QKeySequence::NativeText),
        .reason = action->isEnabled() || !reason.isEmpty() ? reason : u"not available here"_s,
        .icon = action->icon(),
        .run =
            [action = QPointer(action)] {
                if (action)
                    action->trigger();
            },
    };
}

qsizetype recency(const QStringList& recent, const QString& id)
{
    const qsizetype at = recent.indexOf(id);
    return at < 0 ? recent.size() : at;
}

} // namespace

QList<PaletteEntry> commandEntries(const ActionRegistry& registry)
{
    QList<PaletteEntry> entries;
    for (QAction* action : registry.actions()) {
        if (action->isVisible())
            entries << commandEntry(registry, action);
    }
    std::ranges::stable_sort(
        entries, {}, [&](const PaletteEntry& entry) { return recency(registry.recent(), entry.id); });
    return entries;
}

} // namespace corridor
