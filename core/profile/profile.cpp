// SPDX-License-Identifier: MIT
#include "profile/profile.h"

#include <QRegularExpression>
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

} // namespace

QString environmentWord(ProfileEnvironment environment) { return wordOf(environments, environment); }
std::optional<ProfileEnvironment> environmentFromWord(const QString& word) { return valueOf(environments, word); }
QString secretWord(SecretSource source) { return wordOf(secrets, source); }
std::optional<SecretSource> secretFromWord(const QString& word) { return valueOf(secrets, word); }

SplitUrl withoutPassword(const QString& url)
{
    const auto options = parseConnection(url);
    const QString password = options ? options->password() : QString();
    if (password.isEmpty())
        return { url, {} };
    static const QRegularExpression inUrl("^([^:/]+://[^:/@]*):[^@]*@(?=[^@]*$)");
    static const QRegularExpression inParameters("[?&]password=[^&]*");
    static const QRegularExpression inKeywords("\\bpassword\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|\\S+)\\s*");
    QString text = url;
    if (!url.contains("://"))
        return { text.remove(inKeywords).trimmed(), password };
    text.replace(inUrl, "\\1@").remove(inParameters);
    if (!text.contains('?') && text.contains('&'))
        text[text.indexOf('&')] = '?';
    return { text, password };
}

} // namespace corridor
