// SPDX-License-Identifier: MIT
#include "journal/tick.h"

#include <QCryptographicHash>
#include <algorithm>

namespace corridor {

QString combinedChecksum(QList<CoveredScript> scripts)
{
    std::ranges::sort(scripts, {}, &CoveredScript::name);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const CoveredScript& script : scripts)
        hash.addData(script.name.toUtf8() + '\0' + script.checksum.toUtf8() + '\n');
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace corridor
