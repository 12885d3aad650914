// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& view = at.as<sql::CreateView>();
    const RelationState* before = at.relation(view.name);
    const bool known = before && !before->outputs.isEmpty() && !before->outputs.contains("*")
        && !view.columns.contains("*") && !before->outputs.contains("?column?");
    if (!view.replace || !known || before->kind != RelationState::Kind::View)
        return;
    for (qsizetype i = 0; i < before->outputs.size(); ++i) {
        if (view.columns.value(i) != before->outputs[i]) {
            report.add(at,
                QString("This fails: column %1 of %2 is %3 and cannot be renamed, moved or left out.")
                    .arg(i + 1)
                    .arg(code(view.name), code(before->outputs[i])));
            return;
        }
    }
}

extern const Rule replaceViewIncompatible {
    .id = "replace-view-incompatible",
    .severity = Severity::Error,
    .hazard = "CREATE OR REPLACE VIEW can only append columns.",
    .effect = "SQLSTATE 42P16 where a column is dropped, renamed, moved or changes its type.",
    .safe = "DROP VIEW and CREATE VIEW in one transaction, with the views that depend on it.",
    .manual = "sql-createview.html",
    .kinds = { Kind::CreateView },
    .check = check,
    .bad = { { "CREATE OR REPLACE VIEW v AS SELECT a FROM t", "CREATE VIEW v AS SELECT a, b FROM t;" },
        { "CREATE OR REPLACE VIEW v AS SELECT b, a FROM t", "CREATE VIEW v AS SELECT a, b FROM t;" } },
    .good = { { "CREATE OR REPLACE VIEW v AS SELECT a, b, c FROM t", "CREATE VIEW v AS SELECT a, b FROM t;" },
        { "DROP VIEW v; CREATE OR REPLACE VIEW v AS SELECT a FROM t", "CREATE VIEW v AS SELECT a, b FROM t;" } },
};

} // namespace corridor::rules
