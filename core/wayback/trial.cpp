// SPDX-License-Identifier: MIT
#include "wayback/trial.h"

#include "wayback/seeded_rows.h"

namespace corridor {

namespace {

constexpr qsizetype shownAtMost = 6;
const QString rowsRefused = QStringLiteral("rows-refused"); // by the migration: it may be right without them
const QString roleMade = QStringLiteral("role-made"); // that the migration needs: try again

// One run of up, down and up again on one session, which stands before the migration.
class Run {
public:
    Run(Session& session, bool inside, const Migration& migration, const TrialOptions& options,
        const CancelToken& token)
        : m_session(session)
        , m_inside(inside)
        , m_migration(migration)
        , m_options(options)
        , m_up(migration.script.value_or(QByteArray()), session.server().major())
        , m_token(token)
    {
    }

    // `known` is the state now where somebody has read it.
    Result<Trial> run(const Snapshot& before);

private:
    Result<void> apply(const ScratchScript& script)
    {
        return m_inside ? applyInside(m_session, script, m_token) : applyScript(m_session, script, m_token);
    }
    Result<Snapshot> look() { return readSnapshot(m_session, migrationSnapshot(), m_token); }
    Result<void> generate(const Snapshot& before, const Snapshot& after);
    Result<void> goBack(const Snapshot& before, const Snapshot& after);
    void fails(const QString& why) { m_trial.proof = { .verdict = Proof::Verdict::NotProved, .why = why }; }
    void tellFound();
    void judgeRows();

