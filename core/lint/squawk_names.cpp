// SPDX-License-Identifier: MIT
#include "lint/squawk_names.h"

#include <QHash>

namespace corridor {

QStringList rulesForSquawk(const QString& name)
{
    static const QHash<QString, QStringList> table {
        { "adding-field-with-default",
            { "add-column-volatile-default", "add-column-serial-or-identity", "add-column-generated-stored" } },
        { "adding-foreign-key-constraint",
            { "add-fk-validating", "add-column-inline-fk", "create-table-fk-locks-parent" } },
        { "adding-not-nullable-field", { "set-not-null-scan", "add-column-not-null-no-default" } },
        { "adding-required-field", { "add-column-not-null-no-default" } },
        { "adding-primary-key-constraint", { "add-primary-key", "add-column-inline-unique-or-pk" } },
        { "adding-serial-primary-key-field", { "add-column-serial-or-identity", "add-primary-key" } },
        { "adding-identity-column", { "add-column-serial-or-identity" } },
        { "ban-alter-domain-with-add-constraint", { "domain-constraint-scan" } },
        { "ban-char-field", { "prefer-text-over-varchar-char" } },
        { "ban-concurrent-index-creation-in-transaction",
            { "concurrently-in-explicit-transaction", "concurrently-in-implicit-batch" } },
        { "ban-drop-column", { "drop-column" } },
        { "ban-drop-database", { "drop-schema-or-database" } },
        { "ban-drop-not-null", { "drop-not-null" } },
        { "ban-drop-table", { "drop-table" } },
        { "ban-truncate-cascade", { "truncate-cascade", "truncate" } },
        { "ban-uncommitted-transaction", { "begin-without-commit" } },
        { "changing-column-type", { "alter-type-rewrite", "alter-type-index-rebuild-only", "alter-type-data-loss" } },
        { "constraint-missing-not-valid",
            { "add-check-validating", "add-fk-validating", "not-valid-and-validate-together" } },
        { "disallowed-unique-constraint", { "add-unique-constraint", "add-column-inline-unique-or-pk" } },
        { "identifier-too-long", { "identifier-truncation" } },
        { "prefer-bigint-over-int", { "prefer-bigint-key" } },
        { "prefer-bigint-over-smallint", { "prefer-bigint-key" } },
        { "prefer-big-int", { "prefer-bigint-key" } },
        { "prefer-robust-stmts", { "partial-apply-not-atomic" } },
        { "prefer-text-field", { "prefer-text-over-varchar-char" } },
        { "prefer-timestamp-tz", { "prefer-timestamptz" } },
        { "renaming-column", { "rename-column" } },
        { "renaming-table", { "rename-table" } },
        { "require-concurrent-index-creation", { "create-index-blocking", "partitioned-index-fanout" } },
        { "require-concurrent-index-deletion", { "drop-index-blocking" } },
        { "require-concurrent-reindex", { "reindex-blocking" } },
        { "require-concurrent-partition-detach", { "detach-partition-blocking" } },
        { "require-timeout-settings", { "missing-lock-timeout" } },
        { "transaction-nesting", { "commit-or-rollback-in-batch", "begin-without-commit" } },
        { "syntax-error", { "syntax-error" } },
    };
    return table.value(name);
}

} // namespace corridor
