// SPDX-License-Identifier: MIT
#include "project/schema_datasource.h"

#include "project/source_tokens.h"

#include <span>

namespace corridor {
namespace {

using Tokens = std::span<const SourceToken>;
using Kind = SourceToken::Kind;

// The tokens between the braces of the first `datasource NAME { … }` at the top level.
std::optional<Tokens> datasourceBlock(const QList<SourceToken>& tokens)
{
    int depth = 0;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const bool begins = depth == 0 && tokens[i].isName(u"datasource") && i + 2 < tokens.size()
            && tokens[i + 1].kind == Kind::Name && tokens[i + 2].isSign(u"{");
        if (begins) {
            qsizetype end = i + 3;
            while (end < tokens.size() && !tokens[end].isSign(u"}"))
                ++end;
            return Tokens(tokens).subspan(size_t(i + 3), size_t(end - i - 3));
        }
        depth += tokens[i].isSign(u"{") ? 1 : tokens[i].isSign(u"}") ? -1 : 0;
    }
    return std::nullopt;
}

// "text" or env("NAME") at the beginning of `tokens`.
QString valueAt(Tokens tokens)
{
    if (tokens.empty())
        return {};
    if (tokens[0].kind == Kind::String)
        return tokens[0].text;
    const bool variable
        = tokens.size() >= 3 && tokens[0].isName(u"env") && tokens[1].isSign(u"(") && tokens[2].kind == Kind::String;
    return variable ? "env(\"" + tokens[2].text + "\")" : QString();
}

QStringList listAt(Tokens tokens)
{
    QStringList values;
    for (size_t i = 0; i < tokens.size() && !tokens[i].isSign(u"]"); ++i) {
        if (tokens[i].kind == Kind::String)
            values << tokens[i].text;
    }
    return values;
}

void setKey(SchemaDatasource& source, const QString& key, Tokens value)
{
    static const std::pair<QLatin1StringView, QString SchemaDatasource::*> texts[] = {
        { QLatin1StringView("provider"), &SchemaDatasource::provider },
        { QLatin1StringView("url"), &SchemaDatasource::url },
        { QLatin1StringView("directUrl"), &SchemaDatasource::directUrl },
        { QLatin1StringView("shadowDatabaseUrl"), &SchemaDatasource::shadowDatabaseUrl },
        { QLatin1StringView("relationMode"), &SchemaDatasource::relationMode },
    };
    for (const auto& [name, member] : texts) {
        if (key == name)
            source.*member = valueAt(value);
    }
    if (key == QLatin1StringView("schemas"))
        source.schemas = listAt(value);
}

} // namespace

std::optional<SchemaDatasource> parseDatasource(QStringView schema)
{
    const QList<SourceToken> tokens = sourceTokens(schema);
    const auto block = datasourceBlock(tokens);
    if (!block)
        return std::nullopt;
    SchemaDatasource source;
    for (size_t i = 0; i + 2 < block->size(); ++i) {
        if ((*block)[i].kind == Kind::Name && (*block)[i + 1].isSign(u"="))
            setKey(source, (*block)[i].text, block->subspan(i + 2));
    }
    return source;
}

} // namespace corridor
