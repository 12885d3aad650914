// SPDX-License-Identifier: MIT
#include "rehearsal/rollback_proof.h"

#include "backup/database_facts.h"
#include "backup/verify_backup.h"
#include "catalog/diff.h"

#include <QElapsedTimer>

namespace corridor {

namespace {

RollbackProof notProved(const QString& why) { return { .verdict = RollbackProof::Verdict::NotProved, .why = why }; }

QStringList withoutDown(const Project& project, const TracedRun& run)
{
    QStringList names;
    for (const TracedMigration& traced : run.migrations) {
        const Migration* migration = project.find(traced.name);
        if (!migration || !migration->down)
            names << traced.name;
    }
    return names;
}

void compare(RollbackProof& proof, const StateBefore& before, const StateBefore& after)
{
    for (const Change& change : diff(after.schema, before.schema))
        proof.differences << change.summary();
    if (!proof.differences.isEmpty()) {
        proof.verdict = RollbackProof::Verdict::NotProved;
        proof.why = "The way back leaves another schema than there was before.";
        return;
    }
    proof.differences = rowDifferences(before.rows, after.rows);
    const bool same = proof.differences.isEmpty();
    proof.verdict = same ? RollbackProof::Verdict::Proved : RollbackProof::Verdict::LosesRows;
    proof.why = same ? QString() : "The way back leaves other numbers of rows than there were before.";
}

} // namespace

QString proofWord(RollbackProof::Verdict verdict)
{
    switch (verdict) {
    case RollbackProof::Verdict::Proved: return "proved";
    case RollbackProof::Verdict::LosesRows: return "loses-rows";
    case RollbackProof::Verdict::NotProved: return "not-proved";
    default: return "not-tried";
    }
}

Result<StateBefore> readState(Session& session, const CancelToken& token)
{
    auto schema = readSnapshot(session, migrationSnapshot(), token);
    CORRIDOR_TRY(schema);
    auto rows = countRows(session, token);
    CORRIDOR_TRY(rows);
    rows->removeIf([](const TableRows& table) { return table.name == "_prisma_migrations"; });
    return StateBefore { std::move(*schema), std::move(*rows) };
}

RollbackProof proveRollback(Session& session, const Project& project, const TracedRun& run, const StateBefore& before,
    const CancelToken& token)
{
    if (!run.report.ok() || run.migrations.isEmpty())
        return { .why = run.migrations.isEmpty() ? "Nothing was pending." : "The run failed before there was anything to take back." };
    const QStringList missing = withoutDown(project, run);
    if (!missing.isEmpty())
        return notProved("There is no down.sql of " + missing.join(", ") + '.');
    QElapsedTimer timer;
    timer.start();
    const RunReport back = rollback(session, project, { .steps = int(run.migrations.size()) }, { .advisoryLock = false }, {}, {}, token);
    if (!back.ok())
        return notProved("A down.sql failed: " + back.error->message);
    const auto after = readState(session, token);
    if (!after)
        return notProved(after.error().message);
    RollbackProof proof { .durationMs = double(timer.nsecsElapsed()) / 1e6 };
    compare(proof, before, *after);
    return proof;
}

} // namespace corridor
