// SPDX-License-Identifier: MIT
// corridor migrate deploy
#include "written_down.h"

namespace corridor {

namespace {

int run(PrismaCall& call)
{
    call.out();
    auto session = call.open(true);
    if (!session)
        return call.connectionError(session.error());
    call.printFound();
    call.out();
    QStringList names;
    const RunReport report = writtenDown(call, [&](const Approve& approve) {
        return deploy(*session, call.project(), call.engineOptions(), approve, call.applying(names), call.token());
    });
    if (report.error)
        return call.runError(report);
    call.tellDifferences(report);
    call.out();
    if (names.isEmpty()) {
        call.out("No pending migrations to apply.");
        return 0;
    }
    call.printTree(names);
    call.out(call.major() >= 7 ? "" : "      ");
    call.out("All migrations have been successfully applied.");
    return 0;
}

} // namespace

const PrismaCall::Spec migrateDeploy { "migrate deploy", { "--schema", "--config" }, { "--telemetry-information" }, run };

} // namespace corridor
