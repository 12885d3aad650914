// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QThreadPool>
#include <optional>

namespace corridor {

// An unsaved text of a file.
struct Draft {
    QString path;   // absolute
    QByteArray text; // as it would be saved
    QByteArray base; // SHA-256 of the file that it was made from, to see whether that changed since; empty for a new one
    QDateTime written; // UTC
};

// Unsaved texts, one file each in the user's state folder (0700, files 0600), so that a crash or a power cut costs two
// seconds of typing at most. Writing and removing happen in order on one thread of its own; reading is immediate.
// One store per process; two processes that edit the same file overwrite each other's draft, never the file.
class DraftStore {
public:
    explicit DraftStore(QString folder = defaultFolder());
    ~DraftStore(); // waits for what is being written

    static QString defaultFolder();
    static QByteArray baseOf(const QByteArray& fileBytes);

    void write(Draft draft);
    void remove(const QString& path);
    void waitForWritten();

    std::optional<Draft> find(const QString& path) const;
    QStringList paths() const; // of all files that have a draft, newest first

private:
    QString fileFor(const QString& path) const;

    QString m_folder;
    QThreadPool m_writer;
};

} // namespace corridor
