// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace corridor {

// Who wrote each line of a file, from the first: as git's blame tells for what is committed; for the rest, and where
// there is no repository, `self`. Empty where the file cannot be read.
QStringList authorsOfLines(const QString& path, const QString& self);

// The name that commits of this folder carry (git's user.name), else the account's name.
QString authorHere(const QString& folder);

} // namespace corridor
