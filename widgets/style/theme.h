// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/style/scheme.h"

#include <QObject>
#include <optional>

class QApplication;

namespace corridor {

// Dresses the application: our style on Fusion, and the light or dark palette that the desktop asks for. Follows the
// desktop while it runs; views hear of it by QEvent::PaletteChange, icons look at the palette when they are painted.
class Theme : public QObject {
    Q_OBJECT
public:
    // `forced` stays, whatever the desktop says. The theme lives as long as the application.
    static Theme* install(QApplication& application, std::optional<Scheme> forced = {});

    Scheme scheme() const;
    void force(std::optional<Scheme> scheme);

private:
    explicit Theme(QApplication& application);
    void apply();

    QApplication& m_application;
    std::optional<Scheme> m_forced;
};

} // namespace corridor
