// SPDX-License-Identifier: MIT
#include "lint_race.h"

#include "measure.h"
#include "support/shared_folder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTextStream>

namespace corridor {

namespace {

struct Material {
    QString folder;    // a migrations folder of real projects, one after another
    QStringList files; // its scripts
    QString large;     // one script
};

QStringList scriptsOf(const QString& project)
{
    QStringList files;
    QDirIterator all(project, { "migration.sql" }, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext())
        files << all.next();
    files.sort();
    return files;
}

// The two projects that together have the 499 migrations that the peers were measured with.
QStringList realScripts() { return scriptsOf(sharedFolder("corpora/prisma/calcom__cal.com")) + scriptsOf(sharedFolder("corpora/prisma/amplication__amplication")); }

Material prepare(const QString& folder)
{
    constexpr qsizetype tenMegabytes = 10'000'000;
    Material material { folder + "/migrations", {}, folder + "/large.sql" };
    QByteArray large;
    for (const QString& file : realScripts()) {
        const QString name = QFileInfo(file).dir().dirName();
        QDir().mkpath(material.folder + '/' + name);
        material.files << material.folder + '/' + name + "/migration.sql";
        QFile::copy(file, material.files.last());
        QFile script(file);
        if (script.open(QIODevice::ReadOnly))
            large += script.readAll() + '\n';
    }
    QFile out(material.large);
    if (!large.isEmpty() && out.open(QIODevice::WriteOnly)) {
        for (qsizetype written = 0; written < tenMegabytes; written += large.size())
            out.write(large);
    }
    return material;
}

qsizetype findingsIn(const Command& command, const QString& key)
{
    const QJsonDocument document = QJsonDocument::fromJson(run(command).out.toUtf8());
    return key.isEmpty() ? document.array().size() : document.object()[key].toArray().size();
}

} // namespace

QString raceLint(const QString& corridor, const QString& squawk, int rounds)
{
    if (realScripts().isEmpty())
        return "lint: no real migrations are here (CORRIDOR_SHARED).";
    if (!QFile::exists(squawk))
        return "lint: name squawk's program by --squawk.";
    const QTemporaryDir folder;
    const Material material = prepare(folder.path());
    const QList<int> found { 0, 1, 6 };
    const Command ours { corridor, { "lint", "--json", material.folder }, folder.path(), {} };
    const Command theirs { squawk, QStringList { "--reporter", "json" } + material.files, folder.path(), {} };
    Timing oursMany, theirsMany, oursLarge, theirsLarge;
    for (int i = 0; i < rounds; ++i) {
        oursMany.add(ours, found);
        theirsMany.add(theirs, found);
        oursLarge.add({ corridor, { "lint", "--json", material.large }, folder.path(), {} }, found);
        theirsLarge.add({ squawk, { "--reporter", "json", material.large }, folder.path(), {} }, found);
    }
    printLine(QString("lint of %1 real migrations").arg(material.files.size()), { { "corridor", oursMany.seconds }, { "squawk", theirsMany.seconds } }, "s");
    printLine("lint of one script of 10 MB", { { "corridor", oursLarge.seconds }, { "squawk", theirsLarge.seconds } }, "s");
    QTextStream(stdout) << "findings in the migrations: corridor " << findingsIn(ours, "findings") << ", squawk " << findingsIn(theirs, {}) << '\n';
    return {};
}

} // namespace corridor
