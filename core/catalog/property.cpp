// SPDX-License-Identifier: MIT
#include "catalog/property.h"

#include <QStringList>
#include <algorithm>
#include <array>

namespace corridor {

namespace {

constexpr std::array<const char*, propertyCount> words { "type", "not null", "collation", "expression", "generated",
    "identity", "sequence", "start", "increment", "minimum", "maximum", "cache", "cycle", "owned by", "values",
    "definition", "columns", "arguments", "returns", "language", "persistence", "partition key", "partition of",
    "bound", "inherits", "inherited from", "of type", "access method", "tablespace", "options", "row security",
    "replica identity", "server", "storage", "compression", "statistics", "method", "predicate", "unique", "valid", "clustered", "index of",
    "enabled", "command", "permissive", "roles", "using", "check", "function", "event", "tags", "tables", "schemas",
    "publishes", "schema", "version", "provider", "locale", "details", "extension dependency", "owner", "privileges",
    "comment", "security labels", "populated" };
static_assert(words.back() != nullptr, "every property has a word");

bool before(const Properties::Entry& entry, Property property) { return entry.first < property; }

} // namespace

QString propertyWord(Property property) { return QString::fromLatin1(words[int(property)]); }

std::optional<Property> propertyFromWord(QStringView word)
{
    for (int i = 0; i < propertyCount; ++i)
        if (word == QLatin1StringView(words[i]))
            return Property(i);
    return std::nullopt;
}

const QString* Properties::find(Property property) const
{
    for (const Entry& entry : m_entries)
        if (entry.first == property)
            return &entry.second;
    return nullptr;
}

const QString& Properties::get(Property property) const
{
    static const QString none;
    const QString* value = find(property);
    return value ? *value : none;
}

QStringList Properties::list(Property property) const
{
    const QString& value = get(property);
    return value.isEmpty() ? QStringList() : value.split(u'\n');
}

void Properties::set(Property property, QString value)
{
    auto place = std::lower_bound(m_entries.begin(), m_entries.end(), property, before);
    const bool present = place != m_entries.end() && place->first == property;
    if (value.isEmpty()) {
        if (present)
            m_entries.erase(place);
    } else if (present) {
        place->second = std::move(value);
    } else {
        m_entries.emplace(place, property, std::move(value));
    }
}

void Properties::setFlag(Property property, bool on) { set(property, on ? QStringLiteral("yes") : QString()); }

QJsonObject Properties::toJson() const
{
    QJsonObject object;
    for (const auto& [property, value] : m_entries)
        object.insert(propertyWord(property), value);
    return object;
}

QList<Property> differences(const Properties& a, const Properties& b)
{
    QList<Property> found;
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() || right != b.end()) {
        const bool onlyLeft = right == b.end() || (left != a.end() && left->first < right->first);
        const bool onlyRight = left == a.end() || (right != b.end() && right->first < left->first);
        const Property property = onlyRight ? right->first : left->first;
        if ((onlyLeft || onlyRight || left->second != right->second) && !isState(property))
            found.append(property);
        left += onlyRight ? 0 : 1;
        right += onlyLeft ? 0 : 1;
    }
    return found;
}

} // namespace corridor
