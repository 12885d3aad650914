// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QStringList>
#include <functional>
#include <toml++/toml.hpp>

namespace corridor {

// Reads the keys of one table of corridor.toml: each key by its own reader, and a key without one is an error that
// names the nearest. The first error is kept.
class TomlTable {
public:
    TomlTable(const toml::table& table, QString name, QString file)
        : m_table(table)
        , m_name(std::move(name))
        , m_file(std::move(file))
    {
    }

    void text(const char* key, const std::function<void(const QString&)>& take);
    void texts(const char* key, QStringList& to);
    void number(const char* key, qint64& to);
    void flag(const char* key, bool& to);
    void flag(const char* key, std::optional<bool>& to);
    // One of `words`; any other word is an error that names the nearest.
    void word(const char* key, const QStringList& words, const std::function<void(const QString&)>& take);
    void table(const char* key, const std::function<void(const toml::table&)>& take);
    void tables(const char* key, const std::function<void(const toml::table&)>& take);
    const toml::node* node(const char* key);

    void complain(const toml::node& at, const QString& message, const QString& hint = {});
    void complain(const toml::source_region& at, const QString& message, const QString& hint = {});
    void adopt(const std::optional<Error>& error);
    // After all keys were named.
    std::optional<Error> finish();

private:
    const toml::table& m_table;
    QString m_name;
    QString m_file;
    QStringList m_known;
    std::optional<Error> m_error;
};

// "Did you mean `x`?", or which there are, where none is near.
QString didYouMean(const QString& word, const QStringList& candidates);

} // namespace corridor
