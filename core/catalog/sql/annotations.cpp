// SPDX-License-Identifier: MIT
#include "catalog/sql/annotations.h"

#include "catalog/identifier.h"
#include "catalog/privileges.h"
#include "catalog/sql/names.h"

namespace corridor {

namespace {

QString commentSql(const CatalogObject& object, const SqlContext& context)
{
    const QString& text = object.get(Property::Comment);
    const QString what = object.kind == ObjectKind::ContinuousAggregate // people read it by a plain view
        ? QStringLiteral("VIEW ") + sqlName(object) : reference(object, context.to);
    return QStringLiteral("COMMENT ON ") + what + QStringLiteral(" IS ")
        + (text.isEmpty() ? QStringLiteral("NULL") : quoteText(text));
}

QString grantee(const QString& name)
{
    if (name.isEmpty())
        return QStringLiteral("PUBLIC");
    return name == u"<owner>" ? QStringLiteral("CURRENT_USER") : quoteName(name);
}

// GRANT takes TABLE for views too, and columns as SELECT ("c") ON TABLE t.
QString grantTarget(const CatalogObject& object, const SqlContext& context)
{
    switch (object.kind) {
    case ObjectKind::Column: return QStringLiteral("TABLE ") + tableName(object, context.to);
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::ContinuousAggregate:
    case ObjectKind::ForeignTable: return QStringLiteral("TABLE ") + sqlName(object);
    case ObjectKind::Aggregate: return QStringLiteral("FUNCTION ") + sqlName(object);
    case ObjectKind::ForeignServer: return QStringLiteral("FOREIGN SERVER ") + sqlName(object);
    default: return reference(object, context.to);
    }
}

QString wordsFor(const QString& letters, const CatalogObject& object, const SqlContext& context)
{
    const QString words = QString::fromLatin1(privilegeWords(letters, object.kind, context.version));
    if (object.kind != ObjectKind::Column)
        return words;
    const QString column = QStringLiteral(" (") + quoteName(object.name) + u')';
    return words.split(QStringLiteral(", ")).join(column + QStringLiteral(", ")) + column;
}

struct Held {
    QString plain;      // letters without grant option
    QString grantable;  // letters with it
};

Held heldBy(const QString& grantee, const Privileges& told, const CatalogObject& object, int version)
{
    const QString byItself = grantee.isEmpty() ? publicLetters(object.kind, object.name, version)
        : grantee == u"<owner>"                ? ownerLetters(object.kind, version)
                                               : QString();
    const QString letters = told.value(grantee, byItself);
    Held held;
    for (qsizetype i = 0; i < letters.size(); ++i)
        if (letters[i] != u'*')
            (letters.mid(i + 1, 1) == u"*" ? held.grantable : held.plain).append(letters[i]);
    return held;
}

QString without(QString letters, const QString& others)
{
    letters.removeIf([&](QChar letter) { return others.contains(letter); });
    return letters;
}

void grant(QStringList& statements, const QString& who, const QString& letters, bool option,
    const CatalogObject& object, const SqlContext& context)
{
    if (!letters.isEmpty())
        statements.append(QStringLiteral("GRANT ") + wordsFor(letters, object, context) + QStringLiteral(" ON ")
            + grantTarget(object, context) + QStringLiteral(" TO ") + grantee(who)
            + (option ? QStringLiteral(" WITH GRANT OPTION") : QString()));
}

void revoke(QStringList& statements, const QString& who, const QString& letters, const CatalogObject& object,
    const SqlContext& context)
{
    if (!letters.isEmpty())
        statements.append(QStringLiteral("REVOKE ") + wordsFor(letters, object, context) + QStringLiteral(" ON ")
            + grantTarget(object, context) + QStringLiteral(" FROM ") + grantee(who));
}

QStringList privilegeSql(const QString& before, const CatalogObject& object, const SqlContext& context)
{
    QStringList statements;
    const Privileges had = privilegesFromText(before);
    const Privileges has = privilegesFromText(object.get(Property::Privileges));
    QStringList names = had.keys() + has.keys();
    names.sort();
    names.removeDuplicates();
    for (const QString& who : names) {
        const Held old = heldBy(who, had, object, context.version);
        const Held now = heldBy(who, has, object, context.version);
        const QString gone = without(old.plain + old.grantable, now.plain + now.grantable);
        const QString weaker = without(old.grantable, gone + now.grantable); // only the option goes: grant it anew
        revoke(statements, who, gone + weaker, object, context);
        grant(statements, who, without(now.plain, old.plain), false, object, context);
        grant(statements, who, without(now.grantable, old.grantable), true, object, context);
    }
    return statements;
}

void labelSql(QStringList& statements, const CatalogObject* before, const CatalogObject& after,
    const SqlContext& context)
{
    const QStringList had = before ? before->properties.list(Property::SecurityLabels) : QStringList();
    const QStringList has = after.properties.list(Property::SecurityLabels);
    const auto set = [&](const QString& label, bool on) {
        const qsizetype at = label.indexOf(u'=');
        statements.append(QStringLiteral("SECURITY LABEL FOR ") + quoteName(label.first(at)) + QStringLiteral(" ON ")
            + reference(after, context.to) + QStringLiteral(" IS ")
            + (on ? quoteText(label.sliced(at + 1)) : QStringLiteral("NULL")));
    };
    for (const QString& label : had)
        if (!has.contains(label))
            set(label, false);
    for (const QString& label : has)
        if (!had.contains(label))
            set(label, true);
}

void extensionSql(QStringList& statements, const QString& before, const CatalogObject& after,
    const SqlContext& context)
{
    const QString& extension = after.get(Property::ExtensionDependency);
    const QString alter = QStringLiteral("ALTER ") + reference(after, context.to);
    if (!before.isEmpty() && before != extension)
        statements.append(alter + QStringLiteral(" NO DEPENDS ON EXTENSION ") + quoteName(before));
    if (!extension.isEmpty() && before != extension)
        statements.append(alter + QStringLiteral(" DEPENDS ON EXTENSION ") + quoteName(extension));
}

} // namespace

bool isAnnotation(Property property)
{
    return property == Property::Comment || property == Property::Owner || property == Property::Privileges
        || property == Property::SecurityLabels || property == Property::ExtensionDependency;
}

QStringList annotationSql(const CatalogObject* before, const CatalogObject& after, const SqlContext& context)
{
    QStringList statements;
    const auto was = [&](Property property) { return before ? before->get(property) : QString(); };
    const auto differs = [&](Property property) { return was(property) != after.get(property); };
    if (differs(Property::Owner) && after.has(Property::Owner) && after.kind != ObjectKind::DefaultPrivileges)
        statements.append(QStringLiteral("ALTER ") + reference(after, context.to) + QStringLiteral(" OWNER TO ")
            + quoteName(after.get(Property::Owner)));
    if (differs(Property::Privileges) && after.kind != ObjectKind::DefaultPrivileges)
        statements += privilegeSql(was(Property::Privileges), after, context);
    if (differs(Property::Comment))
        statements.append(commentSql(after, context));
    if (differs(Property::SecurityLabels))
        labelSql(statements, before, after, context);
    extensionSql(statements, was(Property::ExtensionDependency), after, context);
    return statements;
}

} // namespace corridor
