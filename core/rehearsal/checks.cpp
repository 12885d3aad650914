// SPDX-License-Identifier: MIT
#include "rehearsal/checks.h"

#include "postgres/session.h"
#include "report/quantity_text.h"

#include <QDir>
#include <QFile>

namespace corridor {

QString CheckAnswer::text() const
{
    if (holds)
        return "holds";
    return error.isEmpty() ? countText(rows, "row") : error;
}

Result<QList<Check>> readChecks(const Project& project)
{
    const QDir folder(project.root + "/checks");
    QList<Check> checks;
    for (const QString& name : folder.entryList({ "*.sql" }, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return fail("check-unreadable", QString("Cannot read %1: %2").arg(file.fileName(), file.errorString()));
        checks << Check { name, file.readAll() };
    }
    return checks;
}

CheckAnswer runCheck(Session& session, const Check& check, const CancelToken& token)
{
    if (const auto begun = session.execute("BEGIN READ ONLY"); !begun)
        return { .error = begun.error().message };
    const auto found = session.execute(check.sql, token);
    CheckAnswer answer;
    if (found)
        answer = { .holds = found->rows() == 0, .rows = found->rows() };
    else
        answer.error = found.error().detail.isEmpty() ? found.error().message : found.error().detail;
    (void)session.execute("ROLLBACK");
    return answer;
}

} // namespace corridor
