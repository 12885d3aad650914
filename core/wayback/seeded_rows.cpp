// SPDX-License-Identifier: MIT
#include "wayback/seeded_rows.h"

namespace corridor {

Result<SeededRows> SeededRows::put(Session&, const Snapshot&, const Script&, const QString&, bool)
{
    return SeededRows();
}
Result<void> SeededRows::remove(Session&)
{
    return {};
}
Result<QStringList> SeededRows::compare(Session&) const
{
    return QStringList();
}

} // namespace corridor
