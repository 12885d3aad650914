// SPDX-License-Identifier: MIT
#include "profile/profile_text.h"

#include <algorithm>
#include <sstream>
#include <toml++/toml.hpp>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

Error unreadable(const QString& reason, const toml::source_position& place)
{
    return { .code = u"profiles-unreadable"_s, .message = reason, .hint = u"Repair the file; nothing was changed in it."_s,
        .line = int(place.line), .column = int(place.column) };
}

Result<toml::table> parse(const QString& text)
{
    try {
        return toml::parse(text.toStdString());
    } catch (const toml::parse_error& error) {
        return std::unexpected(unreadable(QString::fromUtf8(error.description()), error.source().begin));
    }
}

QString textOf(const toml::table& table, const char* key)
{
    return QString::fromStdString(table[key].value_or(std::string()));
}

Result<Profile> readProfile(const std::string& name, const toml::table& table)
{
    Profile profile { .name = QString::fromStdString(name), .url = textOf(table, "url") };
    const auto environment = environmentFromWord(textOf(table, "environment"));
    const bool secretFits = setSecret(profile, QString::fromStdString(table["secret"].value_or(std::string("none"))));
    if (!environment || !secretFits || profile.url.isEmpty())
        return std::unexpected(unreadable(
            u"profile `%1` needs url, environment (development, staging, production) and secret (none, keychain, ask, env(\"NAME\"))"_s
                .arg(profile.name),
            table.source().begin));
    profile.environment = *environment;
    profile.isProtected = table["protected"].value_or(*environment == ProfileEnvironment::Production);
    profile.approvals = table["approvals"].value_or(0);
    profile.ciOnly = table["ci-only"].value_or(false);
    return profile;
}

// The lines of a text; those of a section, from its [header] to the next.
struct Section {
    qsizetype begin = 0; // the header's line, counted from 0
    qsizetype end = 0;   // the line of the next header, or the number of lines
};

using Lines = QStringList;

// Lines on which the headers of tables stand, by what toml++ knows; a line in a long string may look like one.
void collectHeaders(const toml::table& table, std::vector<qsizetype>& lines)
{
    for (const auto& [key, node] : table) {
        if (const toml::table* inner = node.as_table(); inner && !inner->is_inline()) {
            lines.push_back(qsizetype(inner->source().begin.line) - 1);
            collectHeaders(*inner, lines);
        } else if (const toml::array* list = node.as_array()) {
            for (const toml::node& item : *list) {
                if (const toml::table* element = item.as_table(); element && !element->is_inline()) {
                    lines.push_back(qsizetype(element->source().begin.line) - 1);
                    collectHeaders(*element, lines);
                }
            }
        }
    }
}

Section sectionOf(const toml::table& root, const toml::table& profile, const Lines& lines)
{
    std::vector<qsizetype> headers;
    collectHeaders(root, headers);
    Section section { qsizetype(profile.source().begin.line) - 1, lines.size() };
    for (const qsizetype line : headers) {
        if (line > section.begin)
            section.end = std::min(section.end, line);
    }
    return section;
}

// What stands between two sections belongs to the later one.
qsizetype lastOwnLine(const Lines& lines, const Section& section)
{
    qsizetype end = section.end;
    const auto isOther = [](const QString& line) { return line.trimmed().isEmpty() || line.trimmed().startsWith('#'); };
    while (end > section.begin + 1 && isOther(lines[end - 1]))
        --end;
    return end;
}

// Null where there is no such profile.
Result<const toml::table*> editableTable(const toml::table& root, const Lines& lines, const QString& name)
{
    const toml::node* node = root["profile"][name.toStdString()].node();
    const toml::table* table = node ? node->as_table() : nullptr;
    const bool hasHeader = table && lines.value(qsizetype(table->source().begin.line) - 1).trimmed().startsWith('[');
    if (node && !hasHeader)
        return fail(u"profiles-not-editable"_s, u"Profile `%1` is not a section of its own."_s.arg(name),
            u"Write it as [profile.%1] with one key on each line, or change it by hand."_s.arg(name));
    return table;
}

QString literal(const QString& text)
{
    std::ostringstream stream;
    stream << toml::value<std::string>(text.toStdString());
    return QString::fromStdString(stream.str());
}

struct Setting {
    const char* key;
    QString value;
    bool isDefault = false; // only written where it stands already
};

QList<Setting> settingsOf(const Profile& profile)
{
    return { { "url", literal(profile.url) }, { "environment", literal(environmentWord(profile.environment)) },
        { "protected", profile.isProtected ? u"true"_s : u"false"_s }, { "secret", literal(secretText(profile)) },
        { "approvals", QString::number(profile.approvals), profile.approvals == 0 },
        { "ci-only", profile.ciOnly ? u"true"_s : u"false"_s, !profile.ciOnly } };
}

