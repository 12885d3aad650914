// SPDX-License-Identifier: MIT
#include "project/config_module.h"

namespace corridor {
namespace {

using TokenKind = SourceToken::Kind;
using Kind = ConfigValue::Kind;

bool opens(const SourceToken& token)
{
    return token.isSign(u"(") || token.isSign(u"[") || token.isSign(u"{");
}
bool closes(const SourceToken& token)
{
    return token.isSign(u")") || token.isSign(u"]") || token.isSign(u"}");
}

constexpr int deepest = 100; // brackets in brackets

class Parser {
public:
    explicit Parser(QStringView source)
        : m_tokens(sourceTokens(source))
    {
    }

    ConfigModule parse()
    {
        while (peek().kind != TokenKind::End)
            parseStatement();
        unwrapDefinition();
        return m_module;
    }

private:
    const SourceToken& peek(qsizetype offset = 0) const
    {
        return m_tokens[std::min(m_at + offset, m_tokens.size() - 1)];
    }
    bool accept(QStringView sign)
    {
        const bool found = peek().isSign(sign);
        m_at += found ? 1 : 0;
        return found;
    }
    bool acceptName(QStringView name)
    {
        const bool found = peek().isName(name);
        m_at += found ? 1 : 0;
        return found;
    }
    bool atEnd() const { return peek().kind == TokenKind::End; }

    // From an opening bracket past the one that closes it.
    void skipBrackets()
    {
        int depth = 0;
        do {
            depth += opens(peek()) ? 1 : closes(peek()) ? -1 : 0;
            ++m_at;
        } while (depth > 0 && !atEnd());
    }

    // To the comma, semicolon or closing bracket behind an expression; true if something stood before it.
    bool skipRest()
    {
        const auto start = m_at;
        while (!atEnd() && !closes(peek()) && !peek().isSign(u",") && !peek().isSign(u";") && !startsStatement()) {
            if (opens(peek()))
                skipBrackets();
            else
                ++m_at;
        }
        return m_at != start;
    }

    // People leave the semicolons out: at the top level a name on a new line, behind a value, begins a statement.
    bool startsStatement() const
    {
        static const QStringList operators { "as", "satisfies", "in", "of", "instanceof" };
        if (m_depth != 0 || m_at == 0 || peek().kind != TokenKind::Name || operators.contains(peek().text))
            return false;
        const SourceToken& last = m_tokens[m_at - 1];
        return peek().line > last.line && (last.kind != TokenKind::Sign || closes(last));
    }

    void parseStatement()
    {
        if (acceptName(u"import"))
            parseImport();
        else if (acceptName(u"export"))
            parseExport();
        else if (acceptName(u"const") || acceptName(u"let") || acceptName(u"var"))
            parseConstant();
        else
            parseOtherStatement();
        accept(u";");
    }

    void parseImport()
    {
        while (!atEnd() && peek().kind != TokenKind::String && !peek().isSign(u";"))
            ++m_at;
        if (peek().kind == TokenKind::String)
            m_module.imports << m_tokens[m_at++].text;
    }

    void parseExport()
    {
        if (acceptName(u"default") || accept(u"="))
            m_module.exported = parseExpression();
        // else what is exported is declared by the statement that follows
    }

    void parseConstant()
    {
        const QString name = peek().text;
        const bool simple = peek().kind == TokenKind::Name;
        while (!atEnd() && !peek().isSign(u"=") && !peek().isSign(u";")) {
            if (opens(peek()))
                skipBrackets();
            else
                ++m_at;
        }
        if (!accept(u"="))
            return;
        const ConfigValue value = parseExpression();
        noteRequire(value);
        if (simple)
            m_module.constants.insert(name, value);
    }

    void parseOtherStatement()
    {
        const ConfigValue value = parseExpression();
        noteRequire(value);
        if (value.kind == Kind::Name && (value.text == u"module.exports" || value.text == u"exports.default")
            && accept(u"="))
            m_module.exported = parseExpression();
        else if (value.kind == Kind::Call)
            m_module.calls << value;
        if (closes(peek()) || peek().isSign(u","))
            ++m_at; // a stray one must not stop us
    }

    void noteRequire(const ConfigValue& value)
    {
        if (value.kind == Kind::Call && value.text == u"require" && !value.items.isEmpty())
            m_module.imports << value.items.first().text;
    }

    // A value, with what TypeScript may put behind it, up to what ends it.
    ConfigValue parseExpression()
    {
        const int line = peek().line;
        ConfigValue value = parsePrimary();
        accept(u"!");
        while (acceptName(u"as") || acceptName(u"satisfies"))
            skipType();
        if (accept(u"??") || accept(u"||"))
            value.fallback = std::make_shared<ConfigValue>(parseExpression());
        if (!endsBefore() && skipRest())
            value = {};
        value.line = line;
        return value;
    }

    // `=` ends the left side of an assignment.
    bool endsBefore() const { return peek().isSign(u"=") && m_depth == 0; }

    void skipType()
    {
        while (!atEnd() && !closes(peek()) && !peek().isSign(u",") && !peek().isSign(u";") && !peek().isName(u"as")
            && !peek().isName(u"satisfies") && !peek().isSign(u"??") && !peek().isSign(u"||") && !startsStatement()) {
            if (opens(peek()))
                skipBrackets();
            else
                ++m_at;
        }
    }

