// SPDX-License-Identifier: MIT
#include "review/lint_config.h"

#include "lint/rule.h"
#include "review/config_file.h"
#include "review/toml_table.h"
#include "sql/lock_mode.h"

namespace corridor {

namespace {

// Reads [lint] into a configuration.
class ConfigReader {
public:
    ConfigReader(LintConfig& config, QString file)
        : m_config(config)
        , m_file(std::move(file))
    {
    }
    std::optional<Error> read(const toml::table& root);

private:
    TomlTable open(const toml::table& table, const QString& name) const { return TomlTable(table, name, m_file); }
    std::optional<Error> lint(const toml::table& table);
    std::optional<Error> severities(const toml::table& table);
    std::optional<Error> assumedRows(const toml::table& table);
    std::optional<Error> rule(const toml::table& table);
    void version(TomlTable& table);

    LintConfig& m_config;
    QString m_file;
};

} // namespace

static const QStringList severityWords { "note", "warning", "error" };

static QStringList runnerWords()
{
    QStringList words;
    for (const RunnerProfile runner : { RunnerProfile::PrismaBatch, RunnerProfile::PrismaSplit, RunnerProfile::Corridor, RunnerProfile::Psql })
        words << runnerWord(runner);
    return words;
}

static QStringList ruleIds()
{
    QStringList ids;
    for (const Rule* rule : allRules())
        ids << QLatin1StringView(rule->id);
    return ids;
}

static QStringList statementWords()
{
    QStringList words;
    for (int kind = static_cast<int>(StatementKind::AlterAggregate); kind <= static_cast<int>(StatementKind::Vacuum); ++kind)
        words << kindWord(static_cast<StatementKind>(kind));
    return words;
}

static QStringList lockWords()
{
    QStringList words;
    for (int mode = 1; mode <= static_cast<int>(LockMode::AccessExclusive); ++mode)
        words << lockWord(static_cast<LockMode>(mode));
    return words;
}

// "15", "15.4" or 15.
void ConfigReader::version(TomlTable& table)
{
    const toml::node* node = table.node("server-version");
    if (!node)
        return;
    const QString text = node->is_string() ? QString::fromStdString(*node->value<std::string>())
        : node->is_integer()               ? QString::number(*node->value<qint64>())
                                           : QString();
    const QStringList parts = text.split('.');
    bool majorOk = false;
    bool minorOk = true;
    const int major = parts.first().toInt(&majorOk);
    const int minor = parts.size() > 1 ? parts[1].toInt(&minorOk) : -1;
    if (!majorOk || !minorOk || parts.size() > 2 || major < 9 || major > 99)
        return table.complain(*node, "`server-version` is a version of PostgreSQL, as \"15.4\" or 15.");
    m_config.options.major = major;
    m_config.options.minor = minor;
}

std::optional<Error> ConfigReader::severities(const toml::table& table)
{
    TomlTable reader = open(table, "lint.severity");
    for (const QString& id : ruleIds()) {
        reader.word(id.toUtf8().constData(), severityWords + QStringList("off"),
            [&](const QString& word) { m_config.options.severities.insert(id, severityFromWord(word)); });
    }
    return reader.finish();
}

std::optional<Error> ConfigReader::assumedRows(const toml::table& table)
{
    TomlTable reader = open(table, "lint.assumed-rows");
    for (const auto& [key, value] : table) {
        const std::string name(key.str());
        reader.number(name.c_str(), m_config.options.assumedRows[QString::fromStdString(name)]);
    }
    return reader.finish();
}

std::optional<Error> ConfigReader::rule(const toml::table& table)
{
    CustomRule rule;
    TomlTable reader = open(table, "lint.rule");
    reader.text("id", [&](const QString& text) { rule.id = text; });
    reader.text("message", [&](const QString& text) { rule.message = text; });
    reader.text("relation", [&](const QString& text) { rule.relation = text; });
    reader.word("severity", severityWords, [&](const QString& word) { rule.severity = *severityFromWord(word); });
    reader.word("statement", statementWords(), [&](const QString& word) { rule.statement = word; });
    reader.word("lock", lockWords(), [&](const QString& word) { rule.lock = word; });
    reader.flag("rewrite", rule.rewrite);
    reader.flag("scan", rule.scan);
    reader.flag("destroys-data", rule.destroysData);
    if (auto error = reader.finish())
        return error; // a misspelt key is why the rest is missing
    if (rule.id.isEmpty() || rule.message.isEmpty())
        reader.complain(table, "a rule needs an id and a message.");
    else if (findRule(rule.id))
        reader.complain(table, QString("`%1` is the name of a rule of ours.").arg(rule.id));
    const bool matchesAll = rule.statement.isEmpty() && rule.relation.isEmpty() && rule.lock.isEmpty() && !rule.rewrite
        && !rule.scan && !rule.destroysData;
    if (matchesAll)
        reader.complain(table, "a rule needs something to match: statement, relation, lock, rewrite, scan or destroys-data.");
    m_config.options.customRules << rule;
    return reader.finish();
}

std::optional<Error> ConfigReader::lint(const toml::table& table)
{
    LintOptions& options = m_config.options;
    TomlTable reader = open(table, "lint");
    version(reader);
    reader.word("runner", runnerWords(), [&](const QString& word) { options.runner = *runnerFromWord(word); });
    reader.word("fail-on", severityWords + QStringList("never"), [&](const QString& word) { m_config.failOn = severityFromWord(word); });
    reader.texts("protected-tables", options.protectedTables);
    reader.texts("ignore", options.ignoredPaths);
    reader.text("baseline", [&](const QString& text) { options.baseline = text; });
    reader.number("small-table-rows", options.smallTableRows);
    reader.flag("timeouts-set-elsewhere", options.timeoutsSetElsewhere);
    reader.flag("session-utc", options.sessionIsUtc);
    reader.table("severity", [&](const toml::table& inner) { reader.adopt(severities(inner)); });
    reader.table("assumed-rows", [&](const toml::table& inner) { reader.adopt(assumedRows(inner)); });
    reader.tables("rule", [&](const toml::table& inner) { reader.adopt(rule(inner)); });
    return reader.finish();
}

// Other tables belong to other parts of the program; but [lnit] is a mistake.
std::optional<Error> ConfigReader::read(const toml::table& root)
{
    TomlTable reader = open(root, "corridor.toml");
    reader.table("lint", [&](const toml::table& table) { reader.adopt(lint(table)); });
    for (const auto& [key, value] : root) {
        const QString name = QString::fromUtf8(key.str().data(), static_cast<qsizetype>(key.str().size()));
        if (const QString hint = didYouMean(name, { "lint" }); name != "lint" && hint.startsWith("Did"))
            reader.complain(key.source(), QString("there is no table [%1].").arg(name), hint);
        reader.node(name.toUtf8().constData());
    }
    return reader.finish();
}

Result<LintConfig> parseLintConfig(const QByteArray& text, const QString& file)
{
    LintConfig config;
    config.file = file;
    try {
        const toml::table root = toml::parse(text.toStdString());
        if (auto error = ConfigReader(config, file).read(root))
            return std::unexpected(*error);
    } catch (const toml::parse_error& error) {
        const auto at = error.source().begin;
        return std::unexpected(Error { .code = "lint-config",
            .message = QString("%1:%2:%3: %4").arg(file, QString::number(at.line), QString::number(at.column), QString::fromUtf8(error.description())),
            .line = static_cast<int>(at.line), .column = static_cast<int>(at.column) });
    }
    return config;
}

Result<LintConfig> readLintConfig(const QString& folder)
{
    const auto file = nearestConfigFile(folder);
    CORRIDOR_TRY(file);
    return file->path.isEmpty() ? LintConfig() : parseLintConfig(file->text, file->path);
}

} // namespace corridor
