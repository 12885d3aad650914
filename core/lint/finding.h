// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace corridor {

enum class Severity {
    Note,    // worth knowing; nothing breaks
    Warning, // blocks writers, breaks running programs, or may fail
    Error,   // fails, loses data, or blocks readers for long
};
QString severityWord(Severity severity); // note, warning, error
std::optional<Severity> severityFromWord(const QString& word);

// Replaces bytes of a script.
struct TextEdit {
    qsizetype begin = 0;
    qsizetype end = 0;
    QByteArray replacement;
    bool operator==(const TextEdit&) const = default;
};

// A safer form of what a finding is about. The edits apply to the migration's own script; further migrations come
// after it, in order, each with a title for its name.
struct Fix {
    struct NewMigration {
        QString title; // "validate_orders_user_fkey"
        QByteArray script;
        bool operator==(const NewMigration&) const = default;
    };
    QString title; // "Build the index concurrently"
    QList<TextEdit> edits;
    QList<NewMigration> migrations;
    bool operator==(const Fix&) const = default;
};
// The script with the edits made. They must not overlap.
QByteArray applied(const Fix& fix, QByteArray script);

struct Finding {
    QString rule;
    Severity severity = Severity::Warning;
    QString migration; // its name; empty for what concerns the folder
    QString file;      // path as it was given
    int line = 0;      // from 1; 0 where there is no place
    int column = 0;    // from 1, in characters
    int endLine = 0;
    int endColumn = 0; // after the last character
    qsizetype begin = 0; // bytes of the script
    qsizetype end = 0;
    QString message;   // this case: names, sizes
    QString why;       // the hazard
    std::optional<Fix> fix;
    bool operator==(const Finding&) const = default;
};

} // namespace corridor
