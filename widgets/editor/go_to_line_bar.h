// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace corridor {

class CodeEditor;

// "12" or "12:5" and Enter. Shows the line while one types; Escape goes back to where one was.
class GoToLineBar : public QWidget {
    Q_OBJECT
public:
    explicit GoToLineBar(CodeEditor* editor, QWidget* parent = nullptr);
    void openBar();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void preview(const QString& text);
    void closeBar();

    CodeEditor* m_editor;
    QLineEdit* m_field;
    QLabel* m_range;
    int m_origin = 0;
};

} // namespace corridor
