// SPDX-License-Identifier: MIT
#pragma once

#include "sql/name.h"

namespace corridor {

// * stands for any characters, ? for one; everything else for itself, upper and lower case apart.
bool matchesPattern(const QString& pattern, const QString& text);
// Against the name, or schema.name where the pattern has a dot.
bool matchesPattern(const QString& pattern, const QualifiedName& name);
// How many letters must be changed, added or left out to turn one word into the other.
int editDistance(const QString& one, const QString& other);
// The candidate nearest to a misspelt word; empty where none is near enough to be meant.
QString nearestWord(const QString& word, const QStringList& candidates);

} // namespace corridor
