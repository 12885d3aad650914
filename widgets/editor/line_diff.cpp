// SPDX-License-Identifier: MIT
#include "line_diff.h"

#include <QStringView>
#include <algorithm>
#include <git2.h>

namespace corridor {

namespace {

// libgit2 counts its users; the library stays for the life of the program.
void startLibrary()
{
    [[maybe_unused]] static const int users = git_libgit2_init();
}

int lineCount(const QByteArray& text)
{
    return int(text.count('\n')) + (text.isEmpty() || text.endsWith('\n') ? 0 : 1);
}

// Turns hunks, which libgit2 tells in order, into rows; the lines between them are the same on both sides.
class RowCollector {
public:
    void hunk(const git_diff_hunk& hunk)
    {
        // A hunk without lines on one side names the line before it.
        sameUpTo(hunk.old_lines > 0 ? hunk.old_start : hunk.old_start + 1);
        const int paired = std::min(hunk.old_lines, hunk.new_lines);
        for (int i = 0; i < paired; ++i)
            m_rows.append({ DiffRow::Kind::Changed, m_left++, m_right++ });
        for (int i = paired; i < hunk.old_lines; ++i)
            m_rows.append({ DiffRow::Kind::Removed, m_left++, 0 });
        for (int i = paired; i < hunk.new_lines; ++i)
            m_rows.append({ DiffRow::Kind::Added, 0, m_right++ });
    }

    QList<DiffRow> finish(int leftLines)
    {
        sameUpTo(leftLines + 1);
        return std::move(m_rows);
    }

private:
    void sameUpTo(int left)
    {
        while (m_left < left)
            m_rows.append({ DiffRow::Kind::Same, m_left++, m_right++ });
    }

    QList<DiffRow> m_rows;
    int m_left = 1, m_right = 1; // the next lines that no row has yet
};

} // namespace

QList<DiffRow> diffLines(const QByteArray& left, const QByteArray& right)
{
    startLibrary();
    git_diff_options options;
    git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
    options.flags = GIT_DIFF_PATIENCE | GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    RowCollector collector;
    const auto onHunk = [](const git_diff_delta*, const git_diff_hunk* hunk, void* target) {
        static_cast<RowCollector*>(target)->hunk(*hunk);
        return 0;
    };
    git_diff_buffers(left.constData(), size_t(left.size()), nullptr, right.constData(), size_t(right.size()), nullptr,
        &options, nullptr, nullptr, onHunk, nullptr, &collector);
    return collector.finish(lineCount(left));
}

DiffSpan diffSpan(QStringView left, QStringView right)
{
    const qsizetype shorter = std::min(left.size(), right.size());
    qsizetype start = 0;
    while (start < shorter && left[start] == right[start])
        ++start;
    qsizetype end = 0;
    while (end < shorter - start && left[left.size() - 1 - end] == right[right.size() - 1 - end])
        ++end;
    return { int(start), int(left.size() - start - end), int(right.size() - start - end) };
}

} // namespace corridor
