// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"

#include <QByteArray>

namespace corridor {

// The variables of a .env file: KEY=value lines, `export`, comments, single, double and back quotes, values over
// several lines inside quotes, and ${NAME} of `environment` and of the lines before. Source: dotenv and dotenv-expand,
// which Prisma uses.
Environment readEnvFile(const QByteArray& text, const Environment& environment);

} // namespace corridor
