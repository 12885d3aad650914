// SPDX-License-Identifier: MIT
#include "workbench_controller.h"

#include "workbench/folder_watch.h"

#include "journal/journal.h"
#include "profile/secret_store.h"
#include "report/quantity_text.h"
#include "widgets/profiles/profile_calls.h"

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

// What a message bar is about; a new one about the same replaces the old.
constexpr auto projectCause = "project"_L1, connectionCause = "connection"_L1, runCause = "run"_L1,
               recoveryCause = "recovery"_L1;

QList<Problem> problemsOf(const Project& project)
{
    QList<Problem> problems;
    for (const ProjectProblem& problem : project.problems)
        problems << Problem { .code = problem.code, .message = problem.message, .migration = problem.migration };
    return problems;
}

QString runTitle(Action action)
{
    switch (action) {
    case Action::Deploy:
        return WorkbenchController::tr("Deploying");
    case Action::Rollback:
        return WorkbenchController::tr("Rolling back");
    case Action::Reset:
        return WorkbenchController::tr("Resetting");
    }
    return {};
}

QString doneText(const RunReport& report)
{
    const bool back = report.plan.action == Action::Rollback;
    const int count = report.count(back ? u"rolled-back"_s : u"applied"_s);
    const QString what = countText(count, u"migration"_s);
    const QString done = back ? WorkbenchController::tr("%1 rolled back") : WorkbenchController::tr("%1 applied");
    return WorkbenchController::tr("%1 in %2.").arg(done.arg(what), durationText(report.durationMs));
}

} // namespace

