// SPDX-License-Identifier: MIT
#include "scheme.h"

namespace corridor {

namespace {

struct RoleColor {
    QPalette::ColorRole role;
    QRgb light, dark;
};

constexpr RoleColor roleColors[] = {
    { QPalette::Window, 0xfff2f4f7, 0xff1c1f25 },
    { QPalette::WindowText, 0xff1b1f24, 0xffe2e5ea },
    { QPalette::Base, 0xffffffff, 0xff15171c },
    { QPalette::AlternateBase, 0xfff8f9fb, 0xff191c21 },
    { QPalette::Text, 0xff1b1f24, 0xffe2e5ea },
    { QPalette::Button, 0xfffbfcfd, 0xff272b33 },
    { QPalette::ButtonText, 0xff1b1f24, 0xffe2e5ea },
    { QPalette::BrightText, 0xffffffff, 0xffffffff },
    { QPalette::Light, 0xffffffff, 0xff3b414c },
    { QPalette::Midlight, 0xffe8ebef, 0xff2a2e36 },
    { QPalette::Mid, 0xffd3d8de, 0xff343a44 },
    { QPalette::Dark, 0xff9aa3ad, 0xff5a6270 },
    { QPalette::Shadow, 0xff626b76, 0xff0b0c0f },
    { QPalette::Highlight, 0xffd5e3fa, 0xff24406c },
    { QPalette::HighlightedText, 0xff12161b, 0xffffffff },
    { QPalette::Accent, 0xff2b66d0, 0xff6ea0f6 },
    { QPalette::Link, 0xff1f5cc4, 0xff86b1fa },
    { QPalette::LinkVisited, 0xff6b3fb0, 0xffb99af0 },
    { QPalette::PlaceholderText, 0xff616a75, 0xff949ca8 },
    { QPalette::ToolTipBase, 0xff272b33, 0xff2f343d },
    { QPalette::ToolTipText, 0xfff3f4f6, 0xffeceef1 },
};

constexpr RoleColor disabledColors[] = {
    { QPalette::WindowText, 0xff8b939d, 0xff6f7784 },
    { QPalette::Text, 0xff8b939d, 0xff6f7784 },
    { QPalette::ButtonText, 0xff8b939d, 0xff6f7784 },
    { QPalette::HighlightedText, 0xff8b939d, 0xff8b939d },
    { QPalette::PlaceholderText, 0xffa5acb4, 0xff5d6470 },
};

} // namespace

Scheme schemeOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light;
}

QPalette schemePalette(Scheme scheme)
{
    QPalette palette;
    const auto pick = [scheme](const RoleColor& color) {
        return QColor::fromRgb(scheme == Scheme::Dark ? color.dark : color.light);
    };
    for (const RoleColor& color : roleColors)
        palette.setColor(QPalette::All, color.role, pick(color));
    for (const RoleColor& color : disabledColors)
        palette.setColor(QPalette::Disabled, color.role, pick(color));
    return palette;
}

} // namespace corridor
