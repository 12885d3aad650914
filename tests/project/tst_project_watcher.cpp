// SPDX-License-Identifier: MIT
#include "project/project_watcher.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

namespace {

ProjectDiff diffOf(const QSignalSpy& spy)
{
    return spy.last().at(1).value<ProjectDiff>();
}

} // namespace

class TestProjectWatcher : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProjectWatcher> m_watcher;

    QString path(const QString& name = {}) const { return QDir::cleanPath(m_folder->path() + '/' + name); }

    void write(const QString& name, const QByteArray& text)
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    void watch()
    {
        const auto project = readProject(path(), {});
        QVERIFY(project.has_value());
        m_watcher->watch(path(), {}, *project);
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_watcher = std::make_unique<ProjectWatcher>();
        write("prisma/schema.prisma", "datasource db {\n url = \"a\"\n}\n");
        write("prisma/migrations/1/migration.sql", "one");
        write("prisma/migrations/2/migration.sql", "two");
    }

    void cleanup()
    {
        m_watcher.reset();
        m_folder.reset();
    }

    void comparesProjects()
    {
        Project before, after;
        before.migrations = { { .name = "1", .script = "a" }, { .name = "2", .script = "b" }, { .name = "3" } };
        after.migrations = { { .name = "0" }, { .name = "1", .script = "a", .down = "x" }, { .name = "3" } };
        after.url = "b";
        QCOMPARE(diffProjects(before, after), (ProjectDiff { { "0" }, { "2" }, { "1" }, true }));
        QVERIFY(diffProjects(before, before).isEmpty());
    }

    void tellsWhatHappensToMigrations()
    {
        QSignalSpy spy(m_watcher.get(), &ProjectWatcher::changed);
        watch();
        write("prisma/migrations/1/migration.sql", "another one"); // in place: for a moment it is empty
        QVERIFY(spy.wait());
        QCOMPARE(diffOf(spy), (ProjectDiff { {}, {}, { "1" }, false }));
        while (spy.last().first().value<Project>().find("1")->script != QByteArray("another one"))
            QVERIFY(spy.wait());

        QSaveFile replaced(path("prisma/migrations/1/migration.sql"));
        QVERIFY(replaced.open(QIODevice::WriteOnly));
        replaced.write("replaced");
        QVERIFY(replaced.commit());
        QVERIFY(spy.wait());
        QCOMPARE(diffOf(spy), (ProjectDiff { {}, {}, { "1" }, false }));

        write("prisma/migrations/1/migration.sql", "in place again, after a replacement");
        QVERIFY(spy.wait());
        QCOMPARE(diffOf(spy), (ProjectDiff { {}, {}, { "1" }, false }));
        while (spy.last().first().value<Project>().find("1")->script->isEmpty())
            QVERIFY(spy.wait());

        write("prisma/migrations/2/down.sql", "back");
        QVERIFY(spy.wait());
        QCOMPARE(diffOf(spy), (ProjectDiff { {}, {}, { "2" }, false }));

        write("prisma/migrations/3/migration.sql", "three");
        QVERIFY(spy.wait());
        while (diffOf(spy).added.isEmpty() || !spy.last().first().value<Project>().find("3")->script)
            QVERIFY(spy.wait());
        write("prisma/migrations/3/migration.sql", "three, edited");
        QVERIFY(spy.wait());
        QCOMPARE(diffOf(spy).changed, QStringList { "3" });

        QVERIFY(QDir(path("prisma/migrations/2")).removeRecursively());
        QVERIFY(spy.wait());
        while (diffOf(spy).removed != QStringList { "2" })
            QVERIFY(spy.wait());
    }

    void tellsWhatHappensToSettings()
    {
        QSignalSpy spy(m_watcher.get(), &ProjectWatcher::changed);
        watch();
        write("prisma/schema.prisma", "datasource db {\n url = \"b\"\n}\n");
        QVERIFY(spy.wait());
        while (spy.last().first().value<Project>().url != "b")
            QVERIFY(spy.wait());
        QVERIFY(diffOf(spy).settings);
        write(".env", "A=1\n");
        QVERIFY(spy.wait());
        while (spy.last().first().value<Project>().environment.value("A") != "1")
            QVERIFY(spy.wait());
    }

    void tellsWhatChangedBeforeItBegan()
    {
        const auto project = readProject(path(), {});
        write("prisma/migrations/3/migration.sql", "three");
        QSignalSpy spy(m_watcher.get(), &ProjectWatcher::changed);
        m_watcher->watch(path(), {}, *project);
        QVERIFY(spy.wait());
        QCOMPARE(diffOf(spy).added, QStringList { "3" });
    }

    void saysOnceThatTheProjectIsGoneAndComesBackWithIt()
    {
        QSignalSpy spy(m_watcher.get(), &ProjectWatcher::changed);
        QSignalSpy failures(m_watcher.get(), &ProjectWatcher::failed);
        watch();
        QVERIFY(QDir().rename(path("prisma"), path("elsewhere")));
        QVERIFY(failures.wait());
        QCOMPARE(failures.last().first().value<Error>().code, "project-not-found");
        m_watcher->check();
        QVERIFY(!failures.wait(200));
        QVERIFY(QDir().rename(path("elsewhere"), path("prisma")));
        write("prisma/migrations/3/migration.sql", "three");
        QVERIFY(spy.wait());
        while (!spy.last().first().value<Project>().find("3"))
            QVERIFY(spy.wait());
    }

    void dropsNewsOfAnEarlierProject()
    {
        QSignalSpy spy(m_watcher.get(), &ProjectWatcher::changed);
        watch();
        m_watcher->stop();
        write("prisma/migrations/1/migration.sql", "edited");
        m_watcher->check();
        QVERIFY(!spy.wait(300));
    }
};

QTEST_GUILESS_MAIN(TestProjectWatcher)
#include "tst_project_watcher.moc"
