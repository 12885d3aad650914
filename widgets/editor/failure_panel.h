// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "history/diagnosis.h"

#include <QWidget>

class QLabel;

namespace corridor {

// What a script failed with: what happened, where, in which state the database is, and the ways on. Emits what the user
// chooses; it does nothing itself.
class FailurePanel : public QWidget {
    Q_OBJECT
public:
    explicit FailurePanel(QWidget* parent = nullptr);

    void showFailure(const Error& error, bool canRollBack);
    const Error& error() const { return m_error; }

signals:
    void lineRequested(int line, int column);
    void markRolledBackRequested(const QString& migration);
    void markAppliedRequested(const QString& migration);
    void rollbackScriptRequested(); // to read, before anything runs

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeWaysOn();
    void copy() const;

    Error m_error;
    QLabel* m_headline;
    QLabel* m_details;
    QWidget* m_goToLine = nullptr;
    QWidget* m_rollback = nullptr;
};

// The failure that the row of `status` remembers, placed in `script`; nothing unless it failed.
std::optional<Error> failureOf(const MigrationStatus& status, const QByteArray& script);

} // namespace corridor
