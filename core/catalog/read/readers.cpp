// SPDX-License-Identifier: MIT
#include "catalog/read/readers.h"

namespace corridor {

std::vector<CatalogReader> catalogReaders()
{
    CatalogReaders all;
    for (const auto& family : { namespaceReaders, relationReaders, typeReaders, columnReaders, constraintReaders,
             indexReaders, sequenceReaders, routineReaders, tableProgramReaders, operatorReaders, languageReaders,
             foreignReaders, textSearchReaders, publicationReaders, defaultPrivilegeReaders, annotationReaders })
        std::ranges::move(family(), std::back_inserter(all));
    return all;
}

} // namespace corridor
