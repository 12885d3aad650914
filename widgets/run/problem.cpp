// SPDX-License-Identifier: MIT
#include "problem.h"

#include "base/redact.h"

#include <QCoreApplication>
#include <QStringList>

namespace corridor {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("corridor::Problem", text);
}

} // namespace

Problem problemOf(const Error& error)
{
    QStringList detail { error.detail, error.state, error.hint };
    detail.removeAll(QString());
    return { .severity = Problem::Severity::Error,
        .code = error.sqlstate.isEmpty() ? error.code : error.sqlstate,
        .message = redacted(error.message),
        .detail = redacted(detail.join(u'\n')),
        .migration = error.migration,
        .line = error.line,
        .column = error.column };
}

Tone problemTone(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error:
        return Tone::Error;
    case Problem::Severity::Warning:
        return Tone::Warning;
    case Problem::Severity::Information:
        break;
    }
    return Tone::Pending;
}

QString severityWord(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error:
        return translated("Error");
    case Problem::Severity::Warning:
        return translated("Warning");
    case Problem::Severity::Information:
        break;
    }
    return translated("Note");
}

} // namespace corridor
