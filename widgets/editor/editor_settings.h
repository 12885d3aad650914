// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QObject>

namespace corridor {

// What all editors of the process share and remember: the zoom and soft wrap. GUI thread only.
class EditorSettings : public QObject {
    Q_OBJECT
public:
    static EditorSettings& instance();

    int zoomSteps() const { return m_zoom; } // points above (or below) the system's fixed font
    void setZoomSteps(int steps);
    bool softWrap() const { return m_wrap; }
    void setSoftWrap(bool wrap);
    QFont font() const;

signals:
    void changed();

private:
    EditorSettings();
    void store();

    int m_zoom = 0;
    bool m_wrap = false;
};

} // namespace corridor