// Replaces a value where it stands; what is behind it on the line stays. toml++ counts columns in code points.
void replaceValue(Lines& lines, const toml::node& node, const QString& value)
{
    const auto region = node.source();
    QString& line = lines[qsizetype(region.begin.line) - 1];
    const QList<uint> points = line.toUcs4();
    const auto upTo = [&](qsizetype count) { return QString::fromUcs4(reinterpret_cast<const char32_t*>(points.data()), count); };
    const QString before = upTo(qsizetype(region.begin.column) - 1);
    const QString whole = upTo(qsizetype(region.end.column) - 1);
    line.replace(before.size(), whole.size() - before.size(), value);
}

bool isSame(const toml::node& node, const Setting& setting)
{
    std::ostringstream stream;
    node.visit([&](const auto& value) { stream << value; });
    return QString::fromStdString(stream.str()) == setting.value;
}

Result<void> changeSection(Lines& lines, const toml::table& root, const toml::table& table, const Profile& profile)
{
    QStringList added;
    for (const Setting& setting : settingsOf(profile)) {
        const toml::node* node = table.get(setting.key);
        if (!node && setting.isDefault)
            continue;
        if (!node)
            added << QLatin1StringView(setting.key) + u" = "_s + setting.value;
        else if (node->source().begin.line != node->source().end.line)
            return fail(u"profiles-not-editable"_s, u"`%1` of profile `%2` spans lines."_s.arg(QLatin1StringView(setting.key), profile.name),
                u"Write it on one line, or change it by hand."_s);
        else if (!isSame(*node, setting))
            replaceValue(lines, *node, setting.value);
    }
    const qsizetype end = lastOwnLine(lines, sectionOf(root, table, lines));
    for (qsizetype i = 0; i < added.size(); ++i)
        lines.insert(end + i, added[i]);
    return {};
}

QString newSection(const Profile& profile)
{
    // A dot in a name would make two tables of it.
    QString text = u"[profile.%1]\n"_s.arg(profile.name.contains('.') ? literal(profile.name) : profile.name);
    for (const Setting& setting : settingsOf(profile)) {
        if (!setting.isDefault)
            text += QLatin1StringView(setting.key) + u" = "_s + setting.value + '\n';
    }
    return text;
}

QString appended(QString text, const QString& section)
{
    if (!text.isEmpty() && !text.endsWith('\n'))
        text += '\n';
    return text.isEmpty() ? section : text + '\n' + section;
}

} // namespace

Result<QList<Profile>> profilesIn(const QString& text)
{
    const auto root = parse(text);
    CORRIDOR_TRY(root);
    std::vector<std::pair<toml::source_position, Profile>> found;
    const toml::table* profiles = (*root)["profile"].as_table();
    if (!profiles)
        return QList<Profile>();
    for (const auto& [name, node] : *profiles) { // not of a copy: that forgets the places
        if (!node.is_table())
            continue;
        const auto profile = readProfile(std::string(name.str()), *node.as_table());
        CORRIDOR_TRY(profile);
        found.emplace_back(node.source().begin, *profile);
    }
    std::ranges::sort(found, {}, [](const auto& entry) { return std::pair(entry.first.line, entry.first.column); });
    QList<Profile> result;
    for (const auto& entry : found)
        result << entry.second;
    return result;
}

Result<QString> withProfile(const QString& text, const Profile& profile)
{
    const auto root = parse(text);
    CORRIDOR_TRY(root);
    Lines lines = text.split('\n');
    const auto table = editableTable(*root, lines, profile.name);
    CORRIDOR_TRY(table);
    if (!*table)
        return appended(text, newSection(profile));
    CORRIDOR_TRY(changeSection(lines, *root, **table, profile));
    return lines.join('\n');
}

Result<QString> withoutProfile(const QString& text, const QString& name)
{
    const auto root = parse(text);
    CORRIDOR_TRY(root);
    Lines lines = text.split('\n');
    const auto table = editableTable(*root, lines, name);
    CORRIDOR_TRY(table);
    if (!*table)
        return text;
    const Section section = sectionOf(*root, **table, lines);
    const qsizetype end = lastOwnLine(lines, section);
    qsizetype begin = section.begin;
    while (begin > 0 && lines[begin - 1].trimmed().startsWith('#'))
        --begin;
    // One blank line above goes with it, unless it is the first section.
    if (begin > 0 && lines[begin - 1].trimmed().isEmpty())
        --begin;
    lines.remove(begin, end - begin);
    return lines.join('\n');
}

} // namespace corridor
