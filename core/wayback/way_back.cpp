// SPDX-License-Identifier: MIT
#include "wayback/way_back.h"

#include "catalog/identifier.h"
#include "wayback/data_effects.h"
#include "wayback/keep_data.h"
#include "wayback/same_object.h"

namespace corridor {

namespace {

bool isRelation(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::Column;
}

// Whether the script itself asked for locks that let others work.
bool asksConcurrently(const Script& script)
{
    return std::ranges::any_of(script.statements, [](const Statement& statement) {
        const auto* index = statement.as<sql::CreateIndex>();
        const auto* drop = statement.as<sql::Drop>();
        return (index && index->concurrently) || (drop && drop->concurrently);
    });
}

qsizetype statementCount(const QList<Change>& changes)
{
    qsizetype count = 0;
    for (const Change& change : changes)
        count += change.statements.size();
    return count;
}

class WayBackMaker {
public:
    WayBackMaker(const Snapshot& before, const Snapshot& after, const Script& migration, const WayBackOptions& options)
        : m_before(before)
        , m_after(after)
        , m_migration(migration)
        , m_options(options)
        , m_effects(dataEffects(migration, before, after, options.schema))
    {
    }

    Result<WayBack> make();

private:
    QList<Change> changes(const Kept& kept) const;
    QList<Rename> copiedColumns() const;
    const DataEffects::Copy* copyOf(const CatalogObject& column) const;
    void findLosses();
    void findRemade();
    void judge(const QList<Change>& changes);
    void judge(const Change& change);
    void demand(const Change& change);
    QByteArray text(const QString& body, const Kept& kept) const;

