// SPDX-License-Identifier: MIT
#pragma once

#include <QHashFunctions>
#include <QString>

namespace corridor {

// The name of a database object as the parser reads it: folded to lower case unless it was quoted, never quoted here.
// An empty schema means that search_path decides.
struct QualifiedName {
    QString schema;
    QString name;

    bool isEmpty() const { return name.isEmpty(); }
    // schema.name for people; identifiers are quoted where SQL needs it.
    QString text() const;
    bool operator==(const QualifiedName&) const = default;
};

inline size_t qHash(const QualifiedName& key, size_t seed = 0)
{
    return qHashMulti(seed, key.schema, key.name);
}

// `name` as SQL writes it: quoted unless it is lower-case letters, digits and underscores and no reserved word.
QString quotedIdentifier(const QString& name);
// 'text' with its quotes doubled.
QString quotedLiteral(const QString& text);

} // namespace corridor
