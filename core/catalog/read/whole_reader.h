// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/read/builder.h"

namespace corridor {

// Reads kinds that are told whole: oid, name, schema's OID (0 outside of schemas), arguments, owner, acl, definition
// (what follows the name in CREATE), details. A schema that is not ours leaves the object out.
template <ObjectKind kind, uint catalog>
void readWhole(const QueryResult& rows, SnapshotBuilder& builder)
{
    for (int i = 0; i < rows.rows(); ++i) {
        Fields fields(rows, i);
        const ObjectAddress address { catalog, fields.oid() };
        CatalogObject object { .kind = kind, .name = fields.text() };
        const uint space = fields.oid();
        if (space && !builder.hasSchema(space))
            continue;
        object.schema = builder.schema(space);
        object.arguments = fields.text();
        const uint owner = fields.oid();
        builder.setOwner(object, owner, fields.optionalText());
        object.properties.set(Property::Definition, fields.text());
        object.properties.set(Property::Details, fields.text());
        builder.add(std::move(object), address);
    }
}

} // namespace corridor
