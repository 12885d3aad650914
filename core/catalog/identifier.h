// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace corridor {

// "name", always in quotes, as Prisma writes it.
QString quoteName(QStringView name);
// name, or "Name" where SQL would not read it back as it is written: as the server's deparser and quote_ident() do it.
QString displayName(const QString& name);
// 'text', or E'text' where it has a backslash.
QString quoteText(const QString& text);
// "schema"."name"; only "name" without schema.
QString qualifiedName(const QString& schema, const QString& name);
// Whether `text` contains `name` as a whole identifier, quoted or not, outside of literals. For guesses only.
bool mentions(QStringView text, const QString& name);
// Options as SQL takes them: "fillfactor=70\nx=y" -> fillfactor='70', x='y'
QString optionsSql(const QString& options);
// The texts of a list of literals: 'a', E'b\\c' -> a, b\c.
QStringList literals(QStringView list);

} // namespace corridor
