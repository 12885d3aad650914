// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/environment/environment_identity.h"

#include <QWidget>

namespace corridor {

// Says above everything else where the window works: icon, word and colour of the environment, profile, role, host
// and database. Production is twice as high and hatched. A click, or Return, asks to choose another connection.
class EnvironmentStrip : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentStrip(QWidget* parent = nullptr);

    void setIdentity(const EnvironmentIdentity& identity);
    const EnvironmentIdentity& identity() const { return m_identity; }
    QString spokenText() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void clicked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int drawBadge(QPainter& painter);
    void drawPlace(QPainter& painter, int left);
    void drawHatching(QPainter& painter);
    QString placeText() const;
    bool isProduction() const { return m_identity.kind == ProfileEnvironment::Production; }

    EnvironmentIdentity m_identity;
};

} // namespace corridor
