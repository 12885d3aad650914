// SPDX-License-Identifier: MIT
#pragma once

#include "engine/plan.h"
#include "engine/proofs.h"
#include "widgets/environment/environment_identity.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace corridor {

class CodeEditor;
class NameConfirmation;
class PlanModel;

// What is about to run, before it runs: which migrations in which order and mode, with their text, on which database,
// in the colour of its environment. accept() means: run this very plan. On a protected connection the database's name
// has to be typed, and over a closed gate a reason; a reset asks for the name everywhere. Open it with open(): it runs
// no event loop of its own.
class PlanDialog : public QDialog {
    Q_OBJECT
public:
    // `gateReasons`: what of the checklist is missing, each a sentence (Gate::reasons).
    PlanDialog(const Plan& plan, const EnvironmentIdentity& where, const QStringList& gateReasons = {},
        QWidget* parent = nullptr);

    // What the journal knows of the ways back; shown for a rollback.
    void setWaysBack(const QHash<QString, WayBackKnown>& ways);
    const Plan& plan() const { return m_plan; }
    // What the user said, for guard().
    QString confirmedDatabase() const;
    QString overrideReason() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addNotes(QVBoxLayout* layout);
    QWidget* makeScripts();
    void addConsent(QVBoxLayout* layout);
    QWidget* makeReason();
    QWidget* makeButtons();
    bool asksForName() const;
    bool isCareful() const;
    QString obstacle() const;
    QString title() const;
    QString verb() const;
    void showScript(int row);
    void updateRun();

    Plan m_plan;
    EnvironmentIdentity m_where;
    QStringList m_gateReasons;
    PlanModel* m_model;
    QTableView* m_table = nullptr;
    CodeEditor* m_script = nullptr;
    NameConfirmation* m_confirmation = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_run = nullptr;
};

} // namespace corridor
