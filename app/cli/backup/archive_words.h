// SPDX-License-Identifier: MIT
#pragma once

#include "backup/pgbackrest.h"
#include "context.h"

namespace corridor {

// pgBackRest as the options name it: --archive-config, else pgbackrest.conf in corridor's folder of this user's
// configuration; --stanza.
QString archiveConfigPath(const Context& context);
PgBackRest pgBackRest(const Context& context);

// `corridor backup setup`: says what a server lacks for archiving, writes the configuration, makes the stanza.
Answer setupWord(Context& context);
// `corridor backup base full|incr|list|restore`: base backups of the whole server, and back to a moment.
Answer baseWord(Context& context);
// `corridor backup point NAME`: a named restore point.
Answer pointWord(Context& context);

} // namespace corridor
