// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/session.h"

namespace corridor {

// What a new script would destroy, or cannot do, in Prisma's words.
struct DataLoss {
    QStringList remarks; // for the comment on top of the script, whatever the tables hold
    QStringList warnings; // what the tables of this database would lose
    QStringList unexecutable; // what their rows stand in the way of
    // The script with the remarks on top, as Prisma writes it.
    QByteArray annotated(const QByteArray& script) const;
};
Result<DataLoss> findDataLoss(Session& session, const QByteArray& script);

} // namespace corridor
