// SPDX-License-Identifier: MIT
#include "review/toml_table.h"

#include "lint/patterns.h"

namespace corridor {

QString didYouMean(const QString& word, const QStringList& candidates)
{
    const QString near = nearestWord(word, candidates);
    if (!near.isEmpty())
        return QString("Did you mean `%1`?").arg(near);
    return candidates.size() > 20 ? QString() : QString("Known: %1.").arg(candidates.join(", "));
}

static QString qt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

void TomlTable::complain(const toml::source_region& at, const QString& message, const QString& hint)
{
    if (!m_error)
        m_error = Error { .code = "lint-config",
            .message = QString("%1:%2:%3: %4").arg(m_file, QString::number(at.begin.line), QString::number(at.begin.column), message), .hint = hint,
            .line = static_cast<int>(at.begin.line), .column = static_cast<int>(at.begin.column) };
}

void TomlTable::complain(const toml::node& at, const QString& message, const QString& hint)
{
    complain(at.source(), message, hint);
}

void TomlTable::adopt(const std::optional<Error>& error)
{
    if (error && !m_error)
        m_error = error;
}

const toml::node* TomlTable::node(const char* key)
{
    m_known << QString::fromUtf8(key);
    return m_table.get(key);
}

void TomlTable::text(const char* key, const std::function<void(const QString&)>& take)
{
    const toml::node* found = node(key);
    if (!found)
        return;
    if (const auto value = found->value<std::string>(); value && found->is_string())
        take(QString::fromStdString(*value));
    else
        complain(*found, QString("`%1` is a text.").arg(key));
}

void TomlTable::texts(const char* key, QStringList& to)
{
    const toml::node* found = node(key);
    if (!found)
        return;
    const toml::array* list = found->as_array();
    if (!list)
        return complain(*found, QString("`%1` is a list of texts.").arg(key));
    for (const toml::node& item : *list) {
        if (item.is_string())
            to << QString::fromStdString(*item.value<std::string>());
        else
            complain(item, QString("`%1` is a list of texts.").arg(key));
    }
}

void TomlTable::number(const char* key, qint64& to)
{
    const toml::node* found = node(key);
    if (!found)
        return;
    if (found->is_integer() && *found->value<qint64>() >= 0)
        to = *found->value<qint64>();
    else
        complain(*found, QString("`%1` is a whole number, not negative.").arg(key));
}

void TomlTable::flag(const char* key, std::optional<bool>& to)
{
    const toml::node* found = node(key);
    if (!found)
        return;
    if (found->is_boolean())
        to = *found->value<bool>();
    else
        complain(*found, QString("`%1` is true or false.").arg(key));
}

void TomlTable::flag(const char* key, bool& to)
{
    std::optional<bool> value;
    flag(key, value);
    to = value.value_or(to);
}

void TomlTable::word(const char* key, const QStringList& words, const std::function<void(const QString&)>& take)
{
    text(key, [&](const QString& value) {
        if (words.contains(value))
            take(value);
        else
            complain(*m_table.get(key), QString("`%1` is no %2.").arg(value, key), didYouMean(value, words));
    });
}

void TomlTable::table(const char* key, const std::function<void(const toml::table&)>& take)
{
    const toml::node* found = node(key);
    if (found && found->is_table())
        take(*found->as_table());
    else if (found)
        complain(*found, QString("`%1` is a table.").arg(key));
}

void TomlTable::tables(const char* key, const std::function<void(const toml::table&)>& take)
{
    const toml::node* found = node(key);
    if (!found)
        return;
    const toml::array* list = found->as_array();
    if (!list || !list->is_array_of_tables())
        return complain(*found, QString("`%1` is a list of tables: [[lint.%1]].").arg(key));
    for (const toml::node& item : *list)
        take(*item.as_table());
}

std::optional<Error> TomlTable::finish()
{
    for (const auto& [key, value] : m_table) {
        const QString name = qt(key.str());
        if (!m_known.contains(name))
            complain(key.source(), QString("there is no key `%1` in [%2].").arg(name, m_name), didYouMean(name, m_known));
    }
    return m_error;
}

} // namespace corridor
