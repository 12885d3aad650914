// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QStringList>

namespace corridor {

// A pg_restore that is newer than its server begins with settings that the server does not know: from 17 on
// `SET transaction_timeout = 0`, which servers before 17 refuse. It cannot be told not to.
bool setsUnknownSettings(int clientMajor, int serverMajor);

// The errors of a pg_restore that goes on after each, told from its standard error line by line.
class RestoreErrors {
public:
    void take(const QString& line);
    // Whether there were none but settings that the server does not know.
    bool areHarmless() const { return text().isEmpty(); }
    QString text() const; // the harmful ones, each with the lines that belong to it

private:
    QStringList m_errors;
    bool m_open = false; // the last line belonged to an error
};

// Takes those settings out of a script that pg_restore writes, whose chunks come one after the other.
class UnknownSettingsFilter {
public:
    QByteArray operator()(const QByteArray& chunk);

private:
    QByteArray m_unfinished; // the start of a line whose end is in the next chunk
    bool m_inHead = true; // the settings stand before the first object
};

} // namespace corridor
