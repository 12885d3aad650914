// SPDX-License-Identifier: MIT
#include "rehearsal/lock_picture.h"

#include "report/html_text.h"
#include "report/quantity_text.h"

#include <QMap>
#include <algorithm>

namespace corridor {

namespace {

constexpr double nameWidth = 220, timeWidth = 680, rowHeight = 22, top = 24;

using Rows = QMap<QString, QList<TracedLock>>;

// Weaker locks first, so that stronger ones are drawn over them.
Rows rowsOf(const TracedMigration& migration)
{
    Rows rows;
    for (const TracedLock& lock : migration.locks) {
        if (lock.kind != "index" && lock.kind != "toast" && lock.kind != "sequence")
            rows[lock.relation] << lock;
    }
    for (QList<TracedLock>& locks : rows)
        std::ranges::stable_sort(locks, {}, &TracedLock::mode);
    return rows;
}

class Picture {
public:
    explicit Picture(const TracedMigration& migration)
        : m_migration(migration)
        , m_rows(rowsOf(migration))
    {
    }

    QString text() const
    {
        if (m_rows.isEmpty())
            return {};
        const double height = top + rowHeight * double(m_rows.size()) + 8;
        QString svg = QString("<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"Locks of %3 over %4\">\n")
                          .arg(nameWidth + timeWidth + 10).arg(height)
                          .arg(htmlEscaped(m_migration.name), htmlEscaped(durationText(qint64(m_migration.durationMs))));
        svg += statements(height);
        int row = 0;
        for (auto it = m_rows.begin(); it != m_rows.end(); ++it)
            svg += line(row++, it.key(), it.value());
        return svg + "</svg>\n";
    }

private:
    double x(double ms) const
    {
        const double share = (ms - m_migration.startMs) / std::max(m_migration.durationMs, 0.001);
        return nameWidth + timeWidth * std::clamp(share, 0.0, 1.0);
    }

    QString statements(double height) const
    {
        QString svg;
        double last = -100;
        for (const TracedStatement& statement : m_migration.statements) {
            const double at = x(statement.startMs);
            svg += QString("<line class=\"tick\" x1=\"%1\" x2=\"%1\" y1=\"%2\" y2=\"%3\"/>\n").arg(at, 0, 'f', 1).arg(top - 6).arg(height);
            if (at - last < 18)
                continue;
            svg += QString("<text class=\"number\" x=\"%1\" y=\"%2\">%3</text>\n").arg(at + 2, 0, 'f', 1).arg(top - 8).arg(statement.index + 1);
            last = at;
        }
        return svg;
    }

    QString line(int row, const QString& relation, const QList<TracedLock>& locks) const
    {
        const double y = top + rowHeight * row;
        QString svg = QString("<text x=\"0\" y=\"%1\">%2</text>\n").arg(y + 14).arg(htmlEscaped(relation));
        for (const TracedLock& lock : locks) {
            const QString kind = blocksReads(lock.mode) ? "reads" : blocksWrites(lock.mode) ? "writes" : "other";
            const QString title = QString("%1: %2, statement %3, %4").arg(relation, lockWord(lock.mode)).arg(lock.statement + 1)
                                      .arg(durationText(qint64(lock.toMs - lock.fromMs)));
            svg += QString("<rect class=\"%1\" x=\"%2\" y=\"%3\" width=\"%4\" height=\"%5\"><title>%6</title></rect>\n")
                       .arg(kind).arg(x(lock.fromMs), 0, 'f', 1).arg(y + 3)
                       .arg(std::max(2.0, x(lock.toMs) - x(lock.fromMs)), 0, 'f', 1).arg(rowHeight - 6).arg(htmlEscaped(title));
        }
        return svg;
    }

    const TracedMigration& m_migration;
    const Rows m_rows;
};

} // namespace

QString lockPicture(const TracedMigration& migration) { return Picture(migration).text(); }

} // namespace corridor
