// SPDX-License-Identifier: MIT
#include "sandbox/server_account.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace corridor {

bool ServerAccount::become() const
{
    return isCaller || (::setgroups(0, nullptr) == 0 && ::setgid(group) == 0 && ::setuid(user) == 0);
}

Result<ServerAccount> serverAccount()
{
    if (::geteuid() != 0)
        return ServerAccount { ::geteuid(), ::getegid(), true };
    const passwd* entry = ::getpwnam("postgres");
    if (!entry || entry->pw_uid == 0)
        return fail("sandbox-no-account", "PostgreSQL refuses to run as root, and there is no user `postgres` here.",
            "Install PostgreSQL from the distribution's packages, which make that user, or work as an ordinary user.");
    return ServerAccount { entry->pw_uid, entry->pw_gid, false };
}

} // namespace corridor
