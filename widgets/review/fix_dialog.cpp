// SPDX-License-Identifier: MIT
#include "fix_dialog.h"

#include "widgets/dialogs/dialog_parts.h"
#include "widgets/editor/compare_view.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

// The fixed script, and behind it what would become migrations of their own.
QByteArray afterFix(const Fix& fix, const QByteArray& script)
{
    QByteArray text = applied(fix, script);
    for (const Fix::NewMigration& added : fix.migrations)
        text += "\n-- new migration: " + added.title.toUtf8() + "\n" + added.script;
    return text;
}

} // namespace

FixDialog::FixDialog(const Finding& finding, const QByteArray& script, QWidget* parent)
    : QDialog(parent)
{
    const Fix& fix = *finding.fix;
    setWindowTitle(tr("Fix"));
    resize(fontMetrics().averageCharWidth() * 150, fontMetrics().height() * 34);
    auto* compare = new CompareView;
    compare->compare({ tr("The script"), script }, { fix.title, afterFix(fix, script) });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* accept = buttons->addButton(tr("&Apply"), QDialogButtonBox::AcceptRole);
    accept->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(headlineLabel(finding.message));
    if (!fix.migrations.isEmpty())
        layout->addWidget(note(Tone::Pending, "new"_L1, tr("Adds %n migration(s) after the last one.", nullptr, int(fix.migrations.size()))));
    layout->addWidget(compare, 1);
    layout->addWidget(buttons);
    connect(compare, &CompareView::closed, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    accept->setFocus();
}

} // namespace corridor
