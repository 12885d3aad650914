// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/environment/environment_identity.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;

namespace corridor {

// Asks for the password of a connection, for this session; it may be kept in the keyring where there is one. The
// password is shown to nobody and leaves this object by password() alone.
class PasswordDialog : public QDialog {
    Q_OBJECT
public:
    // `reason`: why it is asked for ("The keyring has none"), may be empty.
    PasswordDialog(const EnvironmentIdentity& where, const QString& reason, bool hasKeychain, QWidget* parent = nullptr);

    QString password() const;
    bool keep() const; // in the keyring

private:
    QLineEdit* m_password;
    QCheckBox* m_keep;
};

} // namespace corridor
