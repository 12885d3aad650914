// SPDX-License-Identifier: MIT
#include "review/live_use.h"

#include "postgres/session.h"
#include "report/quantity_text.h"
#include "sql/lexer.h"

#include <QSet>
#include <algorithm>

namespace corridor {

namespace {

// What a statement takes away: a relation, or a column of it.
struct Lost {
    QualifiedName relation;
    QString column; // empty: the relation itself
};

// A query as the search needs it.
struct KnownQuery {
    const SeenQuery* seen;
    QList<QualifiedName> relations;
    QSet<QByteArray> words; // folded, unquoted
};

} // namespace

Result<LiveUse> readLiveUse(Session& session, const CancelToken& token)
{
    LiveUse use;
    const auto replicas = session.query({ "SELECT count(*) FROM pg_stat_replication" }, token);
    CORRIDOR_TRY(replicas);
    use.replicas = static_cast<int>(replicas->integer(0, 0));
    const auto schema = session.query({ "SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
                                        "WHERE e.extname = 'pg_stat_statements'" },
        token);
    CORRIDOR_TRY(schema);
    if (schema->rows() == 0)
        return use;
    const auto seen = session.query({ "SELECT query, sum(calls)::bigint FROM " + schema->bytes(0, 0)
                                        + ".pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) "
                                          "AND query ~* '^\\s*(select|insert|update|delete|merge|with)' GROUP BY query ORDER BY 2 DESC LIMIT 2000" },
        token);
    if (!seen) // not preloaded, or not for this role: the review does without
        return use;
    for (int row = 0; row < seen->rows(); ++row)
        use.queries << SeenQuery { QString::fromUtf8(seen->bytes(row, 0)), seen->integer(row, 1) };
    return use;
}

static QByteArray folded(const Token& token, QByteArrayView text)
{
    const QByteArrayView word = token.text(text);
    if (token.kind == Token::Kind::QuotedWord && word.size() > 2)
        return word.sliced(1).chopped(1).toByteArray().replace("\"\"", "\"");
    return word.toByteArray().toLower();
}

static QList<KnownQuery> understood(const QList<SeenQuery>& queries)
{
    QList<KnownQuery> known;
    for (const SeenQuery& seen : queries) {
        const Script script = parseScript(seen.text.toUtf8());
        KnownQuery query { .seen = &seen };
        for (const Statement& statement : script.statements) {
            for (const sql::TouchedRelation& touched : statement.relations)
                query.relations << touched.name;
        }
        Lexer lexer(script.text);
        for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
            if (token.kind == Token::Kind::Word || token.kind == Token::Kind::QuotedWord)
                query.words << folded(token, script.text);
        }
        known << query;
    }
    return known;
}

static QList<Lost> lostBy(const Statement& statement, const Finding& finding)
{
    QList<Lost> lost;
    if (const auto* alter = statement.as<sql::AlterTable>()) {
        for (const sql::AlterAction& action : alter->actions) {
            const bool meant = action.offset < 0 || action.offset == finding.begin || alter->actions.size() == 1;
            if (action.kind == sql::AlterAction::Kind::DropColumn && meant)
                lost << Lost { alter->name, action.name };
        }
    } else if (const auto* rename = statement.as<sql::Rename>()) {
        lost << Lost { rename->relation, rename->oldName };
    } else if (const auto* drop = statement.as<sql::Drop>()) {
        for (const QualifiedName& name : drop->names)
            lost << Lost { name, {} };
    }
    return lost;
}

static bool uses(const KnownQuery& query, const Lost& lost)
{
    const bool named = std::ranges::any_of(query.relations, [&](const QualifiedName& name) {
        const bool anySchema = name.schema.isEmpty() || lost.relation.schema.isEmpty();
        return name.name == lost.relation.name && (anySchema || name.schema == lost.relation.schema);
    });
    return named && (lost.column.isEmpty() || query.words.contains(lost.column.toUtf8()) || query.words.contains("*"));
}

static QString shown(const SeenQuery& query)
{
    constexpr qsizetype longest = 90;
    QString text = query.text.simplified().replace('`', '\'');
    if (text.size() > longest)
        text = text.first(longest - 1) + QChar(0x2026);
    return '`' + text + "` (" + countText(query.calls, "call") + ')';
}

static QString usersOf(const QList<Lost>& lost, const QList<KnownQuery>& queries)
{
    QList<const SeenQuery*> found;
    for (const KnownQuery& query : queries) {
        if (std::ranges::any_of(lost, [&](const Lost& item) { return uses(query, item); }))
            found << query.seen;
    }
    if (found.isEmpty())
        return {};
    QString text = " Still used by " + shown(*found[0]);
    if (found.size() > 1)
        text += " and " + countText(found.size() - 1, "other query", "other queries");
    return text + " since the statistics were reset.";
}

static const Statement* statementOf(const QList<LintMigration>& migrations, const Finding& finding)
{
    for (const LintMigration& migration : migrations) {
        if (migration.path != finding.file || migration.name != finding.migration)
            continue;
        for (const Statement& statement : migration.script.statements) {
            if (finding.begin >= statement.codeBegin && finding.begin < statement.end)
                return &statement;
        }
    }
    return nullptr;
}

void tellUse(QList<Finding>& findings, const QList<LintMigration>& migrations, const LiveUse& use)
{
    static const QSet<QString> takes { "drop-column", "rename-column", "drop-table", "rename-table", "drop-then-add-same-shape-rename-lost",
        "drop-cascade-any", "rename-or-move-schema" };
    static const QSet<QString> writes { "unbatched-backfill", "update-or-delete-without-where", "alter-type-rewrite", "backfill-mixed-with-ddl",
        "add-column-volatile-default", "add-column-serial-or-identity", "add-column-generated-stored", "vacuum-full-or-cluster" };
    const QList<KnownQuery> queries = understood(use.queries);
    for (Finding& finding : findings) {
        if (use.replicas > 0 && writes.contains(finding.rule))
            finding.message += use.replicas == 1 ? QString(" A replica must replay it.") : QString(" %1 replicas must replay it.").arg(use.replicas);
        const Statement* statement = takes.contains(finding.rule) && !queries.isEmpty() ? statementOf(migrations, finding) : nullptr;
        if (statement)
            finding.message += usersOf(lostBy(*statement, finding), queries);
    }
}

} // namespace corridor
