// SPDX-License-Identifier: MIT
#include "wayback/same_object.h"

#include <algorithm>

namespace corridor {

const CatalogObject* sameObject(const Snapshot& snapshot, const CatalogObject& object)
{
    const CatalogObject* byKey = snapshot.find(object.key);
    if (!object.address.isValid() || (byKey && byKey->address == object.address))
        return byKey;
    const auto place = std::ranges::find(snapshot.objects, object.address, &CatalogObject::address);
    return place == snapshot.objects.end() ? nullptr : &*place;
}

} // namespace corridor
