// SPDX-License-Identifier: MIT
#include "afterwards.h"

#include "prisma_program.h"
#include "seed.h"

namespace corridor {

namespace {

bool skips(const PrismaCall& call, const char* option, const char* variable)
{
    return call.isSet(option) || !call.environment().value(variable).isEmpty();
}

} // namespace

int runAfterwards(const PrismaCall& call, bool isNew)
{
    if (call.major() >= 7)
        return 0;
    const bool generates = !call.project().schemaPath.isEmpty() && !installedPrisma(call.project().root).isEmpty();
    if (generates && !skips(call, "--skip-generate", "PRISMA_MIGRATE_SKIP_GENERATE")) {
        call.out("Running generate... (Use --skip-generate to skip the generators)");
        if (const int code = generateClient(call))
            return code;
    }
    if (!isNew || call.project().seedCommand.isEmpty() || skips(call, "--skip-seed", "PRISMA_MIGRATE_SKIP_SEED"))
        return 0;
    const int code = runSeed(call);
    call.out();
    return code;
}

} // namespace corridor
