// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>
#include <expected>

namespace corridor {

// What went wrong, in the four parts that a person needs on the evening of a release: what happened (message,
// detail), where (migration, line), in which state the database is (state), and what to do next (hint).
// `code` is Prisma's (P3009) where Prisma has one, else a word of ours in kebab-case ("profile-unknown").
struct Error {
    QString code;
    QString message;
    QString detail;
    QString hint;
    QString state;     // the state in which the database was left; empty where it was never touched
    QString sqlstate;  // five characters, where the server spoke
    QString migration; // the folder's name
    int line = 0;      // 1-based line of the script, 0 where there is none
    int column = 0;    // 1-based column in characters, 0 where there is none

    // The "error" object of every JSON answer: code, message, detail, hint, sqlstate, migration, line (and state).
    QJsonObject toJson() const;
    // For people: several lines, without a final newline.
    QString toText() const;
};

template <typename T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(QString code, QString message, QString hint = {})
{
    Error error { .code = std::move(code), .message = std::move(message), .hint = std::move(hint) };
    return std::unexpected(std::move(error));
}

} // namespace corridor

// Leaves the function with the error of `result`, if it holds one.
#define CORRIDOR_TRY(result)                                                                                           \
    do {                                                                                                               \
        if (auto&& checkedResult = (result); !checkedResult)                                                           \
            return std::unexpected(std::move(checkedResult).error());                                                  \
    } while (false)
