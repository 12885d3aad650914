// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <optional>
#include <utility>

namespace corridor {

// How Prisma sorts the names of migrations. The two orders differ only for odd names, or for several migrations of
// one second: bytes put `a1` before `a_1` and `B` before `a`; ICU does the opposite.
enum class MigrationOrder {
    Collated, // JavaScript's localeCompare, ICU's root collation: Prisma 6.6 and later
    Bytes, // before
};

// Sorts names in place. Canonically equal names keep the order of their bytes.
void sortMigrationNames(QStringList& names, MigrationOrder order = MigrationOrder::Collated);

// The first two names that a team with old and new versions of Prisma would apply in different orders: by bytes the
// first comes before the second. Unset when both orders agree on all of `names`.
std::optional<std::pair<QString, QString>> firstDifferenceOfOrders(const QStringList& names);

} // namespace corridor
