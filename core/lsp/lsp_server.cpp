// SPDX-License-Identifier: MIT
#include "lsp/lsp_server.h"

namespace corridor {

// Of JSON-RPC and of the protocol.
static constexpr int methodNotFound = -32601;
static constexpr int notInitialized = -32002;
static constexpr int invalidRequest = -32600;

LspServer::LspServer(Environment environment)
    : m_environment(std::move(environment))
{
}

static QJsonObject reply(const QJsonValue& id, const QJsonValue& result)
{
    return { { "jsonrpc", "2.0" }, { "id", id }, { "result", result } };
}

static QJsonObject refusal(const QJsonValue& id, int code, const QString& message)
{
    return { { "jsonrpc", "2.0" }, { "id", id }, { "error", QJsonObject { { "code", code }, { "message", message } } } };
}

static QJsonObject notification(const QString& method, const QJsonObject& parameters)
{
    return { { "jsonrpc", "2.0" }, { "method", method }, { "params", parameters } };
}

QJsonObject LspServer::initialize(const QJsonObject& parameters)
{
    m_initialized = true;
    const QJsonValue edit = parameters["capabilities"]["workspace"]["workspaceEdit"];
    m_createsFiles = edit["documentChanges"].toBool() && edit["resourceOperations"].toArray().contains("create");
    const QJsonObject capabilities { { "positionEncoding", "utf-16" },
        { "textDocumentSync", QJsonObject { { "openClose", true }, { "change", 1 }, { "save", true } } },
        { "codeActionProvider", QJsonObject { { "codeActionKinds", QJsonArray { "quickfix" } } } }, { "hoverProvider", true } };
    return { { "capabilities", capabilities }, { "serverInfo", QJsonObject { { "name", "corridor" }, { "version", CORRIDOR_VERSION } } } };
}

QJsonValue LspServer::answer(const QString& method, const QJsonObject& parameters, bool& known)
{
    known = true;
    const auto document = m_documents.constFind(parameters["textDocument"]["uri"].toString());
    if (method == "initialize")
        return initialize(parameters);
    if (method == "shutdown") {
        m_shutDown = true;
        return QJsonValue::Null;
    }
    if (method == "textDocument/codeAction")
        return document == m_documents.constEnd() ? QJsonArray() : document->actions(parameters["range"].toObject(), m_createsFiles);
    if (method == "textDocument/hover") {
        const QString text = document == m_documents.constEnd() ? QString() : document->hover(parameters["position"].toObject());
        return text.isEmpty() ? QJsonValue() : QJsonObject { { "contents", QJsonObject { { "kind", "markdown" }, { "value", text } } } };
    }
    known = false;
    return {};
}

QList<QJsonObject> LspServer::published(const LspDocument& document)
{
    QList<QJsonObject> messages { notification("textDocument/publishDiagnostics",
        { { "uri", document.uri() }, { "diagnostics", document.diagnostics() } }) };
    if (!document.problem().isEmpty() && document.problem() != m_problem)
        messages << notification("window/showMessage", { { "type", 1 }, { "message", document.problem() } });
    m_problem = document.problem();
    return messages;
}

QList<QJsonObject> LspServer::notice(const QString& method, const QJsonObject& parameters)
{
    const QJsonObject item = parameters["textDocument"].toObject();
    const QString uri = item["uri"].toString();
    if (method == "textDocument/didOpen")
        m_documents.insert(uri, LspDocument(uri, m_environment));
    const auto document = m_documents.find(uri);
    if (document == m_documents.end())
        return {};
    if (method == "textDocument/didOpen") {
        document->setText(item["text"].toString().toUtf8());
    } else if (method == "textDocument/didChange") {
        document->setText(parameters["contentChanges"].toArray().last()["text"].toString().toUtf8());
    } else if (method == "textDocument/didSave") {
        document->reload();
    } else if (method == "textDocument/didClose") {
        m_documents.erase(document);
        return { notification("textDocument/publishDiagnostics", { { "uri", uri }, { "diagnostics", QJsonArray() } }) };
    } else {
        return {};
    }
    return published(*document);
}

QList<QJsonObject> LspServer::handle(const QJsonObject& message)
{
    const QString method = message["method"].toString();
    const QJsonObject parameters = message["params"].toObject();
    if (method == "exit") {
        m_exited = true;
        return {};
    }
    if (!message.contains("id"))
        return m_initialized && !m_shutDown ? notice(method, parameters) : QList<QJsonObject>();
    if (method.isEmpty())
        return {}; // an answer to a question that we never ask
    if (!m_initialized && method != "initialize")
        return { refusal(message["id"], notInitialized, "initialize comes first") };
    if (m_shutDown)
        return { refusal(message["id"], invalidRequest, "the server was shut down") };
    bool known = false;
    const QJsonValue result = answer(method, parameters, known);
    return { known ? reply(message["id"], result) : refusal(message["id"], methodNotFound, "there is no method " + method) };
}

} // namespace corridor
