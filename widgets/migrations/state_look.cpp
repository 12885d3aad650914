// SPDX-License-Identifier: MIT
#include "state_look.h"

#include "widgets/style/icon.h"

#include <QCoreApplication>
#include <QTimeZone>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int stampLength = 14;

bool isDigits(QStringView text)
{
    return std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

QString translated(const char* text)
{
    return QCoreApplication::translate("corridor::StateLook", text);
}

} // namespace

QIcon StateLook::icon() const
{
    return corridor::icon(iconName, tone);
}

StateLook stateLook(MigrationState state)
{
    switch (state) {
    case MigrationState::Applied:
        return { translated("Applied"), "applied"_L1, Tone::Ok };
    case MigrationState::Pending:
        return { translated("Pending"), "pending"_L1, Tone::Pending };
    case MigrationState::Failed:
        return { translated("Failed"), "failed"_L1, Tone::Error };
    case MigrationState::RolledBack:
        return { translated("Rolled back"), "rolled-back"_L1, Tone::Pending };
    case MigrationState::Edited:
        return { translated("Edited after apply"), "edited"_L1, Tone::Warning };
    case MigrationState::Missing:
        return { translated("Missing from folder"), "missing"_L1, Tone::Warning };
    case MigrationState::OutOfOrder:
        return { translated("Out of order"), "out-of-order"_L1, Tone::Warning };
    }
    return {};
}

MigrationTitle migrationTitle(const QString& name)
{
    if (name.size() <= stampLength + 1 || name[stampLength] != u'_' || !isDigits(QStringView(name).left(stampLength)))
        return { name, {} };
    const QStringView digits(name);
    const auto number = [digits](int from, int length) { return digits.mid(from, length).toInt(); };
    const QDateTime written(QDate(number(0, 4), number(4, 2), number(6, 2)),
        QTime(number(8, 2), number(10, 2), number(12, 2)), QTimeZone::UTC);
    if (!written.isValid())
        return { name, {} };
    return { name.mid(stampLength + 1), written };
}

} // namespace corridor
