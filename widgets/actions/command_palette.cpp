// SPDX-License-Identifier: MIT
#include "command_palette.h"

#include "widgets/actions/palette_delegate.h"
#include "widgets/actions/palette_model.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace corridor {

namespace {

constexpr int visibleRows = 12;

} // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window)
    , m_model(new PaletteModel(this))
    , m_line(new QLineEdit(this))
    , m_list(new QListView(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    setAutoFillBackground(true);
    m_line->setAccessibleName(tr("Search commands"));
    m_line->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Matching commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_line);
    layout->addWidget(m_list);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_model->setPattern(text);
        m_list->setCurrentIndex(m_model->index(0));
        place();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    m_line->installEventFilter(this);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::popUp(const QString& prompt, QList<PaletteEntry> entries)
{
    if (!isVisible())
        m_previousFocus = QApplication::focusWidget();
    m_line->setPlaceholderText(prompt);
    m_line->clear();
    m_model->setEntries(std::move(entries));
    m_list->setCurrentIndex(m_model->index(0));
    place();
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress)
        return handleKey(static_cast<QKeyEvent*>(event)->key());
    if (watched == m_line && event->type() == QEvent::FocusOut && isVisible())
        hide();
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

bool CommandPalette::handleKey(int key)
{
    switch (key) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    case Qt::Key_Up:
        moveCurrent(-1);
        return true;
    case Qt::Key_Down:
        moveCurrent(1);
        return true;
    case Qt::Key_PageUp:
        moveCurrent(-visibleRows);
        return true;
    case Qt::Key_PageDown:
        moveCurrent(visibleRows);
        return true;
    default:
        return false;
    }
}

void CommandPalette::moveCurrent(int by)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const int row = m_list->currentIndex().row() + by;
    const bool isStep = qAbs(by) == 1;
    m_list->setCurrentIndex(m_model->index(isStep ? (row + rows) % rows : qBound(0, row, rows - 1)));
}

void CommandPalette::choose(const QModelIndex& index)
{
    if (!index.isValid() || !m_model->entry(index.row()).reason.isEmpty())
        return;
    const auto run = m_model->entry(index.row()).run;
    dismiss();
    run();
}

void CommandPalette::dismiss()
{
    const QPointer<QWidget> previous = m_previousFocus;
    hide();
    if (previous)
        previous->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::place()
{
    const QWidget* window = parentWidget();
    const int width = qMin(window->width() - 40, fontMetrics().averageCharWidth() * 90);
    const int rows = qBound(1, m_model->rowCount(), visibleRows);
    m_list->setFixedHeight(rows * qMax(1, m_list->sizeHintForRow(0)) + 4);
    resize(width, layout()->sizeHint().height());
    move((window->width() - width) / 2, fontMetrics().height() * 3);
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Dark));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace corridor
