// SPDX-License-Identifier: MIT
#include "catalog/diff/hosts.h"
#include "catalog/diff/step_graph.h"

#include "catalog/identifier.h"
#include "catalog/sql/names.h"

#include <queue>
#include <set>

namespace corridor {

namespace {

// What must be there for the object to be: what it names, what it is a part of, its schema.
QStringList needs(const CatalogObject& object)
{
    QStringList keys = object.dependsOn;
    if (!object.parent.isEmpty())
        keys.append(object.parent);
    else if (!object.schema.isEmpty())
        keys.append(objectKey(ObjectKind::Schema, displayName(object.schema)));
    if (object.kind == ObjectKind::Extension)
        keys.append(objectKey(ObjectKind::Schema, displayName(object.get(Property::Schema))));
    return keys;
}

class StepLinker {
public:
    StepLinker(Steps& steps, const Comparison& comparison, const SqlContext& context)
        : m_steps(steps)
        , m_comparison(comparison)
        , m_context(context)
    {
    }

    void link();

private:
    void before(const QHash<QString, int>& first, const QString& firstKey, const QHash<QString, int>& second,
        const QString& secondKey);
    QStringList typesMadeAnew(const QString& key, const Side& side) const;
    void linkGoing(const CatalogObject& object);
    void linkComing(const CatalogObject& object);
    void linkAltered(const CatalogObject& before, const CatalogObject& after);
    void linkSequence(const CatalogObject& sequence, const Side& side);
    void linkIndexes(const CatalogObject& index);
    void linkNames();
    void linkAttached(const CatalogObject& object);

