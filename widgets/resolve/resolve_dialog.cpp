// SPDX-License-Identifier: MIT
#include "resolve_dialog.h"

#include "widgets/dialogs/name_confirmation.h"
#include "widgets/migrations/state_look.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace corridor {

namespace {

enum Answer { RolledBack, Applied };

bool isFailed(const MigrationStatus& status)
{
    return status.current() && status.current()->isFailed();
}

QLabel* makeExplanation(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setIndent(24);
    return label;
}

} // namespace

QStringList ResolveDialog::candidates(const Diagnosis& diagnosis)
{
    QStringList failed, pending;
    for (const MigrationStatus& status : diagnosis.migrations) {
        if (isFailed(status))
            failed << status.name;
        else if (status.isPending())
            pending << status.name;
    }
    return failed + pending;
}

ResolveDialog::ResolveDialog(
    const Diagnosis& diagnosis, const QString& current, const QString& confirm, QWidget* parent)
    : QDialog(parent)
    , m_diagnosis(diagnosis)
    , m_migration(new QComboBox(this))
    , m_state(new QLabel(this))
    , m_answers(new QButtonGroup(this))
{
    setWindowTitle(tr("Resolve a migration"));
    m_migration->setAccessibleName(tr("Migration"));
    for (const QString& name : candidates(diagnosis)) {
        const MigrationStatus* status = diagnosis.find(name);
        m_migration->addItem(stateLook(status->state).icon(), name);
    }
    if (const int at = m_migration->findText(current); at >= 0)
        m_migration->setCurrentIndex(at);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* resolve = buttons->addButton(tr("&Resolve"), QDialogButtonBox::AcceptRole);
    resolve->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(makeExplanation(tr("This changes only what the history says. No script is run."), this));
    layout->addWidget(m_migration);
    layout->addWidget(m_state);
    layout->addWidget(makeAnswers());
    if (!confirm.isEmpty()) {
        auto* confirmation = new NameConfirmation(confirm, tr("To resolve"), this);
        layout->addWidget(confirmation);
        resolve->setEnabled(false);
        connect(confirmation, &NameConfirmation::changed, resolve, &QWidget::setEnabled);
    }
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &ResolveDialog::finish);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_migration, &QComboBox::currentIndexChanged, this, &ResolveDialog::updateAnswers);
    updateAnswers();
}

QWidget* ResolveDialog::makeAnswers()
{
    auto* box = new QWidget(this);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](Answer answer, const QString& text, const QString& explanation) {
        auto* button = new QRadioButton(text, box);
        button->setAccessibleDescription(explanation);
        m_answers->addButton(button, answer);
        layout->addWidget(button);
        layout->addWidget(makeExplanation(explanation, box));
    };
    add(RolledBack, tr("Mark as &rolled back"),
        tr("What the script had done is undone, by the server or by hand. The next deploy runs it again."));
    add(Applied, tr("Mark as &applied"),
        tr("Everything that the script does has been done by hand. The next deploy skips it."));
    return box;
}

void ResolveDialog::chooseApplied()
{
    m_answers->button(Applied)->setChecked(true);
}

void ResolveDialog::updateAnswers()
{
    const MigrationStatus* status = m_diagnosis.find(m_migration->currentText());
    if (!status)
        return;
    m_state->setText(stateText(status->state));
    // There is nothing to take back of what never started.
    m_answers->button(RolledBack)->setEnabled(isFailed(*status));
    m_answers->button(isFailed(*status) ? RolledBack : Applied)->setChecked(true);
}

void ResolveDialog::finish()
{
    const QString name = m_migration->currentText();
    const bool applied = m_answers->checkedId() == Applied;
    accept();
    applied ? emit appliedChosen(name) : emit rolledBackChosen(name);
}

} // namespace corridor
