// SPDX-License-Identifier: MIT
#include "journal/journal.h"

#include "base/redact.h"
#include "journal/journal_migrations.h"
#include "journal/ledger.h"
#include "journal/record_rows.h"

#include <QSqlRecord>
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

Result<Journal> Journal::open(const QString& place)
{
    auto database = JournalDatabase::open(place);
    CORRIDOR_TRY(database);
    CORRIDOR_TRY(applyJournalMigrations(*database, journalMigrations()));
    return Journal(std::move(*database));
}

namespace {

Result<void> copyTable(const JournalDatabase& from, const JournalDatabase& to, const QString& table, const QString& order)
{
    auto rows = from.run("SELECT * FROM " + table + " ORDER BY " + order);
    CORRIDOR_TRY(rows);
    const QSqlRecord shape = rows->record();
    QStringList columns;
    for (int column = 0; column < shape.count(); ++column)
        columns << shape.fieldName(column);
    const QString insert = "INSERT INTO " + table + " (" + columns.join(", ") + ") VALUES (" + placeholders(columns.size()) + ')';
    while (rows->next()) {
        QVariantList values;
        for (int column = 0; column < columns.size(); ++column)
            values << rows->value(column);
        CORRIDOR_TRY(to.run(insert, values));
    }
    return {};
}

Error tampered(const Verification& found)
{
    return { .code = "journal-tampered", .message = "The journal was changed: " + found.faults.first().text,
        .hint = "`corridor journal verify` lists what; it is not copied like that." };
}

} // namespace

Result<Verification> Journal::copy(const QString& from, const QString& to)
{
    const auto old = open(from);
    CORRIDOR_TRY(old);
    const auto before = old->verify();
    CORRIDOR_TRY(before);
    if (!before->ok())
        return std::unexpected(tampered(*before));
    const auto made = open(to);
    CORRIDOR_TRY(made);
    const auto copied = made->m_database.writing([&]() -> Result<void> {
        auto line = made->m_database.run("SELECT 1 FROM ledger LIMIT 1");
        CORRIDOR_TRY(line);
        if (line->next())
            return fail("journal-not-empty", "The new journal has lines already.", "Give a place without one: chains cannot be joined.");
        for (const auto& [table, order] : { std::pair("runs", "started_at"), std::pair("steps", "run_id, ordinal"), std::pair("ticks", "id"),
                 std::pair("ledger", "position") })
            CORRIDOR_TRY(copyTable(old->m_database, made->m_database, table, order));
        return {};
    });
    CORRIDOR_TRY(copied);
    auto after = made->verify(before->head);
    CORRIDOR_TRY(after);
    if (!after->ok() || after->lines != before->lines)
        return fail("journal-error", "The copy does not verify, though the journal does.", "Somebody may have written meanwhile: try again elsewhere.");
    return after;
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
