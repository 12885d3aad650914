// SPDX-License-Identifier: MIT
// corridor migrate resolve
#include "written_down.h"

namespace corridor {

namespace {

int run(PrismaCall& call)
{
    const QString applied = call.value("--applied");
    const QString rolledBack = call.value("--rolled-back");
    if (applied.isEmpty() && rolledBack.isEmpty()) {
        call.err("Error: --applied or --rolled-back must be part of the command like:\n"
                 "prisma migrate resolve --applied 20201231000000_example\n"
                 "prisma migrate resolve --rolled-back 20201231000000_example");
        return 1;
    }
    if (!applied.isEmpty() && !rolledBack.isEmpty()) {
        call.err("Error: Pass either --applied or --rolled-back, not both.");
        return 1;
    }
    auto session = call.open(false);
    if (!session)
        return call.connectionError(session.error());
    const EngineOptions options = call.engineOptions();
    const QString name = rolledBack.isEmpty() ? applied : rolledBack;
    const QString mark = rolledBack.isEmpty() ? "applied" : "rolled-back";
    const auto done = writtenDown(call, session->options(), "resolve", { { "migration", name }, { "markAs", mark } }, [&] {
        return rolledBack.isEmpty() ? resolveApplied(*session, call.project(), name, options, call.token())
                                    : resolveRolledBack(*session, name, options, call.token());
    });
    if (!done)
        return call.engineError(done.error());
    call.out(QString("\nMigration %1 marked as %2.\n").arg(name, rolledBack.isEmpty() ? "applied" : "rolled back"));
    return 0;
}

} // namespace

const PrismaCall::Spec migrateResolve { "migrate resolve", { "--schema", "--config", "--applied", "--rolled-back" }, { "--telemetry-information" }, run };

} // namespace corridor
