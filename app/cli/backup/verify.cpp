// SPDX-License-Identifier: MIT
#include "backup/verify_backup.h"
#include "backup/words.h"
#include "report/quantity_text.h"
#include "sandbox/sandbox.h"
#include "sandbox/server_binaries.h"

#include <QJsonArray>

namespace corridor {

namespace {

// A server of the same major version where there is one: only then the schema's fingerprint can be compared.
Result<ConnectionOptions> whereToRestore(const Context& context, const Backup& backup)
{
    if (context.isSet("on"))
        return parseConnection(context.value("on"), context.environment());
    const int major = backup.manifest.serverMajor();
    const bool same = findServer(major, context.environment()).has_value();
    auto sandbox = Sandbox::locate(context.environment(), same ? std::optional(major) : std::nullopt);
    CORRIDOR_TRY(sandbox);
    CORRIDOR_TRY(sandbox->start(context.token()));
    return sandbox->connection();
}

} // namespace

Answer verifyWord(Context& context)
{
    const auto backup = namedBackup(context);
    if (!backup)
        return backup.error();
    const auto server = whereToRestore(context, *backup);
    if (!server)
        return server.error();
    const auto verified = verifyBackup(*backup, *server, context.environment(), backupProgress(context), context.token());
    context.progress({});
    if (!verified)
        return verified.error();
    Answer answer(QJsonObject { { "id", backup->manifest.id }, { "tables", verified->tables }, { "rows", verified->rows },
        { "differences", QJsonArray::fromStringList(verified->differences) }, { "notes", QJsonArray::fromStringList(verified->notes) },
        { "durationMs", verified->durationMs } });
    for (const QString& note : verified->notes)
        context.print("note: " + note);
    if (!verified->ok()) {
        answer.error = Error { .code = "backup-differs", .message = "What came back is not what was backed up.",
            .detail = verified->differences.join('\n'), .hint = "Do not rely on this backup: take another one." };
        answer.exitCode = ExitFailed;
        return answer;
    }
    if (auto marked = backupStore(context).markVerified(backup->manifest.id, QDateTime::currentDateTimeUtc()); !marked)
        context.warn("note: " + marked.error().message);
    context.print(QString("%1 is good: %2, %3 came back, in %4.")
            .arg(backup->manifest.id, countText(verified->tables, "table"), countText(verified->rows, "row"), durationText(verified->durationMs)));
    return answer;
}

} // namespace corridor