    Steps& m_steps;
    const Comparison& m_comparison;
    const SqlContext& m_context;
    QSet<quint64> m_links;
};

void StepLinker::before(const QHash<QString, int>& first, const QString& firstKey, const QHash<QString, int>& second,
    const QString& secondKey)
{
    const int a = first.value(firstKey, -1);
    const int b = second.value(secondKey, -1);
    if (a < 0 || b < 0 || a == b || m_links.contains((quint64(a) << 32) | quint64(b)))
        return;
    m_links.insert((quint64(a) << 32) | quint64(b));
    m_steps.all[a].next.append(b);
    ++m_steps.all[b].waitsFor;
}

// Of a column: its types that are swapped, which changes the column.
QStringList StepLinker::typesMadeAnew(const QString& key, const Side& side) const
{
    const CatalogObject* column = side.find(key);
    if (!column || column->kind != ObjectKind::Column)
        return {};
    QStringList types = column->dependsOn;
    types.removeIf([&](const QString& type) { return m_comparison.fate(type) != Fate::Swapped; });
    return types;
}

void StepLinker::linkGoing(const CatalogObject& object)
{
    for (const QString& needed : needs(object)) {
        before(m_steps.drop, object.key, m_steps.drop, needed);
        if (!needed.startsWith(kindWord(ObjectKind::Sequence) + u' ')) // it may be given away before its column goes
            before(m_steps.drop, object.key, m_steps.alter, needed);
        for (const QString& type : typesMadeAnew(needed, m_context.from))
            before(m_steps.drop, object.key, m_steps.alter, type);
    }
    before(m_steps.drop, object.key, m_steps.create, object.key);
    before(m_steps.drop, object.key, m_steps.alter, object.key);
}

void StepLinker::linkComing(const CatalogObject& object)
{
    for (const QString& needed : needs(object)) {
        before(m_steps.create, needed, m_steps.create, object.key);
        before(m_steps.alter, needed, m_steps.create, object.key);
        for (const QString& type : typesMadeAnew(needed, m_context.to))
            before(m_steps.alter, type, m_steps.create, object.key);
    }
}

void StepLinker::linkAltered(const CatalogObject& old, const CatalogObject& now)
{
    const QStringList kept = needs(now);
    for (const QString& needed : needs(old))
        if (!kept.contains(needed) || m_comparison.fate(needed) == Fate::Dropped)
            before(m_steps.alter, now.key, m_steps.drop, needed);
    for (const QString& needed : kept) {
        before(m_steps.create, needed, m_steps.alter, now.key);
        before(m_steps.alter, needed, m_steps.alter, now.key);
    }
    // A column that leaves a type behind does so before the type changes.
    for (const QString& needed : needs(old))
        if (!kept.contains(needed))
            before(m_steps.alter, now.key, m_steps.alter, needed);
}

// Whose column goes takes the sequence along, unless it was given away before.
void StepLinker::linkSequence(const CatalogObject& sequence, const Side& side)
{
    const CatalogObject* column = owningColumn(sequence, side);
    if (!column)
        return;
    before(m_steps.alter, sequence.key, m_steps.drop, column->key);
    if (!m_steps.attach.contains(sequence.key))
        before(m_steps.create, column->key, m_steps.alter, sequence.key);
    before(m_steps.create, column->key, m_steps.attach, sequence.key);
    before(m_steps.alter, sequence.key, m_steps.attach, sequence.key);
    before(m_steps.create, sequence.key, m_steps.attach, sequence.key);
}

// An index does not name its columns here: it goes before, and comes after, all that happens to columns of its table.
void StepLinker::linkIndexes(const CatalogObject& index)
{
    for (const Side* side : { &m_context.from, &m_context.to })
        for (const CatalogObject* part : side->partsOf(index.parent)) {
            if (part->kind != ObjectKind::Column || m_comparison.fate(part->key) == Fate::Same)
                continue;
            before(m_steps.drop, index.key, m_steps.drop, part->key);
            before(m_steps.drop, index.key, m_steps.alter, part->key);
            before(m_steps.alter, part->key, m_steps.create, index.key);
            before(m_steps.create, part->key, m_steps.create, index.key);
        }
}

// Who has a name must go before another can take it.
void StepLinker::linkNames()
{
    QMultiHash<QString, QString> going;
    for (auto entry = m_steps.drop.constBegin(); entry != m_steps.drop.constEnd(); ++entry)
        if (const CatalogObject* object = m_context.from.find(entry.key()))
            if (const QString name = sharedName(*object); !name.isEmpty())
                going.insert(name, entry.key());
    if (going.isEmpty())
        return;
    for (auto entry = m_steps.create.constBegin(); entry != m_steps.create.constEnd(); ++entry)
        if (const CatalogObject* object = m_context.to.find(entry.key()))
            for (const QString& other : going.values(sharedName(*object)))
                before(m_steps.drop, other, m_steps.create, entry.key());
}

// A partition is attached when both sides have their indexes, so that these are matched and not made again.
void StepLinker::linkAttached(const CatalogObject& object)
{
    before(m_steps.create, object.key, m_steps.attach, object.key);
    before(m_steps.alter, object.key, m_steps.attach, object.key);
    if (const CatalogObject* above = parentIndex(object, m_context.to)) {
        before(m_steps.create, above->key, m_steps.attach, object.key);
        return;
    }
    const CatalogObject* parent = m_context.to.findBySqlName(object.get(Property::PartitionOf), { ObjectKind::Table });
    if (!parent)
        return;
    before(m_steps.drop, object.key, m_steps.attach, object.key);
    before(m_steps.create, parent->key, m_steps.attach, object.key);
    for (const QString& table : { object.key, parent->key })
        for (const CatalogObject* part : m_context.to.partsOf(table)) {
            const bool structural = part->kind == ObjectKind::Column || part->kind == ObjectKind::Index
                || part->kind == ObjectKind::Constraint;
            if (!structural)
                continue;
            before(m_steps.create, part->key, m_steps.attach, object.key);
            before(m_steps.alter, part->key, m_steps.attach, object.key);
        }
}

void StepLinker::link()
{
    for (const QString& key : m_comparison.keys()) {
        const CatalogObject* old = m_context.from.find(key);
        const CatalogObject* now = m_context.to.find(key);
        if (old && m_steps.drop.contains(key))
            linkGoing(*old);
        if (now && m_steps.create.contains(key))
            linkComing(*now);
        if (old && now && m_steps.alter.contains(key))
            linkAltered(*old, *now);
        if (old && old->kind == ObjectKind::Sequence)
            linkSequence(*old, m_context.from);
        if (now && now->kind == ObjectKind::Sequence)
            linkSequence(*now, m_context.to);
        if (const CatalogObject* any = now ? now : old; any->kind == ObjectKind::Index)
            linkIndexes(*any);
        if (now && m_steps.attach.contains(key) && now->kind != ObjectKind::Sequence)
            linkAttached(*now);
    }
    linkNames();
}

using Rank = std::tuple<int, int, int>;

Rank rankOf(const Steps& steps, int index)
{
    const Step& step = steps.all[index];
    if (!step.object)
        return { -1, 0, index };
    int kind = int(step.object->kind) * 2;
    const bool foreignKey = step.object->is(Property::Method, QLatin1StringView("foreign key"));
    if (foreignKey)
        kind = int(ObjectKind::Index) * 2 + 1;
    switch (step.phase) {
    case Step::Phase::Drop: return { 0, foreignKey ? -1000 : -kind, index };
    case Step::Phase::Attach: return { 2, kind, index };
    default: return { 1, kind, index };
    }
}

} // namespace

void linkSteps(Steps& steps, const Comparison& comparison, const SqlContext& context)
{
    StepLinker(steps, comparison, context).link();
}

QList<int> sortedSteps(const Steps& steps)
{
    using Entry = std::pair<Rank, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> ready;
    std::vector<int> waits;
    std::set<Entry> waiting;
    for (int i = 0; i < int(steps.all.size()); ++i) {
        waits.push_back(steps.all[i].waitsFor);
        if (waits[i] == 0)
            ready.emplace(rankOf(steps, i), i);
        else
            waiting.emplace(rankOf(steps, i), i);
    }
    QList<int> order;
    while (order.size() < qsizetype(steps.all.size())) {
        if (ready.empty()) // a circle: whoever is first by kind goes first
            ready.push(*waiting.begin());
        const auto [rank, step] = ready.top();
        ready.pop();
        if (waits[step] < 0)
            continue;
        waits[step] = -1;
        waiting.erase({ rank, step });
        order.append(step);
        for (const int next : steps.all[step].next)
            if (waits[next] > 0 && --waits[next] == 0)
                ready.emplace(rankOf(steps, next), next);
    }
    return order;
}

} // namespace corridor
