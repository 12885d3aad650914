// SPDX-License-Identifier: MIT
#include "project/slug.h"

#include <QHash>

namespace corridor {
namespace {

struct Spelling {
    const char16_t* letters;
    const char* spellings; // one for each letter, separated by blanks
};

// Letters whose spelling is not what their Unicode decomposition leaves; lower case.
constexpr Spelling spellings[] = {
    { u"ßäöüæðøþđħıĳĸŀłŉŋœŧſ", "ss ae oe ue ae d o th d h i ij k l l n n oe t ss" },
    { u"αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n ks o p r s s t y f x ps o" },
    { u"абвгдежзийклмноп", "a b v g d e zh z i j k l m n o p" },
    { u"рстуфхцчшщыэюяё", "r s t u f h cz ch sh shh y e yu ya yo" },
    { u"єіїґљњќ", "ye i yi g lj nj kj" },
};
constexpr QStringView silent = u"ъьʼ";

QHash<QChar, QString> makeTable()
{
    QHash<QChar, QString> table;
    for (const Spelling& row : spellings) {
        const QStringList parts = QString::fromLatin1(row.spellings).split(' ');
        const QStringView letters(row.letters);
        for (qsizetype i = 0; i < letters.size(); ++i)
            table.insert(letters[i], parts[i]);
    }
    for (const QChar letter : silent)
        table.insert(letter, QString());
    return table;
}

QString baseLetters(QChar letter)
{
    QString base;
    for (const QChar part : QString(letter).normalized(QString::NormalizationForm_D)) {
        if (!part.isMark())
            base += part;
    }
    return base;
}

QString spelt(QChar letter)
{
    static const QHash<QChar, QString> table = makeTable();
    const bool upper = letter.isUpper();
    const QString base = baseLetters(letter);
    auto found = table.constFind(letter.toLower());
    if (found == table.constEnd() && base.size() == 1)
        found = table.constFind(base.front().toLower());
    if (found == table.constEnd())
        return base;
    QString text = *found;
    if (upper && !text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString inAscii(const QString& text)
{
    QString result;
    for (const QChar c : text.normalized(QString::NormalizationForm_C)) {
        if (c == u'&')
            result += " and ";
        else
            result += c.unicode() < 128 ? QString(c) : spelt(c);
    }
    return result;
}

bool isUpper(QChar c)
{
    return c >= u'A' && c <= u'Z';
}
bool isLower(QChar c)
{
    return c >= u'a' && c <= u'z';
}
bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// Whether a word begins at `i`, inside camelCase: foo|Bar, FOO|12, HTTP|Server.
bool wordBeginsAt(const QString& text, qsizetype i)
{
    if (i == 0)
        return false;
    const QChar before = text[i - 1], here = text[i];
    const QChar after = i + 1 < text.size() ? text[i + 1] : QChar();
    if (isUpper(here))
        return isLower(before) || isDigit(before) || (isUpper(before) && isLower(after));
    return isDigit(here) && isUpper(before) && i >= 2 && isUpper(text[i - 2]);
}

} // namespace

QString slug(const QString& text)
{
    const QString ascii = inAscii(text);
    QString result;
    bool wordEnded = false;
    for (qsizetype i = 0; i < ascii.size(); ++i) {
        const QChar c = ascii[i];
        const bool isWordCharacter = isUpper(c) || isLower(c) || isDigit(c);
        if (isWordCharacter && !result.isEmpty() && (wordEnded || wordBeginsAt(ascii, i)))
            result += u'_';
        if (isWordCharacter)
            result += c.toLower();
        wordEnded = !isWordCharacter;
    }
    return result;
}

} // namespace corridor
