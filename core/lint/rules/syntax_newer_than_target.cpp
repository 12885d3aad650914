// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "sql/lexer.h"

namespace corridor::rules {

struct Feature {
    int since;
    QString what;
};

static QList<Feature> ofTable(const StatementContext& at)
{
    QList<Feature> found;
    const auto uses = [&](const sql::ConstraintDefinition& constraint) {
        if (constraint.nullsNotDistinct)
            found << Feature { 15, "NULLS NOT DISTINCT" };
    };
    if (const auto* table = at.statement.as<sql::CreateTable>())
        std::ranges::for_each(table->constraints, uses);
    if (const auto* alter = at.statement.as<sql::AlterTable>()) {
        for (const sql::AlterAction& action : alter->actions) {
            uses(action.constraint);
            if (action.kind == Action::DetachPartition && action.concurrently)
                found << Feature { 14, "DETACH PARTITION CONCURRENTLY" };
            else if (action.kind == Action::SetAccessMethod)
                found << Feature { 15, "SET ACCESS METHOD" };
            else if (action.kind == Action::SetExpression)
                found << Feature { 17, "SET EXPRESSION" };
            else if (action.kind == Action::DropExpression)
                found << Feature { 13, "DROP EXPRESSION" };
            else if (action.kind == Action::SetCompression)
                found << Feature { 14, "SET COMPRESSION" };
        }
    }
    return found;
}

// Where the tree does not tell: words that only newer servers know, as the grammar places them.
static QList<Feature> ofWords(const StatementContext& at)
{
    const QByteArrayView code = at.code();
    const bool merge = at.statement.kind == Kind::Merge;
    if (at.inBody || at.major() >= 17 || (!merge && !code.contains("JSON_") && !code.contains("json_")))
        return {};
    QList<Feature> found;
    Lexer lexer(code);
    QByteArray before;
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        const QByteArray word = token.text(code).toByteArray().toUpper();
        if (merge && before == "BY" && word == "SOURCE")
            found << Feature { 17, "WHEN NOT MATCHED BY SOURCE" };
        else if (merge && word == "RETURNING")
            found << Feature { 17, "MERGE … RETURNING" };
        else if (word == "("
            && (before == "JSON_TABLE" || before == "JSON_QUERY" || before == "JSON_VALUE" || before == "JSON_EXISTS"))
            found << Feature { 17, QString::fromUtf8(before) };
        before = word;
    }
    return found.isEmpty() ? found : QList<Feature> { found.first() };
}

static QList<Feature> featuresOf(const StatementContext& at)
{
    QList<Feature> found = ofTable(at) + ofWords(at);
    const auto* index = at.statement.as<sql::CreateIndex>();
    const auto* function = at.statement.as<sql::CreateFunction>();
    const auto* trigger = at.statement.as<sql::CreateTrigger>();
    const auto* view = at.statement.as<sql::CreateView>();
    if (index && index->nullsNotDistinct)
        found << Feature { 15, "NULLS NOT DISTINCT" };
    if (function && function->atomicBody)
        found << Feature { 14, "a function body in SQL" };
    if (trigger && trigger->replace)
        found << Feature { 14, "CREATE OR REPLACE TRIGGER" };
    if (view && findOption(view->options, QLatin1StringView("security_invoker")))
        found << Feature { 15, "security_invoker" };
    if (at.statement.kind == Kind::Merge)
        found << Feature { 15, "MERGE" };
    return found;
}

static void check(const StatementContext& at, Report& report)
{
    for (const Feature& feature : featuresOf(at)) {
        if (feature.since > at.major())
            report.add(at,
                QString("%1 needs PostgreSQL %2; the server is %3.")
                    .arg(feature.what)
                    .arg(feature.since)
                    .arg(at.major()));
    }
}

extern const Rule syntaxNewerThanTarget {
    .id = "syntax-newer-than-target",
    .severity = Severity::Error,
    .hazard = "The statement needs a newer PostgreSQL than the one it will run on.",
    .effect = "A syntax error, or an unknown option.",
    .safe = "Write it as the old server knows it, or update the server first.",
    .manual = "appendix-obsolete.html",
    .kinds = { Kind::CreateTable, Kind::AlterTable, Kind::CreateIndex, Kind::CreateFunction, Kind::CreateProcedure,
        Kind::CreateTrigger, Kind::CreateView, Kind::Merge, Kind::Select, Kind::Insert, Kind::Update, Kind::Delete,
        Kind::CreateMaterializedView, Kind::CreateTableAs },
    .check = check,
    .bad = { { "CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT", "", Runner::Corridor, 14 },
        { "CREATE OR REPLACE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()", "", Runner::Corridor,
            13 },
        { "ALTER TABLE t ALTER c SET EXPRESSION AS (a * 2)", "", Runner::Corridor, 16 },
        { "MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE" },
        { "SELECT * FROM JSON_TABLE('[1]'::jsonb, '$[*]' COLUMNS (a int PATH '$')) AS j" } },
    .good = { { "SELECT 'JSON_TABLE('", "", Runner::Corridor, 15 },
        { "SELECT json_build_object('a', 1)", "", Runner::Corridor, 15 },
        { "CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT", "", Runner::Corridor, 15 },
        { "CREATE INDEX i ON t (a)", "", Runner::Corridor, 12 } },
};

} // namespace corridor::rules
