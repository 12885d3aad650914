// SPDX-License-Identifier: MIT
#include "engine/script_error.h"

#include "engine/guidance.h"
#include "engine/script_position.h"

#include <QStringDecoder>

namespace corridor {

namespace {

QString debugText(const QString& text)
{
    QString escaped = text;
    escaped.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t").replace('\r', "\\r");
    return '"' + escaped + '"';
}

QString someText(const QString& text) { return text.isEmpty() ? QString("None") : "Some(" + debugText(text) + ')'; }

QString severityWord(const QString& severity) { return severity.left(1) + severity.mid(1).toLower(); }

// Rust's {:?} of the driver's error, which Prisma appends.
QString debugOf(const ServerMessage& m)
{
    const QString position = m.position > 0 ? QString("Some(Original(%1))").arg(m.position) : QString("None");
    const QString line = m.line.isEmpty() ? QString("None") : "Some(" + m.line + ')';
    return QString("DbError { severity: %1, parsed_severity: Some(%2), code: SqlState(E%3), message: %4, detail: %5, hint: %6, "
                   "position: %7, where_: %8, schema: %9, ")
               .arg(debugText(m.severity), severityWord(m.severity), m.sqlstate, debugText(m.message), someText(m.detail),
                   someText(m.hint), position, someText(m.context), someText(m.schema))
        + QString("table: %1, column: %2, datatype: %3, constraint: %4, file: %5, line: %6, routine: %7 }")
              .arg(someText(m.table), someText(m.column), someText(m.dataType), someText(m.constraint), someText(m.file), line,
                  someText(m.routine));
}

// QString::fromUtf8() would drop a byte order mark at the beginning.
QString withMark(const QByteArray& line)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom);
    return decoder(line);
}

// The lines around an error as Prisma draws them: it counts bytes though the server counts characters, so after text
// outside ASCII it points too far up. Source: schema-engine's apply_migration error rendering (PRISMA P3018).
QString positionBlock(const QByteArray& script, int position)
{
    if (position <= 0)
        return {};
    const QList<QByteArray> lines = script.split('\n');
    qsizetype passed = 0;
    qsizetype failing = lines.size() - 1;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const qsizetype length = lines[i].size() - (lines[i].endsWith('\r') ? 1 : 0);
        passed += length + 1;
        if (passed >= position) {
            failing = i;
            break;
        }
    }
    QString block = "\n\nPosition:\n";
    if (failing < 5)
        block += "\033[1m  0\033[0m\n";
    for (qsizetype i = qMax<qsizetype>(0, failing - 5); i <= failing; ++i) {
        const QString number = QString::number(i + 1).rightJustified(3);
        const QByteArray line = lines[i].endsWith('\r') ? lines[i].chopped(1) : lines[i];
        const QString text = withMark(line);
        block += i == failing ? QString("\033[1m%1\033[1;31m %2\033[0m").arg(number, text)
                              : QString("\033[1m%1\033[0m %2\n").arg(number, text);
    }
    return block;
}

// What is left of the script, said without guessing.
QString stateAfter(const PlannedMigration& migration, Action action)
{
    const QString kept = action == Action::Rollback ? "earlier rollbacks of this run stay done" : "migrations before it stay applied";
    if (migration.mode == ExecutionMode::AsPrisma)
        return "the script went as one message, so nothing of it was kept unless it commits by itself; " + kept;
    return "nothing of the script was kept; " + kept;
}

QString nextStep(const PlannedMigration& migration, Action action)
{
    if (action == Action::Rollback)
        return QString("Repair %1/down.sql and roll back again; its row still says that it is applied.").arg(migration.name);
    return QString("Repair the script, then: corridor resolve --rolled-back %1, and deploy again.").arg(migration.name);
}

} // namespace

QString prismaScriptMessage(const PlannedMigration& migration, const ServerMessage& server)
{
    QString text = QString("A migration failed to apply. New migrations cannot be applied before the error is recovered from. "
                           "Read more about how to resolve migration issues in a production database: "
                           "https://pris.ly/d/migrate-resolve\n\nMigration name: %1\n\nDatabase error code: %2\n\n"
                           "Database error:\n%3: %4")
                       .arg(migration.name, server.sqlstate, server.severity, server.message);
    if (!server.detail.isEmpty())
        text += "\nDETAIL: " + server.detail;
    if (!server.hint.isEmpty())
        text += "\nHINT: " + server.hint;
    return text + positionBlock(migration.script, server.position) + "\n\n" + debugOf(server) + '\n';
}

Error scriptError(const PlannedMigration& migration, Action action, const Error& cause, const ServerMessage& server)
{
    Error error = cause;
    error.migration = migration.name;
    error.state = stateAfter(migration, action);
    const auto place = positionInScript(migration.script, server.position);
    error.line = place.line;
    error.column = place.column;
    if (cause.code == "P1017") {
        error.state = "unknown: the connection was lost while the script ran";
        error.hint = "Ask `corridor status`; the row of this migration says whether it finished.";
        return error;
    }
    if (cause.code != "server-error")
        return error;
    error.code = "P3018";
    error.message = QString("The %1 of `%2` failed: %3").arg(action == Action::Rollback ? "rollback" : "migration", migration.name, server.message);
    if (migration.script.startsWith("\xEF\xBB\xBF"))
        error.detail = "The script begins with a byte order mark, which the server takes for a part of its first word.";
    QStringList steps { server.hint, guidanceFor(server.sqlstate, server.message).advice, nextStep(migration, action) };
    steps.removeAll(QString());
    error.hint = steps.join(' ');
    return error;
}

} // namespace corridor
