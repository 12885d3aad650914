// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/style/theme.h"
#include "workbench/main_window.h"
#include "workbench/session_store.h"
#include "workbench/workbench_controller.h"

#include <QApplication>
#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace corridor::test {

// A main window of its own, whose files all lie in a temporary folder.
class WindowFixture {
public:
    WindowFixture()
        : session(folder.filePath("workbench.ini"))
        , controller(environment())
        , window(controller, session, theme())
    {
        window.resize(1280, 800);
        window.setShowsPlans(false);
    }

    // A project with the given migrations: names, and the texts of migration.sql and of down.sql.
    struct Script {
        QString name;
        QByteArray up, down;
    };
    QString makeProject(const QList<Script>& scripts) const
    {
        const QString root = folder.filePath("project");
        write(root + "/prisma/schema.prisma",
            "datasource db {\n  provider = \"postgresql\"\n  url = env(\"CORRIDOR_TEST_NO_SUCH\")\n}\n");
        for (const Script& script : scripts) {
            const QString place = root + "/prisma/migrations/" + script.name;
            write(place + "/migration.sql", script.up);
            if (!script.down.isEmpty())
                write(place + "/down.sql", script.down);
        }
        return root;
    }
    static void write(const QString& path, const QByteArray& bytes)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }

    static Theme& theme()
    {
        QStandardPaths::setTestModeEnabled(true);
        static Theme* theme = Theme::install(*qApp, Scheme::Light);
        return *theme;
    }

    QTemporaryDir folder;
    SessionStore session;
    WorkbenchController controller;
    MainWindow window;

private:
    Environment environment() const
    {
        Environment values = systemEnvironment();
        values["CORRIDOR_JOURNAL"] = folder.filePath("journal.sqlite");
        values["CORRIDOR_PROFILES"] = folder.filePath("profiles.toml");
        values.remove("DATABASE_URL");
        return values;
    }
};

} // namespace corridor::test
