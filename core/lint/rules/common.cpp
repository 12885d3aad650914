// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

QList<const sql::AlterAction*> actions(const StatementContext& at, Action kind)
{
    QList<const sql::AlterAction*> found;
    const auto* alter = at.statement.as<sql::AlterTable>();
    if (!alter || alter->object == Object::Index || alter->object == Object::Type)
        return found;
    for (const sql::AlterAction& action : alter->actions) {
        if (action.kind == kind)
            found << &action;
    }
    return found;
}

QList<const sql::AlterAction*> addedConstraints(const StatementContext& at, Constraint kind)
{
    QList<const sql::AlterAction*> found = actions(at, Action::AddConstraint);
    found.removeIf([&](const sql::AlterAction* action) { return action->constraint.kind != kind; });
    return found;
}

QualifiedName tableOf(const StatementContext& at)
{
    const auto* alter = at.statement.as<sql::AlterTable>();
    return alter ? alter->name : QualifiedName();
}

qsizetype placeOf(const StatementContext& at, const sql::AlterAction& action)
{
    if (action.offset >= 0)
        return action.offset;
    return action.name.isEmpty() ? at.statement.codeBegin : at.find(action.name);
}

QString code(const QString& text) { return '`' + text + '`'; }

QString code(const QualifiedName& name)
{
    return code(name.schema.isEmpty() ? name.name : name.schema + '.' + name.name);
}

QString codes(const QStringList& names)
{
    QStringList quoted;
    for (const QString& name : names)
        quoted << code(name);
    if (quoted.size() < 2)
        return quoted.join(QString());
    const QString last = quoted.takeLast();
    return quoted.join(", ") + " and " + last;
}

QString codes(const QList<QualifiedName>& names)
{
    QStringList texts;
    for (const QualifiedName& name : names)
        texts << (name.schema.isEmpty() ? name.name : name.schema + '.' + name.name);
    return codes(texts);
}

bool matters(const StatementContext& at, const QualifiedName& table) { return !at.isIdle(table); }

} // namespace corridor::rules
