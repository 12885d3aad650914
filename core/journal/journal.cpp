// SPDX-License-Identifier: MIT
#include "journal/journal.h"

#include "base/redact.h"
#include "journal/journal_migrations.h"
#include "journal/ledger.h"
#include "journal/record_rows.h"

#include <QStandardPaths>
#include <QUuid>

namespace corridor {

namespace {

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

QString placeholders(qsizetype count)
{
    return QStringList(count, "?").join(", ");
}

// The condition of a filter, and its values.
std::pair<QString, QVariantList> conditionOf(const RunFilter& filter)
{
    QStringList conditions { "1 = 1" };
    QVariantList values;
    if (filter.target) {
        conditions << "host = ? AND port = ? AND database_name = ?";
        values << filter.target->host << filter.target->port << filter.target->database;
    }
    if (!filter.project.isEmpty()) {
        conditions << "project = ?";
        values << filter.project;
    }
    return { conditions.join(" AND "), values };
}

} // namespace

Journal::Journal(JournalDatabase database)
    : m_database(std::move(database))
{
}

QString Journal::defaultPath(const Environment& environment)
{
    const QString named = environment.value("CORRIDOR_JOURNAL");
    if (!named.isEmpty())
        return named;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/corridor/journal.sqlite";
}

Result<Journal> Journal::open(const QString& path)
{
    auto database = JournalDatabase::openSqlite(path);
    CORRIDOR_TRY(database);
    CORRIDOR_TRY(applyJournalMigrations(*database, journalMigrations()));
    return Journal(std::move(*database));
}

Result<void> Journal::write(const LedgerKind& kind, const QVariantList& values) const
{
    CORRIDOR_TRY(m_database.run(
        "INSERT INTO " + kind.table + " (" + kind.columns.join(", ") + ") VALUES (" + placeholders(values.size()) + ')',
        values));
    return appendToLedger(m_database, kind, values);
}

Result<QString> Journal::begin(const RunRecord& record)
{
    RunRecord started = record;
    if (started.id.isEmpty())
        started.id = newId();
    if (!started.startedAt.isValid())
        started.startedAt = QDateTime::currentDateTimeUtc();
    const auto written = m_database.writing([&] { return write(ledger::runStarted, runStartedRow(started)); });
    CORRIDOR_TRY(written);
    return started.id;
}

Result<void> Journal::requireOpen(const QString& run) const
{
    auto rows = m_database.run("SELECT finished_at FROM runs WHERE id = ?", { run });
    CORRIDOR_TRY(rows);
    if (!rows->next())
        return fail("run-unknown", "The journal has no run \"" + run + "\".");
    if (!rows->value(0).isNull())
        return fail("run-finished", "The run \"" + run + "\" has ended already.");
    return {};
}

Result<void> Journal::addSteps(const QString& run, const QList<StepRecord>& steps)
{
    return m_database.writing([&]() -> Result<void> {
        CORRIDOR_TRY(requireOpen(run));
        auto count = m_database.run("SELECT count(*) FROM steps WHERE run_id = ?", { run });
        CORRIDOR_TRY(count);
        int ordinal = count->next() ? count->value(0).toInt() : 0;
        count->finish();
        for (const StepRecord& step : steps)
            CORRIDOR_TRY(write(ledger::step, stepRow(run, ordinal++, step)));
        return {};
    });
}

Result<void> Journal::finish(
    const QString& run, const QString& outcome, const std::optional<Error>& error, const QDateTime& at)
{
    const QVariantList row = runFinishedRow(run, outcome, error, at);
    return m_database.writing([&]() -> Result<void> {
        CORRIDOR_TRY(requireOpen(run));
        CORRIDOR_TRY(m_database.run(
            "UPDATE runs SET finished_at = ?, outcome = ?, error = ? WHERE id = ?", row.mid(1) + QVariantList { run }));
        return appendToLedger(m_database, ledger::runFinished, row);
    });
}

Result<QList<RunRecord>> Journal::runs(const RunFilter& filter) const
{
    auto [condition, values] = conditionOf(filter);
    auto rows = m_database.run(
        "SELECT " + runColumns() + " FROM runs WHERE " + condition + " ORDER BY started_at DESC, id LIMIT ?",
        values << filter.limit);
    CORRIDOR_TRY(rows);
    QList<RunRecord> records;
    while (rows->next())
        records << runFromRow(*rows);
    return records;
}

Result<RunRecord> Journal::run(const QString& id) const
{
    auto rows = m_database.run("SELECT " + runColumns() + " FROM runs WHERE id = ?", { id });
    CORRIDOR_TRY(rows);
    if (!rows->next())
        return fail("run-unknown", "The journal has no run \"" + id + "\".");
    RunRecord record = runFromRow(*rows);
    auto steps = m_database.run(
        "SELECT " + ledger::step.columns.join(", ") + " FROM steps WHERE run_id = ? ORDER BY ordinal", { id });
    CORRIDOR_TRY(steps);
    while (steps->next())
        record.steps << stepFromRow(*steps);
    return record;
}

Result<void> Journal::add(const Tick& tick)
{
    Tick made = tick;
    if (!made.at.isValid())
        made.at = QDateTime::currentDateTimeUtc();
    return m_database.writing([&] { return write(ledger::tick, tickRow(newId(), made)); });
}

Result<QList<Tick>> Journal::ticks(const QString& target) const
{
    auto rows = m_database.run("SELECT ticks." + ledger::tick.columns.join(", ticks.")
            + " FROM ticks JOIN ledger ON ledger.kind = 'tick' AND ledger.subject = ticks.id"
              " WHERE target = ? ORDER BY position",
        { target });
    CORRIDOR_TRY(rows);
    QList<Tick> ticks;
    while (rows->next())
        ticks << tickFromRow(*rows);
    return ticks;
}

Result<void> Journal::add(const ProofRecord& proof)
{
    ProofRecord made = proof;
    if (!made.at.isValid())
        made.at = QDateTime::currentDateTimeUtc();
    return m_database.writing([&] { return write(ledger::proof, proofRow(newId(), made)); });
}

Result<std::optional<ProofRecord>> Journal::proof(const QString& upChecksum, const QString& downChecksum) const
{
    auto rows = m_database.run("SELECT proofs." + ledger::proof.columns.join(", proofs.")
            + " FROM proofs JOIN ledger ON ledger.kind = 'proof' AND ledger.subject = proofs.id"
              " WHERE up_checksum = ? AND down_checksum = ? ORDER BY position DESC LIMIT 1",
        { upChecksum, downChecksum });
    CORRIDOR_TRY(rows);
    return rows->next() ? std::optional(proofFromRow(*rows)) : std::nullopt;
}

Result<Verification> Journal::verify(const QString& notedHead) const
{
    return verifyLedger(m_database, notedHead);
}

} // namespace corridor
