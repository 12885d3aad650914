// SPDX-License-Identifier: MIT
#include "report/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace corridor {

namespace {

// The eight basic colours only: they follow the user's own palette, light or dark.
QLatin1StringView escapeCode(TextStyle style)
{
    switch (style) {
    case TextStyle::Strong:
        return QLatin1StringView("1");
    case TextStyle::Faint:
        return QLatin1StringView("2");
    case TextStyle::Good:
        return QLatin1StringView("32");
    case TextStyle::Warning:
        return QLatin1StringView("33");
    case TextStyle::Bad:
        return QLatin1StringView("31");
    case TextStyle::Accent:
        return QLatin1StringView("36");
    case TextStyle::Plain:
        break;
    }
    return {};
}

int columnsOf(int descriptor)
{
    winsize size {};
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

} // namespace

Terminal Terminal::of(int descriptor, const Environment& environment)
{
    if (!isatty(descriptor))
        return {};
    const bool wanted = environment.value("NO_COLOR").isEmpty() && environment.value("TERM") != "dumb";
    return { .colour = wanted, .columns = columnsOf(descriptor) };
}

QString Terminal::styled(const QString& text, TextStyle style) const
{
    if (!colour || style == TextStyle::Plain || text.isEmpty())
        return text;
    return "\x1b[" + escapeCode(style) + 'm' + text + "\x1b[0m";
}

} // namespace corridor
