// SPDX-License-Identifier: MIT
#include "sql/script.h"

#include <pg_query.h>

namespace corridor {

QString fingerprint(QByteArrayView statement)
{
    constexpr qsizetype longest = 256 * 1024;
    if (statement.size() > longest || statement.contains('\0'))
        return {};
    const PgQueryFingerprintResult result = pg_query_fingerprint(statement.toByteArray().constData());
    const QString text = result.error ? QString() : QString::fromLatin1(result.fingerprint_str);
    pg_query_free_fingerprint_result(result);
    return text;
}

} // namespace corridor
