// SPDX-License-Identifier: MIT
#include "base/mapped_file.h"
#include "project/migration.h"

#include <QCryptographicHash>

namespace corridor {
namespace {

QByteArray sha256(const QByteArray& text)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    forEachPart(text, [&](QByteArrayView part) {
        hash.addData(part);
        return true;
    });
    return hash.result();
}

// Engines before 2.x printed the bytes without padding, so that their checksums are shorter than 64 digits.
QString unpaddedHex(const QByteArray& digest)
{
    QString text;
    for (const char byte : digest)
        text += QString::number(uchar(byte), 16);
    return text;
}

bool matchesText(const QString& recorded, const QByteArray& text)
{
    const QByteArray digest = sha256(text);
    const bool padded = recorded.isEmpty() || recorded.size() == 64;
    return recorded == (padded ? QString::fromLatin1(digest.toHex()) : unpaddedHex(digest));
}

} // namespace

QString prismaChecksum(const QByteArray& script)
{
    return QString::fromLatin1(sha256(prismaText(script)).toHex());
}

bool checksumMatches(const QString& recorded, const QByteArray& script)
{
    const QByteArray text = prismaText(script);
    if (matchesText(recorded, text))
        return true;
    if (!text.contains('\n'))
        return false;
    return matchesText(recorded, QByteArray(text).replace("\r\n", "\n"))
        || matchesText(recorded, QByteArray(text).replace("\n", "\r\n"));
}

} // namespace corridor