    Session& m_session;
    bool m_inside;
    const Migration& m_migration;
    const TrialOptions& m_options;
    ScratchScript m_up;
    CancelToken m_token;
    SeededRows m_rows;
    QStringList m_lost;
    Trial m_trial;
};

Result<void> Run::generate(const Snapshot& before, const Snapshot& after)
{
    WayBackOptions options = m_options.wayBack;
    options.migration = m_migration.name;
    options.serverVersion = m_session.server().version;
    auto way = wayBack(before, after, m_up.script, options);
    if (!way && !m_options.down)
        return std::unexpected(way.error());
    if (way)
        m_trial.way = std::move(*way);
    if (m_options.down)
        m_trial.way.script = *m_options.down;
    return {};
}

Result<void> Run::goBack(const Snapshot& before, const Snapshot& after)
{
    const ScratchScript down(m_trial.way.script, m_session.server().major());
    if (const auto done = apply(down); !done)
        return fails(QStringLiteral("The way back fails in line %1: %2")
                       .arg(qMax(1, done.error().line))
                       .arg(done.error().message)),
               Result<void>();
    const auto back = look();
    CORRIDOR_TRY(back);
    if (const QString other = stateDifference(before, *back, m_trial.way.keptKeys); !other.isEmpty())
        return fails(QStringLiteral("The way back leads to another schema: ") + other), Result<void>();
    auto lost = m_rows.compare(m_session);
    CORRIDOR_TRY(lost);
    m_lost = *lost;
    if (const auto done = apply(m_up); !done)
        return fails(
                   QStringLiteral("The migration cannot be applied again after the way back: ") + done.error().message),
               Result<void>();
    const auto again = look();
    CORRIDOR_TRY(again);
    if (const QString other = stateDifference(after, *again, m_trial.way.keptKeys); !other.isEmpty())
        return fails(QStringLiteral("Applied again, the migration leads to another schema: ") + other), Result<void>();
    judgeRows();
    return {};
}

// What was found by trying, and the text did not tell, is said in the script too.
void Run::tellFound()
{
    for (const QString& clause : std::as_const(m_lost)) {
        const QString what = clause.section(u' ', -1); // public.users.name
        if (std::ranges::any_of(m_trial.way.losses, [&](const QString& loss) { return loss.contains(what); }))
            continue;
        m_trial.way.losses.append(clause);
        m_trial.way.script.prepend("-- Does not come back: " + clause.toUtf8() + ".\n");
    }
}

void Run::judgeRows()
{
    if (!m_options.down)
        tellFound();
    QStringList lost = m_trial.way.losses + m_lost;
    lost.removeIf([](const QString& clause) { return clause.startsWith(u"the value '"); }); // refused, not lost
    lost.removeDuplicates();
    m_trial.proof = { .verdict = lost.isEmpty() ? Proof::Verdict::Proved : Proof::Verdict::LosesData, .lost = lost };
    if (!lost.isEmpty())
        m_trial.proof.why
            = QStringLiteral("The schema comes back; what does not: %1.").arg(lost.join(QStringLiteral("; ")));
}

Result<Trial> Run::run(const Snapshot& before)
{
    if (m_options.seed) {
        auto rows = SeededRows::put(m_session, before, m_up.script, m_options.wayBack.schema);
        CORRIDOR_TRY(rows);
        m_rows = std::move(*rows);
    }
    if (const auto up = apply(m_up); !up) {
        Error error = refusedMigration(m_migration, up.error());
        if (makeMissingRole(m_session.options(), up.error()).value_or(false))
            return fail(roleMade, error.message);
        error.code = m_rows.isEmpty() ? error.code : rowsRefused;
        return std::unexpected(error);
    }
    const auto after = look();
    CORRIDOR_TRY(after);
    CORRIDOR_TRY(generate(before, *after));
    CORRIDOR_TRY(goBack(before, *after));
    return std::move(m_trial);
}

bool isAtomic(const Migration& migration, const TrialOptions& options, int major)
{
    return ScratchScript(migration.script.value_or(QByteArray()), major).isAtomic()
        && (!options.down || ScratchScript(*options.down, major).isAtomic());
}

Result<Trial> tryInside(
    Ladder& ladder, const Migration& migration, const TrialOptions& options, const CancelToken& token)
{
    const auto before = ladder.state();
    CORRIDOR_TRY(before);
    CORRIDOR_TRY(ladder.session().execute("BEGIN", token));
    auto trial = Run(ladder.session(), true, migration, options, token).run(*before);
    (void)ladder.session().execute("ROLLBACK");
    return trial;
}

Result<Trial> tryOnCopy(
    Ladder& ladder, const Migration& migration, const TrialOptions& options, const CancelToken& token)
{
    const auto copy = ladder.clone();
    CORRIDOR_TRY(copy);
    auto session = Session::open(copy->connection(), token);
    CORRIDOR_TRY(session);
    const auto before = readSnapshot(*session, migrationSnapshot(), token);
    CORRIDOR_TRY(before);
    return Run(*session, false, migration, options, token).run(*before);
}

} // namespace

QString verdictWord(Proof::Verdict verdict)
{
    switch (verdict) {
    case Proof::Verdict::Proved:
        return QStringLiteral("proved");
    case Proof::Verdict::LosesData:
        return QStringLiteral("loses-data");
    default:
        return QStringLiteral("not-proved");
    }
}

std::optional<Proof::Verdict> verdictFromWord(const QString& word)
{
    for (const auto verdict : { Proof::Verdict::Proved, Proof::Verdict::LosesData, Proof::Verdict::NotProved })
        if (verdictWord(verdict) == word)
            return verdict;
    return {};
}

QString stateDifference(const Snapshot& expected, const Snapshot& found, const QStringList& kept)
{
    QStringList parts;
    for (const CatalogObject& object : expected.objects) {
        const CatalogObject* other = found.find(object.key);
        if (!other)
            parts.append(object.key + QStringLiteral(" is missing"));
        else if (const auto changed = differences(object.properties, other->properties); !changed.isEmpty())
            parts.append(QStringLiteral("%1 differs in %2 [%3] [%4]")
                    .arg(object.key, propertyWord(changed.first()), object.get(changed.first()),
                        other->get(changed.first())));
    }
    for (const CatalogObject& object : found.objects)
        if (!object.key.contains(keptSchema) && !kept.contains(object.key) && !expected.contains(object.key))
            parts.append(object.key + QStringLiteral(" is left"));
    const QString more
        = parts.size() > shownAtMost ? QStringLiteral("; and %1 more").arg(parts.size() - shownAtMost) : QString();
    return parts.mid(0, shownAtMost).join(QStringLiteral("; ")) + more;
}

namespace {

using Attempt = Result<Trial> (*)(Ladder&, const Migration&, const TrialOptions&, const CancelToken&);

bool isNotProved(const Result<Trial>& trial) { return !trial || trial->proof.verdict == Proof::Verdict::NotProved; }

// What cannot come back where there are rows, and says so, may come back where there are none.
void judgeBare(Trial& bare, const Trial& seeded)
{
    if (bare.way.losses.isEmpty()) {
        bare.proof = seeded.proof;
        return;
    }
    bare.proof.caution = seeded.proof.why;
    bare.proof.why += QStringLiteral(" With rows that it would have to bring back: ") + seeded.proof.why;
}

// With rows, and without where they are in the way: whether a migration suits somebody's rows is not the question.
Result<Trial> tryBothWays(Attempt attempt, Ladder& ladder, const Migration& migration, const TrialOptions& options,
    const CancelToken& token)
{
    auto seeded = attempt(ladder, migration, options, token);
    while (!seeded && seeded.error().code == roleMade)
        seeded = attempt(ladder, migration, options, token);
    const bool refused = !seeded && seeded.error().code == rowsRefused;
    if (!options.seed || token.isCancelled() || !ladder.session().isOpen() || (!refused && (!seeded || !isNotProved(seeded))))
        return seeded;
    TrialOptions without = options;
    without.seed = false;
    auto bare = attempt(ladder, migration, without, token);
    if (bare && seeded && !isNotProved(bare))
        judgeBare(*bare, *seeded);
    return bare;
}

} // namespace

Result<Trial> tryWayBack(
    Ladder& ladder, const Migration& migration, const TrialOptions& options, const CancelToken& token)
{
    if (!isAtomic(migration, options, ladder.major()))
        return tryBothWays(tryOnCopy, ladder, migration, options, token);
    auto trial = tryBothWays(tryInside, ladder, migration, options, token);
    if (!isNotProved(trial) || !ladder.session().isOpen() || token.isCancelled())
        return trial;
    // One transaction for all of it is harder than the truth: what it refused gets a second chance without.
    return tryBothWays(tryOnCopy, ladder, migration, options, token);
}

QByteArray scriptText(const Trial& trial)
{
    const bool proved = trial.proof.verdict != Proof::Verdict::NotProved;
    const QString said = proved ? trial.proof.caution : trial.proof.why;
    if (said.isEmpty())
        return trial.way.script;
    const QByteArray line = QString(said).replace('\n', ' ').toUtf8() + '\n';
    return (proved ? "-- Where there are rows: " : "-- NOT PROVED: ") + line + trial.way.script;
}

} // namespace corridor
