// SPDX-License-Identifier: MIT
// corridor help
#include "context.h"

#include <QJsonArray>

namespace corridor {

namespace {

Answer run(Context& context)
{
    context.print("corridor [--project DIR] [--profile NAME | --url URL] [--json] COMMAND …\n");
    QJsonArray list;
    for (const Command& command : commands()) {
        context.print(QString("  %1 %2").arg(command.name, -10).arg(command.summary));
        list << QJsonObject { { "name", command.name }, { "arguments", command.arguments }, { "summary", command.summary } };
    }
    context.print("\n`corridor COMMAND --help` explains one. Exit codes: 0 done, 1 failed, 2 wrong words, 130 cancelled;\n"
                  "status: 3 pending, 4 failed migrations, 5 edited or missing; lint: 6 findings. `corridor migrate` has Prisma's.");
    return QJsonObject { { "commands", list } };
}

} // namespace

extern const Command helpCommand { "help", "", "Lists the commands.", nullptr, run };

} // namespace corridor
