// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace corridor {

// Asks for the title of a new migration and shows the folder's name that it makes, as Prisma would. Writes nothing:
// who opened it calls createMigration() when it is accepted.
class NewMigrationDialog : public QDialog {
    Q_OBJECT
public:
    // `existing`: the names of the project's migrations, of which the newest must stay older.
    NewMigrationDialog(const QString& migrationsPath, const QStringList& existing, QWidget* parent = nullptr);

    QString title() const;
    bool withDown() const;

private:
    void showName();

    QString m_migrationsPath;
    QStringList m_existing;
    QLineEdit* m_title;
    QLabel* m_name;
    QLabel* m_warning;
    QCheckBox* m_down;
};

} // namespace corridor
