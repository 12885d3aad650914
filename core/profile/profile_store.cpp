// SPDX-License-Identifier: MIT
#include "profile/profile_store.h"

#include "base/file_descriptor.h"
#include "profile/profile_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <algorithm>
#include <fcntl.h>
#include <sys/file.h>

namespace corridor {

namespace {

constexpr auto firstLine = "# Connections of Corridor. Passwords do not belong here.\n";

Result<QString> readText(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return QString();
    if (!file.open(QIODevice::ReadOnly))
        return fail("profiles-unreadable", QString("The profiles in %1 cannot be read: %2").arg(path, file.errorString()));
    return QString::fromUtf8(file.readAll());
}

Result<void> writeText(const QString& path, const QString& text)
{
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return fail("profiles-not-written", QString("Cannot write %1: %2").arg(path, file.errorString()),
        "Check the folder's permissions and free space.");
}

// One writer at a time: the lock is on the folder, so that no lock file stays. Ends with the descriptor.
FileDescriptor lockedFolder(const QString& path)
{
    const QString folder = QFileInfo(path).absolutePath();
    QDir().mkpath(folder);
    FileDescriptor descriptor(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor >= 0)
        ::flock(descriptor, LOCK_EX);
    return descriptor;
}

Error inFile(Error error, const QString& path)
{
    if (error.code == "profiles-unreadable" && error.line > 0)
        error.message = QString("The profiles in %1 cannot be read: %2").arg(path, error.message);
    return error;
}

Result<void> checkProfile(const Profile& profile)
{
    static const QRegularExpression shape("^[A-Za-z0-9][A-Za-z0-9._-]*$");
    if (!shape.match(profile.name).hasMatch())
        return fail("profile-invalid", QString("`%1` is no name for a profile.").arg(profile.name),
            "Use letters, digits, dots, hyphens and underscores.");
    if (const SplitUrl split = withoutPassword(profile.url); !split.password.isEmpty() || split.hasOther)
        return fail("profile-invalid", "A profile holds no password.",
            "Keep it in the keyring (--secret keychain), let it be asked for (--secret ask), or use env(\"NAME\").");
    const bool printable = std::ranges::none_of(profile.url, [](QChar c) { return c.category() == QChar::Other_Control; });
    // A variable need not be set where the profile is written.
    const auto parsed = parseConnection(profile.url);
    if (profile.url.isEmpty() || !printable)
        return fail("profile-invalid", "A profile needs a url of one line.");
    if (!parsed && parsed.error().code != "environment-variable-missing")
        return fail("profile-invalid", parsed.error().message, parsed.error().hint);
    return {};
}

Result<QString> withoutSection(const QString& text, const Profile& profile) { return withoutProfile(text, profile.name); }

Result<QString> withSection(const QString& text, const Profile& profile)
{
    return withProfile(text.isEmpty() ? QString(firstLine) : text, profile);
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
    const auto text = readText(path);
    CORRIDOR_TRY(text);
    const auto profiles = profilesIn(*text);
    if (!profiles)
        return std::unexpected(inFile(profiles.error(), path));
    store.m_profiles = *profiles;
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
    return change(withSection, profile);
}

Result<void> ProfileStore::remove(const QString& name)
{
    const auto profile = find(name);
    CORRIDOR_TRY(profile);
    return change(withoutSection, *profile);
}

// Reads the file again, for others may have changed it, edits it, and reads back what it then says.
Result<void> ProfileStore::change(
    Result<QString> (*edit)(const QString& text, const Profile& profile), const Profile& profile)
{
    const FileDescriptor lock = lockedFolder(m_path);
    const auto text = readText(m_path);
    CORRIDOR_TRY(text);
    const auto edited = edit(*text, profile);
    if (!edited)
        return std::unexpected(inFile(edited.error(), m_path));
    const auto profiles = profilesIn(*edited);
    if (!profiles)
        return std::unexpected(inFile(profiles.error(), m_path));
    CORRIDOR_TRY(writeText(m_path, *edited));
    m_profiles = *profiles;
    return {};
}

} // namespace corridor
