// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractButton>

namespace corridor {

// A large button: an icon, a title and a sentence that says what lies behind it.
class DoorButton : public QAbstractButton {
    Q_OBJECT
public:
    DoorButton(QLatin1StringView iconName, const QString& title, const QString& sentence, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_sentence;
};

} // namespace corridor
