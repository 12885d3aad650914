// SPDX-License-Identifier: MIT
#include "schema_tools.h"

#include <QFile>
#include <QProcess>

namespace corridor {

namespace {

constexpr int shownAtMost = 10;

QString differencesOf(const CatalogObject& a, const CatalogObject& b)
{
    QString text = a.key;
    for (const Property property : differences(a.properties, b.properties))
        text += QStringLiteral("\n    %1: [%2] [%3]").arg(propertyWord(property), a.get(property), b.get(property));
    return text;
}

// "    name type," lines of one CREATE TABLE, sorted, without the commas that depend on who is last.
QString sortedColumns(const QString& statement)
{
    if (!statement.startsWith(u"CREATE TABLE") && !statement.startsWith(u"CREATE UNLOGGED TABLE"))
        return statement;
    QStringList lines = statement.split(u'\n');
    for (QString& line : lines)
        line.chop(line.endsWith(u',') ? 1 : 0);
    std::ranges::sort(lines);
    return lines.join(u'\n');
}

} // namespace

Snapshot snapshotOf(const ConnectionOptions& database, const SnapshotOptions& options)
{
    auto session = Session::open(database);
    auto snapshot = session ? readSnapshot(*session, options) : std::unexpected(session.error());
    if (!snapshot)
        qFatal("%s", qPrintable(snapshot.error().toText()));
    return *snapshot;
}

QStringList dumpOf(const TestServer& server, const ConnectionOptions& database)
{
    const auto newest = TestServer::has(17) ? TestServer::binaries(17) : server.server().binaries;
    QProcess process;
    process.start(newest->folder + "/pg_dump", { "-s", "-d", server.url(database) });
    process.waitForFinished(-1);
    if (process.exitCode() != 0)
        qFatal("%s", process.readAllStandardError().constData());
    QStringList lines;
    for (const QString& line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n'))
        if (!line.isEmpty() && !line.startsWith(u"--") && !line.startsWith(u'\\'))
            lines.append(line);
    QStringList statements = lines.join(u'\n').split(QStringLiteral(";\n"));
    std::ranges::sort(statements); // the order of equals follows OIDs
    return statements;
}

QStringList withoutColumnOrder(QStringList dump)
{
    for (QString& statement : dump)
        statement = sortedColumns(statement);
    std::ranges::sort(dump);
    return dump;
}

QString difference(const Snapshot& a, const Snapshot& b)
{
    QStringList lines;
    for (const CatalogObject& object : a.objects) {
        const CatalogObject* other = b.find(object.key);
        if (!other)
            lines.append("only in the first: " + object.key);
        else if (!object.sameAs(*other))
            lines.append(differencesOf(object, *other));
    }
    for (const CatalogObject& object : b.objects)
        if (!a.contains(object.key))
            lines.append("only in the second: " + object.key);
    return lines.mid(0, shownAtMost).join(u'\n');
}

QString difference(const QStringList& a, const QStringList& b)
{
    QStringList lines;
    for (const QString& statement : a)
        if (!b.contains(statement))
            lines.append("only in the first: " + statement);
    for (const QString& statement : b)
        if (!a.contains(statement))
            lines.append("only in the second: " + statement);
    return lines.mid(0, shownAtMost).join(u'\n');
}

QString bringTo(const ConnectionOptions& database, const Snapshot& to, const DiffOptions& options)
{
    const auto script = render(diff(snapshotOf(database), to, options));
    if (!script)
        return script.error().toText();
    auto session = Session::open(database);
    const auto done = session->execute(script->toUtf8());
    return done ? QString() : done.error().toText() + "\n\n" + script->left(20'000);
}

QByteArray fileContents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace corridor
