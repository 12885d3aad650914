// SPDX-License-Identifier: MIT
#include "syntax.h"

#include <KSyntaxHighlighting/Repository>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

KSyntaxHighlighting::Repository& repository()
{
    static KSyntaxHighlighting::Repository repository;
    return repository;
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

KSyntaxHighlighting::Theme syntaxTheme(const QPalette& palette)
{
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    return repository().theme(dark ? u"GitHub Dark"_s : u"GitHub Light"_s);
}

} // namespace corridor
