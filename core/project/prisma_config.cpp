// SPDX-License-Identifier: MIT
#include "project/prisma_config.h"

#include <QDir>
#include <QFileInfo>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;
using Kind = ConfigValue::Kind;

// The name of the variable in env("X"), env:… or process.env.X.
std::optional<QString> variableOf(const ConfigValue& value)
{
    static const QString prefix = u"process.env."_s;
    if (value.kind == Kind::Name && value.text.startsWith(prefix))
        return value.text.sliced(prefix.size());
    if (value.kind == Kind::Call && value.text == u"env" && value.items.size() == 1
        && value.items.first().kind == Kind::String)
        return value.items.first().text;
    return std::nullopt;
}

// Turns values into texts, as far as they can be without running them.
class Evaluator {
public:
    Evaluator(const ConfigModule& module, const ConfigPlace& place)
        : m_module(module)
        , m_place(place)
    {
    }

    // A text with its variables put in.
    std::optional<QString> text(const ConfigValue& written) const
    {
        const ConfigValue& value = m_module.resolved(written);
        if (value.kind == Kind::String)
            return value.text;
        if (const auto variable = variableOf(value))
            return variableText(*variable, value);
        if (value.text == u"__dirname" || value.text == u"import.meta.dirname")
            return QFileInfo(m_place.file).path();
        if (value.kind == Kind::Call && value.text == u"process.cwd")
            return m_place.root;
        if (value.kind == Kind::Call)
            return joined(value);
        return std::nullopt;
    }

    // A URL, or env("X") for later: who opens the connection looks the variable up and says when it is missing.
    std::optional<QString> url(const ConfigValue& written) const
    {
        const ConfigValue& value = m_module.resolved(written);
        const auto variable = variableOf(value);
        if (!variable)
            return text(value);
        if (value.fallback && m_place.environment.value(*variable).isEmpty())
            return url(*value.fallback);
        return u"env(\"%1\")"_s.arg(*variable);
    }

    std::optional<QStringList> texts(const ConfigValue& written) const
    {
        const ConfigValue& value = m_module.resolved(written);
        if (value.kind != Kind::Array)
            return std::nullopt;
        QStringList result;
        for (const ConfigValue& item : value.items) {
            const auto one = text(item);
            if (!one)
                return std::nullopt;
            result << *one;
        }
        return result;
    }

    std::optional<QString> path(const ConfigValue& value) const
    {
        const auto relative = text(value);
        if (!relative)
            return std::nullopt;
        return QDir::cleanPath(QDir(QFileInfo(m_place.file).path()).absoluteFilePath(*relative));
    }

private:
    std::optional<QString> variableText(const QString& variable, const ConfigValue& value) const
    {
        const QString found = m_place.environment.value(variable);
        if (!found.isEmpty())
            return found;
        return value.fallback ? text(*value.fallback) : std::nullopt;
    }

    std::optional<QString> joined(const ConfigValue& call) const
    {
        const QString function = call.text.section('.', -1);
        if (function != u"join" && function != u"resolve")
            return std::nullopt;
        QString path = function == u"resolve" ? m_place.root : QString();
        for (const ConfigValue& item : call.items) {
            const auto part = text(item);
            if (!part)
                return std::nullopt;
            const bool restarts = path.isEmpty() || (function == u"resolve" && QDir::isAbsolutePath(*part));
            path = restarts ? *part : path + '/' + *part;
        }
        return QDir::cleanPath(path);
    }

    const ConfigModule& m_module;
    const ConfigPlace& m_place;
};

// Reads keys such as "migrations.path" from the exported object.
class Reader {
public:
    Reader(const ConfigModule& module, const ConfigPlace& place)
        : m_module(module)
        , m_place(place)
        , m_evaluator(module, place)
    {
    }

    Result<PrismaConfig> read()
    {
        if (m_module.exported.kind != Kind::Object)
            return notLiteral(u"export default"_s, m_module.exported);
        CORRIDOR_TRY(readPath(u"schema"_s, m_config.schemaPath));
        CORRIDOR_TRY(readPath(u"migrations.path"_s, m_config.migrationsPath));
        readOptional(u"datasource.url"_s, m_config.url, &Evaluator::url);
        readOptional(u"datasource.shadowDatabaseUrl"_s, m_config.shadowUrl, &Evaluator::url);
        readOptional(u"migrations.seed"_s, m_config.seedCommand, &Evaluator::text);
        readOptional(u"tables.external"_s, m_config.externalTables, &Evaluator::texts);
        readOptional(u"enums.external"_s, m_config.externalEnums, &Evaluator::texts);
        return m_config;
    }

private:
    // A key is absent, a value, or hidden behind something that is no literal.
    struct Found {
        const ConfigValue* value = nullptr;
        const ConfigValue* hiddenBy = nullptr;
    };

