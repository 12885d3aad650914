// SPDX-License-Identifier: MIT
#include "report/html_text.h"

namespace corridor {

namespace {

QLatin1StringView entityFor(QChar character)
{
    switch (character.unicode()) {
    case '&':
        return QLatin1StringView("&amp;");
    case '<':
        return QLatin1StringView("&lt;");
    case '>':
        return QLatin1StringView("&gt;");
    case '"':
        return QLatin1StringView("&quot;");
    case '\'':
        return QLatin1StringView("&#39;"); // QString::toHtmlEscaped leaves this one alone
    default:
        return {};
    }
}

} // namespace

QString htmlEscaped(QStringView text)
{
    QString result;
    result.reserve(text.size() + text.size() / 8);
    for (const QChar character : text) {
        const QLatin1StringView entity = entityFor(character);
        if (entity.isEmpty())
            result += character;
        else
            result += entity;
    }
    return result;
}

} // namespace corridor
