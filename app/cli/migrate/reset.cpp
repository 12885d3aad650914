// SPDX-License-Identifier: MIT
// corridor migrate reset
#include "afterwards.h"
#include "prompt.h"
#include "written_down.h"

namespace corridor {

namespace {

// 0 to go on, else the exit code.
int confirmed(const PrismaCall& call)
{
    if (call.isSet("--force"))
        return 0;
    if (!call.isInteractive()) {
        call.err("Error: Prisma Migrate has detected that the environment is non-interactive. It is recommended to run this "
                 "command in an interactive environment.\n\nUse --force to run this command without user interaction.\nSee "
            + QString(call.major() >= 7 ? "https://pris.ly/d/migrate-reset"
                                        : "https://www.prisma.io/docs/reference/api-reference/command-reference#migrate-reset"));
        return 1;
    }
    const bool sure = askYesNo("Are you sure you want to reset your database? All data will be lost.").value_or(false);
    call.out(sure ? "" : "\nReset cancelled.");
    return sure ? 0 : 130;
}

int run(PrismaCall& call)
{
    call.out();
    auto session = call.open(true);
    if (!session)
        return call.connectionError(session.error());
    if (const int code = confirmed(call))
        return code;
    QStringList names;
    const RunReport report = writtenDown(call, [&](const Approve& approve) {
        return reset(*session, call.project(), call.engineOptions(), approve, call.applying(names), call.token());
    });
    if (report.error)
        return call.runError(report);
    call.tellDifferences(report);
    if (!names.isEmpty())
        call.out();
    call.out("Database reset successful\n");
    if (!names.isEmpty())
        call.printTree(names);
    call.out();
    return runAfterwards(call, true);
}

} // namespace

const PrismaCall::Spec migrateReset { "migrate reset", { "--schema", "--config" },
    { "--force", "--skip-generate", "--skip-seed", "--telemetry-information" }, run };

} // namespace corridor
