// SPDX-License-Identifier: MIT
#include "data_loss.h"

#include "sql/script.h"

#include <QSet>

namespace corridor {

namespace {

using Kind = sql::AlterAction::Kind;

QByteArray quoted(const QualifiedName& name)
{
    return (name.schema.isEmpty() ? QByteArray() : Session::quoteIdentifier(name.schema) + '.')
        + Session::quoteIdentifier(name.name);
}

// Looks at one statement after the other, and at the rows of the tables that it changes.
class Finder {
public:
    explicit Finder(Session& session)
        : m_session(session)
    {
    }

    Result<void> look(const Statement& statement)
    {
        if (const auto* table = statement.as<sql::CreateTable>())
            m_new.insert(table->name.name);
        if (const auto* drop = statement.as<sql::Drop>(); drop && drop->object == sql::ObjectKind::Table)
            for (const QualifiedName& name : drop->names)
                CORRIDOR_TRY(dropTable(name));
        if (const auto* index = statement.as<sql::CreateIndex>();
            index && index->unique && !m_new.contains(index->table.name))
            CORRIDOR_TRY(addUnique(*index));
        if (const auto* alter = statement.as<sql::AlterTable>())
            for (const sql::AlterAction& action : alter->actions)
                CORRIDOR_TRY(change(*alter, action));
        ++m_step;
        return {};
    }

    DataLoss loss;

private:
    Result<qint64> count(const QByteArray& what, const QualifiedName& table)
    {
        const auto rows = m_session.query({ "SELECT " + what + " FROM " + quoted(table), {} });
        CORRIDOR_TRY(rows);
        return rows->text(0, 0).toLongLong();
    }

    Result<void> dropTable(const QualifiedName& table)
    {
        loss.remarks << QString(
            "You are about to drop the `%1` table. If the table is not empty, all the data it contains will be lost.")
                            .arg(table.name);
        const auto rows = count("count(*)", table);
        CORRIDOR_TRY(rows);
        if (*rows > 0)
            loss.warnings << QString("You are about to drop the `%1` table, which is not empty (%2 rows).")
                                 .arg(table.name)
                                 .arg(*rows);
        return {};
    }

    Result<void> addUnique(const sql::CreateIndex& index)
    {
        QStringList columns;
        for (const sql::IndexKey& key : index.keys)
            columns << key.column;
        const QString text = QString("A unique constraint covering the columns `[%1]` on the table `%2` will be added. "
                                     "If there are existing duplicate values, this will fail.")
                                 .arg(columns.join(','), index.table.name);
        loss.remarks << text;
        const auto rows = count("count(*)", index.table);
        CORRIDOR_TRY(rows);
        if (*rows > 0)
            loss.warnings << text;
        return {};
    }

    Result<void> change(const sql::AlterTable& alter, const sql::AlterAction& action)
    {
        if (action.kind == Kind::DropColumn)
            return dropColumn(alter, action.name);
        using Constraint = sql::ConstraintDefinition::Kind;
        const bool required = action.kind == Kind::AddColumn && action.column.has(Constraint::NotNull)
            && !action.column.has(Constraint::Default) && !action.column.has(Constraint::Identity)
            && !action.column.has(Constraint::Generated)
            && !action.column.type.text().contains("serial", Qt::CaseInsensitive);
        return required ? addRequired(alter, action.column.name) : Result<void>();
    }

    Result<void> dropColumn(const sql::AlterTable& alter, const QString& column)
    {
        const bool again = std::ranges::any_of(alter.actions, [&](const sql::AlterAction& other) {
            return other.kind == Kind::AddColumn && other.column.name == column;
        });
        const auto values = count("count(" + Session::quoteIdentifier(column) + ')', alter.name);
        CORRIDOR_TRY(values);
        const QString table = alter.name.name;
        if (again) {
            const QString text = QString(
                "The `%1` column on the `%2` table would be dropped and recreated. This will lead to data loss")
                                     .arg(column, table);
            loss.remarks << text + " if there is data in the column.";
            if (*values > 0)
                loss.warnings << text + '.';
            return {};
        }
        loss.remarks << QString(
            "You are about to drop the column `%1` on the `%2` table. All the data in the column will be lost.")
                            .arg(column, table);
        if (*values > 0)
            loss.warnings << QString(
                "You are about to drop the column `%1` on the `%2` table, which still contains %3 non-null values.")
                                 .arg(column, table)
                                 .arg(*values);
        return {};
    }

    Result<void> addRequired(const sql::AlterTable& alter, const QString& column)
    {
        const QString text = QString("Added the required column `%1` to the `%2` table without a default value.")
                                 .arg(column, alter.name.name);
        loss.remarks << text + " This is not possible if the table is not empty.";
        const auto rows = count("count(*)", alter.name);
        CORRIDOR_TRY(rows);
        if (*rows > 0)
            loss.unexecutable << QString(
                "Step %1 %2 There are %3 rows in this table, it is not possible to execute this step.")
                                     .arg(m_step)
                                     .arg(text)
                                     .arg(*rows);
        return {};
    }

    Session& m_session;
    QSet<QString> m_new; // tables that the script itself makes
    int m_step = 0;
};

} // namespace

QByteArray DataLoss::annotated(const QByteArray& script) const
{
    if (remarks.isEmpty())
        return script;
    return "/*\n  Warnings:\n\n  - " + remarks.join("\n  - ").toUtf8() + "\n\n*/\n" + script;
}

Result<DataLoss> findDataLoss(Session& session, const QByteArray& text)
{
    const Script script = parseScript(text);
    Finder finder(session);
    for (const Statement& statement : script.statements)
        CORRIDOR_TRY(finder.look(statement));
    return finder.loss;
}

} // namespace corridor
