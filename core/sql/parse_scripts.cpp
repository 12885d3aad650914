// SPDX-License-Identifier: MIT
#include "sql/parse_scripts.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace corridor {

QList<Script> parseScripts(const QList<QByteArray>& texts)
{
    constexpr unsigned most = 4;
    constexpr qsizetype few = 16; // for these a thread costs more than it gives
    std::vector<Script> scripts(static_cast<size_t>(texts.size()));
    std::atomic<qsizetype> next = 0;
    const auto work = [&] {
        for (qsizetype i = next++; i < texts.size(); i = next++)
            scripts[static_cast<size_t>(i)] = parseScript(texts[i]);
    };
    {
        std::vector<std::jthread> others;
        const unsigned threads = texts.size() < few ? 1 : std::clamp(std::thread::hardware_concurrency(), 1U, most);
        for (unsigned i = 1; i < threads; ++i)
            others.emplace_back(work);
        work();
    }
    return QList<Script>(std::make_move_iterator(scripts.begin()), std::make_move_iterator(scripts.end()));
}

} // namespace corridor
