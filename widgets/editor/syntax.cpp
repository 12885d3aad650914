// SPDX-License-Identifier: MIT
#include "syntax.h"

#include <KSyntaxHighlighting/Repository>
#include <array>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

KSyntaxHighlighting::Repository& repository()
{
    static KSyntaxHighlighting::Repository repository;
    return repository;
}

using Theme = KSyntaxHighlighting::Theme;

struct StyleLook {
    Theme::TextStyle style;
    QRgb light, dark;
    bool italic = false;
    bool bold = false;
};

constexpr StyleLook looks[] = {
    { Theme::Keyword, 0xff1a4fb4, 0xff86b1fa },
    { Theme::ControlFlow, 0xff1a4fb4, 0xff86b1fa },
    { Theme::DataType, 0xff0a5963, 0xff79d0da },
    { Theme::Function, 0xff6b36a8, 0xffcfb0f7 },
    { Theme::BuiltIn, 0xff6b36a8, 0xffcfb0f7 },
    { Theme::Extension, 0xff6b36a8, 0xffcfb0f7 },
    { Theme::Variable, 0xff4b3f9e, 0xffb7b4f5 },
    { Theme::Constant, 0xff8a4306, 0xfff0bf8a },
    { Theme::DecVal, 0xff8a4306, 0xfff0bf8a },
    { Theme::BaseN, 0xff8a4306, 0xfff0bf8a },
    { Theme::Float, 0xff8a4306, 0xfff0bf8a },
    { Theme::Char, 0xff1d6a35, 0xff8fd6a5 },
    { Theme::String, 0xff1d6a35, 0xff8fd6a5 },
    { Theme::VerbatimString, 0xff1d6a35, 0xff8fd6a5 },
    { Theme::SpecialString, 0xff1d6a35, 0xff8fd6a5 },
    { Theme::SpecialChar, 0xff0e6973, 0xff5fc7d3 },
    { Theme::Preprocessor, 0xff6b36a8, 0xffcfb0f7 },
    { Theme::Attribute, 0xff0a5963, 0xff79d0da },
    { Theme::Operator, 0xff4d5661, 0xffb3bac4 },
    { Theme::Comment, 0xff5d6671, 0xff9aa2ae, true },
    { Theme::Documentation, 0xff5d6671, 0xff9aa2ae, true },
    { Theme::Annotation, 0xff4d5661, 0xffb3bac4, true },
    { Theme::Alert, 0xff4d5661, 0xffc9cfd8, true, true },
};

using Formats = std::array<QTextCharFormat, Theme::Others + 1>;

Formats formatsOf(Scheme scheme)
{
    Formats formats;
    for (const StyleLook& look : looks) {
        QTextCharFormat& format = formats[look.style];
        format.setForeground(QColor::fromRgb(scheme == Scheme::Dark ? look.dark : look.light));
        if (look.italic)
            format.setFontItalic(true);
        if (look.bold)
            format.setFontWeight(QFont::Bold);
    }
    return formats;
}

} // namespace

KSyntaxHighlighting::Definition postgresqlDefinition()
{
    static const KSyntaxHighlighting::Definition definition
        = repository().definitionForName(u"SQL (PostgreSQL)"_s);
    return definition;
}

KSyntaxHighlighting::Definition genericSqlDefinition()
{
    static const KSyntaxHighlighting::Definition definition = repository().definitionForName(u"SQL"_s);
    return definition;
}

const QTextCharFormat& syntaxFormat(Theme::TextStyle style, Scheme scheme)
{
    static const Formats light = formatsOf(Scheme::Light), dark = formatsOf(Scheme::Dark);
    return (scheme == Scheme::Dark ? dark : light)[style];
}

} // namespace corridor
