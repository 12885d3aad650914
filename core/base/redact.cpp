// SPDX-License-Identifier: MIT
#include "base/redact.h"

#include <QRegularExpression>

namespace corridor {

QString redacted(const QString& text)
{
    // The password ends at the last @ before a slash or blank: people forget to encode an @ in it.
    static const QRegularExpression url("(postgres(?:ql)?://[^\\s:/@]*:)[^\\s/]*@");
    static const QRegularExpression pair("((?:ssl)?password\\s*=\\s*)('(?:[^'\\\\]|\\\\.)*'|[^\\s&]+)",
        QRegularExpression::CaseInsensitiveOption);
    QString result = text;
    return result.replace(url, "\\1***@").replace(pair, "\\1***");
}

} // namespace corridor
