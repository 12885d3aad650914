// SPDX-License-Identifier: MIT
#include "sql/lock_mode.h"

#include <array>

namespace corridor {

using namespace Qt::StringLiterals;

static constexpr std::array sqlWords { "none"_L1, "ACCESS SHARE"_L1, "ROW SHARE"_L1, "ROW EXCLUSIVE"_L1,
    "SHARE UPDATE EXCLUSIVE"_L1, "SHARE"_L1, "SHARE ROW EXCLUSIVE"_L1, "EXCLUSIVE"_L1, "ACCESS EXCLUSIVE"_L1 };
static constexpr std::array serverWords { ""_L1, "AccessShareLock"_L1, "RowShareLock"_L1, "RowExclusiveLock"_L1,
    "ShareUpdateExclusiveLock"_L1, "ShareLock"_L1, "ShareRowExclusiveLock"_L1, "ExclusiveLock"_L1,
    "AccessExclusiveLock"_L1 };

QString lockWord(LockMode mode)
{
    return sqlWords[static_cast<size_t>(mode)];
}

LockMode lockModeFromServer(const QString& word)
{
    for (size_t i = 1; i < serverWords.size(); ++i) {
        if (word == serverWords[i])
            return static_cast<LockMode>(i);
    }
    return LockMode::None;
}

bool conflict(LockMode one, LockMode other)
{
    // One bit a mode: the modes that row's mode excludes. Manual, table 13.2.
    static constexpr std::array<int, 9> excluded { 0, 1 << 8, 1 << 7 | 1 << 8, 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8,
        1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8, 1 << 3 | 1 << 4 | 1 << 6 | 1 << 7 | 1 << 8,
        1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8,
        1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8, 0x1fe };
    return excluded[static_cast<size_t>(one)] & (1 << static_cast<int>(other));
}

} // namespace corridor
