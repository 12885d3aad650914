// SPDX-License-Identifier: MIT
#pragma once

#include "profile/profile.h"

namespace corridor {

// Edits of profiles.toml as text, so that comments, blank lines, the order of the profiles and keys that are not ours
// survive. Errors: "profiles-unreadable" with line and column, where `toml` is no TOML; "profiles-not-editable" where the
// profile is not a [profile.NAME] section of its own (but an inline table, say).

// Changes the keys of the profile in its section, or appends a section for it.
Result<QString> withProfile(const QString& toml, const Profile& profile);
// Takes its section out, and the comment lines directly above it.
Result<QString> withoutProfile(const QString& toml, const QString& name);

// The profiles in the text, in its order.
Result<QList<Profile>> profilesIn(const QString& toml);

} // namespace corridor
