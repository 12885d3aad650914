// SPDX-License-Identifier: MIT
#include "rehearsal/clone.h"

#include "backup/create_backup.h"
#include "backup/restore_database.h"
#include "rehearsal/mask_rows.h"
#include "rehearsal/planner_statistics.h"
#include "rehearsal/row_sample.h"
#include "schema/build_database.h"
#include "sql/name.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

namespace corridor {

namespace {

constexpr int rolesAtMost = 100;

// Of what is copied: what a private server must know beforehand.
struct SourceFacts {
    int serverVersion = 0;
    QStringList roles;
    QStringList withoutRows; // tables, as SQL
    QString collation;
};

Result<QStringList> firstColumn(Session& session, const QByteArray& sql, const CancelToken& token)
{
    const auto rows = session.execute(sql, token);
    CORRIDOR_TRY(rows);
    QStringList texts;
    for (int row = 0; row < rows->rows(); ++row)
        texts << rows->text(row, 0);
    return texts;
}

// Everything but Prisma's own table. TimescaleDB's list of compressed chunks must go with the rows that it counts.
const QByteArray emptiedSql = R"(
SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND c.relname <> '_prisma_migrations'
   AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND (NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                       AND d.objid = c.oid AND d.deptype = 'e')
        OR (n.nspname, c.relname) = ('_timescaledb_catalog', 'compression_chunk_size')))";

