// SPDX-License-Identifier: MIT
#include "catalog/diff/hosts.h"
#include "catalog/diff/step_graph.h"
#include "catalog/sql/column_sql.h"

namespace corridor {

namespace {

class StepMaker {
public:
    StepMaker(const Comparison& comparison, SqlContext& context)
        : m_comparison(comparison)
        , m_context(context)
    {
    }

    Steps make();

private:
    int add(QHash<QString, int>& places, Step::Phase phase, const CatalogObject& object);
    void makeDrop(const CatalogObject& object);
    void makeAlter(const CatalogObject& before, const CatalogObject& after);
    void makeCreate(const CatalogObject& object);
    void makeHostedCreate(const CatalogObject& object);
    void makeAttach(const CatalogObject& object);
    void followLeader(const CatalogObject& part);
    bool attachesTable(const CatalogObject& table) const;
    bool attachesIndex(const CatalogObject& index) const;
    bool isHosted(const CatalogObject& object) const;

    const Comparison& m_comparison;
    SqlContext& m_context;
    Steps m_steps;
};

int StepMaker::add(QHash<QString, int>& places, Step::Phase phase, const CatalogObject& object)
{
    const auto known = places.constFind(object.key);
    if (known != places.constEnd())
        return *known;
    m_steps.all.push_back({ phase, &object, {}, 0 });
    const int step = int(m_steps.all.size()) - 1;
    places.insert(object.key, step);
    return step;
}

void StepMaker::makeDrop(const CatalogObject& object)
{
    const CatalogObject* leading = leadingPart(object, m_context.from, m_comparison);
    const CatalogObject* host = dropHost(*leading, m_context.from, m_comparison);
    host = leadingPart(*host, m_context.from, m_comparison);
    m_steps.drop.insert(object.key, add(m_steps.drop, Step::Phase::Drop, *host));
}

void StepMaker::makeAlter(const CatalogObject& before, const CatalogObject& after)
{
    if (followsParent(after, m_context.to, m_comparison))
        return;
    const QList<Property> changed = m_comparison.changed(after.key);
    const bool moves = changed.contains(Property::PartitionOf) || changed.contains(Property::Bound);
    if (moves && before.has(Property::PartitionOf))
        add(m_steps.drop, Step::Phase::Drop, before);
    const auto isLink = [](Property p) {
        return p == Property::PartitionOf || p == Property::Bound || p == Property::InheritedFrom
            || p == Property::IndexOf;
    };
    const bool onlyLinks = !changed.isEmpty() && std::ranges::all_of(changed, isLink);
    if (!onlyLinks || m_comparison.fate(after.key) != Fate::Altered)
        add(m_steps.alter, Step::Phase::Alter, after);
}

// Columns come with their table; what can be inlined is decided when the host is there.
bool StepMaker::isHosted(const CatalogObject& object) const
{
    const CatalogObject* parent = m_context.to.parentOf(object);
    if (!parent || !m_comparison.comes(parent->key))
        return false;
    const bool tableLike = parent->kind == ObjectKind::Table || parent->kind == ObjectKind::ForeignTable
        || parent->kind == ObjectKind::CompositeType;
    if (object.kind == ObjectKind::Column)
        return tableLike;
    if (parent->has(Property::Inherits) && object.is(Property::InheritedFrom, QLatin1StringView("yes")))
        return true;
    if (isViewColumn(*parent, m_context.to))
        return false;
    return (tableLike || parent->kind == ObjectKind::Column) && canInline(object, m_context.to);
}

void StepMaker::makeCreate(const CatalogObject& object)
{
    if (isHosted(object) || followsParent(object, m_context.to, m_comparison))
        return;
    add(m_steps.create, Step::Phase::Create, object);
    makeAttach(object);
}

void StepMaker::makeHostedCreate(const CatalogObject& object)
{
    if (m_steps.create.contains(object.key) || !isHosted(object))
        return;
    const CatalogObject* parent = m_context.to.parentOf(object);
    if (parent->kind == ObjectKind::Column && !m_steps.create.contains(parent->key))
        makeHostedCreate(*parent);
    const auto host = m_steps.create.constFind(parent->key);
    if (host == m_steps.create.constEnd())
        return; // the host comes by itself too
    m_steps.create.insert(object.key, *host);
    if (object.kind != ObjectKind::Column)
        m_context.inlined.insert(object.key);
}

// Who needs a part of a partition waits for the step of the parent's part, which makes it.
void StepMaker::followLeader(const CatalogObject& part)
{
    const CatalogObject* leading = leadingPart(part, m_context.to, m_comparison);
    if (leading == &part)
        return;
    for (auto* places : { &m_steps.create, &m_steps.alter })
        if (places->contains(leading->key) && !places->contains(part.key))
            places->insert(part.key, places->value(leading->key));
}

bool StepMaker::attachesTable(const CatalogObject& table) const
{
    const QList<Property> changed = m_comparison.changed(table.key);
    return table.has(Property::PartitionOf)
        && (m_comparison.comes(table.key) || changed.contains(Property::PartitionOf)
            || changed.contains(Property::Bound));
}

// ATTACH PARTITION of the table takes matching indexes along: only those of partitions that were there are attached.
bool StepMaker::attachesIndex(const CatalogObject& index) const
{
    const bool isNew = m_comparison.comes(index.key) || m_comparison.changed(index.key).contains(Property::IndexOf);
    const CatalogObject* table = m_context.to.parentOf(index);
    return index.has(Property::IndexOf) && isNew && table && !attachesTable(*table);
}

void StepMaker::makeAttach(const CatalogObject& object)
{
    const bool sequence
        = object.kind == ObjectKind::Sequence && isOwnedLater(object, m_context.to, m_comparison);
    if (sequence || attachesTable(object) || attachesIndex(object))
        add(m_steps.attach, Step::Phase::Attach, object);
}

Steps StepMaker::make()
{
    for (const QString& key : m_comparison.keys()) {
        const CatalogObject* before = m_context.from.find(key);
        const CatalogObject* after = m_context.to.find(key);
        if (m_comparison.goes(key))
            makeDrop(*before);
        if (after && m_comparison.comes(key))
            makeCreate(*after);
        if (before && after && !m_comparison.goes(key)) {
            makeAlter(*before, *after);
            makeAttach(*after);
        }
    }
    for (const QString& key : m_comparison.keys())
        if (const CatalogObject* after = m_context.to.find(key); after && m_comparison.comes(key))
            makeHostedCreate(*after);
    for (const QString& key : m_comparison.keys())
        if (const CatalogObject* after = m_context.to.find(key))
            followLeader(*after);
    // A sequence that SERIAL makes has no step of its own; those of columns are known only now.
    for (const QString& key : m_comparison.keys()) {
        const CatalogObject* column = m_context.to.find(key);
        if (!column || column->kind != ObjectKind::Column || !m_steps.create.contains(key))
            continue;
        if (const CatalogObject* sequence = serialSequence(*column, m_context.to, m_comparison)) {
            m_context.serials.insert(key);
            for (auto* places : { &m_steps.create, &m_steps.attach })
                if (places->contains(sequence->key))
                    m_steps.all[places->take(sequence->key)].object = nullptr;
            m_steps.create.insert(sequence->key, m_steps.create.value(key));
        }
    }
    return std::move(m_steps);
}

} // namespace

Steps makeSteps(const Comparison& comparison, SqlContext& context) { return StepMaker(comparison, context).make(); }

} // namespace corridor
