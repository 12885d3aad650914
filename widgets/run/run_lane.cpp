// SPDX-License-Identifier: MIT
#include "run_lane.h"

#include "base/redact.h"
#include "report/quantity_text.h"
#include "sql/lock_mode.h"
#include "widgets/style/tone.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr qint64 shownMs = 60'000;
constexpr int padding = 6, stripChars = 34, titleChars = 16, blockedFull = 5;

LockMode strongest(const RunSample& sample)
{
    return sample.held.isEmpty() ? LockMode::None : lockModeFromServer(sample.held.first().mode);
}

Tone toneOf(LockMode mode)
{
    return blocksReads(mode) ? Tone::Error : blocksWrites(mode) ? Tone::Warning : Tone::Pending;
}

// Catalog words aside, an index of a table that is locked says nothing new.
QString nameOf(const LockFact& lock)
{
    return lock.schema.isEmpty() || lock.schema == "public"_L1 ? lock.relation : lock.schema + u'.' + lock.relation;
}

QString waiterText(const ServerSession& session)
{
    const QString name
        = session.application.isEmpty() ? RunLane::tr("process %1").arg(session.pid) : session.application;
    QString text = session.user.isEmpty() ? name : u"%1 (%2)"_s.arg(name, session.user);
    if (session.waitingFor && session.waitingFor->waitingMs > 0)
        text += u' ' + durationText(session.waitingFor->waitingMs);
    return redacted(text);
}

} // namespace

RunLane::RunLane(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Locks held and sessions blocked"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    clear();
}

void RunLane::clear()
{
    m_samples.clear();
    setAccessibleDescription({});
    update();
}

void RunLane::add(const RunSample& sample)
{
    m_samples << sample;
    while (m_samples.first().atMs < sample.atMs - shownMs)
        m_samples.removeFirst();
    const QString text = locksText() + u". "_s + blockedText();
    setAccessibleDescription(text);
    setToolTip(text);
    update();
}

QString RunLane::locksText() const
{
    if (m_samples.isEmpty() || m_samples.last().held.isEmpty())
        return tr("none");
    const QList<LockFact>& held = m_samples.last().held;
    const QString first = tr("%1 on %2").arg(lockWord(lockModeFromServer(held.first().mode)), nameOf(held.first()));
    return held.size() == 1 ? first : tr("%1, and %2 more").arg(first).arg(held.size() - 1);
}

QString RunLane::blockedText() const
{
    if (m_samples.isEmpty() || m_samples.last().blocked.isEmpty())
        return tr("nobody");
    QStringList names;
    for (const ServerSession& session : m_samples.last().blocked)
        names << waiterText(session);
    return tr("%1: %2").arg(countText(names.size(), u"session"_s), names.join(u"; "_s));
}

QSize RunLane::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 80, 2 * (fontMetrics().height() + padding) + 2 * padding };
}

QSize RunLane::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * (stripChars + titleChars + 10), sizeHint().height() };
}

// Time runs from left to right and ends now.
QRect RunLane::slice(const QRect& strip, qsizetype sample) const
{
    const qint64 now = m_samples.last().atMs;
    const auto x = [&](qint64 at) { return strip.right() - int((now - at) * strip.width() / shownMs); };
    const qint64 from = sample > 0 ? m_samples[sample - 1].atMs : m_samples[sample].atMs - 400;
    const int left = qMax(strip.left(), x(from));
    return { left, strip.top(), qMax(1, x(m_samples[sample].atMs) - left), strip.height() };
}

void RunLane::paintLocks(QPainter& painter, const QRect& strip) const
{
    for (qsizetype i = 0; i < m_samples.size(); ++i) {
        const LockMode mode = strongest(m_samples[i]);
        if (mode == LockMode::None)
            continue;
        QRect part = slice(strip, i);
        // Its height tells the same as its colour.
        part.setTop(strip.bottom() + 1 - strip.height() * int(mode) / int(LockMode::AccessExclusive));
        painter.fillRect(part, toneColors(toneOf(mode), palette()).mark);
    }
}

void RunLane::paintBlocked(QPainter& painter, const QRect& strip) const
{
    for (qsizetype i = 0; i < m_samples.size(); ++i) {
        const int count = int(m_samples[i].blocked.size());
        if (count == 0)
            continue;
        QRect part = slice(strip, i);
        part.setTop(strip.bottom() + 1 - qMax(2, strip.height() * qMin(count, blockedFull) / blockedFull));
        painter.fillRect(part, toneColors(Tone::Error, palette()).mark);
    }
}

void RunLane::paintRow(QPainter& painter, const QRect& row, const QString& title, const QString& text) const
{
    const int character = fontMetrics().averageCharWidth();
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, title);
    const QRect rest = row.adjusted(character * (titleChars + stripChars) + 2 * padding, 0, 0, 0);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(
        rest, Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text, Qt::ElideRight, rest.width()));
}

void RunLane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int character = fontMetrics().averageCharWidth();
    const int height = fontMetrics().height() + padding;
    const QRect first(padding, padding, width() - 2 * padding, height);
    const QRect second = first.translated(0, height);
    const QRect strip
        = QRect(first.left() + character * titleChars, first.top() + 1, character * stripChars, height - 3);
    painter.fillRect(strip, palette().color(QPalette::AlternateBase));
    painter.fillRect(strip.translated(0, height), palette().color(QPalette::AlternateBase));
    paintRow(painter, first, tr("Locks held"), locksText());
    paintRow(painter, second, tr("Kept waiting"), blockedText());
    if (m_samples.isEmpty())
        return;
    paintLocks(painter, strip);
    paintBlocked(painter, strip.translated(0, height));
}

} // namespace corridor
