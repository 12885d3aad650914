// SPDX-License-Identifier: MIT
#include "child_process.h"

#include <QProcessEnvironment>

namespace corridor {

static QProcessEnvironment environmentWith(const QStringList& additions)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& addition : additions)
        environment.insert(addition.section(u'=', 0, 0), addition.section(u'=', 1));
    return environment;
}

ChildProcess::ChildProcess(const Command& command)
    : m_process(std::make_unique<QProcess>())
{
    m_process->setProcessEnvironment(environmentWith(command.environment));
    m_process->setWorkingDirectory(command.folder);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->start(command.program, command.arguments);
}

ChildProcess::~ChildProcess()
{
    if (m_process->state() == QProcess::NotRunning)
        return;
    m_process->kill();
    m_process->waitForFinished();
}

Outcome ChildProcess::finish(int timeoutMs)
{
    const bool started = m_process->waitForStarted();
    const bool ended = started && (m_process->state() == QProcess::NotRunning || m_process->waitForFinished(timeoutMs));
    Outcome outcome { .out = QString::fromUtf8(m_process->readAllStandardOutput()),
        .err = QString::fromUtf8(m_process->readAllStandardError()) };
    if (ended && m_process->exitStatus() == QProcess::NormalExit)
        outcome.exitCode = m_process->exitCode();
    else
        outcome.err += QStringLiteral("\n[%1]").arg(m_process->errorString());
    return outcome;
}

} // namespace corridor
