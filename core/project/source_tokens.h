// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace corridor {

// One token of a TypeScript or JavaScript file, or of a Prisma schema: their comments, strings and names are alike.
struct SourceToken {
    enum class Kind {
        Name, // identifier, keyword or number
        String, // `text` is its value; a template without ${} is one too
        Template, // a template with ${}: more than a literal
        Sign, // one character, or =>, ?? and ||
        End, // once, at the end
    };
    Kind kind = Kind::End;
    QString text;
    int line = 0; // 1-based

    bool isSign(QStringView sign) const { return kind == Kind::Sign && text == sign; }
    bool isName(QStringView name) const { return kind == Kind::Name && text == name; }
};

// Splits `source`, whatever it holds: an unfinished string or comment ends with the file. Comments, regular
// expressions and blanks are left out.
QList<SourceToken> sourceTokens(QStringView source);

} // namespace corridor
