// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <optional>

namespace corridor {

// A time setting as PostgreSQL reads it, without a unit in milliseconds: '5s', '2min', 500. Empty where it is none.
std::optional<qint64> durationMs(const QString& text);

} // namespace corridor
