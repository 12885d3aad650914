// SPDX-License-Identifier: MIT
#include "profile_calls.h"

#include "profile/secret_store.h"

namespace corridor {

namespace {

Result<void> keepSecret(const ProfileDraft& draft, const QString& oldName)
{
    const QString name = draft.profile().name;
    QString password = draft.password;
    if (password.isEmpty() && !oldName.isEmpty() && oldName != name) {
        const auto old = readSecret(oldName);
        CORRIDOR_TRY(old);
        password = *old;
    }
    return password.isEmpty() ? Result<void>() : writeSecret(name, password);
}

} // namespace

Result<Probe> tryDraft(const ProfileDraft& draft, const Environment& environment, const CancelToken& token)
{
    auto options = parseConnection(draft.url.trimmed(), environment);
    CORRIDOR_TRY(options);
    QString password = draft.password;
    if (password.isEmpty()) {
        const auto kept = storedSecret(draft.profile(), environment);
        CORRIDOR_TRY(kept);
        password = *kept;
    }
    if (!password.isEmpty())
        options->set("password", password.toUtf8());
    return probe(*options, token);
}

Result<Profile> saveDraft(const ProfileDraft& draft, const QString& oldName, const QString& storePath)
{
    const Profile profile = draft.profile();
    auto store = ProfileStore::open(storePath);
    CORRIDOR_TRY(store);
    if (draft.secret == SecretSource::Keychain)
        CORRIDOR_TRY(keepSecret(draft, oldName));
    CORRIDOR_TRY(store->save(profile));
    if (oldName.isEmpty())
        return profile;
    const auto old = store->find(oldName);
    const bool renamed = oldName != profile.name && old;
    if (renamed)
        CORRIDOR_TRY(store->remove(oldName));
    if (renamed || draft.secret != SecretSource::Keychain)
        removeSecret(oldName); // whether there was one or not
    return profile;
}

Result<void> removeProfile(const Profile& profile, const QString& storePath)
{
    auto store = ProfileStore::open(storePath);
    CORRIDOR_TRY(store);
    CORRIDOR_TRY(store->remove(profile.name));
    if (profile.secret == SecretSource::Keychain)
        removeSecret(profile.name);
    return {};
}

} // namespace corridor
