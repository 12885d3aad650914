// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <optional>

namespace corridor {

// Questions on the terminal as Prisma puts them, so that who answers them by a program (expect) need not care: on
// standard output, answered key by key. Only where standard input is a terminal.

// "? QUESTION › (y/N)": y and n answer at once, Enter means no. Unset after Ctrl-C or Escape.
std::optional<bool> askYesNo(const QString& question);

// "? QUESTION › TEXT", ended by Enter. Unset after Ctrl-C or Escape.
std::optional<QString> askLine(const QString& question);

} // namespace corridor
