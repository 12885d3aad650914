// SPDX-License-Identifier: MIT
#pragma once

#include <QProxyStyle>

namespace corridor {

// Fusion without its gradients: flat tabs with a line under the current one, quiet dock titles, hairlines for
// borders. Draws from palette roles only.
class CorridorStyle : public QProxyStyle {
    Q_OBJECT
public:
    CorridorStyle();
};

} // namespace corridor
