// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/line_diff.h"
#include "widgets/messages/message.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace corridor {

class CodeEditor;

// Two texts side by side, lines that belong together on the same height, both sides scrolling as one. F7 and Shift+F7
// go from difference to difference, Escape closes.
class CompareView : public QWidget {
    Q_OBJECT
public:
    struct Side {
        QString title;
        QByteArray text;
    };

    explicit CompareView(QWidget* parent = nullptr);

    // The difference is made on a worker; ready() when it is shown. `choices` become buttons.
    void compare(const Side& left, const Side& right, const QList<MessageAction>& choices = {});
    int differences() const { return int(m_starts.size()); } // runs of lines that are not the same
    CodeEditor& leftEditor() const { return *m_left; }
    CodeEditor& rightEditor() const { return *m_right; }

public slots:
    void nextDifference();
    void previousDifference();

signals:
    void ready();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHeader();
    QWidget* makeSide(CodeEditor* editor, QLabel* title);
    void follow(CodeEditor* leader, CodeEditor* follower);
    void show(const Side& left, const Side& right, const QList<DiffRow>& rows);
    void fill(CodeEditor& editor, const QStringList& lines, int DiffRow::* line);
    void tint();
    void findStarts();
    void goToStart(qsizetype index);
    void setChoices(const QList<MessageAction>& choices);

    CodeEditor* m_left;
    CodeEditor* m_right;
    QLabel* m_leftTitle;
    QLabel* m_rightTitle;
    QLabel* m_summary;
    QHBoxLayout* m_choices = nullptr;
    QList<DiffRow> m_rows;
    QList<int> m_starts; // rows at which a difference begins
    int m_request = 0;
};

} // namespace corridor
