// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

#include "catalog/identifier.h"
#include "catalog/privileges.h"

namespace corridor {

namespace {

QByteArray defaultPrivilegesSql(int)
{
    return "select oid, defaclrole, defaclnamespace, defaclobjtype, array_to_string(defaclacl, E'\\n')"
           " from pg_default_acl";
}

struct ObjectClass {
    const char* word;
    ObjectKind kind;
};

ObjectClass classOf(char letter)
{
    switch (letter) {
    case 'S': return { "SEQUENCES", ObjectKind::Sequence };
    case 'f': return { "FUNCTIONS", ObjectKind::Function };
    case 'T': return { "TYPES", ObjectKind::Enum };
    case 'n': return { "SCHEMAS", ObjectKind::Schema };
    default: return { "TABLES", ObjectKind::Table };
    }
}

// Those of one schema add to what is granted by itself; those of the whole database replace it.
QString textOf(const QString& acl, const QString& owner, ObjectKind kind, bool ofSchema, int version)
{
    return ofSchema ? privilegesText(acl, owner, {}, {})
                    : privilegesText(acl, owner, ownerLetters(kind, version), publicLetters(kind, {}, version));
}

void readDefaultPrivileges(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { Catalog::defaultAcl, fields.oid() };
        const QString role = builder.role(fields.oid());
        const uint space = fields.oid();
        if ((space && !builder.hasSchema(space)) || !builder.options().privileges)
            continue;
        const ObjectClass objects = classOf(fields.letter());
        CatalogObject object { .kind = ObjectKind::DefaultPrivileges, .schema = builder.schema(space), .name = role };
        object.arguments = QString::fromLatin1(objects.word);
        object.key = objectKey(object.kind, "for " + displayName(role)
            + (space ? " in " + displayName(object.schema) : QString()) + " on " + object.arguments.toLower());
        object.properties.set(Property::Privileges,
            textOf(fields.text(), role, objects.kind, space != 0, builder.serverVersion()));
        builder.add(std::move(object), address);
    }
}

} // namespace

CatalogReaders defaultPrivilegeReaders() { return { { defaultPrivilegesSql, readDefaultPrivileges } }; }

} // namespace corridor
