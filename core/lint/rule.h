// SPDX-License-Identifier: MIT
#pragma once

#include "lint/options.h"
#include "sql/facts.h"

#include <vector>

namespace corridor {

class FolderContext;
class MigrationContext;
class Report;
class StatementContext;

// A script that a rule must flag or must leave alone; the rule's documentation and its test.
struct Example {
    const char* sql;
    const char* before = ""; // what earlier migrations made
    RunnerProfile runner = RunnerProfile::Corridor;
    int major = 15;
    const char* note = "";   // of a good one: why it is no hazard
    const char* name = "20250102000000_example"; // of its migration; the one before is 20250101000000_before
};

// One hazard. Everything in it is a literal, so rules are plain constants; their text is what `corridor explain` prints.
struct Rule {
    const char* id;         // kebab-case
    Severity severity;
    bool enabled = true;    // style is off until a project wants it
    const char* hazard;     // one sentence
    const char* effect;     // what is locked, rewritten or lost, on which versions
    const char* safe;       // the safe form
    const char* manual;     // page of PostgreSQL's manual, or a full URL
    QList<StatementKind> kinds = {}; // statements that `check` wants; empty: all
    QList<const char*> saidBy = {};  // rules whose finding at the same place says all of it
    bool insideBodies = false;       // also statements inside of functions, which run later
    void (*check)(const StatementContext& at, Report& report) = nullptr;
    void (*checkMigration)(const MigrationContext& at, Report& report) = nullptr;
    void (*checkFolder)(const FolderContext& at, Report& report) = nullptr;
    std::vector<Example> bad = {};
    std::vector<Example> good = {};
};

// All rules, in the order of rules/list.h.
const std::vector<const Rule*>& allRules();
const Rule* findRule(const QString& id);
// The known rule whose id is closest to a misspelt one; empty where none is near.
QString nearestRule(const QString& id);

} // namespace corridor
