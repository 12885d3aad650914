// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QSize>
#include <QString>
#include <functional>

class QWidget;

namespace corridor::gallery {

// One view with sample data.
struct Exhibit {
    QString name;
    QSize size; // invalid for the view's own
    std::function<QWidget*(const QString& folder)> make; // `folder` is empty and goes away after the drawing
    std::function<void(QWidget&)> prepare; // when it has been shown
};

QList<Exhibit> editorExhibits();
QList<Exhibit> dialogExhibits();
inline QList<Exhibit> exhibits()
{
    return editorExhibits() + dialogExhibits();
}

} // namespace corridor::gallery
