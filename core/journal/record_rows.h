// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "journal/proof_record.h"
#include "journal/run_record.h"
#include "journal/tick.h"

#include <QSqlQuery>
#include <QVariantList>

namespace corridor {

// Between the journal's values and its rows. Rows are in the order of the columns of ledger.h, and are the one place
// where text enters the journal: passwords are removed from it here.
QVariantList runStartedRow(const RunRecord& record);
QVariantList runFinishedRow(
    const QString& id, const QString& outcome, const std::optional<Error>& error, const QDateTime& at);
QVariantList stepRow(const QString& run, int ordinal, const StepRecord& step);
QVariantList tickRow(const QString& id, const Tick& tick);

QVariantList proofRow(const QString& id, const ProofRecord& proof);
QString runColumns(); // those that runFromRow() reads
RunRecord runFromRow(const QSqlQuery& row);
StepRecord stepFromRow(const QSqlQuery& row);
Tick tickFromRow(const QSqlQuery& row);
ProofRecord proofFromRow(const QSqlQuery& row);

} // namespace corridor
