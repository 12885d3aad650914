// SPDX-License-Identifier: MIT
#include "prove.h"

#include "journal/journal.h"
#include "rehearsal_server.h"
#include "wayback/trial.h"

#include <QJsonArray>

namespace corridor {

namespace {

Proof notProved(const QString& why) { return { .verdict = Proof::Verdict::NotProved, .why = why }; }

// Tries one after another and remembers what came of them.
class Prover {
public:
    Prover(Context& context, const Project& project, Journal& journal, Ladder ladder)
        : m_context(context)
        , m_project(project)
        , m_journal(journal)
        , m_ladder(std::move(ladder))
    {
    }

    Result<void> prove(QStringList names)
    {
        for (const Migration& migration : m_project.migrations) {
            if (names.removeOne(migration.name))
                CORRIDOR_TRY(prove(migration));
            if (names.isEmpty())
                break;
            climb(migration);
        }
        return {};
    }

    Answer answer() const
    {
        QJsonObject json { { "migrations", m_list } };
        for (const auto verdict : { Proof::Verdict::Proved, Proof::Verdict::LosesData, Proof::Verdict::NotProved })
            json[verdict == Proof::Verdict::LosesData ? "losesData" : verdict == Proof::Verdict::Proved ? "proved" : "notProved"]
                = m_counts.value(verdictWord(verdict));
        return Answer(json, m_counts.value(verdictWord(Proof::Verdict::NotProved)) > 0 ? ExitFailed : ExitOk);
    }

private:
    Result<void> prove(const Migration& migration)
    {
        auto proof = tried(migration);
        CORRIDOR_TRY(proof);
        ++m_counts[verdictWord(proof->verdict)];
        m_list << QJsonObject { { "name", migration.name }, { "verdict", verdictWord(proof->verdict) }, { "why", proof->why },
            { "lost", QJsonArray::fromStringList(proof->lost) } };
        m_context.print(QString("%1  %2").arg(verdictWord(proof->verdict), -10).arg(migration.name));
        if (!proof->why.isEmpty())
            m_context.print("            " + proof->why);
        return keep(migration, *proof);
    }

    // Only what stops the whole is an error.
    Result<Proof> tried(const Migration& migration)
    {
        if (!migration.down)
            return notProved(QString("It has no down.sql; `corridor down %1 --generate` writes one.").arg(migration.name)
                + (m_stopped.isEmpty() ? QString() : u' ' + m_stopped));
        if (!migration.script)
            return notProved(migration.problem);
        if (!m_stopped.isEmpty())
            return notProved(m_stopped);
        TrialOptions options { .down = migration.down };
        options.wayBack.schema = scratchSchema(m_project);
        const auto trial = tryWayBack(m_ladder, migration, options, m_context.token());
        if (trial)
            return trial->proof;
        if (m_context.token().isCancelled() || !m_ladder.session().isOpen())
            return std::unexpected(trial.error());
        return notProved(trial.error().message);
    }

    void climb(const Migration& migration)
    {
        if (!m_stopped.isEmpty())
            return;
        if (const auto climbed = climbPast(m_context, m_ladder, migration); !climbed)
            m_stopped = QString("It stands after `%1`, which the sandbox refuses: %2").arg(migration.name, climbed.error().message);
    }

    Result<void> keep(const Migration& migration, const Proof& proof)
    {
        if (!migration.down)
            return {};
        return m_journal.add(ProofRecord { .migration = migration.name, .upChecksum = migration.checksum,
            .downChecksum = prismaChecksum(*migration.down), .verdict = verdictWord(proof.verdict), .why = proof.why,
            .serverVersion = m_ladder.session().server().versionText });
    }

    Context& m_context;
    const Project& m_project;
    Journal& m_journal;
    Ladder m_ladder;
    QString m_stopped; // why nothing can be tried any more
    QJsonArray m_list;
    QMap<QString, int> m_counts;
};

} // namespace

Answer proveWaysBack(Context& context)
{
    const auto project = context.project();
    if (!project)
        return project.error();
    const auto names = chosenMigrations(context, *project);
    if (!names)
        return names.error();
    auto journal = Journal::open(Journal::defaultPath(context.environment()));
    if (!journal)
        return journal.error();
    auto ladder = rehearsalLadder(context, *project);
    if (!ladder)
        return ladder.error();
    Prover prover(context, *project, *journal, std::move(*ladder));
    if (const auto done = prover.prove(*names); !done)
        return done.error();
    return prover.answer();
}

} // namespace corridor
