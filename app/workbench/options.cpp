// SPDX-License-Identifier: MIT
#include "options.h"

#include <QCommandLineParser>
#include <QDir>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

Result<QSize> readSize(const QString& text)
{
    if (text.isEmpty())
        return QSize();
    const QStringList sides = text.split(u'x');
    const QSize size(sides.value(0).toInt(), sides.value(1).toInt());
    if (sides.size() != 2 || size.isEmpty())
        return fail(u"usage"_s, u"--size takes a width and a height, as in 1280x800."_s);
    return size;
}

Result<std::optional<Scheme>> readScheme(const QString& word)
{
    if (word.isEmpty())
        return std::optional<Scheme>();
    if (word == "light"_L1 || word == "dark"_L1)
        return std::optional(word == "dark"_L1 ? Scheme::Dark : Scheme::Light);
    return fail(u"usage"_s, u"--scheme takes light or dark."_s);
}

} // namespace

Result<WorkbenchOptions> readOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Corridor, the workbench for PostgreSQL migrations."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({ { u"demo"_s, u"Opens the sample project on a private server."_s },
        { u"project"_s, u"Opens the project around DIR."_s, u"DIR"_s },
        { u"profile"_s, u"Connects to a profile."_s, u"NAME"_s }, { u"url"_s, u"Connects to a database."_s, u"URL"_s },
        { u"screenshot"_s, u"Writes a picture of the window to FILE.png and ends."_s, u"FILE.png"_s },
        { u"scheme"_s, u"Colours: light or dark."_s, u"light|dark"_s },
        { u"size"_s, u"Size of the window."_s, u"WxH"_s } });
    parser.addPositionalArgument(u"DIR"_s, u"A project to open."_s, u"[DIR]"_s);
    parser.process(arguments);

    const auto size = readSize(parser.value(u"size"_s));
    CORRIDOR_TRY(size);
    const auto scheme = readScheme(parser.value(u"scheme"_s));
    CORRIDOR_TRY(scheme);
    const QString project
        = parser.isSet(u"project"_s) ? parser.value(u"project"_s) : parser.positionalArguments().value(0);
    return WorkbenchOptions { .demo = parser.isSet(u"demo"_s),
        .project = project.isEmpty() ? project : QDir(project).absolutePath(),
        .profile = parser.value(u"profile"_s),
        .url = parser.value(u"url"_s),
        .screenshot = parser.value(u"screenshot"_s),
        .scheme = *scheme,
        .size = *size };
}

} // namespace corridor
