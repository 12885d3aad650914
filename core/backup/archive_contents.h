// SPDX-License-Identifier: MIT
#pragma once

#include "backup/client_programs.h"
#include "base/cancel.h"
#include "base/error.h"

#include <QByteArray>
#include <QList>

namespace corridor {

// One object of an archive, as `pg_restore -l -v` lists it.
struct ArchiveEntry {
    int id = 0;
    QString kind; // pg_dump's word: TABLE, TABLE DATA, FK CONSTRAINT, SEQUENCE OWNED BY …
    // What follows the kind: schema, tag and owner with blanks between. Names may have blanks too, so the three parts
    // are a guess that fails for schemas and owners with blanks; isNamed() is exact about names that are known.
    QString rest;
    QList<int> dependsOn;
    QByteArray line; // as a list file for -L wants it

    QString schema() const { return rest.section(' ', 0, 0); }
    QString tag() const { return rest.section(' ', 1, -2); }
    // Whether it is `name` in `schema`; an owner with blanks is accepted only where `exactly` is false.
    bool isNamed(const QString& schema, const QString& name, bool exactly = true) const;
};

struct ArchiveContents {
    QList<ArchiveEntry> entries; // in the order in which they are restored

    const ArchiveEntry* find(int id) const;
    // The entry of a kind with that name; null where there is none.
    const ArchiveEntry* find(const QString& kind, const QString& schema, const QString& name) const;
};

// Pure.
ArchiveContents parseArchiveContents(const QByteArray& listing);

// Asks pg_restore. Errors: those of clientError(), "archive-unreadable".
Result<ArchiveContents> readArchiveContents(
    const ClientPrograms& programs, const QString& archive, const CancelToken& token = CancelToken::never());

} // namespace corridor
