// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/style/tone.h"

#include <QIcon>
#include <QWidget>

namespace corridor {

// A word with its icon on a faint ground of its tone: the state of what stands beside it.
class StateChip : public QWidget {
    Q_OBJECT
public:
    explicit StateChip(QWidget* parent = nullptr);

    void set(const QString& word, QLatin1StringView iconName, Tone tone);
    QString word() const { return m_word; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int iconSize() const;

    QString m_word;
    QIcon m_icon;
    Tone m_tone = Tone::Neutral;
};

} // namespace corridor
