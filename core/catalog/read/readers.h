// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/read/builder.h"

namespace corridor {

// One function a file of this folder; catalogReaders() calls them in order.
using CatalogReaders = std::vector<CatalogReader>;
CatalogReaders namespaceReaders();  // roles, schemas, extensions and their members
CatalogReaders relationReaders();   // tables, views, composite types, foreign tables; inheritance
CatalogReaders typeReaders();       // enums, domains, ranges, base types
CatalogReaders columnReaders();     // columns and defaults
CatalogReaders constraintReaders();
CatalogReaders indexReaders();
CatalogReaders sequenceReaders();
CatalogReaders routineReaders();    // functions, procedures, aggregates
CatalogReaders tableProgramReaders(); // triggers, rules, policies
CatalogReaders operatorReaders();   // operators, their families and classes, casts, transforms
CatalogReaders languageReaders();   // languages, access methods, collations, conversions, event triggers, statistics
CatalogReaders foreignReaders();    // wrappers, servers, user mappings
CatalogReaders textSearchReaders();
CatalogReaders publicationReaders();
CatalogReaders defaultPrivilegeReaders();
CatalogReaders annotationReaders(); // comments, security labels, dependencies: last

} // namespace corridor
