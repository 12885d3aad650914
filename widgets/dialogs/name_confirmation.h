// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLineEdit;

namespace corridor {

// "Type the name of the database": a field that is satisfied by exactly one word. Nothing can be pasted by accident
// into it that confirms another database, because the name is never filled in.
class NameConfirmation : public QWidget {
    Q_OBJECT
public:
    NameConfirmation(const QString& wanted, const QString& purpose, QWidget* parent = nullptr);
    bool isGiven() const;

signals:
    void changed(bool given);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showMatch();

    QString m_wanted;
    QLineEdit* m_field;
};

} // namespace corridor
