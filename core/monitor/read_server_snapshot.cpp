// SPDX-License-Identifier: MIT
#include "monitor/read/part.h"
#include "monitor/server_snapshot.h"

namespace corridor {

namespace {

const SnapshotPart* const allParts[]
    = { &sessionsPart, &locksPart, &progressPart, &countersPart, &standbysPart, &databaseSizePart, &tableSizesPart };

// set_config() holds for the session: these are its only business.
const QByteArray impatience = "SELECT set_config('lock_timeout', '100ms', false), set_config('jit', 'off', false)";

Result<ServerSnapshot> readParts(Session& session, const MonitorOptions& options, const CancelToken& token)
{
    std::vector<Query> queries { { impatience, {} } };
    std::vector<const SnapshotPart*> parts;
    for (const SnapshotPart* part : allParts) {
        if (part->isSize && !options.sizes)
            continue;
        parts.push_back(part);
        queries.push_back({ part->sql(session.server().version, options), {} });
    }
    const auto answers = session.pipeline(queries, token);
    CORRIDOR_TRY(answers);
    ServerSnapshot snapshot;
    for (size_t at = 0; at < parts.size(); ++at)
        parts[at]->read((*answers)[at + 1], snapshot);
    return snapshot;
}

} // namespace

Result<ServerSnapshot> readServerSnapshot(Session& session, const MonitorOptions& options, const CancelToken& token)
{
    auto snapshot = readParts(session, options, token);
    const bool lockedMeanwhile = !snapshot && options.sizes && snapshot.error().sqlstate == "55P03";
    if (!lockedMeanwhile)
        return snapshot;
    MonitorOptions without = options;
    without.sizes = false;
    return readParts(session, without, token);
}

} // namespace corridor
