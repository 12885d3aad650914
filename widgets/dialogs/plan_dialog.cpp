// SPDX-License-Identifier: MIT
#include "plan_dialog.h"

#include "widgets/dialogs/dialog_parts.h"
#include "widgets/dialogs/name_confirmation.h"
#include "widgets/dialogs/plan_model.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/text_file.h"
#include "widgets/style/icon.h"
#include "widgets/style/plain_table.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace corridor {

PlanDialog::PlanDialog(
    const Plan& plan, const EnvironmentIdentity& where, const QStringList& gateReasons, QWidget* parent)
    : QDialog(parent)
    , m_plan(plan)
    , m_where(where)
    , m_gateReasons(plan.action == Action::Deploy && where.isProtected ? gateReasons : QStringList())
    , m_model(new PlanModel(plan, this))
{
    setWindowTitle(title());
    setSizeGripEnabled(true);
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 36);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(14, 12, 14, 12);
    body->setSpacing(10);
    body->addWidget(headlineLabel(title()));
    addNotes(body);
    if (!m_plan.migrations.isEmpty())
        body->addWidget(makeScripts(), 1);
    else
        body->addStretch();
    addConsent(body);
    body->addWidget(makeButtons());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(stripFor(m_where));
    layout->addLayout(body, 1);
    m_run->setDefault(!isCareful());
    updateRun();
    if (m_reason)
        m_reason->setFocus();
    else if (m_confirmation)
        m_confirmation->setFocus();
}

bool PlanDialog::isCareful() const
{
    return m_where.isProtected || m_plan.action == Action::Reset;
}

bool PlanDialog::asksForName() const
{
    return isCareful() && !m_plan.isEmpty();
}

void PlanDialog::setWaysBack(const QHash<QString, WayBackKnown>& ways)
{
    if (m_plan.action != Action::Rollback || m_plan.migrations.isEmpty())
        return;
    m_model->setWaysBack(ways);
    m_table->setCurrentIndex(m_model->index(0, PlanModel::NameColumn));
}

QString PlanDialog::confirmedDatabase() const
{
    return m_confirmation && m_confirmation->isGiven() ? m_plan.target.database : QString();
}

QString PlanDialog::overrideReason() const
{
    return m_reason ? m_reason->text().trimmed() : QString();
}

QString PlanDialog::verb() const
{
    switch (m_plan.action) {
    case Action::Rollback:
        return tr("Roll Back");
    case Action::Reset:
        return tr("Reset");
    case Action::Deploy:
        break;
    }
    return tr("Deploy");
}

QString PlanDialog::title() const
{
    const qsizetype count = m_plan.migrations.size();
    const QString database = m_plan.target.database;
    if (m_plan.action == Action::Reset)
        return tr("Reset %1").arg(database);
    if (m_plan.isEmpty())
        return m_plan.action == Action::Rollback ? tr("Nothing to roll back on %1").arg(database)
                                                 : tr("%1 is up to date").arg(database);
    if (m_plan.action == Action::Rollback)
        return count == 1 ? tr("Roll back 1 migration on %1").arg(database)
                          : tr("Roll back %1 migrations on %2").arg(count).arg(database);
    return count == 1 ? tr("Deploy 1 migration to %1").arg(database)
                      : tr("Deploy %1 migrations to %2").arg(count).arg(database);
}

void PlanDialog::addNotes(QVBoxLayout* layout)
{
    for (const QString& schema : m_plan.dropsSchemas)
        layout->addWidget(note(Tone::Error, "warning"_L1,
            tr("Schema “%1” is dropped with everything in it, and made anew. There is no way back but a backup.").arg(schema)));
    if (m_plan.createsTable)
        layout->addWidget(note(Tone::Pending, "info"_L1, tr("The table _prisma_migrations is made first.")));
    if (m_plan.action == Action::Rollback)
        layout->addWidget(note(Tone::Warning, "warning"_L1,
            tr("Newest first, each by its down.sql. Data in what they drop is lost.")));
    if (m_plan.stopsAt)
        layout->addWidget(note(Tone::Warning, "warning"_L1,
            tr("After these it stops at %1: %2").arg(m_plan.stopsAt->migration, m_plan.stopsAt->message)));
    for (const QString& reason : m_gateReasons)
        layout->addWidget(note(Tone::Warning, "checklist"_L1, reason));
}

QWidget* PlanDialog::makeScripts()
{
    m_table = new PlainTable(tr("Migrations that will run"), nullptr);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(PlanModel::NameColumn, QHeaderView::Stretch);
    m_script = new CodeEditor;
    m_script->setLocked(true);
    m_script->setAccessibleName(tr("Script of the selected migration"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(framed(m_table));
    splitter->addWidget(framed(m_script));
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({ width() / 2, width() / 2 });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& current) { showScript(current.row()); });
    m_table->setCurrentIndex(m_model->index(0, PlanModel::NameColumn));
    return splitter;
}

void PlanDialog::showScript(int row)
{
    if (row >= 0)
        m_script->load(decodeText(m_model->migration(row).script));
}

void PlanDialog::addConsent(QVBoxLayout* layout)
{
    if (!m_gateReasons.isEmpty() && !m_plan.isEmpty())
        layout->addWidget(makeReason());
    if (!asksForName())
        return;
    m_confirmation = new NameConfirmation(m_plan.target.database, tr("To %1").arg(verb().toLower()));
    connect(m_confirmation, &NameConfirmation::changed, this, &PlanDialog::updateRun);
    layout->addWidget(m_confirmation);
}

QWidget* PlanDialog::makeReason()
{
    auto* box = new QWidget;
    m_reason = new QLineEdit;
    m_reason->setAccessibleName(tr("Reason to go on without the checklist"));
    m_reason->setPlaceholderText(tr("written into the journal"));
    auto* label = new QLabel(tr("The checklist is not complete. &Reason to go on all the same:"));
    label->setBuddy(m_reason);
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_reason);
    connect(m_reason, &QLineEdit::textChanged, this, &PlanDialog::updateRun);
    return box;
}

QWidget* PlanDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_run = buttons->addButton(verb(), QDialogButtonBox::AcceptRole);
    m_run->setIcon(icon(m_plan.action == Action::Deploy ? "deploy"_L1
            : m_plan.action == Action::Rollback         ? "rollback"_L1
                                                        : "reset"_L1));
    if (m_where.kind == ProfileEnvironment::Production)
        m_run->setText(tr("%1 on Production").arg(verb()));
    // On anything protected a stray Return must do nothing.
    m_run->setAutoDefault(!isCareful());
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(isCareful());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

// Why it cannot run yet; empty when it can.
QString PlanDialog::obstacle() const
{
    if (m_plan.isEmpty())
        return tr("There is nothing to do.");
    if (m_reason && overrideReason().isEmpty())
        return tr("The checklist is not complete, and there is no reason to go on without it.");
    if (m_confirmation && !m_confirmation->isGiven())
        return tr("The name of the database is not typed yet.");
    return {};
}

void PlanDialog::updateRun()
{
    if (!m_run)
        return;
    m_run->setEnabled(obstacle().isEmpty());
    m_run->setToolTip(obstacle());
    m_run->setAccessibleDescription(obstacle());
}

// Where it is dangerous, Return in a field runs the plan only when all is said.
void PlanDialog::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && isCareful() && qobject_cast<QLineEdit*>(focusWidget())) {
        if (m_run->isEnabled())
            accept();
        return;
    }
    QDialog::keyPressEvent(event);
}

} // namespace corridor