    Found find(const QString& key) const
    {
        const ConfigValue* object = &m_module.exported;
        for (const QString& part : key.split('.')) {
            object = &m_module.resolved(*object);
            if (object->kind != Kind::Object)
                return { nullptr, object };
            const ConfigValue* next = object->property(part);
            if (!next && !object->spreads.isEmpty())
                return { nullptr, object };
            if (!next || next->text == u"undefined")
                return {};
            object = next;
        }
        return { object, nullptr };
    }

    Error notLiteralError(const QString& key, const ConfigValue& value) const
    {
        Error error { .code = u"config-not-literal"_s };
        error.message = u"`%1` in %2 is more than a literal, and configuration files are not run unasked."_s.arg(
            key, QFileInfo(m_place.file).fileName());
        error.line = value.line;
        error.hint = u"Write a literal, env(\"NAME\") or path.join(…) of literals there, or let the project's own "
                     "Node run the file: --evaluate-config."_s;
        return error;
    }

    std::unexpected<Error> notLiteral(const QString& key, const ConfigValue& value) const
    {
        return std::unexpected(notLiteralError(key, value));
    }

    Result<void> readPath(const QString& key, QString& target)
    {
        const Found found = find(key);
        if (found.hiddenBy)
            return notLiteral(key, *found.hiddenBy);
        if (!found.value)
            return {};
        const auto path = m_evaluator.path(*found.value);
        if (!path)
            return notLiteral(key, *found.value);
        target = *path;
        return {};
    }

    template <typename T>
    void readOptional(const QString& key, T& target, std::optional<T> (Evaluator::*evaluate)(const ConfigValue&) const)
    {
        const Found found = find(key);
        if (found.hiddenBy)
            return noteHidden(notLiteralError(key, *found.hiddenBy));
        if (!found.value)
            return;
        if (auto value = (m_evaluator.*evaluate)(*found.value))
            target = std::move(*value);
        else
            noteHidden(notLiteralError(key, *found.value));
    }

    void noteHidden(const Error& error)
    {
        const QString place = error.line > 0 ? u" (line %1)"_s.arg(error.line) : QString();
        m_config.problems.append({ error.code, error.message + place, {} });
    }

    const ConfigModule& m_module;
    const ConfigPlace& m_place;
    Evaluator m_evaluator;
    PrismaConfig m_config;
};

bool loadsEnvironment(const ConfigValue& call, const QStringList& imports)
{
    static const QStringList names { u"dotenv.config"_s, u"dotenv.default.config"_s, u"process.loadEnvFile"_s };
    if (names.contains(call.text) || call.text == u"loadEnvFile")
        return true;
    return imports.contains(u"dotenv"_s) && (call.text == u"config" || call.text.endsWith(u".config"));
}

QStringList pathsIn(const ConfigValue& argument)
{
    if (argument.kind == Kind::String)
        return { argument.text };
    const ConfigValue* path = argument.kind == Kind::Object ? argument.property(u"path"_s) : &argument;
    QStringList paths;
    if (path && path->kind == Kind::String)
        paths << path->text;
    else if (path && path->kind == Kind::Array)
        for (const ConfigValue& item : path->items)
            paths += pathsIn(item);
    return paths;
}

void addFiles(const ConfigValue& call, const QStringList& imports, QStringList& files)
{
    if (!loadsEnvironment(call, imports)) {
        for (const ConfigValue& item : call.items) // expand(dotenv.config())
            addFiles(item, imports, files);
        return;
    }
    const QStringList paths = call.items.isEmpty() ? QStringList() : pathsIn(call.items.first());
    files += paths.isEmpty() ? QStringList { u".env"_s } : paths;
}

} // namespace

QStringList configEnvironmentFiles(const ConfigModule& module, const QString& root)
{
    QStringList files;
    if (module.imports.contains(u"dotenv/config"_s))
        files << u".env"_s;
    for (const ConfigValue& call : module.calls)
        addFiles(call, module.imports, files);
    for (const ConfigValue& constant : module.constants)
        addFiles(constant, module.imports, files);
    for (QString& file : files)
        file = QDir::cleanPath(QDir(root).absoluteFilePath(file));
    files.removeDuplicates();
    return files;
}

Result<PrismaConfig> readPrismaConfig(const ConfigModule& module, const ConfigPlace& place)
{
    return Reader(module, place).read();
}

} // namespace corridor
