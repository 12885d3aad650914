// SPDX-License-Identifier: MIT
#pragma once

#include <QTextBlock>
#include <QWidget>
#include <functional>

namespace corridor {

class CodeEditor;

// The column left of the text: badges, line numbers, problem marks and fold arrows. A click on a badge activates it,
// on an arrow folds, elsewhere it selects lines.
class EditorGutter : public QWidget {
    Q_OBJECT
public:
    explicit EditorGutter(CodeEditor* editor);

    int requiredWidth() const;
    void setLabels(std::function<QString(int line)> labels, int digits);
    QSize sizeHint() const override { return { requiredWidth(), 0 }; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    struct Columns {
        int badge, number, mark, fold, end; // left edges
    };
    Columns columns() const;
    int unit() const; // the side of an icon: the height of a line's letters
    QTextBlock blockAt(int y) const;
    void paintLine(QPainter& painter, const QTextBlock& block, const QRectF& line);
    void paintFoldArrow(QPainter& painter, const QTextBlock& block, const QRectF& cell);
    void paintProblemMark(QPainter& painter, const QTextBlock& block, const QRectF& line, const QRectF& cell);
    QString toolTipFor(const QTextBlock& block, int x) const;

    CodeEditor* m_editor;
    std::function<QString(int)> m_labels;
    int m_digits = 0;
    int m_selectFrom = -1; // block number at which a drag over the numbers began
    int m_hovered = -1;
};

} // namespace corridor
