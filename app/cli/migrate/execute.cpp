// SPDX-License-Identifier: MIT
// corridor db execute: one message, whose rows and notices nobody sees.
#include "prisma_call.h"

#include "project/migration.h"

#include <QDir>
#include <QFile>

namespace corridor {

namespace {

int refuse(const PrismaCall& call, const QString& message)
{
    call.err("Error: " + message + "\nSee `prisma db execute -h`");
    return 1;
}

// The script; unset where its file is not there.
std::optional<QByteArray> readScript(const PrismaCall& call)
{
    QFile file(call.value("--file"));
    const bool opened = call.isSet("--stdin") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    return opened ? std::optional(prismaText(file.readAll())) : std::nullopt;
}

int run(PrismaCall& call)
{
    if (call.isSet("--stdin") && call.isSet("--file"))
        return refuse(call, "--stdin and --file cannot be used at the same time. Only 1 must be provided. ");
    if (!call.isSet("--stdin") && !call.isSet("--file"))
        return refuse(call, "Either --stdin or --file must be provided.");
    const auto script = readScript(call);
    if (!script) {
        call.err(QString("Error: Provided --file at %1 doesn't exist.").arg(call.value("--file")));
        return 1;
    }
    if (call.connectionProblem())
        return call.connectionError(*call.connectionProblem());
    auto session = call.open(false);
    if (!session)
        return call.connectionError(session.error());
    if (const auto done = session->execute(*script, call.token()); !done)
        return call.engineError(done.error());
    call.out("Script executed successfully.");
    if (session->transactionStatus() != PQTRANS_IDLE)
        call.err("corridor: the script leaves a transaction open, so that what it did after its BEGIN is lost");
    return 0;
}

} // namespace

const PrismaCall::Spec dbExecute { "db execute", { "--schema", "--config", "--file", "--url" },
    { "--stdin", "--preview-feature" }, run, false };

} // namespace corridor
