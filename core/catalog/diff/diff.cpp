// SPDX-License-Identifier: MIT
#include "catalog/diff.h"

#include "catalog/diff/hosts.h"
#include "catalog/diff/rename.h"
#include "catalog/diff/step_graph.h"
#include "catalog/sql/annotations.h"
#include "catalog/sql/constraint_sql.h"
#include "catalog/sql/conversion.h"
#include "catalog/sql/object_sql.h"
#include "catalog/sql/sequence_sql.h"
#include "catalog/sql/table_sql.h"
#include "catalog/sql/type_sql.h"

namespace corridor {

namespace {

int versionFor(const Snapshot& from, const Snapshot& to, const DiffOptions& options)
{
    return options.serverVersion ? options.serverVersion : from.serverVersion ? from.serverVersion : to.serverVersion;
}

// Turns steps into changes.
class ChangeWriter {
public:
    ChangeWriter(const Comparison& comparison, const SqlContext& context)
        : m_comparison(comparison)
        , m_context(context)
    {
    }

    Change write(const Step& step) const;

private:
    void writeDrop(Change& change, const CatalogObject& object) const;
    void writeAlter(Change& change, const CatalogObject& object) const;
    void writeCreate(Change& change, const CatalogObject& object) const;
    void writeAttach(Change& change, const CatalogObject& object) const;
    QStringList swapStatements(const CatalogObject& before, const CatalogObject& after) const;
    QStringList narrowing(const CatalogObject& before, const CatalogObject& after) const;