    const Snapshot& m_before;
    const Snapshot& m_after;
    const Script& m_migration;
    const WayBackOptions& m_options;
    DataEffects m_effects;
    WayBack m_way;
};

const DataEffects::Copy* WayBackMaker::copyOf(const CatalogObject& column) const
{
    const CatalogObject* table = m_before.find(column.parent);
    for (const DataEffects::Copy& copy : m_effects.copies)
        if (table && copy.table == QualifiedName { table->schema, table->name } && copy.from == column.name
            && !copy.partly)
            return &copy;
    return nullptr;
}

// A new column that took over the values of one that was dropped is that column under another name.
QList<Rename> WayBackMaker::copiedColumns() const
{
    QList<Rename> renames;
    for (const CatalogObject& column : m_before.objects) {
        if (column.kind != ObjectKind::Column || sameObject(m_after, column))
            continue;
        const DataEffects::Copy* copy = copyOf(column);
        const CatalogObject* table = copy ? m_before.find(column.parent) : nullptr;
        const CatalogObject* now = table ? sameObject(m_after, *table) : nullptr;
        const QString key
            = now ? objectKey(ObjectKind::Column, now->identity() + u'.' + displayName(copy->to)) : QString();
        const bool taken = std::ranges::any_of(renames, [&](const Rename& rename) { return rename.before == key; });
        if (m_after.contains(key) && !m_before.contains(key) && !m_after.contains(column.key) && !taken)
            renames.append({ .before = key, .after = column.key });
    }
    return renames;
}

// What the migration itself destroys, as the schemas show it.
void WayBackMaker::findLosses()
{
    for (const Change& change : diff(m_before, m_after))
        if (isRelation(change.kind) && !change.losses.isEmpty()) {
            const CatalogObject* object = m_before.find(change.key);
            const DataEffects::Copy* copy = object && change.action == Change::Action::Drop ? copyOf(*object) : nullptr;
            if (copy && !copy->converts)
                continue;
            for (const QString& loss : change.losses)
                m_way.losses.append(copy
                        ? QStringLiteral("%1, beyond what the UPDATE of line %2 kept of it").arg(loss).arg(copy->line)
                        : loss);
        }
}

// Dropped and made again under the same name: the schema hardly shows it.
void WayBackMaker::findRemade()
{
    if (m_before.source.isEmpty() || m_before.source != m_after.source)
        return;
    for (const CatalogObject& object : m_before.objects) {
        const CatalogObject* now = m_after.find(object.key);
        if (!isRelation(object.kind) || !now || now->address == object.address || sameObject(m_after, object))
            continue;
        const CatalogObject* table = m_before.find(object.parent);
        if (table
            && (table->kind != ObjectKind::Table || object.has(Property::Generated) || !sameObject(m_after, *table)))
            continue; // a view's, or told of the table
        const DataEffects::Copy* copy = object.kind == ObjectKind::Column ? copyOf(object) : nullptr;
        if (copy && copy->to == now->name && !copy->converts)
            continue;
        const QString what = object.kind == ObjectKind::Table ? QStringLiteral("the rows of table ")
                                                              : QStringLiteral("the data of column ");
        m_way.losses.append(what + object.identity() + QStringLiteral(", which was dropped and made anew"));
    }
}

// Changes that only succeed where the rows agree.
void WayBackMaker::demand(const Change& change)
{
    const CatalogObject* object = m_before.find(change.key);
    if (!object || !m_after.contains(object->parent.isEmpty() ? object->key : object->parent))
        return;
    const QString identity = object->identity();
    if (change.action == Change::Action::Alter && change.kind == ObjectKind::Column
        && change.properties.contains(Property::NotNull) && object->has(Property::NotNull))
        m_way.conditions.append(QStringLiteral("no row has a null in column ") + identity);
    if (change.action == Change::Action::Create && !change.rebuild && change.kind == ObjectKind::Constraint)
        m_way.conditions.append(
            QStringLiteral("the rows satisfy constraint %1: %2").arg(identity, object->get(Property::Definition)));
    if (change.action == Change::Action::Create && !change.rebuild && object->has(Property::Unique))
        m_way.conditions.append(QStringLiteral("the rows are unique in index ") + identity);
}

void WayBackMaker::judge(const Change& change)
{
    demand(change);
    for (const QString& loss : change.losses) {
        if (change.kind == ObjectKind::Enum) {
            m_way.losses.append(loss);
            m_way.conditions.append(QStringLiteral("no row has ") + loss.section(QStringLiteral(", which"), 0, 0));
        } else {
            m_way.discards.append(loss);
        }
    }
}

void WayBackMaker::judge(const QList<Change>& changes)
{
    findLosses();
    findRemade();
    m_way.losses.append(m_effects.losses);
    m_way.discards = m_effects.removals;
    for (const Change& change : changes)
        judge(change);
    m_way.losses.removeDuplicates();
    m_way.discards.removeDuplicates();
}

QList<Change> WayBackMaker::changes(const Kept& kept) const
{
    DiffOptions options {
        .renames = copiedColumns() + kept.renames, .fillRequired = true, .serverVersion = m_options.serverVersion
    };
    options.concurrently = options.notValid = m_options.concurrently;
    QList<Change> made = diff(m_after, kept.target, options);
    if (m_options.concurrently || !asksConcurrently(m_migration)
        || statementCount(made) + m_effects.inverses.size() != 1)
        return made;
    options.concurrently = true; // the only statement: it needs no transaction with others
    return diff(m_after, kept.target, options);
}

void addLines(QString& text, const QString& word, const QStringList& clauses)
{
    for (const QString& clause : clauses)
        text += QStringLiteral("-- %1 %2.\n").arg(word, QString(clause).replace(u'\n', u' '));
}

QByteArray WayBackMaker::text(const QString& body, const Kept& kept) const
{
    QString text
        = QStringLiteral("-- The way back from %1: to the schema that was there before it.\n").arg(m_options.migration);
    addLines(text, QStringLiteral("Does not come back:"), m_way.losses);
    addLines(text, QStringLiteral("Discards"), m_way.discards);
    addLines(text, QStringLiteral("Keeps"), m_way.kept);
    addLines(text, QStringLiteral("Runs only if"), m_way.conditions);
    const QStringList first = kept.statements + m_effects.inverses;
    if (!first.isEmpty())
        text += u'\n' + first.join(QStringLiteral(";\n")) + QStringLiteral(";\n");
    if (!body.isEmpty())
        text += u'\n' + body;
    else if (first.isEmpty())
        text += QStringLiteral("-- The schema was not changed: there is nothing to undo in it.\n");
    return text.toUtf8();
}

Result<WayBack> WayBackMaker::make()
{
    const Kept kept = keepData(m_before, m_after, m_options);
    const QList<Change> made = changes(kept);
    judge(made);
    m_way.kept = kept.kept;
    for (const CatalogObject& object : kept.target.objects)
        if (!m_before.contains(object.key))
            m_way.keptKeys.append(object.key);
    for (const QString& saved : kept.saves)
        m_way.discards.removeAll(saved);
    const auto body = render(made);
    if (!body)
        return std::unexpected(Error { .code = "down-impossible",
            .message = QStringLiteral("There is no SQL that leads back from `%1`.").arg(m_options.migration),
            .detail = body.error().detail,
            .hint = "Write its down.sql by hand; `corridor rollback --prove` tries it.",
            .state = "nothing was written",
            .migration = m_options.migration });
    m_way.script = text(*body, kept);
    return std::move(m_way);
}

} // namespace

std::optional<KeepData> keepDataFromWord(const QString& word)
{
    if (word == u"none")
        return KeepData::None;
    if (word == u"side-table")
        return KeepData::SideTable;
    return word == u"rename" ? std::optional(KeepData::Rename) : std::nullopt;
}

Result<WayBack> wayBack(
    const Snapshot& before, const Snapshot& after, const Script& migration, const WayBackOptions& options)
{
    return WayBackMaker(before, after, migration, options).make();
}

} // namespace corridor