Result<SourceFacts> readSource(const ConnectionOptions& source, CloneRows rows, const CancelToken& token)
{
    auto session = Session::open(source, token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(session->execute(
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '60s'", token));
    SourceFacts facts { .serverVersion = session->server().version };
    const auto roles = firstColumn(*session, "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'", token);
    CORRIDOR_TRY(roles);
    facts.roles = *roles;
    const auto collation = firstColumn(
        *session, "SELECT datcollate FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()", token);
    CORRIDOR_TRY(collation);
    facts.collation = collation->value(0);
    if (rows == CloneRows::Full)
        return facts;
    const auto tables = firstColumn(*session, emptiedSql, token);
    CORRIDOR_TRY(tables);
    facts.withoutRows = *tables;
    return facts;
}

// Grants and policies name them, and so may the scripts.
Result<void> makeRoles(const ConnectionOptions& server, const QStringList& wanted, const CancelToken& token)
{
    auto session = Session::open(server, token);
    CORRIDOR_TRY(session);
    const auto known = firstColumn(*session, "SELECT rolname FROM pg_catalog.pg_roles", token);
    CORRIDOR_TRY(known);
    for (const QString& role : wanted) {
        if (known->contains(role))
            continue;
        const auto made = session->execute("CREATE ROLE " + Session::quoteIdentifier(role) + " NOLOGIN", token);
        if (!made && made.error().sqlstate != "42710") // somebody else was faster
            return std::unexpected(made.error());
    }
    return {};
}

// A copy has to have the name of its scratch database, which goes when that is dropped.
Result<void> restoreInPlace(const Backup& backup, const ScratchDatabase& scratch, bool analyze,
    const Environment& environment, const BackupObserver& observer, const CancelToken& token)
{
    const QString name = scratch.connection().value("dbname");
    const ConnectionOptions server = scratch.connection().withDatabase("postgres");
    CORRIDOR_TRY(dropDatabase(server, name));
    const RestoreOptions options { .jobs = 2, .owners = false, .anyLocale = true, .analyze = analyze };
    for (int roles = 0;; ++roles) {
        const auto restored = restoreDatabase(backup, server, name, options, environment, observer, token);
        if (restored)
            return {};
        if (roles >= rolesAtMost || !makeMissingRole(server, restored.error()).value_or(false))
            return std::unexpected(restored.error());
    }
}

Result<void> copyDatabase(const ConnectionOptions& source, const SourceFacts& facts, const ScratchDatabase& scratch,
    CloneRows rows, const Environment& environment, const BackupObserver& observer, const CancelToken& token)
{
    const QTemporaryDir folder(QDir::tempPath() + "/corridor-clone-XXXXXX");
    if (!folder.isValid())
        return fail("backup-folder-unwritable", "There is no temporary folder: " + folder.errorString(), "Set TMPDIR.");
    const BackupRequest request { .format = DumpFormat::Directory, .jobs = 2, .why = "rehearsal", .countRows = false,
        .withoutRows = facts.withoutRows, .compress = false };
    const auto backup = createBackup(BackupStore(folder.path()), source, request, environment, observer, token);
    CORRIDOR_TRY(backup);
    return restoreInPlace(*backup, scratch, rows == CloneRows::Full, environment, observer, token);
}

Result<void> restoreFile(const QString& dump, const ScratchDatabase& scratch, const Environment& environment, const CancelToken& token)
{
    if (const auto restored = restoreDump(dump, scratch.connection(), environment, token); !restored) {
        Error error = restored.error();
        if (error.hint.isEmpty())
            error.hint = "Look whether the file was copied whole, or take another dump.";
        return std::unexpected(error);
    }
    auto session = Session::open(scratch.connection(), token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(session->execute("ANALYZE", token));
    return {};
}

Result<void> fillSample(const ConnectionOptions& source, const ScratchDatabase& scratch, double percent, const CancelToken& token)
{
    auto from = Session::open(source, token), to = Session::open(scratch.connection(), token);
    CORRIDOR_TRY(from);
    CORRIDOR_TRY(to);
    CORRIDOR_TRY(copySample(*from, *to, percent, token));
    return {};
}

bool hasRows(CloneRows rows) { return rows == CloneRows::Sample || rows == CloneRows::Full; }

// The copy's columns, masked where it has rows; of statistics they are told what to leave out.
Result<void> mask(Clone& clone, const MaskRules& rules, const CloneSource& source, const CancelToken& token)
{
    auto session = Session::open(clone.connection, token);
    CORRIDOR_TRY(session);
    const auto columns = masksFor(*session, rules, token);
    CORRIDOR_TRY(columns);
    if (clone.rows.rows == CloneRows::Stats && source.database) {
        auto from = Session::open(*source.database, token);
        CORRIDOR_TRY(from);
        CORRIDOR_TRY(carryStatistics(*from, *session, *columns, token));
    }
    if (!hasRows(clone.rows.rows))
        return {};
    for (const MaskedColumn& column : *columns)
        clone.masked << column.text();
    return maskRows(*session, *columns, token);
}

QString maskNote(const Clone& clone, bool personal)
{
    if (clone.masked.isEmpty())
        return personal ? "No column looks personal: none is masked." : "Nothing is masked.";
    return QString("Masked: %1%2.").arg(clone.masked.join(", "), personal ? "; by rules and because their names look personal ([mask] in corridor.toml says otherwise)" : "; by the rules in corridor.toml");
}

// As the database's own settings, so that a script's RESET ALL leaves them.
Result<void> prepareTracing(Session& session)
{
    const QByteArray name = Session::quoteIdentifier(session.server().database);
    CORRIDOR_TRY(session.execute("ALTER DATABASE " + name + " SET log_temp_files = 0; ALTER DATABASE " + name
        + " SET client_min_messages = log; ALTER DATABASE " + name + " SET statement_timeout = 0"));
    return {};
}

Result<ScratchDatabase> scratchFor(const CloneSource& source, int sourceVersion, const Environment& environment, const CancelToken& token)
{
    return ScratchDatabase::inSandbox(
        environment, source.database ? std::optional(sourceVersion / 10000) : std::nullopt, token);
}

QStringList notesOf(const CloneSource& source, const SourceFacts& facts, const Clone& clone)
{
    QStringList notes;
    if (clone.database.isOtherMajor())
        notes << QString("PostgreSQL %1 is not installed here: rehearsed on PostgreSQL %2.")
                     .arg(facts.serverVersion / 10000).arg(clone.serverVersion / 10000);
    if (source.database && facts.collation != "C" && facts.collation != "C.UTF-8")
        notes << QString("The copy sorts text by the locale C, its source by %1: indexes on text are built faster in the copy.").arg(facts.collation);
    notes << "The copy's server neither syncs nor archives (fsync off, wal_level minimal): production writes more WAL, "
             "above all where a table is rewritten.";
    notes << "The scripts ran as a superuser: whether the deploying role may do the same was not tried.";
    return notes;
}

} // namespace

QString RowChoice::word() const
{
    switch (rows) {
    case CloneRows::None: return "none";
    case CloneRows::Stats: return "stats";
    case CloneRows::Sample: return QString("sample:%1%").arg(percent);
    default: return "full";
    }
}

Result<RowChoice> rowChoice(const QString& word)
{
    for (const RowChoice& choice : { RowChoice { .rows = CloneRows::None }, RowChoice { .rows = CloneRows::Stats }, RowChoice { .rows = CloneRows::Full } })
        if (word == choice.word())
            return choice;
    bool isNumber = false;
    const double percent = word.startsWith("sample:") ? word.sliced(7).remove('%').toDouble(&isNumber) : 0;
    if (isNumber && percent > 0 && percent <= 100)
        return RowChoice { .rows = CloneRows::Sample, .percent = percent };
    return fail("usage", "--rows takes none, stats, sample:N% (N up to 100) or full.");
}

Result<Clone> makeClone(const CloneSource& source, const RowChoice& rows, const MaskRules& masks, const Environment& environment,
    const BackupObserver& observer, const CancelToken& token)
{
    QElapsedTimer timer;
    timer.start();
    const auto facts = source.database ? readSource(*source.database, rows.rows, token) : Result<SourceFacts>(SourceFacts());
    CORRIDOR_TRY(facts);
    auto scratch = scratchFor(source, facts->serverVersion, environment, token);
    CORRIDOR_TRY(scratch);
    CORRIDOR_TRY(makeRoles(scratch->connection(), facts->roles, token));
    if (source.database)
        CORRIDOR_TRY(copyDatabase(*source.database, *facts, *scratch, rows.rows, environment, observer, token));
    else
        CORRIDOR_TRY(restoreFile(source.dump, *scratch, environment, token));
    Clone clone { .database = std::move(*scratch), .connection = {}, .rows = rows };
    clone.connection = clone.database.connection();
    if (source.database)
        clone.connection.schema = source.database->schema;
    if (source.database && rows.rows == CloneRows::Sample)
        CORRIDOR_TRY(fillSample(*source.database, clone.database, rows.percent, token));
    CORRIDOR_TRY(mask(clone, masks, source, token));
    auto session = Session::open(clone.connection, token);
    CORRIDOR_TRY(session);
    CORRIDOR_TRY(prepareTracing(*session));
    const auto sizes = readRelationSizes(*session, token);
    CORRIDOR_TRY(sizes);
    clone.sizes = *sizes;
    clone.serverVersion = session->server().version;
    clone.durationMs = timer.elapsed();
    clone.notes = notesOf(source, *facts, clone);
    if (hasRows(rows.rows))
        clone.notes << maskNote(clone, masks.personal);
    return clone;
}

} // namespace corridor
