// SPDX-License-Identifier: MIT
#include "run_progress.h"

#include <QCoreApplication>

namespace corridor {

void RunProgress::apply(const RunEvent& event)
{
    switch (event.kind) {
    case RunEvent::Kind::RunStarted:
        *this = { .total = event.total };
        break;
    case RunEvent::Kind::MigrationStarted:
        migration = event.migration;
        step = steps = 0;
        break;
    case RunEvent::Kind::StepStarted:
        step = event.step;
        steps = event.steps;
        break;
    case RunEvent::Kind::MigrationFinished:
        ++done;
        break;
    default:
        break;
    }
}

QString RunProgress::text() const
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("corridor::RunProgress", text); };
    if (migration.isEmpty())
        return {};
    const QString where = translated("%1, %2 of %3").arg(migration).arg(qMin(done + 1, total)).arg(total);
    return steps > 1 ? translated("%1, statement %2 of %3").arg(where).arg(step + 1).arg(steps) : where;
}

} // namespace corridor
