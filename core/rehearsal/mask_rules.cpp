// SPDX-License-Identifier: MIT
#include "rehearsal/mask_rules.h"

#include "lint/patterns.h"
#include "review/config_file.h"
#include "review/toml_table.h"

#include <algorithm>

namespace corridor {

namespace {

// "homeAddress2", "home_address" → home, address.
QStringList wordsOf(const QString& name)
{
    QString spaced;
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (name[i].isUpper() && i > 0 && !name[i - 1].isUpper())
            spaced += ' ';
        spaced += name[i].isLetter() ? name[i].toLower() : QChar(' ');
    }
    return spaced.split(' ', Qt::SkipEmptyParts);
}

bool containsAny(const QStringList& words, const QStringList& wanted)
{
    return std::ranges::any_of(words, [&](const QString& word) { return wanted.contains(word); });
}

bool containsPair(const QStringList& words, const QStringList& pairs)
{
    for (qsizetype i = 0; i + 1 < words.size(); ++i)
        if (pairs.contains(words[i] + ' ' + words[i + 1]))
            return true;
    return false;
}

bool isText(const QString& type)
{
    return type == "text" || type == "citext" || type.endsWith(".citext") || type.startsWith("character varying")
        || type.startsWith("character(") || type == "character" || type.startsWith("bpchar");
}

bool isAboutPeople(const QString& table)
{
    static const QStringList people { "user", "users", "customer", "customers", "person", "people", "persons",
        "contact", "contacts", "member", "members", "employee", "employees", "patient", "patients", "guest", "guests",
        "attendee", "attendees", "student", "students", "teacher", "teachers", "author", "authors", "driver", "drivers",
        "recipient", "recipients", "subscriber", "subscribers" };
    const QStringList words = wordsOf(table);
    return !words.isEmpty() && people.contains(words.last());
}

// What the words mean, whatever the type. The last word says what the column is: an address_id is no address.
std::optional<Mask> meaning(const QStringList& words, bool ofPeople)
{
    static const QStringList others { "id", "ids", "type", "kind", "status", "count", "verified", "at", "key", "hash",
        "template", "enabled", "format", "subject" };
    if (words.isEmpty() || others.contains(words.last()))
        return {};
    if (containsAny(words, { "email", "emails", "mail" }) || containsPair(words, { "e mail" }))
        return Mask::Email;
    if (containsAny(words, { "phone", "phones", "mobile", "telephone", "tel", "fax", "msisdn", "cellphone" }))
        return Mask::Phone;
    if (containsAny(words, { "dob", "birthdate", "birthday", "birth" }))
        return Mask::Date;
    if (containsAny(words, { "ip" }) || containsPair(words, { "remote addr" }))
        return Mask::Address;
    static const QStringList names { "first name", "last name", "full name", "given name", "family name", "middle name",
        "maiden name", "display name", "legal name", "user name", "nick name", "card number", "account number",
        "passport number", "tax id", "national id" };
    static const QStringList single { "firstname", "lastname", "fullname", "surname", "forename", "username",
        "nickname", "displayname", "address", "addresses", "street", "postcode", "zipcode", "postal", "zip", "ssn",
        "passport", "iban", "password", "passwd", "secret" };
    if (containsAny(words, single) || containsPair(words, names) || (ofPeople && words == QStringList { "name" }))
        return Mask::Text;
    return {};
}

Mask maskFromWord(const QString& word)
{
    return Mask(std::max<qsizetype>(0, maskWords().indexOf(word)));
}

std::optional<Error> readColumns(const toml::table& table, const QString& file, MaskRules& rules)
{
    TomlTable reader(table, "mask.columns", file);
    for (const auto& [key, value] : table) {
        const std::string name(key.str());
        reader.word(name.c_str(), maskWords(), [&](const QString& word) {
            rules.columns << MaskRule { QString::fromStdString(name), maskFromWord(word) };
        });
    }
    return reader.finish();
}

std::optional<Error> readMask(const toml::table& table, const QString& file, MaskRules& rules)
{
    TomlTable reader(table, "mask", file);
    reader.flag("personal", rules.personal);
    reader.table("columns", [&](const toml::table& columns) { reader.adopt(readColumns(columns, file, rules)); });
    return reader.finish();
}

// Of two patterns that fit, the one with fewer stars says more.
bool isNarrower(const MaskRule& one, const MaskRule& other)
{
    return one.pattern.count('*') < other.pattern.count('*');
}

} // namespace

QStringList maskWords()
{
    return { "keep", "null", "text", "email", "phone", "date", "address", "empty" };
}
QString maskWord(Mask mask)
{
    return maskWords().at(int(mask));
}

std::optional<Mask> MaskRules::ruleFor(const QString& schema, const QString& table, const QString& column) const
{
    const QString name = table + '.' + column;
    for (const MaskRule& rule : columns)
        if (matchesPattern(rule.pattern, name) || matchesPattern(rule.pattern, schema + '.' + name))
            return rule.mask;
    return {};
}

Result<MaskRules> parseMaskRules(const QByteArray& text, const QString& file)
{
    MaskRules rules;
    try { // the library's only way to say so
        const toml::table root = toml::parse(text.toStdString());
        const toml::node* found = root.get("mask");
        if (found && !found->is_table())
            return fail("lint-config", file + ": `mask` is a table.");
        if (found)
            if (const auto error = readMask(*found->as_table(), file, rules))
                return std::unexpected(*error);
    } catch (const toml::parse_error& error) {
        const auto at = error.source().begin;
        return std::unexpected(Error { .code = "lint-config",
            .message
            = QString("%1:%2:%3: %4").arg(file).arg(at.line).arg(at.column).arg(QString::fromUtf8(error.description())),
            .line = int(at.line),
            .column = int(at.column) });
    }
    std::ranges::stable_sort(rules.columns, isNarrower);
    return rules;
}

Result<MaskRules> readMaskRules(const QString& folder)
{
    const auto file = nearestConfigFile(folder);
    CORRIDOR_TRY(file);
    return file->path.isEmpty() ? MaskRules() : parseMaskRules(file->text, file->path);
}

bool fits(Mask mask, const QString& type)
{
    const bool isNetwork = type == "inet" || type == "cidr";
    switch (mask) {
    case Mask::Keep:
    case Mask::Null:
        return true;
    case Mask::Text:
    case Mask::Email:
    case Mask::Phone:
        return isText(type);
    case Mask::Date:
        return type == "date" || type.startsWith("timestamp");
    case Mask::Address:
        return isText(type) || isNetwork;
    default:
        return isText(type) || type == "json" || type == "jsonb";
    }
}

std::optional<Mask> personalMask(const QString& table, const QString& column, const QString& type)
{
    const auto mask = meaning(wordsOf(column), isAboutPeople(table));
    if (!mask)
        return {};
    if (fits(*mask, type))
        return mask;
    return mask != Mask::Date && mask != Mask::Address && (type == "json" || type == "jsonb")
        ? std::optional(Mask::Empty)
        : std::nullopt;
}

} // namespace corridor
