// SPDX-License-Identifier: MIT
// corridor migrate dev: the history, the drift, what is pending, and a new migration.
#include "afterwards.h"
#include "data_loss.h"
#include "dev_check.h"
#include "prisma_program.h"
#include "project/new_migration.h"
#include "prompt.h"
#include "written_down.h"

#include <QDir>
#include <QSaveFile>

namespace corridor {

namespace {

// An exit code ends the command; none lets it go on.
using Ending = std::optional<int>;

// One run of the command; what its steps share.
class Development {
public:
    Development(PrismaCall& call, Session& session, bool created)
        : m_call(call)
        , m_session(session)
        , m_created(created)
    {
    }

    int carryOut()
    {
        if (auto provider = checkProvider(m_call.project()); !provider)
            return m_call.engineError(provider.error());
        for (const auto step :
            { &Development::check, &Development::applyPending, &Development::writeNew, &Development::applyNew }) {
            if (const Ending ending = (this->*step)())
                return *ending;
        }
        return finish();
    }

private:
    Ending check()
    {
        const auto state = inspect(m_session, m_call.project(), m_call.token());
        if (!state)
            return m_call.engineError(state.error());
        const auto found = checkDevelopment(m_call, m_session, *state);
        if (!found)
            return m_call.engineError(found.error());
        for (const QString& difference : found->unseen)
            m_call.err("corridor: the database differs from its history, which Prisma does not see: " + difference);
        return found->reasons.isEmpty() ? Ending() : resetFor(found->reasons);
    }

    // Prisma no longer offers to reset; where somebody sits there, we do.
    Ending resetFor(const QStringList& reasons)
    {
        for (const QString& reason : reasons)
            m_call.out((reasons.size() > 1 ? "- " : "") + reason);
        if (!reasons.last().endsWith('\n')) // the summary of a drift ends its last line itself
            m_call.out();
        m_call.out(QString("We need to reset the %1 at \"%2\"\n\nYou may use prisma migrate reset to drop the "
                           "development database.\nAll data will be lost.")
                .arg(schemas(), prismaPlace(m_call.connection())));
        if (!m_call.isInteractive() || !askYesNo("Reset it now? All data will be lost.").value_or(false))
            return 130;
        QStringList names;
        const RunReport report = writtenDown(m_call, [&](const Approve& approve) {
            return reset(
                m_session, m_call.project(), m_call.engineOptions(), approve, m_call.applying(names), m_call.token());
        });
        if (report.error)
            return m_call.runError(report);
        m_created = true;
        m_call.printTree(names);
        return {};
    }

    QString schemas() const
    {
        const QStringList& several = m_call.project().schemas;
        return several.size() > 1
            ? QString("following schemas: \"%1\"").arg(several.join(", "))
            : QString("\"%1\" schema")
                  .arg(several.isEmpty() ? m_call.connection().schema.value_or("public") : several.first());
    }

    Ending applyAll(QStringList& names)
    {
        const RunReport report = writtenDown(m_call, [&](const Approve& approve) {
            return deploy(
                m_session, m_call.project(), m_call.engineOptions(), approve, m_call.applying(names), m_call.token());
        });
        if (report.error)
            return m_call.runError(report);
        m_call.tellDifferences(report);
        return {};
    }

    Ending applyPending()
    {
        if (const Ending ending = applyAll(m_applied))
            return ending;
        if (m_applied.isEmpty())
            return {};
        m_call.out();
        m_call.printTree(m_applied);
        return {};
    }

    // What the schema file asks for; without one the person writes the SQL.
    Ending writeNew()
    {
        QByteArray script;
        if (!m_call.project().schemaPath.isEmpty()) {
            const auto changes = schemaChanges(m_call);
            if (!changes)
                return m_call.engineError(changes.error());
            script = *changes;
        }
        if (script.isEmpty() && !m_call.isSet("--create-only"))
            return {};
        const auto loss = findDataLoss(m_session, script);
        if (!loss)
            return m_call.engineError(loss.error());
        if (const Ending ending = agree(*loss))
            return ending;
        return write(loss->annotated(script));
    }

