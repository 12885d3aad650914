// SPDX-License-Identifier: MIT
#include "widgets/migrations/way_back_look.h"

#include <QCoreApplication>

namespace corridor {

QString wayBackWord(const std::optional<WayBackKnown>& known)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("WayBack", text); };
    if (!known)
        return {};
    switch (known->state) {
    case WayBackState::None:
        return tr("none");
    case WayBackState::Untried:
        return tr("not tried");
    case WayBackState::Proved:
        return tr("proved");
    case WayBackState::LosesData:
        return tr("loses data");
    case WayBackState::NotProved:
        break;
    }
    return tr("not proved");
}

Tone wayBackTone(const std::optional<WayBackKnown>& known)
{
    if (!known || known->state == WayBackState::None || known->state == WayBackState::Untried)
        return Tone::Neutral;
    return known->state == WayBackState::Proved ? Tone::Ok
        : known->state == WayBackState::LosesData ? Tone::Warning : Tone::Error;
}

} // namespace corridor
