// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/object_kind.h"

#include <QMap>

namespace corridor {

// What roles may do with an object, told as the difference from what PostgreSQL grants by itself, so that "nothing
// said" is an empty text and the letters of a newer server's owner do not show. One line a grantee, "name=letters";
// the owner is "<owner>", PUBLIC is "" and "name=" says that what would be granted by itself was revoked. A star after
// a letter is the grant option. Letters: PostgreSQL manual 5.8, table 5.1.
using Privileges = QMap<QString, QString>;

// `acl` is array_to_string(acl, E'\n'); `publicDefault` the letters that PUBLIC has by itself ("X" for functions).
QString privilegesText(const QString& acl, const QString& owner, const QString& ownerLetters,
    const QString& publicDefault);
Privileges privilegesFromText(const QString& text);

// Letters that the owner, and PUBLIC, have by themselves.
QString ownerLetters(ObjectKind kind, int serverVersion);
// From PostgreSQL 15 on PUBLIC may use the schema `public`, before that it could create in it too.
QString publicLetters(ObjectKind kind, const QString& name, int serverVersion);

// "SELECT, INSERT", or "ALL" where they are all that the kind knows. Stars are left out.
QByteArray privilegeWords(const QString& letters, ObjectKind kind, int serverVersion);

} // namespace corridor