    ConfigValue parsePrimary()
    {
        const SourceToken& token = peek();
        if (opens(token) && m_depth > deepest) {
            skipBrackets();
            return {};
        }
        if (token.kind == TokenKind::String) {
            ++m_at;
            return { .kind = Kind::String, .text = token.text };
        }
        if (token.isSign(u"{"))
            return parseObject();
        if (token.isSign(u"["))
            return parseArray();
        if (token.isSign(u"("))
            return parseParentheses();
        if (token.kind == TokenKind::Name && !token.isName(u"new") && !token.isName(u"async")
            && !token.isName(u"function"))
            return parseChain();
        if (!atEnd() && !closes(token) && !token.isSign(u",") && !token.isSign(u";"))
            ++m_at;
        return {};
    }

    ConfigValue parseParentheses()
    {
        const auto start = m_at;
        ++m_at;
        ++m_depth;
        const ConfigValue value = parseExpression();
        --m_depth;
        if (accept(u")") && !peek().isSign(u"=>"))
            return value;
        m_at = start; // an arrow function or the like
        skipBrackets();
        return {};
    }

    // a.b["c"](…).d(…): only the last call has its arguments kept, but require("x").y(…) counts as x.y(…).
    ConfigValue parseChain()
    {
        ConfigValue value { .kind = Kind::Name, .text = m_tokens[m_at++].text };
        while (true) {
            if (accept(u".")) {
                value = { .kind = Kind::Name, .text = ownerName(value) + '.' + peek().text };
                ++m_at;
            } else if (peek().isSign(u"[") && peek(1).kind == TokenKind::String && peek(2).isSign(u"]")) {
                value = { .kind = Kind::Name, .text = ownerName(value) + '.' + peek(1).text };
                m_at += 3;
            } else if (peek().isSign(u"<") && skipTypeArguments()) {
                continue;
            } else if (peek().isSign(u"(")) {
                value = { .kind = Kind::Call, .text = value.text, .items = parseItems(u")") };
            } else {
                return value;
            }
        }
    }

    static QString ownerName(const ConfigValue& value)
    {
        if (value.kind != Kind::Call)
            return value.text;
        if (value.text == u"require" && !value.items.isEmpty())
            return value.items.first().text;
        return value.text + "()";
    }

    // <Env>( of env<Env>("X"); anything else with a < is arithmetic.
    bool skipTypeArguments()
    {
        qsizetype end = m_at;
        for (int depth = 0; end < m_tokens.size(); ++end) {
            depth += m_tokens[end].isSign(u"<") ? 1 : m_tokens[end].isSign(u">") ? -1 : 0;
            if (depth == 0)
                break;
        }
        if (end + 1 >= m_tokens.size() || !m_tokens[end + 1].isSign(u"("))
            return false;
        m_at = end + 1;
        return true;
    }

    ConfigValue parseArray() { return { .kind = Kind::Array, .items = parseItems(u"]") }; }

    QList<ConfigValue> parseItems(QStringView closing)
    {
        QList<ConfigValue> items;
        ++m_at;
        ++m_depth;
        while (!atEnd() && !peek().isSign(closing)) {
            items << parseExpression();
            if (!accept(u",") && !peek().isSign(closing))
                break;
        }
        --m_depth;
        accept(closing);
        return items;
    }

    ConfigValue parseObject()
    {
        ConfigValue object { .kind = Kind::Object };
        ++m_at;
        ++m_depth;
        while (!atEnd() && !peek().isSign(u"}")) {
            parseProperty(object);
            if (!accept(u",") && !peek().isSign(u"}"))
                break;
        }
        --m_depth;
        accept(u"}");
        return object;
    }

    void parseProperty(ConfigValue& object)
    {
        if (peek().isSign(u".")) {
            while (accept(u".")) { }
            object.spreads << peek().text;
            skipRest();
            return;
        }
        const SourceToken& key = peek();
        const bool named = key.kind == TokenKind::Name || key.kind == TokenKind::String;
        if (!named && !opens(key)) {
            ++m_at;
            return;
        }
        if (named)
            ++m_at;
        else
            skipBrackets(); // a computed key
        addProperty(object, named ? key.text : QString());
    }

    void addProperty(ConfigValue& object, const QString& key)
    {
        ConfigValue value;
        if (accept(u":"))
            value = parseExpression();
        else if (peek().isSign(u",") || peek().isSign(u"}"))
            value = { .kind = Kind::Name, .text = key, .line = peek().line }; // shorthand
        else
            skipRest(); // a method
        object.keys << key;
        object.items << value;
    }

    // export default defineConfig({…}) or a name for it.
    void unwrapDefinition()
    {
        const ConfigValue& value = m_module.resolved(m_module.exported);
        const bool defines = value.kind == Kind::Call && value.text.section('.', -1) == u"defineConfig";
        ConfigValue settings = defines && !value.items.isEmpty() ? m_module.resolved(value.items.first()) : value;
        m_module.exported = std::move(settings);
    }

    QList<SourceToken> m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0; // of brackets inside expressions
    ConfigModule m_module;
};

} // namespace

const ConfigValue* ConfigValue::property(const QString& key) const
{
    const auto index = keys.lastIndexOf(key);
    return index < 0 ? nullptr : &items[index];
}

const ConfigValue& ConfigModule::resolved(const ConfigValue& value) const
{
    const ConfigValue* current = &value;
    for (int steps = 0; steps < 8 && current->kind == ConfigValue::Kind::Name; ++steps) {
        const auto found = constants.constFind(current->text);
        if (found == constants.constEnd())
            break;
        current = &*found;
    }
    return *current;
}

ConfigModule parseConfigModule(QStringView source)
{
    return Parser(source).parse();
}

} // namespace corridor
