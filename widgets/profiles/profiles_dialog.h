// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "widgets/messages/message_list.h"
#include "widgets/profiles/profile_calls.h"
#include "widgets/tasks/task.h"

#include <QDialog>

class QPushButton;
class QTableView;

namespace corridor {

class ProfileDialog;
class ProfileModel;

// The list of profiles: add, change, copy, remove (and take that back), connect. A URL dropped on it begins a new
// profile, its password already moved out.
class ProfilesDialog : public QDialog {
    Q_OBJECT
public:
    ProfilesDialog(TaskList& tasks, const QString& storePath, const Environment& environment, QWidget* parent = nullptr);

    void select(const QString& name);
    // Begins a new profile with this URL.
    void add(const QString& url = {});
    MessageList& messages() { return m_messages; }

signals:
    void connectRequested(const corridor::Profile& profile);
    void profilesChanged();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeList();
    QWidget* makeButtons();
    void reload(const QString& selected);
    void take(const Result<QList<Profile>>& profiles, const QString& selected);
    const Profile* current() const;
    void editCurrent();
    void copyCurrent();
    void removeCurrent();
    void restore(const Profile& profile);
    void connectCurrent();
    void openForm(const ProfileDraft& draft, const QString& oldName);
    void updateButtons();

    TaskList& m_tasks;
    QString m_storePath;
    Environment m_environment;
    MessageList m_messages;
    ProfileModel* m_model;
    QTableView* m_table = nullptr;
    QPushButton* m_connect = nullptr;
    QPushButton* m_edit = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_remove = nullptr;
    Task<Result<QList<Profile>>> m_read;
    Task<Result<void>> m_write;
};

} // namespace corridor
