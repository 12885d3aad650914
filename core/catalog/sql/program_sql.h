// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/diff/sql_context.h"

namespace corridor {

// Views and materialized views.
QStringList createView(const CatalogObject& view, const SqlContext& context);
// Whether CREATE OR REPLACE VIEW takes `after`: it may add columns at the end, and nothing else about them.
bool canReplaceView(const CatalogObject& before, const CatalogObject& after);
QStringList alterView(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed,
    const SqlContext& context);

// Functions, procedures, aggregates.
QStringList createRoutine(const CatalogObject& routine);
bool canReplaceRoutine(const CatalogObject& before, const CatalogObject& after);

// Triggers, rules, policies, event triggers.
QStringList createTrigger(const CatalogObject& trigger, const SqlContext& context);
QStringList createRule(const CatalogObject& rule, const SqlContext& context);
QStringList createPolicy(const CatalogObject& policy, const SqlContext& context);
// Also says whether it is possible: an expression can be changed but not taken away.
bool canAlterPolicy(const CatalogObject& before, const CatalogObject& after, const QList<Property>& changed);
QStringList alterPolicy(const CatalogObject& after, const QList<Property>& changed, const SqlContext& context);
// ALTER TABLE … ENABLE REPLICA TRIGGER, of triggers and rules.
QStringList setEnabled(const CatalogObject& object, const SqlContext& context);

} // namespace corridor
