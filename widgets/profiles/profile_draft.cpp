// SPDX-License-Identifier: MIT
#include "profile_draft.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("corridor::ProfileDraft", text);
}

QString nameProblem(const QString& name, const QStringList& taken)
{
    if (name.trimmed().isEmpty())
        return translated("The profile needs a name.");
    if (taken.contains(name.trimmed()))
        return translated("There is a profile of this name already.");
    return {};
}

bool isPostgresUrl(const QString& value)
{
    return (value.startsWith("postgres://"_L1) || value.startsWith("postgresql://"_L1)) && parseConnection(value);
}

} // namespace

ProfileDraft ProfileDraft::of(const Profile& profile)
{
    return { .name = profile.name,
        .url = profile.url,
        .environment = profile.environment,
        .isProtected = profile.isProtected,
        .secret = profile.secret,
        .secretVariable = profile.secretVariable,
        .approvals = profile.approvals,
        .ciOnly = profile.ciOnly };
}

Profile ProfileDraft::profile() const
{
    return { .name = name.trimmed(),
        .url = url.trimmed(),
        .environment = environment,
        .isProtected = isProtected,
        .secret = secret,
        .secretVariable = secret == SecretSource::Variable ? secretVariable.trimmed() : QString(),
        .approvals = approvals,
        .ciOnly = ciOnly };
}

DraftCheck checkDraft(const ProfileDraft& draft, const QStringList& taken, const Environment& environment)
{
    DraftCheck check { .nameProblem = nameProblem(draft.name, taken) };
    if (draft.secret == SecretSource::Variable && draft.secretVariable.trimmed().isEmpty())
        check.nameProblem = translated("Name the variable that holds the password.");
    if (draft.url.trimmed().isEmpty())
        return check; // not wrong, only not there yet
    const auto options = parseConnection(draft.url.trimmed(), environment);
    if (!options) {
        check.urlProblem = options.error().message;
        return check;
    }
    check.place = options->display();
    check.notes = options->notes;
    return check;
}

bool movePasswordOut(ProfileDraft& draft, bool hasKeychain)
{
    const SplitUrl split = withoutPassword(draft.url);
    if (split.password.isEmpty())
        return false;
    draft.url = split.url;
    draft.password = split.password;
    if (draft.secret == SecretSource::None)
        draft.secret = hasKeychain ? SecretSource::Keychain : SecretSource::Ask;
    return true;
}

QStringList connectionVariables(const Environment& environment)
{
    QStringList names;
    for (auto it = environment.cbegin(); it != environment.cend(); ++it) {
        if (isPostgresUrl(it.value()))
            names.append(it.key());
    }
    std::ranges::sort(names, [](const QString& a, const QString& b) {
        const bool aFirst = a == u"DATABASE_URL", bFirst = b == u"DATABASE_URL";
        return aFirst != bFirst ? aFirst : a < b;
    });
    return names;
}

} // namespace corridor
