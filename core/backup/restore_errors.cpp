// SPDX-License-Identifier: MIT
#include "backup/restore_errors.h"

namespace corridor {

namespace {

constexpr int transactionTimeoutSince = 17;
const QByteArray unknownSetting = "SET transaction_timeout = 0;";

bool isHarmless(const QString& error)
{
    return error.contains("unrecognized configuration parameter")
        && error.contains("Command was: " + QString::fromLatin1(unknownSetting));
}

} // namespace

bool setsUnknownSettings(int clientMajor, int serverMajor)
{
    return clientMajor >= transactionTimeoutSince && serverMajor < transactionTimeoutSince;
}

void RestoreErrors::take(const QString& line)
{
    const bool ofProgram = line.startsWith("pg_restore: ");
    if (line.startsWith("pg_restore: error:"))
        m_errors << line;
    else if (m_open && (!ofProgram || line.startsWith("pg_restore: detail:") || line.startsWith("pg_restore: hint:")))
        m_errors.last() += '\n' + line;
    else
        m_open = false;
    m_open = m_open || line.startsWith("pg_restore: error:");
}

QString RestoreErrors::text() const
{
    QStringList harmful;
    for (const QString& error : m_errors) {
        if (!isHarmless(error))
            harmful << error;
    }
    return harmful.join('\n');
}

QByteArray UnknownSettingsFilter::operator()(const QByteArray& chunk)
{
    if (!m_inHead)
        return chunk;
    const QByteArray text = m_unfinished + chunk;
    QByteArray kept;
    qsizetype start = 0;
    for (qsizetype end; m_inHead && (end = text.indexOf('\n', start)) >= 0; start = end + 1) {
        const QByteArray line = text.sliced(start, end - start);
        m_inHead = !line.startsWith("-- Name: ") && !line.startsWith("-- Data for Name: ");
        if (line != unknownSetting)
            kept += line + '\n';
    }
    m_unfinished = m_inHead ? text.sliced(start) : QByteArray();
    return m_inHead ? kept : kept + text.sliced(start);
}

} // namespace corridor
