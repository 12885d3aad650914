// SPDX-License-Identifier: MIT
#pragma once

#include <QPointer>
#include <QWidget>

namespace corridor {

// F6: the keyboard focus goes from one pane of the window to the next that is visible, and comes back to where it was
// in each.
class PaneCycle : public QObject {
    Q_OBJECT
public:
    explicit PaneCycle(QObject* parent = nullptr);

    void add(QWidget* pane);
    void focusNext(int direction = 1);

private:
    struct Pane {
        QPointer<QWidget> widget;
        QPointer<QWidget> lastFocus;
    };
    void remember(QWidget* focus);
    int currentPane() const;
    static bool enter(const Pane& pane);

    QList<Pane> m_panes;
};

} // namespace corridor
