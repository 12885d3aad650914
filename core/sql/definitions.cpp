// SPDX-License-Identifier: MIT
#include "sql/definitions.h"

namespace corridor::sql {

const Option* findOption(const QList<Option>& options, QLatin1StringView name, QLatin1StringView space)
{
    for (const Option& option : options) {
        if (option.name.compare(name, Qt::CaseInsensitive) == 0 && (space.isEmpty() || option.space == space))
            return &option;
    }
    return nullptr;
}

bool optionIsOn(const QList<Option>& options, QLatin1StringView name, QLatin1StringView space)
{
    const Option* option = findOption(options, name, space);
    if (!option)
        return false;
    static const QStringList off { "false", "off", "no", "0", "f" };
    return !off.contains(option->value.toLower());
}

const ConstraintDefinition* ColumnDefinition::find(ConstraintDefinition::Kind kind) const
{
    for (const ConstraintDefinition& constraint : constraints) {
        if (constraint.kind == kind)
            return &constraint;
    }
    return nullptr;
}

} // namespace corridor::sql
