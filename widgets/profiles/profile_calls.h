// SPDX-License-Identifier: MIT
#pragma once

#include "postgres/probe.h"
#include "profile/profile_store.h"
#include "widgets/profiles/profile_draft.h"

namespace corridor {

// What the profile views ask of the core, for worker threads: the keyring may take seconds to answer.

// Connects as the draft says; an empty password comes from the keyring, if that is where the profile keeps it.
Result<Probe> tryDraft(const ProfileDraft& draft, const Environment& environment, const CancelToken& token);

// Puts the password into the keyring (when one was typed and that is its place) and the profile into the file. A
// profile that was called `oldName` takes its password along, and leaves none behind where it keeps none any more.
Result<Profile> saveDraft(const ProfileDraft& draft, const QString& oldName, const QString& storePath);

// The profile and its password. The password's loss is not undone by saving the profile again.
Result<void> removeProfile(const Profile& profile, const QString& storePath);

} // namespace corridor
