// SPDX-License-Identifier: MIT
#pragma once

#include "profile/profile.h"

namespace corridor {

// What stands in the fields of a profile's form.
struct ProfileDraft {
    QString name;
    QString url;
    QString password; // typed, or moved out of the url; never stored in the profile
    ProfileEnvironment environment = ProfileEnvironment::Development;
    bool isProtected = false;
    SecretSource secret = SecretSource::None;
    QString secretVariable; // for SecretSource::Variable
    int approvals = 0; // these two are set by `corridor profile`, and kept
    bool ciOnly = false;

    static ProfileDraft of(const Profile& profile);
    Profile profile() const;
    bool operator==(const ProfileDraft&) const = default;
};

// What is to be said about a draft.
struct DraftCheck {
    QString nameProblem; // a sentence; empty when there is none
    QString urlProblem;
    QString place; // what the url leads to, for people, without password
    QStringList notes; // parameters without effect
    bool isComplete() const { return nameProblem.isEmpty() && urlProblem.isEmpty() && !place.isEmpty(); }
};

// Pure. `taken`: the names of the other profiles; `environment` resolves env("NAME").
DraftCheck checkDraft(const ProfileDraft& draft, const QStringList& taken, const Environment& environment);

// Pure. A password in the url goes to where passwords go; true when there was one. With a keyring it will be kept
// there, without one it is asked for once a session.
bool movePasswordOut(ProfileDraft& draft, bool hasKeychain);

// Pure. Names of the environment variables that hold a connection to PostgreSQL, DATABASE_URL first.
QStringList connectionVariables(const Environment& environment);

} // namespace corridor
