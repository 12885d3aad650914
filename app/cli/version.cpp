// SPDX-License-Identifier: MIT
// corridor version
#include "context.h"

#include <libpq-fe.h>

namespace corridor {

namespace {

Answer run(Context& context)
{
    const int libpq = PQlibVersion();
    const QString libpqText = QString("%1.%2").arg(libpq / 10000).arg(libpq % 10000);
    context.print("corridor " CORRIDOR_VERSION);
    context.print(QString("Qt %1, libpq %2").arg(QLatin1String(qVersion()), libpqText));
    return QJsonObject { { "version", CORRIDOR_VERSION }, { "qt", QLatin1String(qVersion()) }, { "libpq", libpqText } };
}

} // namespace

extern const Command versionCommand { "version", "", "Says which version this is.", nullptr, run };

} // namespace corridor
