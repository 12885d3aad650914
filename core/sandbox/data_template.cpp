// SPDX-License-Identifier: MIT
#include "sandbox/data_template.h"

#include "sandbox/folder_copy.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <unistd.h>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

// Counts the changes in how a template is made; those of older versions of the program are not used.
constexpr int templateFormat = 1;

// Another build of the same version (an upgrade, another prefix) may want another data folder.
QString templateName(const ServerBinaries& server)
{
    const QFileInfo program(server.postgres());
    const QString identity = program.canonicalFilePath() + '|' + QString::number(program.size()) + '|'
        + QString::number(program.lastModified().toMSecsSinceEpoch());
    const QByteArray digest = QCryptographicHash::hash(identity.toUtf8(), QCryptographicHash::Sha256);
    return u"%1-%2-%3"_s.arg(server.version, QString::fromLatin1(digest.toHex().first(12))).arg(templateFormat);
}

Result<void> initdbFailed(const QProcess& process, const QString& output)
{
    Error error { .code = u"sandbox-initdb-failed"_s, .message = process.program() + " did not make a data folder." };
    error.detail = output.trimmed().isEmpty() ? process.errorString() : output.trimmed();
    return std::unexpected(error);
}

void keepServerVariablesOut(QProcess& process)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        if (name.startsWith(u"PG"_s) || name.startsWith(u"LC_"_s) || name.startsWith(u"LANG"_s))
            environment.remove(name);
    }
    environment.insert(u"LC_ALL"_s, u"C"_s);
    process.setProcessEnvironment(environment);
}

Result<void> runInitdb(
    const ServerBinaries& server, const ServerAccount& account, const QString& folder, const CancelToken& token)
{
    QProcess process;
    process.setProgram(server.initdb());
    process.setArguments({ u"--pgdata"_s, folder, u"--username=postgres"_s, u"--auth=trust"_s, u"--encoding=UTF8"_s,
        u"--no-locale"_s, u"--no-sync"_s, u"--no-instructions"_s, u"--wal-segsize=1"_s });
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setWorkingDirectory(u"/"_s);
    keepServerVariablesOut(process);
    process.setChildProcessModifier([&] {
        if (!account.become())
            ::_exit(126);
    });
    process.start();
    while (!process.waitForFinished(50) && process.state() != QProcess::NotRunning) {
        if (token.isCancelled()) {
            process.kill();
            process.waitForFinished();
            return fail(u"cancelled"_s, u"The making of a PostgreSQL data folder was cancelled."_s);
        }
    }
    if (process.error() == QProcess::FailedToStart || process.exitStatus() != QProcess::NormalExit
        || process.exitCode() != 0)
        return initdbFailed(process, QString::fromUtf8(process.readAll()));
    return {};
}

// The cache may be where the account cannot go (root's home), and on another file system than the work folder.
Result<void> keep(const QString& made, const QString& kept, const ServerAccount& account)
{
    const QString partial = kept + u".partial-%1"_s.arg(::getpid());
    QDir(partial).removeRecursively();
    QDir().mkpath(QFileInfo(kept).path());
    auto copied = copyFolder(made, partial, account);
    if (copied && !QDir().rename(partial, kept) && !QDir(kept).exists())
        copied = fail(u"sandbox-copy-failed"_s, u"%1 cannot be renamed to %2."_s.arg(partial, kept));
    QDir(partial).removeRecursively();
    return copied;
}

} // namespace

Result<QString> dataTemplate(const ServerBinaries& server, const ServerAccount& account, const QString& cacheFolder,
    const QString& workFolder, const CancelToken& token)
{
    const QString kept = cacheFolder + u"/postgres-template/"_s + templateName(server);
    if (QFileInfo(kept + "/PG_VERSION").isFile())
        return kept;
    QTemporaryDir work(workFolder + u"/initdb-XXXXXX"_s);
    if (!work.isValid()
        || (!account.isCaller && ::chown(QFile::encodeName(work.path()).constData(), account.user, account.group) != 0))
        return fail(
            u"sandbox-initdb-failed"_s, u"There is no room to make a data folder: %1."_s.arg(work.errorString()));
    const QString made = work.filePath(u"data"_s);
    CORRIDOR_TRY(runInitdb(server, account, made, token));
    CORRIDOR_TRY(keep(made, kept, account));
    return kept;
}

} // namespace corridor
