// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/timeline/timeline_painter.h"

#include <QAbstractScrollArea>
#include <QPointer>

class QAbstractItemModel;
class QItemSelectionModel;
class QModelIndex;

namespace corridor {

// Draws the attempts of a model along time, and shares a selection with whoever else shows the model. Left and Right
// step through time, Home and End jump, + and - and 0 zoom, and so does the wheel with Ctrl; Return opens.
// Paints only what is in sight.
class TimelineView : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TimelineView(QWidget* parent = nullptr);

    // TimelineModel or a proxy of it, and a selection over it. Neither is owned.
    void setModel(QAbstractItemModel* model, QItemSelectionModel* selection);

    double zoom() const { return m_zoom; }
    void setZoom(double zoom); // 1 fits everything
    void zoomIn();
    void zoomOut();
    const TimelineScene& scene() const { return m_scene; }
    QSize sizeHint() const override;

signals:
    void activated(const QModelIndex& index);
    void zoomChanged(double zoom);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void readModel();
    void arrange();
    void zoomAround(double factor, double viewportX);
    void updateScrollBar();
    void showCurrent(const QModelIndex& current);
    void selectBar(int bar);
    int currentBar() const;
    int barAt(const QPoint& viewportPosition) const;
    void drawEmpty(QPainter& painter);
    double left() const;

    QPointer<QAbstractItemModel> m_model;
    QPointer<QItemSelectionModel> m_selection;
    TimelineScene m_scene;
    TimelineGeometry m_geometry;
    double m_zoom = 1;
    int m_hovered = -1;
    bool m_stale = true; // the scene is read and arranged when it is first painted
};

} // namespace corridor
