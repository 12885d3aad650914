// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"
#include "context.h"
#include "schema/read_schema.h"

namespace corridor {

// --schema and --scratch-server, which snapshot, diff, drift and pull share.
QList<QCommandLineOption> schemaOptions();
Result<SchemaReadOptions> schemaReadOptions(const Context& context);

// A change as a line of a list: "+ table public.users", with what it destroys and why there is no SQL for it.
QString changeLine(const Change& change);
void printChanges(const Context& context, const QList<Change>& changes);
QJsonArray toJson(const QList<Change>& changes);

// Writes a file as a whole, or not at all. "file-not-written".
Result<void> writeFile(const QString& path, const QByteArray& text);

} // namespace corridor
