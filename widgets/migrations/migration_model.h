// SPDX-License-Identifier: MIT
#pragma once

#include "engine/proofs.h"
#include "history/diagnosis.h"
#include "lint/finding.h"
#include "widgets/migrations/migration_roles.h"

#include <QAbstractTableModel>
#include <QHash>

namespace corridor {

struct StateLook;

// The migrations of a project with their states on the connection. Rows keep their identity over a refresh: what is
// the same migration stays the same row, so selections survive.
class MigrationModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, StartedColumn, DurationColumn, ColumnCount };
    // What the run that goes on says about a migration, until the next diagnosis.
    enum class RunState { Running, Done, Failed };

    using QAbstractTableModel::QAbstractTableModel;

    void setDiagnosis(const Diagnosis& diagnosis);
    // The folder alone, while no database is known: no migration has a state.
    void setFolder(const QList<Migration>& folder);
    // The worst that the review found in each script; none for those that are not named.
    void setVerdicts(const QHash<QString, Severity>& verdicts);
    // What is known of the ways back.
    void setWaysBack(const QHash<QString, WayBackKnown>& ways);
    void setRunState(const QString& name, RunState state);

    const Diagnosis& diagnosis() const { return m_diagnosis; }
    bool hasStates() const { return m_hasStates; }
    int rowOf(const QString& name) const; // -1 where there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void replace(const Diagnosis& diagnosis, bool hasStates);
    std::optional<WayBackKnown> wayBack(const MigrationStatus& status) const;
    QString wayBackText(const MigrationStatus& status) const;
    QString help(const MigrationStatus& status) const;
    StateLook look(const MigrationStatus& status) const;
    QString displayText(const MigrationStatus& status, int column) const;
    QVariant sortKey(const MigrationStatus& status, int row, int column) const;

    Diagnosis m_diagnosis;
    bool m_hasStates = false;
    QHash<QString, RunState> m_runStates;
    QHash<QString, Severity> m_verdicts;
    QHash<QString, WayBackKnown> m_waysBack;
};

} // namespace corridor
