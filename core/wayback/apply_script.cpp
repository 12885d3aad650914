// SPDX-License-Identifier: MIT
#include "wayback/apply_script.h"

#include "project/migration.h"

namespace corridor {

namespace {

const QByteArray cleanSession = "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; DISCARD TEMP";

Error placed(Error error, const ServerMessage& message, QByteArrayView sent, const QByteArray& script, qsizetype offset)
{
    if (message.position <= 0)
        return error;
    const qsizetype bytes
        = QString::fromUtf8(sent).first(qMin<qsizetype>(message.position - 1, sent.size())).toUtf8().size();
    error.line = int(script.first(qMin(offset + bytes, script.size())).count('\n')) + 1;
    return error;
}

Result<void> send(
    Session& session, const ScratchScript& script, qsizetype begin, qsizetype end, const CancelToken& token)
{
    const QByteArray sent = script.text.sliced(begin, end - begin);
    const auto done = session.execute(sent, token);
    if (!done)
        return std::unexpected(placed(done.error(), session.lastMessage(), sent, script.text, begin));
    return {};
}

qsizetype endOf(const ScratchScript& script, int statement)
{
    return qMin(script.script.statements[statement].end + 1, script.text.size()); // with the semicolon
}

Result<void> runInNewSession(
    const Session& session, const ScratchScript& script, const TransactionGroup& group, const CancelToken& token)
{
    auto other = Session::open(session.options(), token);
    CORRIDOR_TRY(other);
    return send(*other, script, script.script.statements[group.first].codeBegin, endOf(script, group.last()), token);
}

Result<void> runGroups(Session& session, const ScratchScript& script, const CancelToken& token)
{
    if (script.execution.mode == ExecutionMode::AsPrisma)
        return send(session, script, 0, script.text.size(), token);
    for (const TransactionGroup& group : script.execution.groups) {
        if (group.kind == TransactionGroup::Kind::FirstOfSession) {
            CORRIDOR_TRY(runInNewSession(session, script, group, token));
            continue;
        }
        const qsizetype begin = script.script.statements[group.first].codeBegin;
        CORRIDOR_TRY(send(session, script, begin, endOf(script, group.last()), token));
    }
    return {};
}

} // namespace

ScratchScript::ScratchScript(const QByteArray& bytes, int major)
    : text(prismaText(bytes))
    , script(parseScript(text))
    , execution(planScript(script, major))
{
}

Result<void> applyScript(Session& session, const ScratchScript& script, const CancelToken& token)
{
    auto done = runGroups(session, script, token);
    if (session.transactionStatus() != PQTRANS_IDLE)
        (void)session.execute("ROLLBACK");
    (void)session.execute(cleanSession);
    return done;
}

Result<void> applyInside(Session& session, const ScratchScript& script, const CancelToken& token)
{
    auto done = send(session, script, 0, script.text.size(), token);
    if (done)
        CORRIDOR_TRY(session.execute(cleanSession));
    return done;
}

} // namespace corridor
