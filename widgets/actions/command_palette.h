// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/actions/palette_entry.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;

namespace corridor {

class PaletteModel;

// A line to type in and the entries that match, laid over the top of its window. Up, Down and Return choose while
// the line keeps the focus; Escape, or a click elsewhere, closes. Not a dialog: it blocks nothing.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);

    void popUp(const QString& prompt, QList<PaletteEntry> entries);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool handleKey(int key);
    void place();
    void moveCurrent(int by);
    void choose(const QModelIndex& index);
    void dismiss();

    PaletteModel* m_model;
    QLineEdit* m_line;
    QListView* m_list;
    QPointer<QWidget> m_previousFocus;
};

} // namespace corridor
