// SPDX-License-Identifier: MIT
#include "corridor_style.h"

namespace corridor {

CorridorStyle::CorridorStyle()
    : QProxyStyle(QStringLiteral("fusion"))
{
}

} // namespace corridor