    Ending agree(const DataLoss& loss)
    {
        const bool createOnly = m_call.isSet("--create-only");
        if (!loss.unexecutable.isEmpty()) {
            QString text = "\n⚠️ We found changes that cannot be executed:\n";
            for (const QString& step : loss.unexecutable)
                text += "\n  • " + step;
            m_call.out();
            if (!createOnly) {
                m_call.err("Error: " + text
                    + "\n\nYou can use prisma migrate dev --create-only to create the migration file, and manually "
                      "modify it to address "
                      "the underlying issue(s).\nThen run prisma migrate dev to apply it and verify it works.\n");
                return 1;
            }
            m_call.err(text + '\n');
        }
        if (loss.warnings.isEmpty())
            return {};
        m_call.out("\n⚠️  Warnings for the current datasource:\n");
        for (const QString& warning : loss.warnings)
            m_call.out("  • " + warning);
        m_call.out();
        if (!m_call.isInteractive()) {
            m_call.err("Error: Prisma Migrate has detected that the environment is non-interactive, which is not "
                       "supported.\n\n"
                       "`prisma migrate dev` is an interactive command designed to create new migrations and evolve "
                       "the database in development.\n"
                       "To apply existing migrations in deployments, use prisma migrate deploy.\nSee "
                       "https://pris.ly/d/migrate-deploy");
            return 1;
        }
        if (askYesNo(QString("Are you sure you want to %1 this migration?").arg(createOnly ? "create" : "create and apply"))
                .value_or(false))
            return {};
        m_call.out("Migration cancelled.");
        return 130;
    }

    // Unset where the person who was asked broke off.
    std::optional<QString> title() const
    {
        if (m_call.isSet("--name") || !m_call.isInteractive())
            return m_call.value("--name");
        return askLine("Enter a name for the new migration:");
    }

    Ending write(const QByteArray& script)
    {
        const auto name = title();
        if (!name) {
            m_call.out("Canceled by user.");
            return 130;
        }
        const auto folder = createMigration(m_call.project().migrationsPath, *name, false);
        if (!folder)
            return m_call.engineError(folder.error());
        if (!script.isEmpty()) {
            QSaveFile file(*folder + "/migration.sql");
            if (!file.open(QIODevice::WriteOnly) || file.write(script) != script.size() || !file.commit())
                return m_call.engineError(
                    Error { .code = "file-not-written", .message = "Cannot write " + file.fileName() });
        }
        m_new = QDir(*folder).dirName();
        if (!m_call.isSet("--create-only"))
            return {};
        m_call.out(QString("Prisma Migrate created the following migration without applying it %1\n\nYou can now edit "
                           "it and apply it by running prisma migrate dev.")
                .arg(m_new));
        return 0;
    }

    Ending applyNew()
    {
        if (m_new.isEmpty())
            return {};
        if (auto read = m_call.readAgain(); !read)
            return m_call.engineError(read.error());
        QStringList names;
        if (const Ending ending = applyAll(names))
            return ending;
        m_call.out("\nThe following migration(s) have been created and applied from new schema "
                   "changes:\n\nprisma/migrations/");
        for (const QString& name : names)
            m_call.out(QString("  └─ %1/\n    └─ migration.sql").arg(name));
        return {};
    }

    int finish()
    {
        if (m_applied.isEmpty() && m_new.isEmpty())
            m_call.out("Already in sync, no schema change or pending migration was found.\n");
        else
            m_call.out("\nYour database is now in sync with your schema.\n");
        return runAfterwards(m_call, m_created);
    }

    PrismaCall& m_call;
    Session& m_session;
    bool m_created;
    QStringList m_applied;
    QString m_new;
};

int run(PrismaCall& call)
{
    call.out();
    bool created = false;
    auto session = call.open(true, &created);
    if (!session)
        return call.connectionError(session.error());
    return Development(call, *session, created).carryOut();
}

} // namespace

const PrismaCall::Spec migrateDev { "migrate dev", { "--schema", "--config", "--name", "--url" },
    { "--create-only", "--skip-seed", "--skip-generate", "--telemetry-information" }, run };

} // namespace corridor
