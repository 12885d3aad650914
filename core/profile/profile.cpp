// SPDX-License-Identifier: MIT
#include "profile/profile.h"

#include <algorithm>

namespace corridor {

namespace {

template <typename T>
struct Word {
    T value;
    const char* word;
};

constexpr Word<ProfileEnvironment> environments[] = { { ProfileEnvironment::Development, "development" },
    { ProfileEnvironment::Staging, "staging" }, { ProfileEnvironment::Production, "production" } };
constexpr Word<SecretSource> secrets[] = { { SecretSource::None, "none" }, { SecretSource::Keychain, "keychain" },
    { SecretSource::Ask, "ask" } };

template <typename T, size_t N>
QString wordOf(const Word<T> (&words)[N], T value)
{
    return std::ranges::find(words, value, &Word<T>::value)->word;
}

template <typename T, size_t N>
std::optional<T> valueOf(const Word<T> (&words)[N], const QString& word)
{
    const auto it = std::ranges::find_if(words, [&](const Word<T>& entry) { return word == QLatin1String(entry.word); });
    return it == std::end(words) ? std::nullopt : std::optional(it->value);
}

// NAME of env("NAME") or env:NAME; empty for anything else.
QString variableIn(const QString& text)
{
    if (text.startsWith("env:"))
        return text.sliced(4);
    return text.startsWith("env(\"") && text.endsWith("\")") ? text.sliced(5).chopped(2) : QString();
}

} // namespace

QString environmentWord(ProfileEnvironment environment) { return wordOf(environments, environment); }
std::optional<ProfileEnvironment> environmentFromWord(const QString& word) { return valueOf(environments, word); }

QString secretText(const Profile& profile)
{
    if (profile.secret == SecretSource::Variable)
        return "env(\"" + profile.secretVariable + "\")";
    return wordOf(secrets, profile.secret);
}

bool setSecret(Profile& profile, const QString& text)
{
    const QString variable = variableIn(text);
    const auto source = variable.isEmpty() ? valueOf(secrets, text) : SecretSource::Variable;
    if (!source)
        return false;
    profile.secret = *source;
    profile.secretVariable = variable;
    return true;
}

} // namespace corridor
