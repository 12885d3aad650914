// SPDX-License-Identifier: MIT
#pragma once

#include "profile/profile_store.h"
#include "widgets/environment/environment_identity.h"
#include "widgets/messages/message_list.h"
#include "widgets/migrations/migration_model.h"
#include "widgets/run/problem_model.h"
#include "widgets/run/run_log_model.h"
#include "widgets/run/run_model.h"
#include "widgets/run/run_progress.h"
#include "widgets/tasks/event_channel.h"
#include "widgets/tasks/task.h"
#include "widgets/timeline/timeline_model.h"
#include "workbench/connection_request.h"
#include "workbench/core_calls.h"
#include "workbench/demo_project.h"

#include <QTimer>

namespace corridor {

class FolderWatch;

// What the window works on, and what may be done with it: the project, the connection, the state of the database.
// Calls of the core run on workers; their results change the models, then a signal tells. GUI thread only; owns the
// models. Draws nothing and asks nothing: who shows a plan calls carryOut() when it was agreed to.
class WorkbenchController : public QObject {
    Q_OBJECT
public:
    explicit WorkbenchController(Environment environment, QObject* parent = nullptr);
    ~WorkbenchController() override;

    MigrationModel& migrations() { return m_migrations; }
    TimelineModel& timeline() { return m_timeline; }
    RunLogModel& log() { return m_log; }
    RunModel& runModel() { return m_runModel; }
    ProblemModel& problems() { return m_problems; }
    MessageList& messages() { return m_messages; }
    TaskList& tasks() { return m_tasks; }

    const Environment& environment() const { return m_environment; }
    const std::optional<Project>& project() const { return m_project; }
    const std::optional<ConnectionRequest>& connection() const { return m_connection; }
    const std::optional<ConnectedState>& snapshot() const { return m_snapshot; }
    const EnvironmentIdentity& identity() const { return m_identity; }
    bool isRunning() const { return m_run.isRunning(); } // something that changes the database
    bool mayReset() const; // never on staging or production: the command is not even shown there
    bool isIdle() const { return m_tasks.isIdle(); }

    // Why a command cannot be given now, as a sentence; empty when it can.
    QString whyNotDeploy() const;
    QString whyNotRollback() const;
    QString whyNotReset() const;
    QString whyNotResolve() const;
    QString whyNotRecover() const;
    QString whyNotRefresh() const;
    QString whyNotNew() const;

    void openProject(const QString& folder);
    void closeProject();
    void openDemo(bool fresh);
    void connectTo(const ConnectionRequest& request);
    void connectToProjectUrl();
    void connectToUrl(const QString& url); // as parseConnection() reads it
    // Fetches the password where it is kept; asks for it by secretNeeded() where it is not.
    void connectToProfile(const Profile& profile);
    // With a password that somebody typed; `keep` moves the profile's password to the system's keyring.
    void connectToProfile(const Profile& profile, const QString& password, bool keep = false);
    void connectToProfile(const QString& name);
    // At the start: never to a protected profile, and nothing is asked.
    void reconnect(const QString& profileName);
    Result<QList<Profile>> profiles() const;
    QString profilesPath() const { return ProfileStore::defaultPath(m_environment); }
    void disconnect();
    void refresh();

    void plan(Action action, const RollbackRange& range = {});
    // For Retry, Resume and RollBack, where snapshot()->recoveries offers them.
    void planRecovery(const QString& migration, RecoveryWay way);
    void carryOut(const PlannedRun& run, const Consent& consent = {});
    // Writes a tick for the connected database, then reads it again.
    void tick(const QString& item, bool ticked, const QString& note);
    void resolve(Resolution resolution, const QString& migration) { resolve(resolution, QStringList { migration }); }
    void resolve(Resolution resolution, const QStringList& migrations); // one after the other
    void compareWithHistory(); // answers by drifted()
    void cancelRun();
    // Before its next statement, or, where nothing runs, the next run before its first.
    void pauseRun(bool pause);
    void stepRun();
    bool isPaused() const { return m_brake->isPaused(); }
    QString runTitle() const { return m_runTitle; } // of the run that goes on, or was the last
    void generateDown(const QString& migration);
    void report(const Error& error); // as a message above the tabs

signals:
    void projectOpened();
    void projectChanged(); // opened, closed, or its scripts changed
    void connectionChanged();
    void stateChanged(); // anything that the why-not sentences depend on
    // `reason`: why it has to be asked for; empty where the profile says so.
    void secretNeeded(const corridor::Profile& profile, const QString& reason, bool hasKeychain);
    void planReady(const corridor::PlannedRun& run);
    void recoveryWanted(); // somebody asks how to go on
    void downGenerated(const QString& migration, const QString& script);
    void drifted(const corridor::DriftText& drift);
    void runStarted();
    void runSampled(const corridor::RunSample& sample);
    void brakeChanged(bool paused, bool standing);
    void runFinished(const corridor::RunReport& report);

private:
    void takeProject(const Result<Project>& project, bool isNew);
    void rereadProject();
    void takeSnapshot(const Result<ConnectedState>& snapshot);
    void diagnoseAnew();
    void showSnapshot();
    void askSecret(const Profile& profile, const QString& reason);
    void keepSecret(const Profile& profile, const QString& password);
    void takeDemo(const Result<DemoPlace>& place);
    using PlanMaker = std::function<Result<PlannedRun>(
        const ConnectionOptions&, const Project&, const Environment&, const CancelToken&)>;
    void startPlan(const PlanMaker& make);
    void takePlan(const Result<PlannedRun>& run);
    void takeEvents(const QList<RunEvent>& events);
    void takeReport(const RunReport& report);
    void showRecoveries();
    void tellBrake();
    void updateIdentity(EnvironmentIdentity::Link link);
    void offerProjectUrl();
    void fail(const QString& cause, const Error& error);
    RunRecord newRecord() const;
    QString commonObstacle() const;

    Environment m_environment;
    MigrationModel m_migrations;
    TimelineModel m_timeline;
    RunLogModel m_log;
    RunModel m_runModel;
    ProblemModel m_problems;
    MessageList m_messages;
    TaskList m_tasks;
    FolderWatch* m_watch;

    std::optional<Project> m_project;
    std::optional<ConnectionRequest> m_connection;
    std::optional<ConnectedState> m_snapshot;
    EnvironmentIdentity m_identity;
    RunProgress m_progress;
    EventChannel<RunEvent> m_events;
    EventChannel<RunSample> m_samples;
    std::shared_ptr<RunBrake> m_brake = std::make_shared<RunBrake>(); // of the next run, or the one that goes on
    QTimer m_brakeClock; // whether a run stands is asked, not told
    std::pair<bool, bool> m_brakeTold;
    QString m_runTitle;
    QHash<QString, QString> m_secrets; // asked for in this session, by profile
    Task<Result<Project>> m_open, m_reread;
    Task<Result<QString>> m_secret;
    Task<bool> m_keychain;
    Task<Result<Profile>> m_keep;
    Task<Result<ConnectedState>> m_read;
    Task<Result<DemoPlace>> m_demo;
    Task<Result<PlannedRun>> m_plan;
    Task<RunReport> m_run;
    Task<Result<QByteArray>> m_down;
    Task<Result<void>> m_resolve, m_tick;
    Task<Result<DriftText>> m_compare;
};

} // namespace corridor
