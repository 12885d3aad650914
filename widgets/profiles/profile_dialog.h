// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/messages/message_list.h"
#include "widgets/profiles/profile_calls.h"
#include "widgets/tasks/task.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace corridor {

// Makes or changes one profile. A password in a pasted URL moves out of it at once; it goes to the keyring or is asked
// for each session, never into a file. Test connects on a worker and says which server answers, and how fast.
class ProfileDialog : public QDialog {
    Q_OBJECT
public:
    struct Surroundings {
        TaskList& tasks;
        QString storePath;
        QStringList taken; // the names of the other profiles
        Environment environment;
    };
    // `oldName` is empty for a new profile.
    ProfileDialog(const Surroundings& around, const ProfileDraft& draft, const QString& oldName, QWidget* parent = nullptr);

    ProfileDraft draft() const;

signals:
    void saved(const corridor::Profile& profile);

private:
    QWidget* makeForm();
    QWidget* makeUrlRow();
    QWidget* makeEnvironmentRow();
    QWidget* makeSecretRow();
    QWidget* makeTestRow();
    QWidget* makeButtons();
    void show(const ProfileDraft& draft);
    void connectFields();
    void onUrlChanged();
    void onEnvironmentChanged();
    void offerVariables();
    void lookForKeychain();
    void updateState();
    void test();
    void showProbe(const Result<Probe>& probe);
    void save();

    Surroundings m_around;
    QString m_oldName;
    MessageList m_messages;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_url = nullptr;
    QToolButton* m_variables = nullptr;
    QLabel* m_place = nullptr;
    QButtonGroup* m_environments = nullptr;
    QCheckBox* m_protected = nullptr;
    QButtonGroup* m_secrets = nullptr;
    QLineEdit* m_password = nullptr;
    QLineEdit* m_secretVariable = nullptr;
    QPushButton* m_test = nullptr;
    QLabel* m_result = nullptr;
    QPushButton* m_save = nullptr;
    bool m_hasKeychain = false;
    bool m_showing = false; // fields change because a draft is shown
    Task<bool> m_keychain;
    Task<Result<Probe>> m_probe;
    Task<Result<Profile>> m_store;
};

} // namespace corridor
