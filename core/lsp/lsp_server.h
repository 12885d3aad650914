// SPDX-License-Identifier: MIT
#pragma once

#include "lsp/lsp_document.h"

namespace corridor {

// The findings and fixes of `corridor lint` for any editor: Language Server Protocol 3.17, full text synchronisation,
// diagnostics, code actions, hover. A state machine: messages in, messages out; who owns it does the input and output.
class LspServer {
public:
    explicit LspServer(Environment environment);

    // The messages to send for one that came, in order.
    QList<QJsonObject> handle(const QJsonObject& message);
    // `exit` came; the exit code is 0 after `shutdown`, else 1.
    bool hasExited() const { return m_exited; }
    int exitCode() const { return m_shutDown ? 0 : 1; }

private:
    QJsonValue answer(const QString& method, const QJsonObject& parameters, bool& known);
    QList<QJsonObject> notice(const QString& method, const QJsonObject& parameters);
    QJsonObject initialize(const QJsonObject& parameters);
    QList<QJsonObject> published(const LspDocument& document);

    Environment m_environment;
    QHash<QString, LspDocument> m_documents;
    QString m_problem; // the last one of corridor.toml that was told
    bool m_createsFiles = false;
    bool m_initialized = false;
    bool m_shutDown = false;
    bool m_exited = false;
};

} // namespace corridor
