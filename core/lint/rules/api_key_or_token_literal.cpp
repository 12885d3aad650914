// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/script_texts.h"

#include <QRegularExpression>
#include <cmath>

namespace corridor::rules {

// Words that vendors begin their keys with, so that they can be found.
static const char* knownKey(const QString& text)
{
    static const struct {
        const char* pattern;
        const char* what;
    } known[] = { { "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b", "an AWS key" }, { "\\bgh[pousr]_[A-Za-z0-9]{36,}", "a GitHub token" },
        { "\\bgithub_pat_[A-Za-z0-9_]{40,}", "a GitHub token" }, { "\\bglpat-[A-Za-z0-9_-]{20,}", "a GitLab token" },
        { "\\b[sr]k_live_[A-Za-z0-9]{16,}", "a Stripe key" }, { "\\bxox[abprs]-[A-Za-z0-9-]{10,}", "a Slack token" },
        { "\\bAIza[0-9A-Za-z_-]{35}\\b", "a Google key" }, { "\\bSG\\.[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}", "a SendGrid key" },
        { "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}", "a JSON web token" },
        { "-----BEGIN [A-Z ]*PRIVATE KEY-----", "a private key" } };
    static const QList<QRegularExpression> patterns = [] {
        QList<QRegularExpression> list;
        for (const auto& entry : known)
            list << QRegularExpression(QLatin1StringView(entry.pattern));
        return list;
    }();
    for (qsizetype i = 0; i < patterns.size(); ++i) {
        if (patterns[i].match(text).hasMatch())
            return known[i].what;
    }
    return nullptr;
}

// Bits a character, of a word.
static double entropy(const QString& word)
{
    QHash<QChar, int> counts;
    for (const QChar character : word)
        ++counts[character];
    double bits = 0;
    for (const int count : std::as_const(counts)) {
        const double share = double(count) / double(word.size());
        bits -= share * std::log2(share);
    }
    return bits;
}

// One long word without a meaning; hashes of passwords and UUIDs are none.
static bool looksRandom(const QString& text)
{
    static const QRegularExpression word("^[A-Za-z0-9+/_=-]{32,}$");
    static const QRegularExpression uuid("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$");
    static const QRegularExpression digest("^[0-9a-fA-F]+$");
    constexpr double randomBits = 4.0;
    return word.match(text).hasMatch() && !uuid.match(text).hasMatch() && !digest.match(text).hasMatch() && entropy(text) > randomBits;
}

static bool speaksOfSecrets(const StatementContext& at)
{
    const QByteArray code = at.code().toByteArray().toLower();
    for (const char* word : { "secret", "token", "api_key", "apikey", "access_key", "private_key", "credential" }) {
        if (code.contains(word))
            return true;
    }
    return false;
}

// Keys are one long word; the names of tables are not looked at, for they stand in no text.
static bool hasLongWord(QByteArrayView text)
{
    constexpr int shortestKey = 16;
    int run = 0;
    for (const char c : text) {
        run = static_cast<uchar>(c) > ' ' ? run + 1 : 0;
        if (run >= shortestKey)
            return true;
    }
    return text.contains("-----BEGIN");
}

// Whether it is worth the while to cut the statement into tokens.
static bool mayHoldKey(const StatementContext& at)
{
    const QByteArrayView code = at.code();
    return code.contains('\'') || code.contains('$') || code.contains("--") || code.contains("/*")
        || hasLongWord(at.migration.script().leadingComments(at.statement));
}

static void check(const StatementContext& at, Report& report)
{
    if (at.inBody || !mayHoldKey(at))
        return; // a body is seen as a whole
    forEachText(at, [&](const ScriptText& text) {
        if (!hasLongWord(text.text))
            return true;
        const QString words = QString::fromUtf8(text.text);
        const char* what = knownKey(words);
        if (!what && !text.comment && looksRandom(words) && speaksOfSecrets(at))
            what = "a secret";
        if (what)
            report.add(at, QString("What looks like %1 stands in the script in clear.").arg(what), text.offset);
        return !what;
    });
}

extern const Rule apiKeyOrTokenLiteral {
    .id = "api-key-or-token-literal",
    .severity = Severity::Error,
    .hazard = "A key or token in a script stays in the repository for ever.",
    .effect = "Everyone who can read the repository can use it, until it is revoked.",
    .safe = "Revoke it, and give the new one to the application outside of migrations.",
    .manual = "https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html",
    .check = check,
    .bad = { { "INSERT INTO settings VALUES ('aws', 'AKIAIOSFODNN7EXAMPLE')" },
        { "UPDATE settings SET token = 'ghp_0123456789abcdefghijABCDEFGHIJ012345'" },
        { "-- key sk_live_0123456789abcdefghij\nSELECT 1" },
        { "INSERT INTO t (api_key) VALUES ('q9Xz3LmN8pRt5vWy2AbC7dEf4GhJ6kMs')" },
        { "INSERT INTO keys VALUES ('-----BEGIN RSA PRIVATE KEY-----\nMII')" },
        { "DO $$ BEGIN INSERT INTO s VALUES ('AKIAIOSFODNN7EXAMPLE'); END $$" } },
    .good = { { "INSERT INTO t (token) VALUES ('6f1b2f0e-6a0d-4b8a-9d3f-1c2d3e4f5a6b')" },
        { "INSERT INTO users (password_hash, token) VALUES ('$2b$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234', NULL)" },
        { "INSERT INTO files (sha) VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')" },
        { "INSERT INTO t (token_name) VALUES ('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')" },
        { "CREATE TABLE t (refresh_token text)" } },
};

} // namespace corridor::rules
