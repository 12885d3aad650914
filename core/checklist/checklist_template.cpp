// SPDX-License-Identifier: MIT
#include "checklist/checklist_template.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <algorithm>
#include <toml++/toml.hpp>

// In a static library the linker would leave the resource out; the macro cannot stand inside a namespace.
static void keepResource()
{
    Q_INIT_RESOURCE(checklist);
}

namespace corridor {

namespace {

std::unexpected<Error> failAt(
    const char* code, const toml::source_region& where, const QString& source, const QString& message)
{
    const int line = int(where.begin.line), column = int(where.begin.column);
    const QString place = source.isEmpty() ? QString(checklistFileName) : source;
    return std::unexpected(Error { .code = code,
        .message = QString("%1:%2:%3: %4").arg(place).arg(line).arg(column).arg(message),
        .hint = "An item looks like this: [[item]] id = \"backup\", text = \"…\", why = \"…\".",
        .line = line,
        .column = column });
}

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

bool isKebabCase(const QString& id)
{
    const auto fits = [](QChar c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !id.isEmpty() && !id.startsWith('-') && !id.endsWith('-') && std::ranges::all_of(id, fits);
}

const QStringList probeWords { "backup", "staging", "run-locally", "rollback-proof", "rehearsal", "compatibility", "no-blocking",
    "low-traffic" };

class Reader {
public:
    explicit Reader(const QString& source)
        : m_source(source)
    {
    }

    Result<ChecklistTemplate> read(const toml::table& document)
    {
        for (const auto& [key, value] : document) {
            if (key != "item")
                return invalid(key.source(), QString("\"%1\" means nothing here.").arg(textOf(key)));
        }
        const toml::array* items = document["item"].as_array();
        if (!items || items->empty())
            return invalid(document.source(), "The list has no [[item]].");
        for (const toml::node& node : *items) {
            const toml::table* table = node.as_table();
            if (!table)
                return invalid(node.source(), "An item must be a table: [[item]].");
            CORRIDOR_TRY(addItem(*table));
        }
        return ChecklistTemplate { m_source, m_items };
    }

private:
    std::unexpected<Error> invalid(const toml::source_region& where, const QString& message) const
    {
        return failAt("checklist-invalid", where, m_source, message);
    }

    Result<void> addItem(const toml::table& table)
    {
        ChecklistItem item;
        for (const auto& [key, value] : table)
            CORRIDOR_TRY(readKey(key, value, item));
        if (item.id.isEmpty() || item.text.trimmed().isEmpty())
            return invalid(table.source(), "An item needs an id and a text.");
        if (!item.probe.isEmpty() && !probeWords.contains(item.probe))
            return invalid(table.source(),
                QString("There is no probe \"%1\": %2.").arg(item.probe, probeWords.join(", ")));
        if ((item.probe == "low-traffic") == item.window.isEmpty())
            return invalid(table.source(), "The probe low-traffic needs a window, and nothing else has one.");
        m_items << item;
        return {};
    }

    Result<void> readKey(const toml::key& key, const toml::node& value, ChecklistItem& item) const
    {
        const QString name = textOf(key);
        const QHash<QString, QString*> fields { { "id", &item.id }, { "text", &item.text }, { "why", &item.why },
            { "who", &item.role }, { "probe", &item.probe }, { "within", &item.within }, { "window", &item.window } };
        QString* const field = fields.value(name);
        if (!field)
            return invalid(key.source(), QString("\"%1\" means nothing in an item.").arg(name));
        const auto text = value.value_exact<std::string_view>();
        if (!text)
            return invalid(value.source(), QString("\"%1\" must be a text in quotes.").arg(name));
        *field = textOf(*text);
        return name == "id" ? checkId(*field, value.source()) : Result<void>();
    }

    Result<void> checkId(const QString& id, const toml::source_region& where) const
    {
        if (!isKebabCase(id))
            return invalid(where, QString("The id \"%1\" is not in kebab-case (a-z, 0-9 and -).").arg(id));
        if (std::ranges::contains(m_items, id, &ChecklistItem::id))
            return invalid(where, QString("The id \"%1\" is used twice.").arg(id));
        return {};
    }

    QString m_source;
    QList<ChecklistItem> m_items;
};

} // namespace

Result<ChecklistTemplate> parseChecklist(const QByteArray& toml, const QString& source)
{
    try { // the library's only way to say so
        return Reader(source).read(toml::parse(std::string_view(toml.data(), size_t(toml.size()))));
    } catch (const toml::parse_error& error) {
        return failAt("checklist-syntax", error.source(), source, textOf(error.description()));
    }
}

ChecklistTemplate defaultChecklist()
{
    keepResource();
    QFile file(":/corridor/checklist/default.toml");
    if (!file.open(QFile::ReadOnly))
        return {};
    ChecklistTemplate result = parseChecklist(file.readAll(), "default.toml").value_or(ChecklistTemplate());
    result.source.clear();
    return result;
}

Result<ChecklistTemplate> projectChecklist(const QString& projectRoot)
{
    QFile file(QDir(projectRoot).filePath(checklistFileName));
    if (!file.exists())
        return defaultChecklist();
    if (!file.open(QFile::ReadOnly))
        return fail("checklist-unreadable", file.fileName() + " cannot be read: " + file.errorString() + '.');
    return parseChecklist(file.readAll(), file.fileName());
}

} // namespace corridor
