// SPDX-License-Identifier: MIT
#include "go_to_line_bar.h"

#include "widgets/editor/code_editor.h"
#include "widgets/style/tool_button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace corridor {

GoToLineBar::GoToLineBar(CodeEditor* editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_field(new QLineEdit)
    , m_range(new QLabel)
{
    setAccessibleName(tr("Go to line"));
    auto* label = new QLabel(tr("&Line:"));
    label->setBuddy(m_field);
    m_field->setAccessibleName(tr("Line, or line:column"));
    m_field->setMaximumWidth(fontMetrics().horizontalAdvance(u"0000000000000000"_s));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->addWidget(label);
    layout->addWidget(m_field);
    layout->addWidget(m_range);
    layout->addStretch();
    QToolButton* close = toolButton("close"_L1, tr("Close (Esc)"), this);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &GoToLineBar::closeBar);
    connect(m_field, &QLineEdit::textEdited, this, &GoToLineBar::preview);
    hide();
}

void GoToLineBar::openBar()
{
    m_origin = m_editor->textCursor().position();
    m_range->setText(tr("of %1, or line:column").arg(m_editor->blockCount()));
    m_field->setText(QString::number(m_editor->currentLine()));
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void GoToLineBar::preview(const QString& text)
{
    const QStringList parts = text.split(u':');
    if (const int line = parts[0].trimmed().toInt(); line > 0)
        m_editor->goTo(line, parts.size() > 1 ? qMax(1, parts[1].trimmed().toInt()) : 1);
}

void GoToLineBar::closeBar()
{
    hide();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void GoToLineBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        QTextCursor cursor = m_editor->textCursor();
        cursor.setPosition(m_origin);
        m_editor->setTextCursor(cursor);
        return closeBar();
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        preview(m_field->text());
        return closeBar();
    }
    QWidget::keyPressEvent(event);
}

} // namespace corridor
