// SPDX-License-Identifier: MIT
#include "gallery.h"
#include "widgets/dialogs/new_migration_dialog.h"
#include "widgets/dialogs/plan_dialog.h"

#include <QCheckBox>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace corridor::gallery {

namespace {

EnvironmentIdentity development()
{
    return { .kind = ProfileEnvironment::Development,
        .link = EnvironmentIdentity::Link::Connected,
        .profile = u"laptop"_s,
        .role = u"ada"_s,
        .host = u"localhost:5432"_s,
        .database = u"coinsphere"_s,
        .server = u"PostgreSQL 17.5"_s };
}

EnvironmentIdentity production()
{
    EnvironmentIdentity where = development();
    where.kind = ProfileEnvironment::Production;
    where.profile = u"production"_s;
    where.role = u"deploy"_s;
    where.host = u"db1.coinsphere.example:5432"_s;
    where.isProtected = true;
    return where;
}

Plan planOf(Action action)
{
    Plan plan { .action = action };
    plan.target.database = u"coinsphere"_s;
    for (const auto& [name, script] : {
             std::pair { u"20250108090000_handle_1_expand"_s, "ALTER TABLE \"users\" ADD COLUMN \"handle\" TEXT;\n" },
             std::pair { u"20250109090000_handle_2_backfill"_s,
                 "UPDATE \"users\"\n   SET \"handle\" = lower(\"name\")\n WHERE \"handle\" IS NULL;\n" },
             std::pair { u"20250110090000_handle_3_contract"_s,
                 "ALTER TABLE \"users\" ALTER COLUMN \"handle\" SET NOT NULL;\nDROP INDEX \"users_name_idx\";\n" } })
        plan.migrations.append({ .name = name, .script = script });
    return plan;
}

QWidget* resetPlan(const QString&)
{
    Plan plan = planOf(Action::Reset);
    plan.dropsSchemas = { u"public"_s };
    return new PlanDialog(plan, development());
}

QWidget* stoppedPlan(const QString&)
{
    Plan plan = planOf(Action::Deploy);
    plan.createsTable = true;
    plan.stopsAt = Error { .code = u"P3015"_s, .message = u"Could not find the migration file at migration.sql."_s };
    plan.stopsAt->migration = u"20250111090000_prices"_s;
    return new PlanDialog(plan, development());
}

QWidget* newMigration(const QString&)
{
    return new NewMigrationDialog(u"/srv/coinsphere/prisma/migrations"_s, { u"20991231000000_far_future"_s });
}

void typeTitle(QWidget& dialog)
{
    dialog.findChild<QLineEdit*>()->setText(u"Add users’ e-mail — v2"_s);
}

void typeName(QWidget& dialog)
{
    for (QLineEdit* field : dialog.findChildren<QLineEdit*>())
        field->setText(u"coinsphere"_s);
}

} // namespace

QList<Exhibit> dialogExhibits()
{
    const auto plan = [](Action action, const EnvironmentIdentity& where, const QStringList& blockedBy = {}) {
        return [=](const QString&) -> QWidget* { return new PlanDialog(planOf(action), where, blockedBy); };
    };
    const QStringList blocked { u"“Backup verified” is not ticked."_s,
        u"“Rehearsed on a copy” was ticked for another script: 20250110090000_handle_3_contract changed."_s };
    return {
        { u"plan-deploy"_s, {}, plan(Action::Deploy, development()), {} },
        { u"plan-deploy-production"_s, {}, plan(Action::Deploy, production()), typeName },
        { u"plan-blocked"_s, {}, plan(Action::Deploy, production(), blocked), {} },
        { u"plan-rollback"_s, {}, plan(Action::Rollback, development()), {} },
        { u"plan-reset"_s, {}, resetPlan, {} },
        { u"plan-stops"_s, {}, stoppedPlan, {} },
        { u"new-migration"_s, {}, newMigration, typeTitle },
    };
}

} // namespace corridor::gallery
