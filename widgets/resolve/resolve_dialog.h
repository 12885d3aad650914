// SPDX-License-Identifier: MIT
#pragma once

#include "history/diagnosis.h"

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QLabel;

namespace corridor {

// Asks what became of a migration that failed or was applied by hand, and says what each answer does. Changes nothing.
class ResolveDialog : public QDialog {
    Q_OBJECT
public:
    // `current` is chosen if it can be resolved. `confirm`: the database whose name has to be typed first; empty where
    // nothing is protected.
    ResolveDialog(const Diagnosis& diagnosis, const QString& current, const QString& confirm, QWidget* parent = nullptr);

    void chooseApplied(); // instead of what the migration's state suggests

    // Those that can be resolved: failed ones first, then pending ones.
    static QStringList candidates(const Diagnosis& diagnosis);

signals:
    void appliedChosen(const QString& migration);
    void rolledBackChosen(const QString& migration);

private:
    QWidget* makeAnswers();
    void updateAnswers();
    void finish();

    Diagnosis m_diagnosis;
    QComboBox* m_migration;
    QLabel* m_state;
    QButtonGroup* m_answers;
};

} // namespace corridor