WorkbenchController::WorkbenchController(Environment environment, QObject* parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_watch(new FolderWatch(this))
    , m_events(this, [this](const QList<RunEvent>& events) { takeEvents(events); })
    , m_samples(this,
          [this](const QList<RunSample>& samples) {
              for (const RunSample& sample : samples)
                  emit runSampled(sample);
          })
    , m_open(m_tasks)
    , m_reread(m_tasks)
    , m_secret(m_tasks)
    , m_keychain(m_tasks)
    , m_keep(m_tasks)
    , m_read(m_tasks)
    , m_demo(m_tasks)
    , m_plan(m_tasks)
    , m_run(m_tasks)
    , m_down(m_tasks)
    , m_resolve(m_tasks)
    , m_tick(m_tasks)
    , m_compare(m_tasks)
{
    m_brakeClock.setInterval(50);
    connect(&m_brakeClock, &QTimer::timeout, this, &WorkbenchController::tellBrake);
    connect(m_watch, &FolderWatch::changed, this, &WorkbenchController::rereadProject);
}

WorkbenchController::~WorkbenchController() = default;

QString WorkbenchController::commonObstacle() const
{
    if (!m_project)
        return tr("Open a project first.");
    if (!m_connection)
        return tr("Connect to a database first.");
    if (m_run.isRunning())
        return tr("A run is going on.");
    if (!m_snapshot)
        return tr("The state of the database is not known.");
    return {};
}

QString WorkbenchController::whyNotDeploy() const
{
    if (const QString obstacle = commonObstacle(); !obstacle.isEmpty())
        return obstacle;
    if (m_snapshot->diagnosis.hasFailed())
        return tr("A migration has failed. Resolve it first.");
    return m_snapshot->diagnosis.pending().isEmpty() ? tr("Nothing is pending.") : QString();
}

QString WorkbenchController::whyNotRollback() const
{
    if (const QString obstacle = commonObstacle(); !obstacle.isEmpty())
        return obstacle;
    const auto& rows = m_snapshot->state.rows;
    return std::ranges::any_of(rows, &HistoryRow::isApplied) ? QString() : tr("Nothing has been applied.");
}

bool WorkbenchController::mayReset() const
{
    return !m_identity.kind || m_identity.kind == ProfileEnvironment::Development;
}

QString WorkbenchController::whyNotReset() const
{
    if (!mayReset())
        return tr("A staging or production database is never reset from here.");
    return commonObstacle();
}

QString WorkbenchController::whyNotResolve() const
{
    if (const QString obstacle = commonObstacle(); !obstacle.isEmpty())
        return obstacle;
    const Diagnosis& diagnosis = m_snapshot->diagnosis;
    return diagnosis.hasFailed() || !diagnosis.pending().isEmpty() ? QString() : tr("There is nothing to resolve.");
}

QString WorkbenchController::whyNotRecover() const
{
    if (const QString obstacle = commonObstacle(); !obstacle.isEmpty())
        return obstacle;
    return m_snapshot->recoveries.isEmpty() ? tr("Nothing failed and nothing was interrupted.") : QString();
}

QString WorkbenchController::whyNotRefresh() const
{
    return m_project || m_connection ? QString() : tr("There is nothing to refresh.");
}

QString WorkbenchController::whyNotNew() const
{
    return m_project ? QString() : tr("Open a project first.");
}

void WorkbenchController::openProject(const QString& folder)
{
    m_open.start(
        tr("Opening the project"),
        [folder, environment = m_environment](const CancelToken&) { return readProject(folder, environment); },
        [this](const Result<Project>& project) { takeProject(project, true); });
}

void WorkbenchController::closeProject()
{
    disconnect();
    m_watch->clear();
    m_project.reset();
    m_migrations.setFolder({});
    m_problems.setProblems(projectCause, {});
    m_messages.clear();
    emit projectChanged();
    emit stateChanged();
}

void WorkbenchController::rereadProject()
{
    if (!m_project || m_run.isRunning())
        return;
    m_reread.start(
        tr("Reading the project"),
        [folder = m_project->root, environment = m_environment](
            const CancelToken&) { return readProject(folder, environment); },
        [this](const Result<Project>& project) { takeProject(project, false); });
}

void WorkbenchController::takeProject(const Result<Project>& project, bool isNew)
{
    if (!project)
        return fail(projectCause, project.error());
    m_messages.solve(projectCause);
    if (isNew && m_project && m_project->root != project->root)
        disconnect();
    m_project = *project;
    m_watch->watch(*m_project);
    m_problems.setProblems(projectCause, problemsOf(*m_project));
    diagnoseAnew();
    showSnapshot();
    emit projectChanged();
    if (isNew)
        emit projectOpened();
    if (isNew && !m_connection)
        offerProjectUrl();
    if (isNew && m_connection)
        refresh();
}

// A project names its database itself, but not what kind it is: to connect there takes a word of the user.
void WorkbenchController::offerProjectUrl()
{
    if (m_project->url.isEmpty())
        return;
    const auto options = parseConnection(m_project->url, m_project->environment);
    if (!options)
        return;
    m_messages.post({ .cause = connectionCause,
        .headline = tr("This project names a database: %1").arg(options->display()),
        .actions = { { tr("Connect"), [this] { connectToProjectUrl(); } } } });
}

void WorkbenchController::connectToProjectUrl()
{
    if (m_project)
        connectToUrl(m_project->url);
}

void WorkbenchController::connectToUrl(const QString& url)
{
    auto options = parseConnection(url, m_project ? m_project->environment : m_environment);
    if (!options)
        return fail(connectionCause, options.error());
    connectTo({ .options = *std::move(options) });
}

Result<QList<Profile>> WorkbenchController::profiles() const
{
    const auto store = ProfileStore::open(ProfileStore::defaultPath(m_environment));
    CORRIDOR_TRY(store);
    return store->profiles();
}

void WorkbenchController::reconnect(const QString& profileName)
{
    const auto known = profiles();
    if (!known)
        return;
    const auto found = std::ranges::find(*known, profileName, &Profile::name);
    if (found == known->end() || found->isProtected || found->secret == SecretSource::Ask)
        return;
    connectToProfile(*found);
}

void WorkbenchController::connectToProfile(const QString& name)
{
    const auto store = ProfileStore::open(ProfileStore::defaultPath(m_environment));
    const auto profile = store ? store->find(name) : Result<Profile>(std::unexpected(store.error()));
    profile ? connectToProfile(*profile) : fail(connectionCause, profile.error());
}

void WorkbenchController::connectToProfile(const Profile& profile)
{
    if (profile.secret == SecretSource::None)
        return connectToProfile(profile, {});
    if (m_secrets.contains(profile.name))
        return connectToProfile(profile, m_secrets.value(profile.name));
    if (profile.secret == SecretSource::Ask)
        return askSecret(profile, {});
    m_secret.start(
        tr("Fetching the password"),
        [profile, environment = m_environment](const CancelToken&) { return storedSecret(profile, environment); },
        [this, profile](const Result<QString>& secret) {
            if (!secret)
                return askSecret(profile, secret.error().message);
            connectToProfile(profile, *secret);
        });
}

void WorkbenchController::connectToProfile(const Profile& profile, const QString& password, bool keep)
{
    auto options = parseConnection(profile.url, m_environment);
    if (!options)
        return fail(connectionCause, options.error());
    if (!password.isEmpty()) {
        options->set("password", password.toUtf8());
        m_secrets.insert(profile.name, password);
    }
    if (keep)
        keepSecret(profile, password);
    connectTo({ profile, *std::move(options) });
}

void WorkbenchController::askSecret(const Profile& profile, const QString& reason)
{
    m_keychain.start(
        tr("Looking for a keyring"), [](const CancelToken&) { return keychainAvailable(); },
        [this, profile, reason](bool available) { emit secretNeeded(profile, reason, available); });
}

void WorkbenchController::keepSecret(const Profile& profile, const QString& password)
{
    ProfileDraft draft = ProfileDraft::of(profile);
    draft.password = password;
    draft.secret = SecretSource::Keychain;
    m_keep.start(
        tr("Keeping the password"),
        [draft, path = profilesPath()](const CancelToken&) { return saveDraft(draft, draft.name, path); },
        [this](const Result<Profile>& kept) {
            if (!kept)
                report(kept.error());
        });
}

void WorkbenchController::openDemo(bool fresh)
{
    m_demo.start(
        tr("Starting the sample project and its private server"),
        [environment = m_environment, fresh](
            const CancelToken& token) { return prepareDemo(environment, fresh, token); },
        [this](const Result<DemoPlace>& place) { takeDemo(place); });
}

void WorkbenchController::takeDemo(const Result<DemoPlace>& place)
{
    if (!place)
        return fail(projectCause, place.error());
    closeProject();
    m_connection = ConnectionRequest { .profile = Profile { .name = tr("sandbox") }, .options = place->connection };
    updateIdentity(EnvironmentIdentity::Link::Connecting);
    openProject(place->folder);
}

void WorkbenchController::connectTo(const ConnectionRequest& request)
{
    disconnect();
    m_connection = request;
    updateIdentity(EnvironmentIdentity::Link::Connecting);
    m_messages.solve(connectionCause);
    refresh();
}

void WorkbenchController::disconnect()
{
    m_read.abandon();
    m_plan.abandon();
    m_connection.reset();
    m_snapshot.reset();
    m_messages.solve(connectionCause);
    m_messages.solve(recoveryCause);
    m_problems.setProblems(runCause, {});
    updateIdentity(EnvironmentIdentity::Link::NotConnected);
    showSnapshot();
}

void WorkbenchController::refresh()
{
    rereadProject();
    if (!m_connection)
        return;
    // Without a project the history alone is shown.
    m_read.start(
        tr("Reading the history of %1").arg(m_identity.database),
        [connection = m_connection->options, project = m_project.value_or(Project()),
            environment = m_environment](
            const CancelToken& token) { return readSnapshot(connection, project, environment, token); },
        [this](const Result<ConnectedState>& snapshot) { takeSnapshot(snapshot); });
    emit stateChanged();
}

void WorkbenchController::takeSnapshot(const Result<ConnectedState>& snapshot)
{
    if (!snapshot) {
        m_snapshot.reset();
        updateIdentity(EnvironmentIdentity::Link::Failed);
        showSnapshot();
        if (snapshot.error().code == "P1000" && m_connection && m_connection->profile)
            m_secrets.remove(m_connection->profile->name); // so that the next try asks again
        return fail(connectionCause, snapshot.error());
    }
    m_snapshot = *snapshot;
    m_migrations.setWaysBack(m_snapshot->waysBack);
    if (snapshot->guardian && !(m_connection->profile && m_connection->profile->isProtected))
        m_connection->profile = snapshot->guardian; // protection is the database's, not the word's by which it is called
    diagnoseAnew(); // the folder may have been read anew meanwhile
    updateIdentity(EnvironmentIdentity::Link::Connected);
    m_messages.solve(connectionCause);
    if (m_snapshot->databaseMissing) {
        m_messages.post({ .cause = connectionCause,
            .level = MessageLevel::Information,
            .headline = tr("The database %1 does not exist yet.").arg(m_identity.database),
            .details = { tr("Deploy creates it.") } });
    }
    showSnapshot();
}

void WorkbenchController::diagnoseAnew()
{
    if (!m_project || !m_snapshot)
        return;
    m_snapshot->diagnosis = diagnose(m_project->migrations, m_snapshot->state.rows, m_snapshot->diagnosis.tableExists);
    m_snapshot->recoveries = recoveryOptions(*m_project, m_snapshot->state);
}

// While the run's own message stands, it says more.
void WorkbenchController::showRecoveries()
{
    m_messages.solve(recoveryCause);
    if (!m_snapshot || m_snapshot->recoveries.isEmpty() || m_messages.find(runCause))
        return;
    const Recovery& first = m_snapshot->recoveries.first();
    Message message { .cause = recoveryCause,
        .level = MessageLevel::Warning,
        .headline = u"%1: %2"_s.arg(first.migration, first.found),
        .actions = { { tr("Ways On…"), [this] { emit recoveryWanted(); } } } };
    if (!first.error.isEmpty())
        message.details << first.error;
    if (const qsizetype more = m_snapshot->recoveries.size() - 1; more > 0)
        message.details << tr("And %1 like it.").arg(countText(more, u"migration"_s));
    m_messages.post(message);
}

void WorkbenchController::showSnapshot()
{
    if (m_snapshot) {
        m_project ? m_migrations.setDiagnosis(m_snapshot->diagnosis) : m_migrations.setFolder({});
        m_timeline.setAttempts(attempts(m_snapshot->diagnosis));
    } else {
        m_migrations.setFolder(m_project ? m_project->migrations : QList<Migration>());
        m_timeline.setAttempts({});
    }
    showRecoveries();
    emit stateChanged();
}

void WorkbenchController::updateIdentity(EnvironmentIdentity::Link link)
{
    m_identity = {};
    if (m_connection) {
        const ConnectionOptions& options = m_connection->options;
        m_identity.link = link;
        m_identity.role = m_snapshot ? m_snapshot->server.user : options.value("user");
        m_identity.host = displayHost(options);
        m_identity.database = options.value("dbname");
        if (const auto& profile = m_connection->profile) {
            m_identity.profile = profile->name;
            m_identity.kind = profile->environment;
            m_identity.isProtected = profile->isProtected;
        }
        if (m_snapshot && m_snapshot->server.version > 0)
            m_identity.server = u"PostgreSQL "_s + m_snapshot->server.versionText.section(u' ', 0, 0);
    }
    emit connectionChanged();
}

void WorkbenchController::plan(Action action, const RollbackRange& range)
{
    startPlan([=](const auto&... place) { return makePlan(action, range, place...); });
}

void WorkbenchController::planRecovery(const QString& migration, RecoveryWay way)
{
    startPlan([=](const auto&... place) { return makeRecoveryPlan(migration, way, place...); });
}

void WorkbenchController::startPlan(const PlanMaker& make)
{
    if (!m_project || !m_connection)
        return;
    m_messages.solve(runCause);
    m_plan.start(
        tr("Making the plan"),
        [=, connection = m_connection->options, project = *m_project, environment = m_environment](
            const CancelToken& token) { return make(connection, project, environment, token); },
        [this](const Result<PlannedRun>& run) { takePlan(run); });
}

void WorkbenchController::takePlan(const Result<PlannedRun>& run)
{
    if (!run)
        return fail(runCause, run.error());
    emit planReady(*run);
}

void WorkbenchController::generateDown(const QString& migration)
{
    if (!m_project)
        return;
    m_messages.solve(runCause);
    m_down.start(
        tr("Working out the way back"),
        [project = *m_project, migration, environment = m_environment](
            const CancelToken& token) { return corridor::generateDown(project, migration, environment, token); },
        [this, migration](const Result<QByteArray>& script) {
            if (!script)
                return fail(runCause, script.error());
            emit downGenerated(migration, QString::fromUtf8(*script));
        });
}

void WorkbenchController::carryOut(const PlannedRun& run, const Consent& consent)
{
    if (m_run.isRunning() || !m_connection)
        return;
    m_messages.solve(runCause);
    m_problems.setProblems(runCause, {});
    m_progress = {};
    m_log.note(Tone::Neutral, tr("%1 on %2").arg(corridor::runTitle(run.plan.action), run.connection.display()));
    m_runTitle = tr("%1 on %2").arg(corridor::runTitle(run.plan.action), m_identity.database);
    m_runModel.setPlan(run.plan, run.expected);
    const RunOrder order { run, m_connection->profile, consent, newRecord(), m_environment, m_brake,
        [samples = m_samples](const RunSample& sample) { samples.send(sample); } };
    m_brakeClock.start();
    m_run.start(
        corridor::runTitle(run.plan.action),
        [order, events = m_events](const CancelToken& token) {
            return corridor::carryOut(order, [&events](const RunEvent& event) { events.send(event); }, token);
        },
        [this](const RunReport& report) { takeReport(report); });
    emit stateChanged();
    emit runStarted();
}

RunRecord WorkbenchController::newRecord() const
{
    RunRecord record = newRunRecord(m_environment);
    record.project = m_project->root;
    record.profile = m_identity.profile;
    if (m_identity.kind)
        record.environment = environmentWord(*m_identity.kind);
    return record;
}

void WorkbenchController::takeEvents(const QList<RunEvent>& events)
{
    m_log.append(events);
    m_runModel.apply(events);
    for (const RunEvent& event : events) {
        m_progress.apply(event);
        if (event.kind == RunEvent::Kind::MigrationStarted)
            m_migrations.setRunState(event.migration, MigrationModel::RunState::Running);
        else if (event.kind == RunEvent::Kind::MigrationFinished)
            m_migrations.setRunState(event.migration, MigrationModel::RunState::Done);
        else if (event.kind == RunEvent::Kind::MigrationFailed)
            m_migrations.setRunState(event.migration, MigrationModel::RunState::Failed);
    }
    m_tasks.setProgress(m_run.id(), m_progress.done, m_progress.total, m_progress.text());
}

void WorkbenchController::pauseRun(bool pause)
{
    pause ? m_brake->pause() : m_brake->resume();
    tellBrake();
}

void WorkbenchController::stepRun()
{
    m_brake->stepOnce();
    tellBrake();
}

void WorkbenchController::tellBrake()
{
    const std::pair now(m_brake->isPaused(), m_brake->isStanding());
    if (std::exchange(m_brakeTold, now) != now)
        emit brakeChanged(now.first, now.second);
}

void WorkbenchController::takeReport(const RunReport& report)
{
    m_brakeClock.stop();
    m_brake = std::make_shared<RunBrake>();
    tellBrake();
    if (report.error) {
        m_problems.setProblems(runCause, { problemOf(*report.error) });
        m_log.note(Tone::Error, report.error->message);
        Message message = errorMessage(runCause, *report.error);
        if (!report.error->migration.isEmpty())
            message.actions.append({ tr("Ways On…"), [this] { emit recoveryWanted(); } });
        m_messages.post(message);
    } else {
        m_log.note(Tone::Ok, doneText(report));
        m_messages.post(
            { .cause = runCause, .level = MessageLevel::Positive, .headline = doneText(report), .goesAway = true });
    }
    emit runFinished(report);
    refresh();
}

void WorkbenchController::tick(const QString& item, bool ticked, const QString& note)
{
    if (!m_snapshot)
        return;
    const Tick tick { .target = m_snapshot->target.key(), .item = item, .ticked = ticked,
        .who = currentUser(m_environment), .note = note, .scripts = m_snapshot->pending };
    m_tick.start(
        tr("Ticking the checklist"),
        [tick, environment = m_environment](const CancelToken&) { return writeTick(tick, environment); },
        [this](const Result<void>& done) {
            if (!done)
                return fail(runCause, done.error());
            refresh();
        });
}

void WorkbenchController::compareWithHistory()
{
    if (!m_project || !m_connection)
        return;
    m_messages.solve(runCause);
    m_compare.start(
        tr("Comparing the database with its history"),
        [project = *m_project, connection = m_connection->options, environment = m_environment](const CancelToken& token) {
            return corridor::compareWithHistory(connection, project, environment, token);
        },
        [this](const Result<DriftText>& drift) {
            if (!drift)
                return fail(runCause, drift.error());
            emit drifted(*drift);
        });
}

void WorkbenchController::resolve(Resolution resolution, const QStringList& migrations)
{
    if (!m_project || !m_connection || migrations.isEmpty())
        return;
    m_resolve.start(
        tr("Resolving %1").arg(migrations.last()),
        [=, connection = m_connection->options, project = *m_project, record = newRecord(), environment = m_environment](
            const CancelToken& token) {
            return resolveMigrations(resolution, migrations, connection, project, record, environment, token);
        },
        [this](const Result<void>& done) {
            if (!done)
                return fail(runCause, done.error());
            m_messages.solve(runCause);
            m_problems.setProblems(runCause, {});
            refresh();
        });
}

void WorkbenchController::cancelRun()
{
    m_run.cancel();
}

void WorkbenchController::report(const Error& error) { fail(runCause, error); }

void WorkbenchController::fail(const QString& cause, const Error& error)
{
    m_messages.post(errorMessage(cause, error));
    emit stateChanged();
}

} // namespace corridor
