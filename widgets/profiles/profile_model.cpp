// SPDX-License-Identifier: MIT
#include "profile_model.h"

#include "base/redact.h"
#include "widgets/environment/environment_identity.h"
#include "widgets/style/icon.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString environmentText(const Profile& profile)
{
    const QString word = environmentBadge(profile.environment).toLower();
    return profile.isProtected ? ProfileModel::tr("%1, protected").arg(word) : word;
}

QString passwordText(SecretSource secret)
{
    switch (secret) {
    case SecretSource::Keychain:
        return ProfileModel::tr("in the keyring");
    case SecretSource::Ask:
        return ProfileModel::tr("asked for");
    case SecretSource::Variable:
        return ProfileModel::tr("in a variable");
    case SecretSource::None:
        break;
    }
    return u"–"_s;
}

} // namespace

void ProfileModel::setProfiles(const QList<Profile>& profiles)
{
    beginResetModel();
    m_profiles = profiles;
    endResetModel();
}

int ProfileModel::rowOf(const QString& name) const
{
    const auto found = std::ranges::find(m_profiles, name, &Profile::name);
    return found == m_profiles.end() ? -1 : int(found - m_profiles.begin());
}

int ProfileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_profiles.size());
}

int ProfileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProfileModel::data(const QModelIndex& index, int role) const
{
    const Profile& profile = m_profiles[index.row()];
    if (role == Qt::DecorationRole && index.column() == NameColumn)
        return icon(environmentIcon(profile.environment), environmentTone(profile.environment));
    if (role == Qt::AccessibleTextRole && index.column() == NameColumn)
        return tr("%1, %2").arg(profile.name, environmentText(profile));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return profile.name;
    case EnvironmentColumn:
        return environmentText(profile);
    case PlaceColumn:
        return redacted(profile.url);
    case PasswordColumn:
        return passwordText(profile.secret);
    }
    return {};
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char* const titles[]
        = { QT_TR_NOOP("Name"), QT_TR_NOOP("Environment"), QT_TR_NOOP("Connection"), QT_TR_NOOP("Password") };
    return tr(titles[section]);
}

} // namespace corridor
