// SPDX-License-Identifier: MIT
#include "password_dialog.h"

#include "widgets/dialogs/dialog_parts.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace corridor {

PasswordDialog::PasswordDialog(const EnvironmentIdentity& where, const QString& reason, bool hasKeychain, QWidget* parent)
    : QDialog(parent)
    , m_password(new QLineEdit)
    , m_keep(new QCheckBox(tr("&Keep it in the system's keyring")))
{
    setWindowTitle(tr("Password"));
    const QString who = where.role.isEmpty() ? where.profile : where.role;
    auto* label = new QLabel(tr("&Password of %1:").arg(who));
    label->setBuddy(m_password);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password of %1").arg(who));
    m_password->setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    m_keep->setVisible(hasKeychain && !where.profile.isEmpty());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* accept = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    accept->setEnabled(false);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(14, 12, 14, 12);
    body->setSpacing(8);
    if (!reason.isEmpty())
        body->addWidget(note(Tone::Pending, "key"_L1, reason));
    body->addWidget(label);
    body->addWidget(m_password);
    body->addWidget(m_keep);
    body->addStretch();
    body->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(stripFor(where));
    layout->addLayout(body, 1);
    accept->setDefault(true);
    m_password->setFocus();
    connect(m_password, &QLineEdit::textChanged, accept, [accept](const QString& text) { accept->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QString PasswordDialog::password() const
{
    return m_password->text();
}

bool PasswordDialog::keep() const
{
    return m_keep->isChecked() && !m_keep->isHidden();
}

} // namespace corridor
