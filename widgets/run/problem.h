// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "widgets/style/tone.h"

namespace corridor {

// Something to look at, with its place where it has one.
struct Problem {
    enum class Severity { Error, Warning, Information };
    Severity severity = Severity::Warning;
    QString code;
    QString message;
    QString detail; // hint, server's detail: for the tooltip
    QString migration;
    int line = 0; // 1-based, 0 where there is none
    int column = 0;
};

Problem problemOf(const Error& error);
Tone problemTone(Problem::Severity severity);
QString severityWord(Problem::Severity severity);

} // namespace corridor
