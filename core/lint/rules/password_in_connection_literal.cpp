// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"
#include "lint/rules/script_texts.h"

#include <QRegularExpression>

namespace corridor::rules {

// password=… of libpq, and user:password@ of a URL; what is taken from elsewhere (${…}, %s, <…>) is none.
static qsizetype passwordIn(QByteArrayView text)
{
    if (!text.contains("password") && !text.contains("://"))
        return -1;
    static const QRegularExpression keyword(
        "\\bpassword(=|\\s+=\\s*(?=.*\\b(host|hostaddr|dbname|user)\\s*=))'{0,2}[^\\s'\"%$<{:*]|"
        "\\b(host|hostaddr|dbname|user)\\s*=.*\\bpassword\\s*=\\s*'{0,2}[^\\s'\"%$<{:*]");
    static const QRegularExpression url("[a-z][a-z0-9+]*://[^\\s:@/'\"]+:[^\\s@/'\"%$<{*][^\\s@/'\"]*@");
    const QString words = QString::fromUtf8(text);
    for (const QRegularExpression* pattern : { &keyword, &url }) {
        if (const auto match = pattern->match(words); match.hasMatch())
            return words.first(match.capturedStart()).toUtf8().size();
    }
    return -1;
}

static bool hasPasswordOption(const StatementContext& at)
{
    const auto* object = at.statement.as<sql::ServerObject>();
    const sql::Option* option = object ? sql::findOption(object->options, QLatin1StringView("password")) : nullptr;
    return option && !option->value.isEmpty();
}

static void check(const StatementContext& at, Report& report)
{
    if (at.inBody)
        return; // seen with the whole body
    if (hasPasswordOption(at)) {
        report.add(at, "The password of the foreign server stands in the script in clear.", at.find("password"));
        return;
    }
    const QByteArrayView all
        = QByteArrayView(at.migration.script().text).sliced(at.statement.begin, at.statement.length());
    if (!all.contains("password") && !all.contains("://"))
        return; // as nearly all: without cutting them into tokens
    forEachText(at, [&](const ScriptText& text) {
        const qsizetype found = passwordIn(text.text);
        if (found >= 0)
            report.add(at, "A connection's password stands in the script in clear.", text.offset + found);
        return found < 0;
    });
}

extern const Rule passwordInConnectionLiteral {
    .id = "password-in-connection-literal",
    .severity = Severity::Error,
    .hazard = "A connection string with a password stays in the repository and in the server's log.",
    .effect = "Everyone who can read the repository can use the connection.",
    .safe = "A pass file or a service on the server, or OPTIONS set outside of migrations; and change this one.",
    .manual = "libpq-pgpass.html",
    .check = check,
    .bad = { { "SELECT dblink_connect('host=db user=app password=hunter2')" },
        { "CREATE SUBSCRIPTION s CONNECTION 'host=db password=hunter2' PUBLICATION p" },
        { "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'app', password 'hunter2')" },
        { "-- postgres://app:hunter2@db/app\nSELECT 1" },
        { "DO $$ BEGIN PERFORM dblink_exec('postgresql://app:hunter2@db/app', 'SELECT 1'); END $$" } },
    .good = { { "SELECT 'password=' || current_setting('app.p')" }, { "SELECT dblink_connect('host=db user=app')" },
        { "SELECT 'postgres://app@db/app'" }, { "INSERT INTO help VALUES ('Choose a password: it must be long')" },
        { "SELECT format('host=db password=%s', p) FROM secrets" }, { "SELECT 'mailto:a@b'" },
        { "COMMENT ON COLUMN users.id IS 'password = something'" } },
};

} // namespace corridor::rules
