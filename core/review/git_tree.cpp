// SPDX-License-Identifier: MIT
#include "review/git_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <git2.h>

namespace corridor {

template <auto release>
struct Free {
    template <typename T>
    void operator()(T* object) const
    {
        release(object);
    }
};
using Repository = std::unique_ptr<git_repository, Free<git_repository_free>>;
using Object = std::unique_ptr<git_object, Free<git_object_free>>;
using Entry = std::unique_ptr<git_tree_entry, Free<git_tree_entry_free>>;

struct GitTree::Handles {
    // Counted by the library: the last one out closes it.
    struct Library {
        Library() { git_libgit2_init(); }
        ~Library() { git_libgit2_shutdown(); }
    } library;
    Repository repository;
    Object tree;
    QDir root;
};

GitTree::GitTree(std::unique_ptr<Handles> handles)
    : m_handles(std::move(handles))
{
}
GitTree::GitTree(GitTree&&) noexcept = default;
GitTree& GitTree::operator=(GitTree&&) noexcept = default;
GitTree::~GitTree() = default;

static QString gitReason()
{
    const git_error* error = git_error_last();
    return error ? QString::fromUtf8(error->message) : QString();
}

Result<GitTree> GitTree::open(const QString& folder, const QString& ref)
{
    auto handles = std::make_unique<Handles>();
    git_repository* repository = nullptr;
    if (git_repository_open_ext(&repository, QFile::encodeName(folder).constData(), 0, nullptr) != 0)
        return fail("not-a-repository", QString("%1 is in no git repository: %2").arg(folder, gitReason()),
            "--since needs the history that git keeps.");
    handles->repository.reset(repository);
    const char* work = git_repository_workdir(repository);
    handles->root.setPath(QFileInfo(QFile::decodeName(work ? work : git_repository_path(repository))).canonicalFilePath());
    git_object* tree = nullptr;
    if (git_revparse_single(&tree, repository, (ref + "^{tree}").toUtf8().constData()) != 0)
        return fail("git-ref-unknown", QString("git knows no `%1`: %2").arg(ref, gitReason()),
            "Name a branch, a tag or a commit; on a build server, fetch it first.");
    handles->tree.reset(tree);
    return GitTree(std::move(handles));
}

std::optional<QByteArray> GitTree::content(const QString& path) const
{
    const QFileInfo file(path);
    const QString canonical = QFileInfo(file.absolutePath()).canonicalFilePath() + '/' + file.fileName();
    const QByteArray relative = QFile::encodeName(m_handles->root.relativeFilePath(canonical));
    git_tree_entry* found = nullptr;
    if (git_tree_entry_bypath(&found, reinterpret_cast<git_tree*>(m_handles->tree.get()), relative.constData()) != 0)
        return std::nullopt;
    const Entry entry(found);
    git_object* read = nullptr;
    if (git_tree_entry_to_object(&read, m_handles->repository.get(), found) != 0)
        return std::nullopt;
    const Object object(read);
    if (git_object_type(read) != GIT_OBJECT_BLOB)
        return std::nullopt;
    const auto* blob = reinterpret_cast<git_blob*>(read);
    return QByteArray(static_cast<const char*>(git_blob_rawcontent(blob)), static_cast<qsizetype>(git_blob_rawsize(blob)));
}

bool GitTree::isNew(const QString& path, const QByteArray& text) const
{
    const auto before = content(path);
    return !before || QByteArray(*before).replace("\r\n", "\n") != QByteArray(text).replace("\r\n", "\n");
}

} // namespace corridor
