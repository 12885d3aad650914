// SPDX-License-Identifier: MIT
#include "lint/options.h"

namespace corridor {

QString runnerWord(RunnerProfile runner)
{
    static constexpr const char* words[] = { "prisma-6", "prisma-7", "corridor", "psql" };
    return QLatin1StringView(words[static_cast<size_t>(runner)]);
}

std::optional<RunnerProfile> runnerFromWord(const QString& word)
{
    for (const RunnerProfile runner :
        { RunnerProfile::PrismaBatch, RunnerProfile::PrismaSplit, RunnerProfile::Corridor, RunnerProfile::Psql }) {
        if (word == runnerWord(runner))
            return runner;
    }
    return std::nullopt;
}

} // namespace corridor
