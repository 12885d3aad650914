// SPDX-License-Identifier: MIT
#pragma once

#include "project/source_tokens.h"

#include <QHash>
#include <QStringList>
#include <memory>

namespace corridor {

// An expression of a prisma.config file, as far as literals go.
struct ConfigValue {
    enum class Kind {
        Other, // anything that is not below: functions, arithmetic, templates with holes
        String, // `text`
        Name, // a name or a chain of them: `text` is "process.env.X", also for process.env["X"]
        Call, // of `text`, with `items`; its type arguments are left out
        Array, // of `items`
        Object, // `keys`, with `items` side by side; `spreads` are the names after `...`
    };
    Kind kind = Kind::Other;
    QString text;
    QStringList keys;
    QList<ConfigValue> items;
    QStringList spreads;
    std::shared_ptr<const ConfigValue> fallback; // what stands behind ?? or ||
    int line = 0;

    // The property of an object; null if there is none (or this is no object).
    const ConfigValue* property(const QString& key) const;
};

// What a prisma.config file declares: nothing is run.
struct ConfigModule {
    ConfigValue exported; // `export default …` or `module.exports = …`, defineConfig(…) removed
    QHash<QString, ConfigValue> constants; // top-level const, let and var
    QList<ConfigValue> calls; // top-level statements that only call something
    QStringList imports; // modules, by import and by require

    // Follows a name to the constant behind it.
    const ConfigValue& resolved(const ConfigValue& value) const;
};

ConfigModule parseConfigModule(QStringView source);

} // namespace corridor
