// SPDX-License-Identifier: MIT
#include "rehearsal/estimate.h"

#include "report/quantity_text.h"

#include <algorithm>
#include <cmath>

namespace corridor {

namespace {

constexpr double fixedMs = 1; // parsing, locks and catalog rows, whatever the size

qint64 bytesOf(const QList<RelationSize>& sizes, const QString& relation)
{
    const auto found = std::ranges::find(sizes, relation, &RelationSize::relation);
    return found == sizes.end() ? 0 : found->bytes;
}

void setTimes(Estimate& estimate, double measuredMs)
{
    const double fixed = std::min(measuredMs, fixedMs);
    const double spread = 2 + 0.25 * std::abs(std::log10(std::max(estimate.factor, 1e-6)));
    estimate.known = true;
    estimate.expectedMs = fixed + (measuredMs - fixed) * estimate.factor;
    estimate.lowMs = estimate.expectedMs / spread;
    estimate.highMs = estimate.expectedMs * spread;
}

// What a server does in general, where nothing was measured: bytes per millisecond read in a full scan, written anew with
// their indexes, and sorted into an index. Disks and rows differ by far more than a factor of two.
constexpr double readRate = 200'000, writeRate = 40'000, indexRate = 30'000, generalSpread = 5;

bool buildsIndex(const TracedStatement& statement)
{
    return statement.kind == "CREATE INDEX" || statement.kind == "REINDEX" || (!statement.created.isEmpty() && statement.kind == "ALTER TABLE");
}

// From the sizes alone, for a copy that has none of the rows.
void setGeneralTimes(Estimate& estimate, const TracedStatement& statement, const QList<RelationSize>& production)
{
    double ms = fixedMs;
    for (const TracedAccess& access : statement.accesses) {
        const auto size = std::ranges::find(production, access.relation, &RelationSize::relation);
        const double bytes = size == production.end() ? 0 : double(size->bytes), all = size == production.end() ? 0 : bytes + double(size->indexBytes);
        const bool isWritten = statement.rewritten.contains(access.relation) || statement.kind == "UPDATE" || statement.kind == "DELETE";
        ms += isWritten ? all / writeRate : buildsIndex(statement) ? bytes / indexRate : bytes / readRate;
        estimate.diskBytes += isWritten ? qint64(all) : buildsIndex(statement) ? qint64(bytes / 3) : 0;
        estimate.walBytes += isWritten ? qint64(all) : buildsIndex(statement) ? qint64(bytes / 3) : 0;
    }
    estimate.known = true;
    estimate.expectedMs = ms;
    estimate.lowMs = ms / generalSpread;
    estimate.highMs = ms * generalSpread;
}

} // namespace

Estimate estimateStatement(const TracedStatement& statement, CloneRows rows, const QList<RelationSize>& copy,
    const QList<RelationSize>& production)
{
    Estimate estimate { .diskBytes = statement.newBytes + statement.tempBytes, .walBytes = statement.walBytes };
    if (statement.accesses.isEmpty()) {
        estimate.basis = "It read and wrote no rows of tables that were there.";
        setTimes(estimate, statement.durationMs);
        return estimate;
    }
    qint64 here = 0, there = 0;
    QStringList names;
    for (const TracedAccess& access : statement.accesses) {
        here += access.bytes > 0 ? access.bytes : bytesOf(copy, access.relation);
        there += bytesOf(production, access.relation);
        names << access.relation;
    }
    if (rows == CloneRows::Stats && there > 0) {
        setGeneralTimes(estimate, statement, production);
        estimate.basis = QString("By the size of %1 in production, %2, and what servers do in general: nothing was measured.").arg(names.join(", "), sizeText(there));
        return estimate;
    }
    if (rows == CloneRows::None || rows == CloneRows::Stats || (here == 0 && there > 0)) {
        estimate.basis = QString("The copy has no rows of %1 to tell from; production has %2.").arg(names.join(", "), sizeText(there));
        return estimate;
    }
    estimate.factor = here == 0 || there == 0 ? 1 : double(there) / double(here);
    estimate.diskBytes = qint64(double(estimate.diskBytes) * estimate.factor);
    estimate.walBytes = qint64(double(estimate.walBytes) * estimate.factor);
    estimate.basis = there == 0
        ? QString("The size of %1 in production is unknown: taken to be the copy's, %2.").arg(names.join(", "), sizeText(here))
        : QString("%1 took %2 for %3 of %4; production has %5.")
              .arg("The copy", durationText(qint64(statement.durationMs)), sizeText(here), names.join(", "), sizeText(there));
    setTimes(estimate, statement.durationMs);
    return estimate;
}

Estimate estimateTotal(const QList<Estimate>& statements)
{
    Estimate total { .known = true };
    int unknown = 0;
    for (const Estimate& estimate : statements) {
        unknown += estimate.known ? 0 : 1;
        total.lowMs += estimate.lowMs;
        total.expectedMs += estimate.expectedMs;
        total.highMs += estimate.highMs;
        total.diskBytes += estimate.diskBytes;
        total.walBytes += estimate.walBytes;
    }
    total.known = unknown == 0;
    total.basis = unknown == 0 ? QString("The sum of %1.").arg(countText(statements.size(), "statement"))
                               : QString("%1 of %2 cannot be estimated without rows.").arg(unknown).arg(countText(statements.size(), "statement"));
    return total;
}

} // namespace corridor
