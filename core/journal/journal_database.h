// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "postgres/connection.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>
#include <functional>

namespace corridor {

// One Qt SQL connection that closes with its life. Must be used on the thread that opened it. All that differs between
// the databases that can hold a journal is in here; the SQL elsewhere is plain.
// Errors: "journal-busy", "journal-unwritable", "journal-full", "journal-damaged", "journal-unreachable",
// "journal-driver-missing", else "journal-error".
class JournalDatabase {
public:
    // Makes the file (readable by its owner only) and its folder where they are missing.
    static Result<JournalDatabase> openSqlite(const QString& path);
    // A schema of a PostgreSQL database, for a team: the url's ?schema=, else the first of search_path.
    static Result<JournalDatabase> openPostgres(const ConnectionOptions& options);
    // By what `place` is: a postgresql:// URL, else a file's path.
    static Result<JournalDatabase> open(const QString& place);
    JournalDatabase(JournalDatabase&& other) noexcept;
    JournalDatabase& operator=(JournalDatabase&& other) noexcept;
    ~JournalDatabase();

    Result<QSqlQuery> run(const QString& sql, const QVariantList& values = {}) const;
    bool hasTable(const QString& name) const;

    // `work` in one transaction; taken back when it returns an error. A writing one waits for other writers first, so
    // that what it reads cannot be outdated when it writes; a reading one sees one state of the journal.
    Result<void> writing(const std::function<Result<void>()>& work) const;
    Result<void> reading(const std::function<Result<void>()>& work) const;

    // Calls `changed` on this thread's event loop after each writing transaction of anybody; only PostgreSQL tells.
    bool subscribe(const std::function<void()>& changed) const;

private:
    explicit JournalDatabase(QString connection);
    Result<void> transaction(const QString& begin, const std::function<Result<void>()>& work) const;
    Result<void> configureSqlite() const;
    std::unexpected<Error> failure(const QSqlError& error) const;

    QString m_connection; // Qt's name of it; empty when moved away
    bool m_isPostgres = false;
};

} // namespace corridor
