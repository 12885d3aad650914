// SPDX-License-Identifier: MIT
#include "project/migration_order.h"

#include <QCollator>
#include <algorithm>
#include <optional>

namespace corridor {
namespace {

// ICU's first-level order of the letters that names are usually made of: _ < 0…9 < a…z; 0 for any other.
int plainWeight(QChar c)
{
    const char16_t unit = c.unicode();
    if (unit == u'_')
        return 1;
    if ((unit >= u'0' && unit <= u'9') || (unit >= u'a' && unit <= u'z'))
        return unit;
    return 0;
}

bool isPlain(const QString& name)
{
    return std::all_of(name.begin(), name.end(), [](QChar c) { return plainWeight(c) != 0; });
}

bool plainLess(const QString& a, const QString& b)
{
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(), [](QChar x, QChar y) { return plainWeight(x) < plainWeight(y); });
}

// Moves surrogates, which stand for characters above U+FFFF, behind all other units: then units sort as UTF-8 bytes.
char16_t byteWeight(QChar c)
{
    const char16_t unit = c.unicode();
    return unit < 0xD800 ? unit : unit >= 0xE000 ? char16_t(unit - 0x800) : char16_t(unit + 0x2000);
}

bool bytesLess(const QString& a, const QString& b)
{
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(), [](QChar x, QChar y) { return byteWeight(x) < byteWeight(y); });
}

void sortByCollator(QStringList& names)
{
    const QCollator collator { QLocale(QLocale::English) };
    std::sort(names.begin(), names.end(), [&](const QString& a, const QString& b) {
        const int order = collator.compare(a, b);
        return order != 0 ? order < 0 : bytesLess(a, b);
    });
}

} // namespace

void sortMigrationNames(QStringList& names, MigrationOrder order)
{
    if (order == MigrationOrder::Bytes)
        std::sort(names.begin(), names.end(), bytesLess);
    else if (std::all_of(names.begin(), names.end(), isPlain))
        std::sort(names.begin(), names.end(), plainLess); // spares loading ICU's tables
    else
        sortByCollator(names);
}

std::optional<std::pair<QString, QString>> firstDifferenceOfOrders(const QStringList& names)
{
    QStringList byBytes = names, collated = names;
    sortMigrationNames(byBytes, MigrationOrder::Bytes);
    sortMigrationNames(collated, MigrationOrder::Collated);
    const auto [a, b] = std::mismatch(byBytes.begin(), byBytes.end(), collated.begin());
    if (a == byBytes.end())
        return std::nullopt;
    return std::pair(*a, *b);
}

} // namespace corridor
