// SPDX-License-Identifier: MIT
// The splitter covers any text from its beginning to its end with pieces that do not overlap.
#include "sql/splitter.h"

#include <QByteArray>
#include <cstdlib>

using namespace corridor;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char*>(data), qsizetype(size));
    Splitter splitter(text);
    qsizetype at = 0;
    while (const auto piece = splitter.next()) {
        const bool ordered = piece->begin >= at && piece->begin <= piece->codeBegin && piece->codeBegin < piece->end
            && piece->end <= piece->next && piece->next <= text.size();
        if (!ordered)
            std::abort();
        at = piece->next;
    }
    return 0;
}
