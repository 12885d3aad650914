// SPDX-License-Identifier: MIT
#include "history/progress_mark.h"

#include <QCryptographicHash>
#include <QMap>

namespace corridor {

namespace {

const QString head = "corridor: ";
const QString nothingKept = "\ncorridor: nothing of the script was kept\n";

QString sentence(const ProgressMark& mark)
{
    QString text = QString("%1 of %2 statements are done and committed").arg(mark.done).arg(mark.total);
    if (mark.batchKey)
        text += QString("; statement %1 runs in batches, %2 rows so far").arg(mark.done + 1).arg(mark.batchRows);
    else if (mark.running)
        text += QString("; statement %1 was running outside of a transaction").arg(mark.done + 1);
    return text + '.';
}

// "done=3 total=7" as a map.
QMap<QString, QString> wordsOf(const QString& line)
{
    QMap<QString, QString> words;
    for (const QString& word : line.split(' ')) {
        if (const qsizetype equals = word.indexOf('='); equals > 0)
            words.insert(word.left(equals), word.sliced(equals + 1));
    }
    return words;
}

QString encoded(const QString& text)
{
    return QString::fromLatin1(text.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}
QString decoded(const QString& text)
{
    return QString::fromUtf8(QByteArray::fromBase64(text.toLatin1(), QByteArray::Base64UrlEncoding));
}

} // namespace

QString ProgressMark::toLogs() const
{
    QString line = head
        + QString("%1 mode=%2 done=%3 total=%4 running=%5")
              .arg(direction == Direction::Up ? "up" : "down", mode)
              .arg(done)
              .arg(total)
              .arg(running ? 1 : 0);
    if (!prefix.isEmpty())
        line += " prefix=" + prefix;
    if (batchKey)
        line += QString(" rows=%1 key=%2").arg(batchRows).arg(encoded(*batchKey));
    if (after > 0)
        line += QString(" after=%1").arg(after);
    return line + '\n' + sentence(*this) + (error.isEmpty() ? QString() : "\n\n" + error);
}

std::optional<ProgressMark> ProgressMark::fromLogs(const std::optional<QString>& logs)
{
    const QString text = logs.value_or(QString());
    const qsizetype lineEnd = text.indexOf('\n');
    if (!text.startsWith(head) || lineEnd < 0)
        return std::nullopt;
    const QString line = text.first(lineEnd);
    const auto words = wordsOf(line);
    const QString direction = line.sliced(head.size()).section(' ', 0, 0);
    if ((direction != "up" && direction != "down") || !words.contains("done") || !words.contains("total"))
        return std::nullopt;
    const qsizetype gap = text.indexOf("\n\n", lineEnd);
    ProgressMark mark { .direction = direction == "up" ? Direction::Up : Direction::Down,
        .mode = words["mode"],
        .done = words["done"].toInt(),
        .total = words["total"].toInt(),
        .running = words["running"] == "1",
        .prefix = words.value("prefix"),
        .batchRows = words.value("rows").toLongLong(),
        .after = words.value("after").toInt(),
        .error = gap < 0 ? QString() : text.sliced(gap + 2) };
    if (words.contains("key"))
        mark.batchKey = decoded(words["key"]);
    return mark;
}

QString scriptPrefix(QByteArrayView begin)
{
    return begin.isEmpty()
        ? QString()
        : QString::fromLatin1(QCryptographicHash::hash(begin, QCryptographicHash::Sha256).toHex().first(16));
}

QString withNothingKept(const QString& logs)
{
    return logs + nothingKept;
}
bool saysNothingKept(const std::optional<QString>& logs)
{
    return logs && logs->endsWith(nothingKept);
}

} // namespace corridor
