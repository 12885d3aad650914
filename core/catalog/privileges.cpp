// SPDX-License-Identifier: MIT
#include "catalog/privileges.h"

#include <QStringList>

namespace corridor {

namespace {

struct Item {
    QString grantee;
    QString letters;
};

// grantee=letters/grantor; names with odd characters are in double quotes, doubled inside.
Item parseItem(const QString& text)
{
    Item item;
    qsizetype i = 0;
    bool quoted = false;
    for (; i < text.size() && (quoted || text[i] != u'='); ++i) {
        const bool isQuote = text[i] == u'"';
        if (isQuote && quoted && i + 1 < text.size() && text[i + 1] == u'"')
            item.grantee += text[++i];
        else if (isQuote)
            quoted = !quoted;
        else
            item.grantee += text[i];
    }
    const qsizetype slash = text.indexOf(u'/', i);
    item.letters = text.sliced(i + 1, (slash < 0 ? text.size() : slash) - i - 1);
    return item;
}

void leaveOutDefault(Privileges& held, const QString& grantee, const QString& letters)
{
    if (held.value(grantee) == letters)
        held.remove(grantee);
    else if (!held.contains(grantee))
        held.insert(grantee, QString());
}

const char* wordOf(QChar letter)
{
    switch (letter.toLatin1()) {
    case 'r': return "SELECT";
    case 'a': return "INSERT";
    case 'w': return "UPDATE";
    case 'd': return "DELETE";
    case 'D': return "TRUNCATE";
    case 'x': return "REFERENCES";
    case 't': return "TRIGGER";
    case 'm': return "MAINTAIN";
    case 'U': return "USAGE";
    case 'C': return "CREATE";
    case 'X': return "EXECUTE";
    default: return "";
    }
}

} // namespace

QString privilegesText(const QString& acl, const QString& owner, const QString& ownerLetters,
    const QString& publicDefault)
{
    Privileges held;
    for (const QString& line : acl.split(u'\n', Qt::SkipEmptyParts)) {
        const Item item = parseItem(line);
        held[item.grantee == owner ? QStringLiteral("<owner>") : item.grantee] += item.letters;
    }
    leaveOutDefault(held, QStringLiteral("<owner>"), ownerLetters);
    leaveOutDefault(held, QString(), publicDefault);
    QStringList lines;
    for (auto entry = held.begin(); entry != held.end(); ++entry)
        lines.append(entry.key() + u'=' + entry.value());
    return lines.join(u'\n');
}

Privileges privilegesFromText(const QString& text)
{
    Privileges held;
    for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype at = line.lastIndexOf(u'=');
        held.insert(line.first(at), line.sliced(at + 1));
    }
    return held;
}

QString ownerLetters(ObjectKind kind, int serverVersion)
{
    switch (kind) {
    case ObjectKind::Table:
    case ObjectKind::ForeignTable:
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::ContinuousAggregate:
        return serverVersion >= 170000 ? QStringLiteral("arwdDxtm") : QStringLiteral("arwdDxt");
    case ObjectKind::Sequence: return QStringLiteral("rwU");
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate: return QStringLiteral("X");
    case ObjectKind::Schema: return QStringLiteral("UC");
    case ObjectKind::Column: return {};
    default: return QStringLiteral("U");
    }
}

QString publicLetters(ObjectKind kind, const QString& name, int serverVersion)
{
    if (kind == ObjectKind::Schema && name == u"public")
        return serverVersion >= 150000 ? QStringLiteral("U") : QStringLiteral("UC");
    switch (kind) {
    case ObjectKind::Function:
    case ObjectKind::Procedure:
    case ObjectKind::Aggregate: return QStringLiteral("X");
    case ObjectKind::Enum:
    case ObjectKind::Domain:
    case ObjectKind::CompositeType:
    case ObjectKind::RangeType:
    case ObjectKind::BaseType:
    case ObjectKind::Language: return QStringLiteral("U");
    default: return {};
    }
}

QByteArray privilegeWords(const QString& letters, ObjectKind kind, int serverVersion)
{
    QString bare = letters;
    bare.remove(u'*');
    if (kind != ObjectKind::Column && bare == ownerLetters(kind, serverVersion))
        return "ALL";
    QByteArrayList words;
    for (const QChar letter : bare)
        words.append(wordOf(letter));
    return words.join(", ");
}

} // namespace corridor
