// SPDX-License-Identifier: MIT
#include "review/git_blame.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <git2.h>
#include <memory>

namespace corridor {

namespace {

struct Library {
    Library() { git_libgit2_init(); }
    ~Library() { git_libgit2_shutdown(); }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
};

template <auto release>
struct Free {
    template <typename T>
    void operator()(T* object) const
    {
        release(object);
    }
};
using Repository = std::unique_ptr<git_repository, Free<git_repository_free>>;
using Blame = std::unique_ptr<git_blame, Free<git_blame_free>>;
using Config = std::unique_ptr<git_config, Free<git_config_free>>;

} // namespace

static Repository repositoryOf(const QString& folder)
{
    git_repository* repository = nullptr;
    git_repository_open_ext(&repository, QFile::encodeName(folder).constData(), 0, nullptr);
    return Repository(repository);
}

// Of the file as it is now, changes that are not committed among them; null where git does not know it.
static Blame blameOf(git_repository* repository, const QFileInfo& file, const QByteArray& text)
{
    const char* work = git_repository_workdir(repository);
    if (!work)
        return nullptr;
    const QDir root(QFileInfo(QFile::decodeName(work)).canonicalFilePath());
    const QByteArray inside = QFile::encodeName(root.relativeFilePath(file.canonicalFilePath()));
    git_blame* committed = nullptr;
    if (git_blame_file(&committed, repository, inside.constData(), nullptr) != 0)
        return nullptr;
    const Blame base(committed);
    git_blame* now = nullptr;
    git_blame_buffer(&now, committed, text.constData(), static_cast<size_t>(text.size()));
    return Blame(now);
}

QStringList authorsOfLines(const QString& path, const QString& self)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    QStringList authors(text.count('\n') + 1, self);
    const Library library;
    const Repository repository = repositoryOf(QFileInfo(path).absolutePath());
    const Blame blame = repository ? blameOf(repository.get(), QFileInfo(path), text) : nullptr;
    for (qsizetype i = 0; blame && i < authors.size(); ++i) {
        const git_blame_hunk* hunk = git_blame_get_hunk_byline(blame.get(), static_cast<size_t>(i) + 1);
        if (hunk && !git_oid_is_zero(&hunk->final_commit_id) && hunk->final_signature)
            authors[i] = QString::fromUtf8(hunk->final_signature->name);
    }
    return authors;
}

QString authorHere(const QString& folder)
{
    const Library library;
    git_config* config = nullptr;
    const Repository repository = repositoryOf(folder);
    if (repository ? git_repository_config(&config, repository.get()) : git_config_open_default(&config))
        config = nullptr;
    const Config owner(config);
    git_buf name = {};
    QString author;
    if (config && git_config_get_string_buf(&name, config, "user.name") == 0)
        author = QString::fromUtf8(name.ptr, static_cast<qsizetype>(name.size));
    git_buf_dispose(&name);
    return author.isEmpty() ? qEnvironmentVariable("USER") : author;
}

} // namespace corridor
