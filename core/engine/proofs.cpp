// SPDX-License-Identifier: MIT
#include "engine/proofs.h"

namespace corridor {

namespace {

WayBackKnown known(const ProofRecord& proof)
{
    if (proof.verdict == u"proved")
        return { WayBackState::Proved, proof.why };
    return { proof.verdict == u"loses-data" ? WayBackState::LosesData : WayBackState::NotProved, proof.why };
}

Result<WayBackKnown> wayBackOf(const Migration& migration, const Journal& journal)
{
    if (!migration.down)
        return WayBackKnown { WayBackState::None, "There is no down.sql." };
    const auto proof = journal.proof(migration.checksum, prismaChecksum(*migration.down));
    CORRIDOR_TRY(proof);
    return *proof ? known(**proof) : WayBackKnown { WayBackState::Untried, "Nobody has tried it as it is now." };
}

} // namespace

Result<QHash<QString, WayBackKnown>> waysBackOf(const Project& project, const Journal& journal)
{
    QHash<QString, WayBackKnown> ways;
    for (const Migration& migration : project.migrations) {
        const auto way = wayBackOf(migration, journal);
        CORRIDOR_TRY(way);
        ways.insert(migration.name, *way);
    }
    return ways;
}

Result<QStringList> unprovedOf(const Project& project, const QStringList& names, const Journal& journal)
{
    QStringList unproved;
    for (const QString& name : names) {
        const Migration* migration = project.find(name);
        if (!migration || !migration->down)
            continue;
        const auto way = wayBackOf(*migration, journal);
        CORRIDOR_TRY(way);
        if (way->state == WayBackState::Untried || way->state == WayBackState::NotProved)
            unproved.append(name);
    }
    return unproved;
}

} // namespace corridor
