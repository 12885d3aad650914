// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace corridor {

// One user's home with a project in it, and calls of the program there: nothing of the machine's own is read or left.
class CorridorCall {
public:
    struct Result {
        int code = -1;
        QByteArray out, err;
        const QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
        QString errorCode() const { return json()["error"]["code"].toString(); }
    };

    CorridorCall()
    {
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.remove("DATABASE_URL");
        m_environment.remove("CI");
        for (const auto& [name, folder] : { std::pair("HOME", "home"), std::pair("XDG_CONFIG_HOME", "home/.config"),
                 std::pair("XDG_DATA_HOME", "home/.local/share"), std::pair("XDG_CACHE_HOME", "cache"), std::pair("XDG_RUNTIME_DIR", "run") }) {
            QDir().mkpath(m_folder.filePath(folder));
            m_environment.insert(name, m_folder.filePath(folder));
        }
        QFile(m_folder.filePath("run")).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    QString path(const QString& name) const { return m_folder.filePath(name); }
    void set(const QString& name, const QString& value) { m_environment.insert(name, value); }
    void unset(const QString& name) { m_environment.remove(name); }

    void write(const QString& name, const QByteArray& text) const
    {
        const QString file = path(name);
        QDir().mkpath(QFileInfo(file).path());
        QFile target(file);
        if (!target.open(QFile::WriteOnly) || target.write(text) != text.size())
            qFatal("%s could not be written", qPrintable(file));
    }

    // A migration of the project in app/.
    void addMigration(const QString& name, const QByteArray& up, const QByteArray& down = {}) const
    {
        write("app/prisma/schema.prisma", "datasource db {\n  provider = \"postgresql\"\n}\n");
        write("app/prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
        write("app/prisma/migrations/" + name + "/migration.sql", up);
        if (!down.isEmpty())
            write("app/prisma/migrations/" + name + "/down.sql", down);
    }

    Result operator()(const QStringList& words) const { return run(QString(CORRIDOR_BIN_DIR) + "/corridor", words); }

    // Starts it and does not wait.
    void start(QProcess& process, const QStringList& words) const
    {
        process.setProcessEnvironment(m_environment);
        process.setWorkingDirectory(path("app"));
        process.start(QString(CORRIDOR_BIN_DIR) + "/corridor", words);
    }

    Result run(const QString& program, const QStringList& words) const
    {
        QDir().mkpath(path("app"));
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.setWorkingDirectory(path("app"));
        process.start(program, words);
        process.closeWriteChannel();
        if (!process.waitForFinished(120'000))
            return {};
        return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError() };
    }

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

} // namespace corridor

// Runs it and fails the test, with what it said, where its exit code is another.
#define VERIFY_CALL(call, expected)                                                                                    \
    do {                                                                                                               \
        const auto verifiedCall = (call);                                                                              \
        QVERIFY2(verifiedCall.code == (expected),                                                                      \
            (QByteArray::number(verifiedCall.code) + '\n' + verifiedCall.out + verifiedCall.err).constData());         \
    } while (false)
