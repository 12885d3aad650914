// SPDX-License-Identifier: MIT
#include "lint/context.h"

#include "lint/patterns.h"
#include "report/quantity_text.h"
#include "sql/lexer.h"

#include <QLocale>
#include <algorithm>

namespace corridor {

bool MigrationContext::inLargerTransaction(int index) const
{
    // Those of one transaction stand together.
    const auto at = transactions.begin() + index;
    return (index > 0 && *(at - 1) == *at) || (at + 1 != transactions.end() && *(at + 1) == *at);
}

bool MigrationContext::inWrittenTransaction(int index) const
{
    for (int i = index; i >= 0 && shareTransaction(i, index); --i) {
        if (const auto* control = statements()[i].as<sql::TransactionControl>();
            control && control->kind == sql::TransactionControl::Kind::Begin)
            return true;
    }
    return false;
}

bool StatementContext::isIdle(const QualifiedName& name) const
{
    const RelationState* known = relation(name);
    return known && known->isIdle();
}

bool StatementContext::isEmpty(const QualifiedName& name) const
{
    const RelationState* known = relation(name);
    return known && known->isEmpty();
}

std::optional<qint64> StatementContext::rows(const QualifiedName& name) const
{
    const RelationState* known = relation(name);
    if (known && known->rows)
        return known->rows;
    for (auto it = options().assumedRows.begin(); it != options().assumedRows.end(); ++it) {
        if (matchesPattern(it.key(), name))
            return it.value();
    }
    return std::nullopt;
}

bool StatementContext::isSmall(const QualifiedName& name) const
{
    const auto known = rows(name);
    return known && *known <= options().smallTableRows;
}

bool StatementContext::isProtected(const QualifiedName& name) const
{
    return std::ranges::any_of(
        options().protectedTables, [&](const QString& pattern) { return matchesPattern(pattern, name); });
}

bool StatementContext::isHypertable(const QualifiedName& name) const
{
    const RelationState* known = relation(name);
    return known && (known->hypertable || known->kind == RelationState::Kind::ContinuousAggregate);
}

bool StatementContext::isPartitioned(const QualifiedName& name) const
{
    const RelationState* known = relation(name);
    return known && known->kind == RelationState::Kind::PartitionedTable;
}

QString StatementContext::describe(const QualifiedName& name) const
{
    QString text = '`' + (name.schema.isEmpty() ? name.name : name.schema + '.' + name.name) + '`';
    const RelationState* known = relation(name);
    QStringList sizes;
    if (known && known->bytes)
        sizes << QLocale::c().formattedDataSize(*known->bytes, 0, QLocale::DataSizeSIFormat);
    if (const auto count = rows(name))
        sizes << QLocale::c().toString(*count) + " rows";
    if (known && known->writesPerHour)
        sizes << QLocale::c().toString(*known->writesPerHour) + " writes an hour";
    return sizes.isEmpty() ? text : text + " (" + sizes.join(", ") + ')';
}

qsizetype StatementContext::find(const QString& word) const
{
    const QByteArray& text = migration.script().text;
    const QByteArray plain = word.toUtf8();
    Lexer lexer(QByteArrayView(text).first(statement.end), statement.codeBegin);
    for (Token token = lexer.nextCode(); token.kind != Token::Kind::End; token = lexer.nextCode()) {
        QByteArrayView spelled = token.text(text);
        if (token.kind == Token::Kind::QuotedWord && spelled.size() > 2)
            spelled = spelled.sliced(1, spelled.size() - 2);
        if ((token.kind == Token::Kind::Word || token.kind == Token::Kind::QuotedWord)
            && spelled.compare(plain, Qt::CaseInsensitive) == 0)
            return token.begin;
    }
    return statement.codeBegin;
}

Finding& Report::append()
{
    Finding& finding = m_findings.emplaceBack();
    finding.rule = QLatin1StringView(m_rule->id);
    finding.severity = m_rule->severity;
    finding.why = QString::fromUtf8(m_rule->hazard);
    return finding;
}

Finding& Report::add(const MigrationContext& at, const QString& message, qsizetype begin, qsizetype end)
{
    Finding& finding = append();
    finding.migration = at.migration.name;
    finding.file = at.migration.path;
    finding.message = message;
    finding.begin = begin;
    finding.end = end;
    const TextPosition from = at.script().lines.position(begin);
    const TextPosition to = at.script().lines.position(end);
    finding.line = from.line;
    finding.column = from.column;
    finding.endLine = to.line;
    finding.endColumn = to.column;
    return finding;
}

Finding& Report::add(const StatementContext& at, const QString& message, qsizetype offset)
{
    const Statement& statement = at.statement;
    const QByteArrayView code = at.code();
    const qsizetype begin = offset >= statement.codeBegin && offset < statement.end ? offset : statement.codeBegin;
    return add(at.migration, message, begin, statement.codeBegin + code.size());
}

// How long the work on the table takes, by what ordinary disks do; nothing where the size is unknown or it is short.
static QString forHowLong(const StatementContext& at, const QualifiedName& table)
{
    const RelationFact* fact = at.facts.find(table);
    const RelationState* known = at.relation(table);
    if (!fact || fact->work == TableWork::None || !known || !known->bytes)
        return {};
    constexpr qint64 million = 1'000'000;
    const qint64 rate = fact->work == TableWork::Scan ? 200 * million : 40 * million; // bytes a second, read or written
    const qint64 seconds = *known->bytes / rate;
    if (seconds < 2)
        return {};
    constexpr qint64 minute = 60;
    const QString time
        = seconds < 2 * minute ? countText(seconds, "second") : countText((seconds + minute / 2) / minute, "minute");
    return QString(" For about %1, at %2 MB a second.").arg(time, QString::number(rate / million));
}

Finding* Report::addOnTable(
    const StatementContext& at, const QualifiedName& table, const QString& message, qsizetype offset)
{
    if (at.isIdle(table))
        return nullptr;
    Finding& finding = add(at, message + forHowLong(at, table), offset);
    if (at.isProtected(table) && finding.severity == Severity::Warning)
        finding.severity = Severity::Error;
    else if (at.isSmall(table) || at.isEmpty(table))
        finding.severity = Severity::Note;
    return &finding;
}

Finding& Report::add(const FolderContext&, const QString& message, const LintMigration* migration)
{
    Finding& finding = append();
    finding.message = message;
    if (migration) {
        finding.migration = migration->name;
        finding.file = migration->path;
        finding.line = finding.column = finding.endLine = finding.endColumn = 1;
    }
    return finding;
}

} // namespace corridor
