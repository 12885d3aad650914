// SPDX-License-Identifier: MIT
// corridor profile: the named connections of this user.
#include "profile/profile_store.h"

#include "context.h"
#include "postgres/probe.h"
#include "profile/secret_store.h"

#include <QJsonArray>

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "environment", "development, staging or production.", "WORD" },
        { "protected", "Asks for its name and its checklist before it is changed (production is, by default).", "yes|no" },
        { "approvals", "How many people must approve a deploy.", "N" },
        { "ci-only", "Deploys only where CI runs them.", "yes|no" },
        { "secret", "Where the password comes from: none, keychain, ask or env:NAME.", "WORD" } };
}

QJsonObject toJson(const Profile& profile)
{
    return { { "name", profile.name }, { "url", profile.url }, { "environment", environmentWord(profile.environment) },
        { "protected", profile.isProtected }, { "secret", secretText(profile) },
        { "approvals", profile.approvals }, { "ciOnly", profile.ciOnly } };
}

Answer list(const Context& context, const ProfileStore& store)
{
    QJsonArray profiles;
    for (const Profile& profile : store.profiles()) {
        context.print(QString("%1 %2 %3%4").arg(profile.name, -16).arg(environmentWord(profile.environment), -12).arg(profile.url,
            profile.isProtected ? " (protected)" : ""));
        profiles << toJson(profile);
    }
    if (profiles.isEmpty())
        context.print("No profiles. `corridor profile add NAME --url URL --environment development` makes one.");
    return QJsonObject { { "profiles", profiles } };
}

Result<Profile> fromWords(const Context& context, const QString& name)
{
    const auto environment = environmentFromWord(context.isSet("environment") ? context.value("environment") : QString("development"));
    Profile profile { .name = name, .url = context.value("url") };
    const bool secretFits = setSecret(profile, context.isSet("secret") ? context.value("secret") : QString("none"));
    if (!environment || !secretFits)
        return fail("usage", "--environment is development, staging or production; --secret is none, keychain, ask or env:NAME.");
    const QString guard = context.value("protected");
    if (context.isSet("protected") && guard != "yes" && guard != "no")
        return fail("usage", "--protected is yes or no.");
    profile.environment = *environment;
    profile.isProtected = context.isSet("protected") ? guard == "yes" : *environment == ProfileEnvironment::Production;
    bool isNumber = true;
    if (context.isSet("approvals"))
        profile.approvals = context.value("approvals").toInt(&isNumber);
    if (!isNumber || profile.approvals < 0)
        return fail("usage", "--approvals takes a number.");
    profile.ciOnly = context.value("ci-only") == "yes";
    return profile;
}

// A password in the URL goes into the keyring, or nowhere.
Result<void> moveSecret(Profile& profile)
{
    const SplitUrl split = withoutPassword(profile.url);
    if (split.password.isEmpty())
        return {};
    if (auto kept = writeSecret(profile.name, split.password); !kept) {
        Error error = kept.error();
        error.hint = "The URL holds a password, which a profile does not keep. Leave it out and use --secret ask, a pass "
                     "file, or --url 'env(\"NAME\")'.";
        return std::unexpected(error);
    }
    profile.url = split.url;
    setSecret(profile, "keychain");
    return {};
}

Answer add(const Context& context, ProfileStore& store, const QString& name)
{
    if (!context.isSet("url"))
        return usage("Give the connection: corridor profile add NAME --url URL.");
    auto profile = fromWords(context, name);
    if (!profile)
        return profile.error();
    // A reference may name a variable that only the release machine has; everything else must be readable now.
    const auto parsed = parseConnection(profile->url, context.environment());
    if (!parsed && parsed.error().code != "environment-variable-missing")
        return parsed.error();
    if (auto moved = moveSecret(*profile); !moved)
        return moved.error();
    if (auto saved = store.save(*profile); !saved)
        return saved.error();
    context.print(QString("Profile %1 saved.").arg(name));
    return QJsonObject { { "profile", toJson(*profile) } };
}

Answer remove(const Context& context, ProfileStore& store, const QString& name)
{
    const auto profile = store.find(name);
    if (!profile)
        return profile.error();
    if (profile->secret == SecretSource::Keychain)
        (void)removeSecret(name); // gone already, or no keyring any more: nothing is left to protect
    if (auto removed = store.remove(name); !removed)
        return removed.error();
    context.print(QString("Profile %1 removed.").arg(name));
    return QJsonObject { { "removed", name } };
}

Answer storeSecret(const Context& context, ProfileStore& store, const QString& name)
{
    auto profile = store.find(name);
    if (!profile)
        return profile.error();
    const auto secret = context.askSecret(QString("Password of profile %1:").arg(name));
    if (!secret)
        return secret.error();
    if (auto kept = writeSecret(name, *secret); !kept)
        return kept.error();
    setSecret(*profile, "keychain");
    if (auto saved = store.save(*profile); !saved)
        return saved.error();
    context.print("The keyring has it.");
    return QJsonObject { { "profile", toJson(*profile) } };
}

Answer test(Context& context, const ProfileStore& store, const QString& name)
{
    const auto profile = store.find(name);
    if (!profile)
        return profile.error();
    const auto options = context.profileConnection(*profile);
    if (!options)
        return options.error();
    const auto tried = probe(*options, context.token());
    if (!tried)
        return tried.error();
    context.print(QString("PostgreSQL %1 as %2; connected in %3 ms, answers in %4 ms.")
            .arg(tried->server.versionText, tried->server.user).arg(tried->connectMs, 0, 'f', 1).arg(tried->latencyMs, 0, 'f', 2));
    return QJsonObject { { "serverVersion", tried->server.versionText }, { "user", tried->server.user },
        { "connectMs", tried->connectMs }, { "latencyMs", tried->latencyMs }, { "readOnly", tried->readOnly } };
}

Answer run(Context& context)
{
    auto store = ProfileStore::open(ProfileStore::defaultPath(context.environment()));
    if (!store)
        return store.error();
    const QString word = context.arguments().value(0, "list");
    const QString name = context.arguments().value(1);
    if (word == "list")
        return list(context, *store);
    if (name.isEmpty())
        return usage(QString("Give a name: corridor profile %1 NAME.").arg(word));
    if (word == "add")
        return add(context, *store, name);
    if (word == "remove")
        return remove(context, *store, name);
    if (word == "secret")
        return storeSecret(context, *store, name);
    if (word == "test")
        return test(context, *store, name);
    return usage(QString("`corridor profile %1` is nothing: give list, add, remove, secret or test.").arg(word));
}

} // namespace

extern const Command profileCommand { "profile", "list | add NAME --url URL [--environment WORD] | remove NAME | secret NAME | test NAME",
    "The named connections of this user.", options, run };

} // namespace corridor
