// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace corridor {

// A sign that somebody has changed the journal behind the program's back.
struct JournalFault {
    enum class Kind {
        RowChanged, // a row no longer has the content that its line was made for
        RowRemoved, // a line's row is gone
        RowAdded, // a row that no line vouches for
        LineMissing, // the ledger's count has a gap
        ChainBroken, // a line does not follow from the one before it
        HeadUnknown, // the hash that was noted elsewhere is not in the chain: its end was cut off or rewritten
    };
    Kind kind;
    qint64 position = 0; // the ledger's line, 0 where there is none
    QString text; // a sentence that names the row
    bool operator==(const JournalFault&) const = default;
};

struct Verification {
    qint64 lines = 0;
    QString head; // hash of the last line: worth noting elsewhere, since a chain cannot show that its own end is cut
    QList<JournalFault> faults;
    bool ok() const { return faults.isEmpty(); }
};

} // namespace corridor
