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

    // For tests in which only corridor takes part: projects are made, Prisma is not there.
    static Oracle without() { return Oracle({}, {}); }

    // `prisma ARGUMENTS` in `folder`, which holds prisma/migrations and was prepared by adopt().
    Command command(Version version, const QString& folder, const QString& url, const QStringList& arguments) const;
    // Makes `folder` a project of that Prisma: a schema, prisma.config.ts and node_modules.
    bool adopt(const QString& folder, Version version = Version::Prisma7) const;

    // What another program needs in its environment to run the `prisma` of such a project.
    QStringList environment() const;

    static QString word(Version version) { return version == Version::Prisma6 ? "6.19.3" : "7.10.1"; }

private:
    Oracle(QString script, QString home);
    QString m_script;
    QString m_home;
};

} // namespace corridor
