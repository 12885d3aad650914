// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "widgets/style/scheme.h"

#include <QSize>
#include <optional>

namespace corridor {

// What the program was called with.
struct WorkbenchOptions {
    bool demo = false;
    QString project, profile, url;
    QString screenshot; // a PNG to write; then the program ends
    std::optional<Scheme> scheme;
    QSize size; // empty: as it was left
};

// Errors: "usage". Ends the program itself for --help and --version.
Result<WorkbenchOptions> readOptions(const QStringList& arguments);

} // namespace corridor
