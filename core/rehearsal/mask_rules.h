// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QList>
#include <optional>

namespace corridor {

// What takes a value's place in a copy. Equal values get equal masks, so that what refers to them still does; no value
// can be told from its mask without the salt, which nobody keeps. NULL stays NULL.
enum class Mask {
    Keep,
    Null,
    Text, // letters, as many
    Email, // letters at example.com
    Phone, // digits, as many
    Date, // the first of January of its year
    Address, // of a network: 192.0.2.1
    Empty, // '' or {}
};
QString maskWord(Mask mask); // keep, null, text, email, phone, date, address, empty
QStringList maskWords();

struct MaskRule {
    QString pattern; // table.column or schema.table.column, with * for anything
    Mask mask = Mask::Keep;
};

// The [mask] table of corridor.toml:
//
//     [mask]
//     personal = true                # columns whose names look personal are masked, unless a rule says otherwise
//
//     [mask.columns]                 # the one with the fewest stars counts
//     "users.nickname" = "text"      # keep, null, text, email, phone, date, address or empty
//     "*.contact_email" = "keep"
struct MaskRules {
    bool personal = true;
    QList<MaskRule> columns;

    // What a rule says of a column; unset where none does.
    std::optional<Mask> ruleFor(const QString& schema, const QString& table, const QString& column) const;
};
// "lint-config" with line and column, as for all of corridor.toml.
Result<MaskRules> parseMaskRules(const QByteArray& text, const QString& file);
Result<MaskRules> readMaskRules(const QString& folder);

// What a column's name says about a person; `type` is format_type()'s word, without array brackets. Unset where it says
// nothing, or where the type cannot hold it. Pure.
std::optional<Mask> personalMask(const QString& table, const QString& column, const QString& type);
// Whether a value of that type can be masked so.
bool fits(Mask mask, const QString& type);

} // namespace corridor
