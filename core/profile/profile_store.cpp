// SPDX-License-Identifier: MIT
#include "profile/profile_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <algorithm>
#include <sstream>
#include <toml++/toml.hpp>

namespace corridor {

namespace {

Error unreadable(const QString& path, const QString& reason, int line, int column)
{
    return Error { .code = "profiles-unreadable", .message = QString("The profiles in %1 cannot be read: %2").arg(path, reason),
        .hint = "Repair the file; nothing was changed in it.", .line = line, .column = column };
}

QString text(const toml::table& table, const char* key)
{
    return QString::fromStdString(table[key].value_or(std::string()));
}

Result<Profile> readProfile(const QString& path, const std::string& name, const toml::table& table)
{
    const toml::source_position place = table.source().begin;
    const auto environment = environmentFromWord(text(table, "environment"));
    const auto secret = secretFromWord(table["secret"].value_or(std::string("none")).c_str());
    if (!environment || !secret || text(table, "url").isEmpty())
        return std::unexpected(unreadable(path,
            QString("profile `%1` needs url, environment (development, staging, production) and secret (none, keychain, ask)")
                .arg(QString::fromStdString(name)), int(place.line), int(place.column)));
    return Profile { .name = QString::fromStdString(name), .url = text(table, "url"), .environment = *environment,
        .isProtected = table["protected"].value_or(*environment == ProfileEnvironment::Production), .secret = *secret };
}

toml::table toToml(const Profile& profile)
{
    return toml::table { { "url", profile.url.toStdString() }, { "environment", environmentWord(profile.environment).toStdString() },
        { "protected", profile.isProtected }, { "secret", secretWord(profile.secret).toStdString() } };
}

Result<void> checkProfile(const Profile& profile)
{
    static const QRegularExpression shape("^[A-Za-z0-9][A-Za-z0-9._-]*$");
    if (!shape.match(profile.name).hasMatch())
        return fail("profile-invalid", QString("`%1` is no name for a profile.").arg(profile.name),
            "Use letters, digits, dots, hyphens and underscores.");
    if (!withoutPassword(profile.url).password.isEmpty())
        return fail("profile-invalid", "A profile holds no password.",
            "Keep it in the keyring (--secret keychain), let it be asked for (--secret ask), or use env(\"NAME\").");
    return {};
}

} // namespace

ProfileStore::ProfileStore(QString path)
    : m_path(std::move(path))
{
}

QString ProfileStore::defaultPath(const Environment& environment)
{
    if (const QString path = environment.value("CORRIDOR_PROFILES"); !path.isEmpty())
        return path;
    QString folder = environment.value("XDG_CONFIG_HOME");
    if (folder.isEmpty())
        folder = QDir::homePath() + "/.config";
    return folder + "/corridor/profiles.toml";
}

Result<ProfileStore> ProfileStore::open(const QString& path)
{
    ProfileStore store(path);
    QFile file(path);
    if (!file.exists())
        return store;
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(unreadable(path, file.errorString(), 0, 0));
    try {
        const toml::table root = toml::parse(file.readAll().toStdString());
        if (const toml::table* profiles = root["profile"].as_table()) {
            for (const auto& [name, node] : *profiles) {
                if (!node.is_table())
                    continue;
                const auto profile = readProfile(path, std::string(name.str()), *node.as_table());
                CORRIDOR_TRY(profile);
                store.m_profiles << *profile;
            }
        }
    } catch (const toml::parse_error& error) {
        const auto place = error.source().begin;
        return std::unexpected(unreadable(path, QString::fromUtf8(error.description()), int(place.line), int(place.column)));
    }
    return store;
}

Result<Profile> ProfileStore::find(const QString& name) const
{
    const auto it = std::ranges::find(m_profiles, name, &Profile::name);
    if (it == m_profiles.end())
        return fail("profile-unknown", QString("There is no profile `%1`.").arg(name), "`corridor profile` lists them.");
    return *it;
}

Result<void> ProfileStore::save(const Profile& profile)
{
    CORRIDOR_TRY(checkProfile(profile));
    const auto it = std::ranges::find(m_profiles, profile.name, &Profile::name);
    if (it == m_profiles.end())
        m_profiles << profile;
    else
        *it = profile;
    return write();
}

Result<void> ProfileStore::remove(const QString& name)
{
    CORRIDOR_TRY(find(name));
    m_profiles.removeIf([&](const Profile& profile) { return profile.name == name; });
    return write();
}

Result<void> ProfileStore::write() const
{
    toml::table profiles;
    for (const Profile& profile : m_profiles)
        profiles.insert(profile.name.toStdString(), toToml(profile));
    std::ostringstream stream;
    stream << "# Connections of Corridor. Passwords do not belong here.\n" << toml::table { { "profile", profiles } } << '\n';
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const QByteArray bytes = QByteArray::fromStdString(stream.str());
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return fail("profiles-not-written", QString("Cannot write %1: %2").arg(m_path, file.errorString()),
            "Check the folder's permissions and free space.");
    return {};
}

} // namespace corridor
