// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

// users_email_not_null, email_nn
static bool soundsLikeProof(const QString& constraint, const QString& column)
{
    return constraint.contains(column, Qt::CaseInsensitive) || constraint.contains("null", Qt::CaseInsensitive)
        || constraint.endsWith("_nn", Qt::CaseInsensitive);
}

// A constraint that this script validates and nobody here has seen the words of; by its name it is the proof.
static QString validatedUnseen(const StatementContext& at, const RelationState* table, const QString& column)
{
    constexpr int near = 1000; // statements; a script may have a hundred thousand
    for (int i = std::max(0, at.index - near); i < at.index; ++i) {
        const auto* alter = at.migration.statements()[i].as<sql::AlterTable>();
        for (const sql::AlterAction& action : alter ? alter->actions : QList<sql::AlterAction>()) {
            if (action.kind == Action::ValidateConstraint && at.schema().same(alter->name, tableOf(at))
                && !(table && table->constraint(action.name)) && soundsLikeProof(action.name, column))
                return action.name;
        }
    }
    return {};
}

static void check(const StatementContext& at, Report& report)
{
    const RelationFact* fact = at.facts.find(tableOf(at));
    if (!fact || fact->work < TableWork::Scan || at.isEmpty(tableOf(at)))
        return;
    const RelationState* table = at.relation(tableOf(at));
    for (const sql::AlterAction* action : actions(at, Action::SetNotNull)) {
        if (at.major() >= 12 && table && table->isProvenNotNull(action->name))
            continue;
        if (const QString proof = validatedUnseen(at, table, action->name); at.major() >= 12 && !proof.isEmpty()) {
            Finding* finding = report.addOnTable(at, tableOf(at),
                QString("Unless %1 says that %2 is never null, every row of %3 is read while nobody else can.")
                    .arg(code(proof), code(action->name), at.describe(tableOf(at))),
                placeOf(at, *action));
            if (finding)
                finding->severity = Severity::Note;
            continue;
        }
        report.addOnTable(at, tableOf(at),
            QString("Every row of %1 is read to see that %2 is never null, while nobody else can read the table.")
                .arg(at.describe(tableOf(at)), code(action->name)),
            placeOf(at, *action));
    }
}

extern const Rule setNotNullScan {
    .id = "set-not-null-scan",
    .severity = Severity::Warning,
    .hazard = "SET NOT NULL reads the whole table under the strongest lock.",
    .effect = "ACCESS EXCLUSIVE during a full scan; fails on the first null. From PostgreSQL 12 on a validated CHECK "
              "(column IS NOT NULL) proves it without a scan.",
    .safe = "ADD CHECK (column IS NOT NULL) NOT VALID; VALIDATE it in a later migration; then SET NOT NULL and drop the CHECK.",
    .manual = "sql-altertable.html",
    .kinds = { Kind::AlterTable },
    .check = check,
    .bad = { { "ALTER TABLE t ALTER COLUMN c SET NOT NULL" },
        { "ALTER TABLE t ALTER c SET NOT NULL", "CREATE TABLE t (c int); ALTER TABLE t ADD CONSTRAINT k CHECK (c IS NOT NULL) NOT VALID;" },
        { "ALTER TABLE orders VALIDATE CONSTRAINT positive; ALTER TABLE orders ALTER total SET NOT NULL" },
        { "ALTER TABLE t ALTER c SET NOT NULL", "CREATE TABLE t (c int, d int, CHECK (d IS NOT NULL));" },
        { "ALTER TABLE t ALTER c SET NOT NULL", "CREATE TABLE t (c int, CHECK (c IS NOT NULL));", Runner::Corridor, 11 } },
    .good = { { "ALTER TABLE t ALTER c SET NOT NULL", "CREATE TABLE t (c int); ALTER TABLE t ADD CONSTRAINT k CHECK "
                                                      "(c IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k;" },
        { "ALTER TABLE t ALTER c SET NOT NULL", "CREATE TABLE t (c int PRIMARY KEY);" },
        { "ALTER TABLE t ALTER c SET NOT NULL", "CREATE TABLE t (c int NOT NULL);" },
        { "CREATE TABLE t (c int); ALTER TABLE t ALTER c SET NOT NULL" } },
};

} // namespace corridor::rules
