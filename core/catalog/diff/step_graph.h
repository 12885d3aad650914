// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff.h"
#include "catalog/diff/comparison.h"
#include "catalog/diff/sql_context.h"

namespace corridor {

// One thing to do. Parts that come along with it (the columns of a table) have no step of their own.
struct Step {
    enum class Phase { Drop, Alter, Create, Attach };
    Phase phase;
    const CatalogObject* object; // of the state after, else of the one before
    QList<int> next;
    int waitsFor = 0;
};

// The steps that a comparison comes to, and which step of an object or of its host is which.
struct Steps {
    std::vector<Step> all;
    QHash<QString, int> drop, alter, create, attach; // by key
};

// Makes the steps, and tells `context` what is inlined where.
Steps makeSteps(const Comparison& comparison, SqlContext& context);
// What must be done before what.
void linkSteps(Steps& steps, const Comparison& comparison, const SqlContext& context);
// Each after all that it waits for; ties go by kind, so that a script reads from the general to the particular.
QList<int> sortedSteps(const Steps& steps);

} // namespace corridor
