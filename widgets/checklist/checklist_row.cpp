// SPDX-License-Identifier: MIT
#include "checklist_row.h"

#include "widgets/style/tone.h"
#include "widgets/style/tool_button.h"

#include <QApplication>
#include <QCheckBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace corridor {

ChecklistRow::ChecklistRow(QWidget* parent)
    : QWidget(parent)
    , m_box(new QCheckBox)
    , m_text(new QLabel)
    , m_why(smallLabel(tr("Why")))
    , m_evidence(smallLabel(tr("Who ticked it")))
    , m_stale(smallLabel(tr("Why it counts no more")))
    , m_noteButton(toolButton("edited"_L1, tr("Write a note"), this))
    , m_note(new QLineEdit)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_note->setPlaceholderText(tr("What was seen, kept with the tick"));
    m_note->setAccessibleName(tr("Note"));
    m_note->hide();
    m_why->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(10, 8, 8, 8);
    layout->setVerticalSpacing(3);
    layout->setColumnStretch(1, 1);
    layout->addWidget(m_box, 0, 0, Qt::AlignTop);
    layout->addWidget(m_text, 0, 1);
    layout->addWidget(m_noteButton, 0, 2, Qt::AlignTop);
    int line = 1;
    for (QWidget* widget : { static_cast<QWidget*>(m_why), static_cast<QWidget*>(m_stale),
             static_cast<QWidget*>(m_evidence), static_cast<QWidget*>(m_note) })
        layout->addWidget(widget, line++, 1, 1, 2);
    m_box->installEventFilter(this);
    m_note->installEventFilter(this);
    connect(m_box, &QCheckBox::clicked, this, &ChecklistRow::toggled);
    connect(m_noteButton, &QToolButton::clicked, this, &ChecklistRow::editNote);
    connect(m_note, &QLineEdit::returnPressed, this, [this] {
        emit noteWritten(m_note->text().trimmed());
        closeNote();
    });
}

QLabel* ChecklistRow::smallLabel(const QString& name)
{
    auto* label = new QLabel(this);
    QFont small = label->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    label->setFont(small);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setAccessibleName(name);
    return label;
}

void ChecklistRow::show(const ItemStatus& status)
{
    m_status = status;
    const QSignalBlocker quiet(m_box);
    m_box->setChecked(status.isTicked());
    m_text->setText(status.item.text);
    m_why->setText(status.item.why);
    m_why->setVisible(!status.item.why.isEmpty() && !status.isTicked());
    m_stale->setText(status.reasons.join(u'\n'));
    m_stale->setVisible(status.state == ItemState::Stale);
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, toneColors(Tone::Warning, palette()).text);
    m_stale->setPalette(colours);
    showEvidence();
    m_noteButton->setVisible(status.isTicked());
    m_noteButton->setToolTip(status.note.isEmpty() ? tr("Write a note") : tr("Change the note"));
    m_noteButton->setAccessibleName(tr("Note on “%1”").arg(status.item.text));
    m_box->setAccessibleName(status.state == ItemState::Stale ? tr("%1, no longer valid").arg(status.item.text)
                                                              : status.item.text);
    m_box->setAccessibleDescription((QStringList(status.item.why) + status.reasons).join(u' '));
    update();
}

void ChecklistRow::showEvidence()
{
    QString text;
    if (!m_status.who.isEmpty() && m_status.state != ItemState::Unticked) {
        const QString when = QLocale().toString(m_status.at.toLocalTime(), QLocale::ShortFormat);
        text = m_status.state == ItemState::Stale ? tr("ticked by %1, %2").arg(m_status.who, when)
                                                  : tr("%1, %2").arg(m_status.who, when);
    }
    if (!m_status.note.isEmpty())
        text += (text.isEmpty() ? QString() : u"\n"_s) + tr("“%1”").arg(m_status.note);
    m_evidence->setText(text);
    m_evidence->setVisible(!text.isEmpty());
}

void ChecklistRow::editNote()
{
    m_note->setText(m_status.note);
    m_note->show();
    m_note->setFocus(Qt::OtherFocusReason);
    m_note->selectAll();
}

void ChecklistRow::closeNote()
{
    m_note->hide();
    m_box->setFocus(Qt::OtherFocusReason);
}

bool ChecklistRow::hasKeys() const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus && (focus == this || isAncestorOf(focus));
}

void ChecklistRow::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_text->geometry().contains(event->position().toPoint()))
        m_box->click();
    m_box->setFocus(Qt::MouseFocusReason);
}

bool ChecklistRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
        if (event->type() == QEvent::FocusIn)
            emit focused();
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (watched == m_note && key == Qt::Key_Escape) {
        closeNote();
        return true;
    }
    if (watched == m_box && (key == Qt::Key_Return || key == Qt::Key_Enter) && m_status.isTicked()) {
        editNote();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// A ground for what needs an eye, a line between items, a frame around the one with the keys.
void ChecklistRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_status.state == ItemState::Stale)
        painter.fillRect(rect(), toneColors(Tone::Warning, palette()).fill);
    painter.setPen(palette().color(QPalette::Midlight));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    if (m_box->hasFocus()) {
        painter.fillRect(QRect(0, 0, 3, height()), palette().color(QPalette::Accent));
    }
}

} // namespace corridor
