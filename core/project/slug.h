// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace corridor {

// `text` as Prisma puts it into the name of a migration: words in lower case, in ASCII, joined by `_`
// ("Init Schema!  v2 — ěš" is "init_schema_v2_es"; "addFooBAR2" is "add_foo_bar_2"). Latin, Greek and Cyrillic letters
// are spelt in ASCII; letters of other scripts are left out. Source: what @sindresorhus/slugify 1.1 makes of the same
// text.
QString slug(const QString& text);

} // namespace corridor
