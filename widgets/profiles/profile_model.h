// SPDX-License-Identifier: MIT
#pragma once

#include "profile/profile.h"

#include <QAbstractTableModel>

namespace corridor {

// The profiles of this user, in the order of their file.
class ProfileModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, EnvironmentColumn, PlaceColumn, PasswordColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setProfiles(const QList<Profile>& profiles);
    const QList<Profile>& profiles() const { return m_profiles; }
    int rowOf(const QString& name) const; // -1 where there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<Profile> m_profiles;
};

} // namespace corridor
