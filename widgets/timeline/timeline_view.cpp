// SPDX-License-Identifier: MIT
#include "timeline_view.h"

#include "report/quantity_text.h"
#include "widgets/timeline/timeline_model.h"

#include <QAccessible>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <cmath>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr double zoomStep = 1.25, maxZoom = 1e6, leftMargin = 10;
constexpr int foldChars = 9;

} // namespace

TimelineView::TimelineView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setAccessibleName(tr("Timeline"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalScrollBar()->setAccessibleName(tr("Scroll the timeline"));
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
}

void TimelineView::setModel(QAbstractItemModel* model, QItemSelectionModel* selection)
{
    m_model = model;
    m_selection = selection;
    connect(model, &QAbstractItemModel::modelReset, this, &TimelineView::readModel);
    connect(model, &QAbstractItemModel::layoutChanged, this, &TimelineView::readModel);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TimelineView::readModel);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &TimelineView::readModel);
    connect(model, &QAbstractItemModel::dataChanged, this, &TimelineView::readModel);
    connect(selection, &QItemSelectionModel::currentRowChanged, this, &TimelineView::showCurrent);
    connect(selection, &QItemSelectionModel::selectionChanged, viewport(), qOverload<>(&QWidget::update));
    readModel();
}

QSize TimelineView::sizeHint() const
{
    return { fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 13 };
}

void TimelineView::readModel()
{
    m_stale = true;
    m_hovered = -1;
    viewport()->update();
}

void TimelineView::arrange()
{
    if (m_stale && m_model)
        m_scene.read(*m_model, QFontMetricsF(font()));
    m_stale = false;
    m_geometry = TimelineGeometry::of(QFontMetricsF(font()), m_scene.hasRollbacks());
    const TimelineMetrics metrics { .lanes = m_geometry.lanesIn(viewport()->height()) };
    const double charWidth = fontMetrics().averageCharWidth();
    const double width = qMax(50.0, viewport()->width() - 2 * leftMargin);
    m_scene.arrange(width, m_zoom, metrics, foldChars * charWidth);
    updateScrollBar();
}

void TimelineView::updateScrollBar()
{
    // What fits is not scrolled, though a name at its end may be a little too long.
    const int beyond = m_zoom > 1 ? int(m_scene.width() + 2 * leftMargin) - viewport()->width() : 0;
    horizontalScrollBar()->setRange(0, qMax(0, beyond));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(fontMetrics().height() * 2);
}

double TimelineView::left() const
{
    return horizontalScrollBar()->value() - leftMargin;
}

void TimelineView::paintEvent(QPaintEvent*)
{
    if (m_stale)
        arrange();
    QPainter painter(viewport());
    if (m_scene.isEmpty())
        return drawEmpty(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-left(), 0);
    const QRectF visible(left(), 0, viewport()->width(), viewport()->height());
    TimelinePainter(painter, m_scene, m_geometry, palette(), visible).paint(m_selection, m_hovered);
}

void TimelineView::drawEmpty(QPainter& painter)
{
    const QString text = m_scene.pendingCount() > 0
        ? tr("Nothing has been applied here yet: %1 pending.").arg(countText(m_scene.pendingCount(), u"migration"_s))
        : tr("No history to show.");
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (!m_stale)
        arrange();
}

void TimelineView::setZoom(double zoom)
{
    zoomAround(zoom / m_zoom, viewport()->width() / 2.0);
}

void TimelineView::zoomIn()
{
    setZoom(m_zoom * zoomStep);
}

void TimelineView::zoomOut()
{
    setZoom(m_zoom / zoomStep);
}

void TimelineView::zoomAround(double factor, double viewportX)
{
    const double zoom = qBound(1.0, m_zoom * factor, maxZoom);
    if (zoom == m_zoom || m_scene.isEmpty())
        return;
    const qint64 time = m_scene.scale().time(viewportX + left());
    m_zoom = zoom;
    arrange();
    horizontalScrollBar()->setValue(int(m_scene.scale().x(time) - viewportX + leftMargin));
    viewport()->update();
    emit zoomChanged(zoom);
}

int TimelineView::currentBar() const
{
    return m_selection ? m_scene.barOfRow(m_selection->currentIndex().row()) : -1;
}

int TimelineView::barAt(const QPoint& at) const
{
    return m_scene.isEmpty() ? -1 : m_scene.barAt(at.x() + left(), m_geometry.laneAt(at.y()));
}

void TimelineView::selectBar(int bar)
{
    if (!m_selection || bar < 0 || bar >= m_scene.bars().size())
        return;
    const QModelIndex index = m_model->index(m_scene.bars()[bar].row, 0);
    m_selection->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void TimelineView::showCurrent(const QModelIndex& current)
{
    if (const int bar = currentBar(); !m_stale && bar >= 0) {
        const TimelineBar& shown = m_scene.bars()[bar];
        QScrollBar* scroll = horizontalScrollBar();
        if (shown.x < left())
            scroll->setValue(int(shown.x));
        else if (shown.right() > left() + viewport()->width())
            scroll->setValue(int(qMin(shown.x, shown.right() - viewport()->width() + 2 * leftMargin)));
    }
    setAccessibleDescription(current.siblingAtColumn(0).data(Qt::AccessibleTextRole).toString());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    viewport()->update();
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_scene.bars().size()) - 1, current = currentBar();
    switch (event->key()) {
    case Qt::Key_Left:
        return selectBar(qMax(0, current - 1));
    case Qt::Key_Right:
        return selectBar(qMin(last, current + 1));
    case Qt::Key_Home:
        return selectBar(0);
    case Qt::Key_End:
        return selectBar(last);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return setZoom(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current >= 0)
            emit activated(m_selection->currentIndex());
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        selectBar(barAt(event->position().toPoint()));
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    const int hovered = barAt(event->position().toPoint());
    if (std::exchange(m_hovered, hovered) != hovered)
        viewport()->update();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (barAt(event->position().toPoint()) >= 0)
        emit activated(m_selection->currentIndex());
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    const int delta = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    if (event->modifiers() & Qt::ControlModifier)
        zoomAround(std::pow(zoomStep, delta / 120.0), event->position().x());
    else
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
    event->accept();
}

bool TimelineView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int bar = barAt(help->pos());
        const QString text
            = bar < 0 ? QString() : m_model->index(m_scene.bars()[bar].row, 0).data(Qt::ToolTipRole).toString();
        QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    if (event->type() == QEvent::Leave && std::exchange(m_hovered, -1) >= 0)
        viewport()->update();
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace corridor
