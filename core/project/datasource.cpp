// SPDX-License-Identifier: MIT
#include "project/datasource.h"

namespace corridor {

namespace {

// Words, strings (with their quotes) and single punctuation marks; comments and blanks are left out.
QStringList tokens(const QString& text)
{
    QStringList result;
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        if (c == '/' && text.mid(i, 2) == "//") {
            const auto end = text.indexOf('\n', i);
            i = end < 0 ? text.size() : end;
            result << "\n";
        } else if (c == '"') {
            qsizetype end = i + 1;
            while (end < text.size() && text[end] != '"' && text[end] != '\n')
                end += text[end] == '\\' ? 2 : 1;
            result << text.sliced(i, qMin(end + 1, text.size()) - i);
            i = end + 1;
        } else if (c.isLetterOrNumber() || c == '_') {
            qsizetype end = i;
            while (end < text.size() && (text[end].isLetterOrNumber() || text[end] == '_' || text[end] == '-'))
                ++end;
            result << text.sliced(i, end - i);
            i = end;
        } else {
            if (!c.isSpace() || c == '\n')
                result << QString(c);
            ++i;
        }
    }
    return result;
}

QString unquoted(const QString& token)
{
    if (token.size() < 2 || !token.startsWith('"'))
        return token;
    QString text = token.sliced(1, token.size() - 2);
    return text.replace("\\\"", "\"").replace("\\\\", "\\");
}

// The value after `=`: a string, env("NAME"), or a list of strings.
QStringList readValue(const QStringList& words, qsizetype& i)
{
    QStringList values;
    if (words.value(i) == "env" && words.value(i + 1) == "(") {
        values << QString("env(%1)").arg(words.value(i + 2));
        i += 4;
    } else if (words.value(i) == "[") {
        for (++i; i < words.size() && words[i] != "]"; ++i) {
            if (words[i].startsWith('"'))
                values << unquoted(words[i]);
        }
        ++i;
    } else if (i < words.size()) {
        values << unquoted(words[i++]);
    }
    return values;
}

void assign(Datasource& datasource, const QString& key, const QStringList& values)
{
    const QString value = values.value(0);
    if (key == "provider")
        datasource.provider = value;
    else if (key == "url")
        datasource.url = value;
    else if (key == "directUrl")
        datasource.directUrl = value;
    else if (key == "shadowDatabaseUrl")
        datasource.shadowUrl = value;
    else if (key == "relationMode")
        datasource.relationMode = value;
    else if (key == "schemas")
        datasource.schemas = values;
}

} // namespace

Datasource readDatasource(const QByteArray& schema)
{
    Datasource datasource;
    const QStringList words = tokens(QString::fromUtf8(schema));
    for (qsizetype i = 0; i + 2 < words.size(); ++i) {
        if (words[i] != "datasource" || words[i + 2] != "{" || (i > 0 && words[i - 1] != "\n" && words[i - 1] != "}"))
            continue;
        datasource.found = true;
        for (i += 3; i < words.size() && words[i] != "}";) {
            const QString key = words[i++];
            if (words.value(i) == "=")
                assign(datasource, key, readValue(words, ++i));
        }
        break;
    }
    return datasource;
}

} // namespace corridor
