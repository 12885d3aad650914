// SPDX-License-Identifier: MIT
#pragma once

#include "engine/run_sampler.h"

#include <QWidget>

namespace corridor {

// What a run holds and whom it keeps waiting, over the last minute and now: two strips and their words. The strip of
// locks is as dark as the strongest of them is strong; that of the blocked is as high as they are many.
class RunLane : public QWidget {
    Q_OBJECT
public:
    explicit RunLane(QWidget* parent = nullptr);

    void clear();
    void add(const RunSample& sample);
    QString locksText() const; // "ACCESS EXCLUSIVE on public.users, and 2 more"
    QString blockedText() const; // "2 sessions wait: psql (app) 3 s; …"

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintRow(QPainter& painter, const QRect& row, const QString& title, const QString& text) const;
    void paintLocks(QPainter& painter, const QRect& strip) const;
    void paintBlocked(QPainter& painter, const QRect& strip) const;
    QRect slice(const QRect& strip, qsizetype sample) const;

    QList<RunSample> m_samples;
};

} // namespace corridor
