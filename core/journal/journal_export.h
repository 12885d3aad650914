// SPDX-License-Identifier: MIT
#pragma once

#include "journal/run_record.h"
#include "journal/verification.h"

#include <QByteArray>

namespace corridor {

QString faultWord(JournalFault::Kind kind); // row-changed, row-removed, row-added, line-missing, chain-broken, head-unknown

QJsonObject journalJson(const RunRecord& run);
// Pure. Runs for an audit, with the state of the chain that vouches for them.
QByteArray journalJsonText(const QList<RunRecord>& runs, const Verification& verification);
// The same as Markdown: a table of the runs, then each with its steps.
QByteArray journalMarkdown(const QList<RunRecord>& runs, const Verification& verification);

} // namespace corridor
