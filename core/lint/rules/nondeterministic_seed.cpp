// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    const auto& change = at.as<sql::DataChange>();
    static const QSet<QString> moving { "random", "gen_random_uuid", "uuid_generate_v4", "uuid_generate_v1",
        "clock_timestamp", "gen_random_bytes" };
    for (const sql::Expression& value : change.rows > 0 ? change.values : std::vector<sql::Expression>()) {
        if (value.any([](const sql::Expression& part) {
                return part.kind == sql::Expression::Kind::Call && moving.contains(part.text);
            })) {
            report.add(at, "Every database gets other values here.", value.offset);
            return;
        }
    }
}

extern const Rule nondeterministicSeed {
    .id = "nondeterministic-seed",
    .severity = Severity::Note,
    .enabled = false,
    .hazard = "Random values in a data migration make environments differ.",
    .effect = "Keys that staging knows do not exist in production.",
    .safe = "Fixed values.",
    .manual = "sql-insert.html",
    .kinds = { Kind::Insert },
    .check = check,
    .bad = { { "INSERT INTO t (id) VALUES (gen_random_uuid())" } },
    .good = { { "INSERT INTO t (id, created) VALUES (1, now())" } },
};

} // namespace corridor::rules
