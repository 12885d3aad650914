// SPDX-License-Identifier: MIT
#include "review/signed_decisions.h"

#include "review/git_blame.h"

namespace corridor {

QList<SignedDecision> signedDecisions(const Script& script, const QString& path, const QString& self)
{
    const QList<Decision> decisions = decisionsIn(script);
    const QStringList authors = decisions.isEmpty() ? QStringList() : authorsOfLines(path, self);
    QList<SignedDecision> result;
    for (const Decision& decision : decisions)
        result << SignedDecision { decision, authors.value(decision.line - 1, self) };
    return result;
}

} // namespace corridor
