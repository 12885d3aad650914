// SPDX-License-Identifier: MIT
#pragma once

#include "profile/profile.h"

namespace corridor {

// The profiles of this user: one TOML file, readable by the user alone, written as a whole or not at all. What other
// programs and people have written into it meanwhile stays, as do comments.
// Errors: "profiles-unreadable" (with line and column), "profiles-not-editable", "profiles-not-written",
// "profile-unknown", "profile-invalid".
class ProfileStore {
public:
    // CORRIDOR_PROFILES, else corridor/profiles.toml in the user's configuration folder.
    static QString defaultPath(const Environment& environment);
    static Result<ProfileStore> open(const QString& path);

    const QList<Profile>& profiles() const { return m_profiles; } // in the order of the file
    Result<Profile> find(const QString& name) const;
    // Adds it, or replaces the one of that name. Refuses a url with a password in it.
    Result<void> save(const Profile& profile);
    Result<void> remove(const QString& name);

private:
    explicit ProfileStore(QString path);
    Result<void> change(Result<QString> (*edit)(const QString& text, const Profile& profile), const Profile& profile);

    QString m_path;
    QList<Profile> m_profiles;
};

} // namespace corridor
