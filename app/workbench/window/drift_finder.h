// SPDX-License-Identifier: MIT
#pragma once

#include "schema/drift.h"
#include "widgets/diff/schema_diff_view.h"
#include "widgets/tasks/task.h"

#include <QObject>
#include <QPointer>

namespace corridor {

class WorkbenchController;

// Compares the connected database with what its applied migrations make, and says what it found in a bar: from there it
// is shown as a tree, taken back by a migration, or adopted by one. GUI thread only; the work is done on a worker.
class DriftFinder : public QObject {
    Q_OBJECT
public:
    DriftFinder(WorkbenchController& controller, QWidget* window);

    QString whyNot() const; // it cannot be looked for now, as a sentence; empty when it can
    void find();
    // The window with both schemas; null where it is not open.
    SchemaDiffView* view() const { return m_view; }
    void showDifferences();
    // A new migration in the folder. Nothing runs.
    void writeRevert();
    void writeAdoption();

signals:
    void found(const corridor::Drift& drift);
    void migrationWritten(const QString& name);

private:
    void take(const Result<Drift>& drift);
    void post(qsizetype changes);
    void write(const QString& title, const Result<QString>& script);
    void forget();
    QList<MessageAction> choices();

    WorkbenchController& m_controller;
    QWidget* m_window;
    QPointer<SchemaDiffView> m_view;
    std::optional<Drift> m_drift;
    QString m_place; // the database that was looked at
    Task<Result<Drift>> m_task;
    Task<Result<QString>> m_write;
};

} // namespace corridor
