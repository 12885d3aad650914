// SPDX-License-Identifier: MIT
// corridor lsp: the findings and fixes of `corridor lint` in any editor.
#include "context.h"
#include "lsp/lsp_server.h"
#include "lsp/message_stream.h"

#include <cstdio>
#include <unistd.h>

namespace corridor {

namespace {

Answer run(Context& context)
{
    LspServer server(context.environment());
    MessageStream stream;
    QByteArray bytes(65'536, Qt::Uninitialized);
    while (!server.hasExited()) {
        const ssize_t count = read(STDIN_FILENO, bytes.data(), size_t(bytes.size()));
        if (count <= 0)
            break; // the editor is gone
        stream.append(bytes.first(count));
        for (auto message = stream.next(); message; message = stream.next()) {
            for (const QJsonObject& answer : server.handle(*message)) {
                const QByteArray text = MessageStream::framed(answer);
                fwrite(text.constData(), 1, size_t(text.size()), stdout);
            }
            fflush(stdout);
        }
    }
    return Answer(QJsonObject(), server.exitCode());
}

} // namespace

extern const Command lspCommand { "lsp", "", "Serves findings and fixes to an editor, by the Language Server Protocol over stdio.", nullptr, run };

} // namespace corridor
