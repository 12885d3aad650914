// SPDX-License-Identifier: MIT
#include "wayback/foreign_keys.h"

#include "catalog/identifier.h"
#include "sql/script.h"

namespace corridor {

QList<ForeignKey> foreignKeysOf(const CatalogObject& table, const Snapshot& snapshot)
{
    QList<ForeignKey> keys;
    for (const CatalogObject& object : snapshot.objects) {
        if (object.kind != ObjectKind::Constraint || object.parent != table.key
            || !object.is(Property::Method, QLatin1StringView("foreign key")))
            continue;
        const Script script = parseScript(("ALTER TABLE t ADD " + object.get(Property::Definition)).toUtf8());
        const auto* alter = script.statements.isEmpty() ? nullptr : script.statements.first().as<sql::AlterTable>();
        if (!alter || alter->actions.isEmpty())
            continue;
        const sql::ConstraintDefinition& key = alter->actions.first().constraint;
        const CatalogObject* other = snapshot.find(
            objectKey(ObjectKind::Table, displayIdentity(key.references.schema, key.references.name)));
        if (other)
            keys.append({ key.columns, other, key.referencedColumns });
    }
    return keys;
}

} // namespace corridor
