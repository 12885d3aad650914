// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "base/error.h"

#include <QList>

namespace corridor {

// A folder with PostgreSQL's client programs of one version.
struct ClientPrograms {
    QString folder; // absolute
    QString version; // as pg_dump says it: "17.4"
    int major = 0;

    QString pgDump() const { return folder + "/pg_dump"; }
    QString pgRestore() const { return folder + "/pg_restore"; }
    QString psql() const { return folder + "/psql"; }
    bool operator==(const ClientPrograms&) const = default;
};

// All that have pg_dump, pg_restore and psql: where CORRIDOR_POSTGRES_CLIENT says (then nowhere else), in Debian's
// /usr/lib/postgresql/*/bin, and in PATH. Newest first, each version once. Runs `pg_dump --version` of each.
QList<ClientPrograms> findClientPrograms(const Environment& environment);

// Pure. The server's own major version, else the nearest newer one: pg_dump refuses servers newer than itself, and
// pg_restore archives newer than itself. Errors: "client-missing", "client-older".
Result<ClientPrograms> chooseClientPrograms(const QList<ClientPrograms>& found, int serverMajor);

} // namespace corridor