    const Comparison& m_comparison;
    const SqlContext& m_context;
};

bool holdsRows(const CatalogObject& column, const Side& side)
{
    const CatalogObject* table = side.parentOf(column);
    return table && table->kind == ObjectKind::Table && !column.has(Property::Generated);
}

QStringList dropLosses(const CatalogObject& object, const Side& from)
{
    if (object.kind == ObjectKind::Table)
        return { QStringLiteral("the rows of table ") + object.identity() };
    if (object.kind == ObjectKind::ContinuousAggregate)
        return { QStringLiteral("what continuous aggregate %1 holds of rows that are gone").arg(object.identity()) };
    if (object.kind == ObjectKind::Column && holdsRows(object, from))
        return { QStringLiteral("the data of column ") + object.identity() };
    return {};
}

// Of a table that is copied: of the columns that it has no more.
QStringList columnLosses(const CatalogObject& table, const SqlContext& context)
{
    QStringList losses;
    for (const CatalogObject* part : context.from.partsOf(table.key))
        if (part->kind == ObjectKind::Column && !context.to.find(part->key))
            losses += dropLosses(*part, context.from);
    return losses;
}

// A partition of a table that stays and that foreign keys refer to can only be dropped after it was detached.
bool isReferredToAbove(const CatalogObject& partition, const Side& from)
{
    const CatalogObject* above = from.findBySqlName(partition.get(Property::PartitionOf), { ObjectKind::Table });
    if (!above)
        return false;
    for (const CatalogObject* part : from.partsOf(above->key))
        for (const CatalogObject* user : from.dependentsOf(part->key))
            if (user->is(Property::Method, QLatin1StringView("foreign key")) && user->parent != above->key)
                return true;
    return isReferredToAbove(*above, from);
}

void ChangeWriter::writeDrop(Change& change, const CatalogObject& object) const
{
    const CatalogObject& before = *m_context.from.find(object.key);
    if (!m_comparison.goes(object.key)) { // a partition that stays, elsewhere
        change.action = Change::Action::Alter;
        change.properties = { Property::PartitionOf };
        change.statements = detachPartition(before, m_context);
        return;
    }
    change.action = Change::Action::Drop;
    change.rebuild = m_comparison.fate(object.key) == Fate::Rebuilt;
    change.unsupported = object.kind == ObjectKind::Hypertable
        ? QStringLiteral("a hypertable becomes a plain table by a copy, in which its sequences would begin anew")
        : unsupportedReason(object.kind);
    if (change.unsupported.isEmpty() && isReferredToAbove(before, m_context.from))
        change.statements = detachPartition(before, m_context);
    const bool copied = change.rebuild && object.kind == ObjectKind::Table;
    if (copied)
        change.statements += saveRows(before);
    if (change.unsupported.isEmpty())
        change.statements += dropSql(before, m_context);
    change.losses = copied ? columnLosses(before, m_context) : dropLosses(before, m_context.from);
}

QStringList ChangeWriter::narrowing(const CatalogObject& before, const CatalogObject& after) const
{
    const QString& from = before.get(Property::Type);
    const QString& to = after.get(Property::Type);
    if (after.kind != ObjectKind::Column || !holdsRows(after, m_context.to) || isWidening(from, to))
        return {};
    return { QStringLiteral("what %1 cannot hold of the values of column %2 (%3)").arg(to, after.identity(), from) };
}

QStringList ChangeWriter::swapStatements(const CatalogObject& before, const CatalogObject& after) const
{
    QList<const CatalogObject*> columns;
    for (const CatalogObject* user : m_context.from.dependentsOf(before.key)) {
        const CatalogObject* now = m_context.to.find(user->key);
        const bool stays = user->kind == ObjectKind::Column && now && !m_comparison.goes(user->key)
            && !user->has(Property::InheritedFrom);
        if (stays && now->get(Property::Type) == user->get(Property::Type))
            columns.append(now);
        else if (stays && now->dependsOn.contains(before.key)) // kind[] becomes kind afterwards
            columns.append(user);
    }
    return swapType(before, after, columns, m_context);
}

QStringList labelLosses(const CatalogObject& before, const CatalogObject& after)
{
    QStringList losses;
    if (before.kind == ObjectKind::Enum)
        for (const QString& label : labelChanges(before, after).removed)
            losses.append(QStringLiteral("the value '%1' of enum %2, which no row may have").arg(label, after.identity()));
    return losses;
}

void ChangeWriter::writeAlter(Change& change, const CatalogObject& object) const
{
    const CatalogObject& before = *m_context.from.find(object.key);
    change.action = Change::Action::Alter;
    change.properties = m_comparison.changed(object.key);
    const Fate fate = m_comparison.fate(object.key);
    if (fate == Fate::Impossible) {
        change.unsupported = m_comparison.reason(object.key);
        return;
    }
    CatalogObject now = object;
    if (object.kind == ObjectKind::Sequence && isOwnedLater(object, m_context.to, m_comparison))
        now.properties.remove(Property::OwnedBy); // given away before its column goes
    change.statements = fate == Fate::Swapped ? swapStatements(before, object) + annotationSql(&before, object, m_context)
                                              : alterSql(before, now, change.properties, m_context);
    change.losses = narrowing(before, object) + labelLosses(before, object);
    if (change.statements.isEmpty())
        change.unsupported = QStringLiteral("there is no ALTER for it");
}

void ChangeWriter::writeCreate(Change& change, const CatalogObject& object) const
{
    change.action = Change::Action::Create;
    change.rebuild = m_comparison.fate(object.key) == Fate::Rebuilt;
    change.unsupported = unsupportedReason(object.kind);
    if (change.unsupported.isEmpty())
        change.statements = createSql(object, m_context);
    if (change.rebuild && object.kind == ObjectKind::Table)
        change.statements += bringRowsBack(object, m_context);
}

void ChangeWriter::writeAttach(Change& change, const CatalogObject& object) const
{
    change.action = Change::Action::Alter;
    if (object.kind == ObjectKind::Sequence) {
        change.properties = { Property::OwnedBy };
        change.statements = ownSequence(object);
    } else if (object.has(Property::IndexOf)) {
        change.properties = { Property::IndexOf };
        change.statements = attachIndex(object);
    } else {
        change.properties = { Property::PartitionOf };
        change.statements = attachPartition(object, m_context);
    }
}

bool leavesTransaction(const QStringList& statements)
{
    return std::ranges::any_of(statements, [](const QString& sql) { return sql.contains(u" INDEX CONCURRENTLY "); });
}

Change ChangeWriter::write(const Step& step) const
{
    const CatalogObject& object = *step.object;
    Change change { .kind = object.kind, .key = object.key, .parent = object.parent };
    switch (step.phase) {
    case Step::Phase::Drop: writeDrop(change, object); break;
    case Step::Phase::Alter: writeAlter(change, object); break;
    case Step::Phase::Create: writeCreate(change, object); break;
    case Step::Phase::Attach: writeAttach(change, object); break;
    }
    change.outsideTransaction = leavesTransaction(change.statements);
    return change;
}

} // namespace

QList<Change> diff(const Snapshot& from, const Snapshot& to, const DiffOptions& options)
{
    RenamedSnapshot renamed = applyRenames(from, to, options.renames);
    const Side before(renamed.snapshot);
    const Side after(to);
    SqlContext context { before, after, options, versionFor(from, to, options), {}, {} };
    const Comparison comparison(before, after, context.version);
    QList<Change> changes = std::move(renamed.changes);
    if (comparison.keys().isEmpty())
        return changes;
    Steps steps = makeSteps(comparison, context);
    linkSteps(steps, comparison, context);
    const ChangeWriter writer(comparison, context);
    for (const int step : sortedSteps(steps))
        if (steps.all[step].object)
            changes.append(writer.write(steps.all[step]));
    return changes;
}

} // namespace corridor
