// SPDX-License-Identifier: MIT
#include "drift_finder.h"

#include "workbench/workbench_controller.h"

#include "project/new_migration.h"
#include "report/quantity_text.h"

#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

const QString driftCause = u"drift"_s;

Result<QString> writeMigration(const QString& folder, const QString& title, const Result<QString>& script)
{
    CORRIDOR_TRY(script);
    const auto made = createMigration(folder, title, false);
    CORRIDOR_TRY(made);
    QSaveFile file(*made + "/migration.sql");
    const QByteArray text = script->toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(
            "migration-unwritable", QString("%1 cannot be written: %2").arg(file.fileName(), file.errorString()));
    return QDir(*made).dirName();
}

} // namespace

DriftFinder::DriftFinder(WorkbenchController& controller, QWidget* window)
    : QObject(window)
    , m_controller(controller)
    , m_window(window)
    , m_task(controller.tasks())
    , m_write(controller.tasks())
{
    connect(&controller, &WorkbenchController::connectionChanged, this, &DriftFinder::forget);
    connect(&controller, &WorkbenchController::runFinished, this, &DriftFinder::forget);
}

QString DriftFinder::whyNot() const
{
    if (!m_controller.project())
        return tr("Open a project first.");
    if (!m_controller.snapshot() || m_controller.snapshot()->databaseMissing)
        return tr("Connect to a database first.");
    return m_controller.isRunning() ? tr("Something runs.")
        : m_task.isRunning()        ? tr("It is being looked for.")
                                    : QString();
}

void DriftFinder::find()
{
    if (!whyNot().isEmpty())
        return;
    m_place = m_controller.identity().database;
    m_task.start(
        tr("Comparing %1 with its migrations").arg(m_place),
        [project = *m_controller.project(), connection = m_controller.connection()->options,
            environment = m_controller.environment()](const CancelToken& token) -> Result<Drift> {
            auto session = Session::open(connection, token);
            CORRIDOR_TRY(session);
            SchemaReadOptions options;
            options.environment = environment;
            return readDrift(*session, project, options, token);
        },
        [this](const Result<Drift>& drift) { take(drift); });
}

void DriftFinder::take(const Result<Drift>& drift)
{
    if (!drift) {
        m_drift.reset();
        m_controller.messages().post(errorMessage(driftCause, drift.error()));
        return;
    }
    m_drift = *drift;
    post(m_drift->changes().size());
    emit found(*m_drift);
}

QList<MessageAction> DriftFinder::choices()
{
    return { { tr("Migration to Undo It"), [this] { writeRevert(); } },
        { tr("Migration to Adopt It"), [this] { writeAdoption(); } } };
}

void DriftFinder::post(qsizetype changes)
{
    Message message { .cause = driftCause, .level = changes ? MessageLevel::Warning : MessageLevel::Positive };
    message.goesAway = changes == 0;
    message.headline = changes
        ? tr("%1 differs from what its migrations make: %2 by hand.").arg(m_place, countText(changes, u"change"_s))
        : tr("%1 is what its %2 make.").arg(m_place, countText(m_drift->applied.size(), u"applied migration"_s));
    message.details = m_drift->notes;
    if (changes)
        message.actions = QList<MessageAction> { { tr("Show"), [this] { showDifferences(); } } } + choices();
    m_controller.messages().post(message);
}

void DriftFinder::showDifferences()
{
    if (!m_drift)
        return;
    if (!m_view) {
        m_view = new SchemaDiffView(m_window);
        m_view->setWindowFlag(Qt::Window);
        m_view->setAttribute(Qt::WA_DeleteOnClose);
        m_view->setObjectName("driftWindow"_L1);
        m_view->resize(1100, 680);
    }
    m_view->setWindowTitle(tr("Drift of %1").arg(m_place));
    m_view->show({ tr("What the migrations make"), m_drift->expected },
        { tr("What %1 has").arg(m_place), m_drift->actual }, m_drift->changes(), choices());
    static_cast<QWidget*>(m_view)->show();
    m_view->raise();
    m_view->activateWindow();
}

void DriftFinder::writeRevert()
{
    if (m_drift)
        write(u"undo_drift"_s, m_drift->revertScript());
}

void DriftFinder::writeAdoption()
{
    if (m_drift)
        write(u"adopt_drift"_s, m_drift->adoptScript());
}

void DriftFinder::write(const QString& title, const Result<QString>& script)
{
    if (!m_controller.project())
        return;
    m_write.start(
        tr("Writing a migration"),
        [folder = m_controller.project()->migrationsPath, title, script](
            const CancelToken&) { return writeMigration(folder, title, script); },
        [this, title](const Result<QString>& name) {
            if (!name)
                return m_controller.messages().post(errorMessage(u"drift-migration"_s, name.error()));
            Message message { .cause = u"drift-migration"_s, .headline = tr("Wrote %1.").arg(*name) };
            message.details = { title == u"adopt_drift"
                    ? tr("%1 has all of it: resolve it as applied there. Other databases get it by a deploy.")
                          .arg(m_place)
                    : tr("A deploy takes the changes by hand back. On a database without them it fails.") };
            m_controller.messages().post(message);
            m_controller.refresh();
            emit migrationWritten(*name);
        });
}

void DriftFinder::forget()
{
    m_drift.reset();
    m_controller.messages().solve(driftCause);
    if (m_view)
        m_view->close();
}

} // namespace corridor
