// SPDX-License-Identifier: MIT
#pragma once

#include "base/error.h"
#include "review/output/review.h"

#include <QMap>

namespace corridor {

// Findings that a team lives with: a JSON file beside the migrations, one finding a line, ordered, so that it merges.
class Baseline {
public:
    // Errors: "baseline-unreadable".
    static Result<Baseline> read(const QString& path);
    static Baseline of(const Review& review);

    // Errors: "baseline-not-written".
    Result<void> write(const QString& path) const;
    qsizetype size() const { return m_lines.size(); }

    // Takes out what is known and counts it.
    void apply(Review& review) const;

private:
    QMap<QString, QByteArray> m_lines; // key -> its line
};

} // namespace corridor
