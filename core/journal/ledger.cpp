// SPDX-License-Identifier: MIT
#include "journal/ledger.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace corridor {

const LedgerKind ledger::runStarted { "run-started", "runs",
    { "id", "started_at", "who", "machine", "program_version", "project", "profile", "environment", "action", "host",
        "port", "database_name", "role", "server_version", "plan" },
    { "id" } };
const LedgerKind ledger::runFinished { "run-finished", "runs", { "id", "finished_at", "outcome", "error" }, { "id" },
    "finished_at IS NOT NULL OR outcome IS NOT NULL OR error IS NOT NULL" };
const LedgerKind ledger::step { "step", "steps",
    { "run_id", "ordinal", "migration", "step_index", "line", "outcome", "duration_ms", "affected_rows" },
    { "run_id", "ordinal" } };
const LedgerKind ledger::tick { "tick", "ticks",
    { "id", "target", "item", "ticked", "who", "made_at", "note", "checksum", "scripts" }, { "id" } };

const LedgerKind ledger::proof { "proof", "proofs",
    { "id", "migration", "up_checksum", "down_checksum", "verdict", "why", "server_version", "made_at" }, { "id" } };

namespace {

struct Line {
    qint64 position = 0;
    QString kind, subject, previous, hash;
};

// All values as text, so that they read the same from every database.
QByteArray contentOf(const QVariantList& values)
{
    QJsonArray texts;
    for (const QVariant& value : values)
        texts << (value.isNull() ? QJsonValue() : QJsonValue(value.toString()));
    return QJsonDocument(texts).toJson(QJsonDocument::Compact);
}

QString subjectOf(const LedgerKind& kind, const QVariantList& values)
{
    QStringList parts;
    for (const QString& column : kind.key)
        parts << values[kind.columns.indexOf(column)].toString();
    return parts.join('/');
}

QString hashOf(const Line& line, const QByteArray& content)
{
    const QByteArray text
        = QStringList { line.previous, QString::number(line.position), line.kind, line.subject }.join('\n').toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text + '\n' + content, QCryptographicHash::Sha256).toHex());
}

Result<QList<Line>> readLines(const JournalDatabase& database, const QString& tail)
{
    auto rows = database.run("SELECT position, kind, subject, previous, hash FROM ledger ORDER BY position " + tail);
    CORRIDOR_TRY(rows);
    QList<Line> lines;
    while (rows->next())
        lines << Line { rows->value(0).toLongLong(), rows->value(1).toString(), rows->value(2).toString(),
            rows->value(3).toString(), rows->value(4).toString() };
    return lines;
}

// The rows of one kind: subject -> content.
Result<QHash<QString, QByteArray>> readContents(const JournalDatabase& database, const LedgerKind& kind)
{
    const QString where = kind.present.isEmpty() ? QString() : " WHERE " + kind.present;
    auto rows = database.run("SELECT " + kind.columns.join(", ") + " FROM " + kind.table + where);
    CORRIDOR_TRY(rows);
    QHash<QString, QByteArray> contents;
    while (rows->next()) {
        QVariantList values;
        for (int column = 0; column < kind.columns.size(); ++column)
            values << rows->value(column);
        contents.insert(subjectOf(kind, values), contentOf(values));
    }
    return contents;
}

// The walk along the chain: what the lines say against what the tables hold.
class Audit {
public:
    Result<void> read(const JournalDatabase& database)
    {
        for (const LedgerKind* kind : { &ledger::runStarted, &ledger::runFinished, &ledger::step, &ledger::tick, &ledger::proof }) {
            const auto contents = readContents(database, *kind);
            CORRIDOR_TRY(contents);
            m_contents.insert(kind->name, *contents);
        }
        const auto lines = readLines(database, "ASC");
        CORRIDOR_TRY(lines);
        m_lines = *lines;
        return {};
    }

    Verification judge(const QString& notedHead)
    {
        for (const Line& line : m_lines) {
            judgeChain(line);
            judgeContent(line);
            m_last = line;
        }
        judgeUnvouched();
        judgeHead(notedHead);
        m_result.lines = m_lines.size();
        m_result.head = m_last.hash;
        return m_result;
    }

private:
    void report(JournalFault::Kind kind, qint64 position, const QString& text)
    {
        m_result.faults << JournalFault { kind, position, text };
    }

    void judgeChain(const Line& line)
    {
        const qint64 expected = m_last.position + 1;
        if (line.position != expected)
            report(JournalFault::Kind::LineMissing, expected,
                QString("Lines %1 to %2 of the ledger are missing.").arg(expected).arg(line.position - 1));
        else if (line.previous != m_last.hash)
            report(JournalFault::Kind::ChainBroken, line.position,
                QString("Line %1 of the ledger does not follow from the line before it.").arg(line.position));
    }

    void judgeContent(const Line& line)
    {
        QHash<QString, QByteArray>& rows = m_contents[line.kind];
        const auto row = rows.constFind(line.subject);
        if (row == rows.constEnd()) {
            report(JournalFault::Kind::RowRemoved, line.position,
                QString("The row of %1 %2 was removed.").arg(line.kind, line.subject));
            return;
        }
        if (hashOf(line, *row) != line.hash)
            report(JournalFault::Kind::RowChanged, line.position,
                QString("The row of %1 %2 was changed.").arg(line.kind, line.subject));
        rows.erase(row);
    }

    void judgeUnvouched()
    {
        for (auto kind = m_contents.cbegin(); kind != m_contents.cend(); ++kind) {
            for (const QString& subject : kind->keys())
                report(JournalFault::Kind::RowAdded, 0,
                    QString("The row of %1 %2 was added behind the ledger's back.").arg(kind.key(), subject));
        }
    }

    void judgeHead(const QString& notedHead)
    {
        const auto matches = [&](const Line& line) { return line.hash == notedHead; };
        if (!notedHead.isEmpty() && std::none_of(m_lines.begin(), m_lines.end(), matches))
            report(JournalFault::Kind::HeadUnknown, 0,
                "The noted hash " + notedHead + " is not in the ledger: its end was cut off or rewritten.");
    }

    QHash<QString, QHash<QString, QByteArray>> m_contents; // by kind; what remains at the end has no line
    QList<Line> m_lines;
    Line m_last;
    Verification m_result;
};

} // namespace

Result<void> appendToLedger(const JournalDatabase& database, const LedgerKind& kind, const QVariantList& values)
{
    const auto last = readLines(database, "DESC LIMIT 1");
    CORRIDOR_TRY(last);
    Line line { .position = 1, .kind = kind.name, .subject = subjectOf(kind, values) };
    if (!last->isEmpty()) {
        line.position = last->first().position + 1;
        line.previous = last->first().hash;
    }
    // Qt binds a null QString as NULL, and the first line has nothing before it.
    const QString previous = line.previous.isNull() ? "" : line.previous;
    CORRIDOR_TRY(database.run("INSERT INTO ledger (position, kind, subject, previous, hash) VALUES (?, ?, ?, ?, ?)",
        { line.position, line.kind, line.subject, previous, hashOf(line, contentOf(values)) }));
    return {};
}

Result<Verification> verifyLedger(const JournalDatabase& database, const QString& notedHead)
{
    Audit audit;
    CORRIDOR_TRY(database.reading([&] { return audit.read(database); }));
    return audit.judge(notedHead);
}

} // namespace corridor
