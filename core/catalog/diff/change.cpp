// SPDX-License-Identifier: MIT
#include "catalog/diff.h"

#include <QJsonArray>

namespace corridor {

namespace {

QString identityOf(const Change& change) { return change.key.sliced(kindWord(change.kind).size() + 1); }

bool makesRoutines(const QList<Change>& changes)
{
    return std::ranges::any_of(changes, [](const Change& change) {
        return change.action == Change::Action::Create
            && (change.kind == ObjectKind::Function || change.kind == ObjectKind::Procedure);
    });
}

// A body may name what is made only later in the script.
bool makesRelations(const QList<Change>& changes)
{
    return std::ranges::any_of(changes, [](const Change& change) {
        return change.action != Change::Action::Drop
            && (change.kind == ObjectKind::Table || change.kind == ObjectKind::View || change.kind == ObjectKind::Column
                || change.kind == ObjectKind::MaterializedView || change.kind == ObjectKind::Enum);
    });
}

Error unsupportedError(const QList<Change>& changes)
{
    QStringList lines;
    for (const Change& change : changes)
        if (!change.unsupported.isEmpty())
            lines.append(change.summary() + QStringLiteral(": ") + change.unsupported);
    return { .code = "diff-unsupported", .message = "There is no SQL for every difference.",
        .detail = lines.join(u'\n'), .hint = "Write these statements by hand." };
}

QString commentOf(const Change& change)
{
    QString comment = QStringLiteral("-- ") + change.summary();
    for (const QString& loss : change.losses)
        comment += QStringLiteral("\n-- Loses ") + loss + u'.';
    return comment;
}

} // namespace

QString actionWord(Change::Action action)
{
    switch (action) {
    case Change::Action::Rename: return QStringLiteral("rename");
    case Change::Action::Drop: return QStringLiteral("drop");
    case Change::Action::Alter: return QStringLiteral("alter");
    default: return QStringLiteral("create");
    }
}

QString Change::summary() const
{
    QString text = actionWord(action) + u' ' + (action == Action::Rename ? before : key);
    text[0] = text[0].toUpper();
    if (action == Action::Rename)
        return text + QStringLiteral(" to ") + identityOf(*this);
    QStringList words;
    for (const Property property : properties)
        words.append(propertyWord(property));
    return words.isEmpty() ? text : text + QStringLiteral(": ") + words.join(QStringLiteral(", "));
}

QJsonObject Change::toJson() const
{
    QStringList words;
    for (const Property property : properties)
        words.append(propertyWord(property));
    QJsonObject json { { "action", actionWord(action) }, { "kind", kindWord(kind) }, { "identity", identityOf(*this) },
        { "summary", summary() }, { "sql", QJsonArray::fromStringList(statements) },
        { "destructive", isDestructive() } };
    if (!words.isEmpty())
        json["properties"] = QJsonArray::fromStringList(words);
    if (!before.isEmpty())
        json["before"] = before.sliced(kindWord(kind).size() + 1);
    if (rebuild)
        json["rebuild"] = true;
    if (!losses.isEmpty())
        json["losses"] = QJsonArray::fromStringList(losses);
    if (outsideTransaction)
        json["outsideTransaction"] = true;
    if (!unsupported.isEmpty())
        json["unsupported"] = unsupported;
    return json;
}

Result<QString> render(const QList<Change>& changes)
{
    if (std::ranges::any_of(changes, [](const Change& change) { return !change.unsupported.isEmpty(); }))
        return std::unexpected(unsupportedError(changes));
    QStringList blocks;
    const bool bodiesWait = makesRoutines(changes) && makesRelations(changes);
    if (bodiesWait)
        blocks.append(QStringLiteral("SET check_function_bodies = off;\n"));
    for (const Change& change : changes)
        if (!change.statements.isEmpty())
            blocks.append(commentOf(change) + u'\n' + change.statements.join(QStringLiteral(";\n")) + QStringLiteral(";\n"));
    if (bodiesWait)
        blocks.append(QStringLiteral("RESET check_function_bodies;\n"));
    return blocks.join(u'\n');
}

} // namespace corridor
