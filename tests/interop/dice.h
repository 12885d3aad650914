// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <random>

namespace corridor {

// Chance that can be had again: the same seed throws the same numbers on every machine (the distributions of <random>
// do not promise that).
class Dice {
public:
    explicit Dice(quint64 seed)
        : m_engine(seed)
    {
    }
    // From 0 to `sides` - 1.
    int below(qsizetype sides) { return sides > 0 ? int(m_engine() % quint64(sides)) : 0; }
    // True in `percent` of a hundred throws.
    bool percent(int percent) { return below(100) < percent; }
    template <typename T>
    const T& oneOf(const QList<T>& list)
    {
        return list[below(list.size())];
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace corridor
