// SPDX-License-Identifier: MIT
#include "message.h"

#include "base/redact.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("corridor::Message", text);
}

QString whereText(const Error& error)
{
    if (error.migration.isEmpty())
        return {};
    return error.line > 0 ? translated("In %1, line %2").arg(error.migration).arg(error.line)
                          : translated("In %1").arg(error.migration);
}

QString headline(const Error& error)
{
    QStringList codes;
    if (!error.code.isEmpty() && error.code.front().isUpper())
        codes << error.code;
    if (!error.sqlstate.isEmpty())
        codes << u"SQLSTATE "_s + error.sqlstate;
    const QString message = redacted(error.message);
    return codes.isEmpty() ? message : u"%1 (%2)"_s.arg(message, codes.join(u", "_s));
}

} // namespace

Message errorMessage(const QString& cause, const Error& error)
{
    Message message { .cause = cause, .level = MessageLevel::Error, .headline = headline(error) };
    const auto add = [&message](const QString& text) {
        if (!text.isEmpty())
            message.details << redacted(text);
    };
    add(error.detail);
    add(whereText(error));
    add(error.state.isEmpty() ? QString() : translated("The database: %1").arg(error.state));
    add(error.hint.isEmpty() ? QString() : translated("Next: %1").arg(error.hint));
    message.copyText = redacted(error.toText());
    return message;
}

} // namespace corridor
