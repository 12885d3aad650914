// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <memory>
#include <optional>

namespace corridor {

// The files of a git repository as one commit holds them. Reads the repository itself; runs no program.
class GitTree {
public:
    // The repository around `folder`, at a commit, tag or branch. Errors: "not-a-repository", "git-ref-unknown".
    static Result<GitTree> open(const QString& folder, const QString& ref);
    GitTree(GitTree&&) noexcept;
    GitTree& operator=(GitTree&&) noexcept;
    ~GitTree();

    // Bytes of a file, by absolute path; unset where the commit has no such file.
    std::optional<QByteArray> content(const QString& path) const;
    // The commit has no such file, or holds another text; line endings do not count, git may change them.
    bool isNew(const QString& path, const QByteArray& text) const;

private:
    struct Handles;
    explicit GitTree(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> m_handles;
};

} // namespace corridor
