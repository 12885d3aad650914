// SPDX-License-Identifier: MIT
#pragma once

#include "history/diagnosis.h"
#include "widgets/style/tone.h"

#include <QIcon>

namespace corridor {

// How a state is shown everywhere: a word, a shape and a colour that say the same.
struct StateLook {
    QString word;
    QLatin1StringView iconName;
    Tone tone = Tone::Neutral;
    QIcon icon() const;
};

StateLook stateLook(MigrationState state);

// A migration's name as two: "20250108090000_handle_1_expand" is "handle_1_expand" of 2025-01-08 09:00 UTC. The time
// is invalid, and the title the whole name, where the name does not begin with fourteen digits that are a time.
struct MigrationTitle {
    QString title;
    QDateTime written;
};
MigrationTitle migrationTitle(const QString& name);

} // namespace corridor
