// SPDX-License-Identifier: MIT
#include "project/dot_env.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <optional>

namespace corridor {
namespace {

bool isKeyCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'-';
}
bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t';
}

// Reads one file, line by line; a quoted value may take several.
class DotEnvReader {
public:
    explicit DotEnvReader(QString text)
        : m_text(std::move(text.replace("\r\n", "\n").replace('\r', '\n')))
    {
    }

    Environment read()
    {
        while (m_at < m_text.size()) {
            readLine();
            skipLine();
        }
        return m_values;
    }

private:
    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(u'\n'); }
    void skipBlanks()
    {
        while (isBlank(peek()))
            ++m_at;
    }
    void skipLine() { m_at = lineEnd() + 1; }
    qsizetype lineEnd() const
    {
        const auto end = m_text.indexOf(u'\n', m_at);
        return end < 0 ? m_text.size() : end;
    }

    QString readWord()
    {
        const auto start = m_at;
        while (isKeyCharacter(peek()))
            ++m_at;
        return m_text.sliced(start, m_at - start);
    }

    void readLine()
    {
        if (peek() == QChar::ByteOrderMark)
            ++m_at;
        skipBlanks();
        QString key = readWord();
        if (key == u"export" && isBlank(peek())) {
            skipBlanks();
            key = readWord();
        }
        if (!key.isEmpty() && acceptAssignment())
            m_values.insert(key, readValue());
    }

    // `=` with or without blanks around it, or `: `.
    bool acceptAssignment()
    {
        const auto start = m_at;
        skipBlanks();
        if (peek() == u'=') {
            ++m_at;
            return true;
        }
        m_at = start;
        if (peek() != u':' || m_at + 1 >= m_text.size() || !isBlank(m_text[m_at + 1]))
            return false;
        ++m_at;
        return true;
    }

    QString readValue()
    {
        skipBlanks();
        if (const auto quoted = readQuoted())
            return *quoted;
        QString value = m_text.sliced(m_at, lineEnd() - m_at);
        if (const auto comment = value.indexOf(u'#'); comment >= 0)
            value.truncate(comment);
        return value.trimmed();
    }

    // Unset where the quote is not closed, or something else than a comment stands behind it.
    std::optional<QString> readQuoted()
    {
        const QChar quote = peek();
        if (quote != u'"' && quote != u'\'' && quote != u'`')
            return std::nullopt;
        auto end = m_text.indexOf(quote, m_at + 1);
        while (end > 0 && m_text[end - 1] == u'\\')
            end = m_text.indexOf(quote, end + 1);
        if (end < 0 || !onlyCommentFollows(end + 1))
            return std::nullopt;
        QString value = m_text.sliced(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        if (quote == u'"')
            value.replace("\\n", "\n").replace("\\r", "\r");
        return value;
    }

    bool onlyCommentFollows(qsizetype at) const
    {
        while (at < m_text.size() && isBlank(m_text[at]))
            ++at;
        return at >= m_text.size() || m_text[at] == u'\n' || m_text[at] == u'#';
    }

    QString m_text;
    qsizetype m_at = 0;
    Environment m_values;
};

QString expandedText(const QString& text, const Environment& values, const Environment& environment, int depth)
{
    QString result;
    qsizetype at = 0;
    while (at < text.size()) {
        const auto start = text.indexOf("${", at);
        const auto end = start < 0 ? -1 : text.indexOf('}', start);
        if (end < 0)
            break;
        const bool escaped = start > at && text[start - 1] == u'\\';
        result += QStringView(text).sliced(at, start - at - (escaped ? 1 : 0));
        const QString name = text.sliced(start + 2, end - start - 2);
        const QString value = environment.contains(name) ? environment.value(name) : values.value(name);
        if (escaped)
            result += "${" + name + '}';
        else if (depth < 8) // a value that names itself must end
            result += expandedText(value, values, environment, depth + 1);
        at = end + 1;
    }
    return result.append(QStringView(text).sliced(at));
}

std::optional<Environment> readDotEnvFile(const QString& path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return parseDotEnv(QString::fromUtf8(file.readAll()));
}

void addMissing(Environment& environment, const Environment& values)
{
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!environment.contains(it.key()))
            environment.insert(it.key(), it.value());
    }
}

} // namespace

Environment parseDotEnv(const QString& text)
{
    return DotEnvReader(text).read();
}

Environment expanded(const Environment& values, const Environment& environment)
{
    Environment result;
    for (auto it = values.begin(); it != values.end(); ++it)
        result.insert(it.key(), expandedText(it.value(), values, environment, 0));
    return result;
}

DotEnvFiles prismaDotEnvFiles(const QString& packageFolder, const QString& schemaPath, const QString& workingFolder)
{
    DotEnvFiles files;
    if (!packageFolder.isEmpty())
        files.root = packageFolder + "/.env";
    QStringList folders { workingFolder + "/prisma", workingFolder };
    if (!schemaPath.isEmpty())
        folders.prepend(QFileInfo(schemaPath).isDir() ? schemaPath : QFileInfo(schemaPath).path());
    for (const QString& folder : folders) {
        files.schema = folder + "/.env";
        if (QFile::exists(files.schema))
            break;
    }
    return files;
}

Environment withDotEnvFiles(const Environment& environment, const DotEnvFiles& files, QStringList* conflicts)
{
    Environment result = environment;
    const auto root = readDotEnvFile(files.root);
    const Environment rootValues = expanded(root.value_or(Environment()), environment);
    addMissing(result, rootValues);
    if (root && QDir::cleanPath(files.root) == QDir::cleanPath(files.schema))
        return result;
    const Environment schemaValues = readDotEnvFile(files.schema).value_or(Environment());
    for (auto it = schemaValues.begin(); conflicts && it != schemaValues.end(); ++it) {
        if (rootValues.contains(it.key()) && rootValues.value(it.key()) == it.value())
            conflicts->append(it.key());
    }
    addMissing(result, expanded(schemaValues, result));
    return result;
}

Environment withDotEnv(const Environment& environment, const QStringList& files)
{
    Environment result = environment;
    for (const QString& file : files)
        addMissing(result, readDotEnvFile(file).value_or(Environment()));
    return result;
}

} // namespace corridor
