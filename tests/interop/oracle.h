// SPDX-License-Identifier: MIT
#pragma once

#include "child_process.h"

#include <expected>

namespace corridor {

// The real Prisma Migrate from npm, driven by ../shared/prisma/oracle.sh. It lives in $ORACLE_HOME, else in the user's
// cache (corridor/prisma-oracle, some 400 MB), where the first use installs it; its PostgreSQL server is not started.
class Oracle {
public:
    enum class Version { Prisma6, Prisma7 };

    // The oracle, or the sentence that says why there is none.
    static std::expected<Oracle, QString> ready();

    // `prisma ARGUMENTS` in `folder`, which holds prisma/migrations and was prepared by adopt().
    Command command(Version version, const QString& folder, const QString& url, const QStringList& arguments) const;
    // Makes `folder` a project of Prisma 7: a schema, prisma.config.ts and node_modules.
    bool adopt(const QString& folder) const;

    static QString word(Version version) { return version == Version::Prisma6 ? "6.19.3" : "7.10.1"; }

private:
    Oracle(QString script, QString home);
    QString m_script;
    QString m_home;
};

} // namespace corridor
