// SPDX-License-Identifier: MIT
#include "workbench/session_store.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace corridor;

class TestSessionStore : public QObject {
    Q_OBJECT
private slots:
    void remembersAProject()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("workbench.ini");
        SessionStore(path).setProject("/a/project",
            { .profile = "local", .openMigrations = { "1_a", "2_b" }, .currentMigration = "2_b", .layout = "state" });
        const ProjectSession left = SessionStore(path).project("/a/project");
        QCOMPARE(left.profile, "local");
        QCOMPARE(left.openMigrations, QStringList({ "1_a", "2_b" }));
        QCOMPARE(left.currentMigration, "2_b");
        QCOMPARE(left.layout, QByteArray("state"));
        QVERIFY(SessionStore(path).project("/another").openMigrations.isEmpty());
    }

    void recentProjectsAreNewestFirstAndExist()
    {
        const QTemporaryDir folder;
        SessionStore store(folder.filePath("workbench.ini"));
        for (const char* name : { "a", "b", "gone" }) {
            QDir(folder.path()).mkdir(name);
            store.addRecentProject(folder.filePath(name));
        }
        store.addRecentProject(folder.filePath("a"));
        QDir(folder.path()).rmdir("gone");
        QCOMPARE(store.recentProjects(), QStringList({ folder.filePath("a"), folder.filePath("b") }));
        store.setLastProject(folder.filePath("gone"));
        QVERIFY(store.lastProject().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionStore)
#include "tst_session_store.moc"
