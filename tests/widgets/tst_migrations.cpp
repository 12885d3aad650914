// SPDX-License-Identifier: MIT
#include "sample_history.h"
#include "widgets/migrations/migration_filter.h"
#include "widgets/migrations/migration_list.h"
#include "widgets/migrations/migration_model.h"
#include "widgets/migrations/state_look.h"
#include "widgets/style/icon.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace corridor;
using namespace corridor::test;

namespace {

const QStringList folder { "20250101000000_a", "20250102000000_b", "20250103000000_c", "20250104000000_d" };

// a applied, b failed, c rolled back, d pending.
Diagnosis mixed()
{
    return diagnosis(folder, { { folder[0], 0, 120 }, { folder[1], 200, -1 }, { folder[2], 300, 350, 900 } });
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT
private slots:
    void modelIsSound()
    {
        MigrationModel model;
        MigrationFilter filter;
        filter.setSourceModel(&model);
        const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
        const QAbstractItemModelTester tester(&model, mode), filterTester(&filter, mode);
        model.setFolder({ migration("x") });
        model.setDiagnosis(mixed());
        model.setRunState(folder[3], MigrationModel::RunState::Running);
        model.setDiagnosis(mixed());
        filter.setOnlyOpen(true);
        filter.setText("d");
        model.setDiagnosis({});
        QCOMPARE(model.rowCount(), 0);
    }

    void states_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("spoken");
        QTest::addColumn<QString>("duration");
        QTest::newRow("applied") << 0 << "Applied: 20250101000000_a" << "120 ms";
        QTest::newRow("failed") << 1 << "Failed: 20250102000000_b" << "";
        QTest::newRow("rolled back") << 2 << "Rolled back: 20250103000000_c" << "50 ms";
        QTest::newRow("pending") << 3 << "Pending: 20250104000000_d" << "";
    }

    void states()
    {
        QFETCH(int, row);
        MigrationModel model;
        model.setDiagnosis(mixed());
        QTEST(model.index(row, 0).data(Qt::AccessibleTextRole).toString(), "spoken");
        QTEST(model.index(row, MigrationModel::DurationColumn).data().toString(), "duration");
    }

    void everyStateHasWordAndIcon()
    {
        for (int state = 0; state <= int(MigrationState::OutOfOrder); ++state) {
            const StateLook look = stateLook(MigrationState(state));
            QVERIFY(!look.word.isEmpty());
            QVERIFY(hasIcon(look.iconName));
        }
    }

    void nothingIsClaimedWithoutADatabase()
    {
        MigrationModel model;
        model.setFolder({ migration(folder[0]) });
        QVERIFY(!model.hasStates());
        QCOMPARE(model.index(0, 0).data(MigrationStateRole).toInt(), -1);
        QCOMPARE(model.index(0, 0).data(MigrationWordRole).toString(), "");
        QVERIFY(!model.index(0, 0).data(MigrationNeedsWorkRole).toBool());
    }

    void refreshKeepsRows()
    {
        MigrationModel model;
        model.setDiagnosis(mixed());
        const QPersistentModelIndex kept(model.index(2, 0));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setDiagnosis(diagnosis(folder, { { folder[0], 0, 1 } }));
        QCOMPARE(resets.count(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(MigrationWordRole).toString(), "Pending");
    }

    void runStateShowsUntilTheNextDiagnosis()
    {
        MigrationModel model;
        model.setDiagnosis(mixed());
        model.setRunState(folder[3], MigrationModel::RunState::Running);
        QCOMPARE(model.index(3, 0).data(MigrationWordRole).toString(), "Running");
        model.setDiagnosis(mixed());
        QCOMPARE(model.index(3, 0).data(MigrationWordRole).toString(), "Pending");
    }

    void title_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("written");
        QTest::newRow("Prisma's") << "20250108090000_handle_1" << "handle_1" << "2025-01-08 09:00";
        QTest::newRow("no time") << "99999999999999_x" << "99999999999999_x" << "";
        QTest::newRow("no stamp") << "0001_init" << "0001_init" << "";
        QTest::newRow("nothing behind") << "20250108090000_" << "20250108090000_" << "";
    }

    void title()
    {
        QFETCH(QString, name);
        const MigrationTitle split = migrationTitle(name);
        QTEST(split.title, "title");
        QTEST(split.written.toString("yyyy-MM-dd hh:mm"), "written");
    }

    void listFiltersSelectsAndOpens()
    {
        MigrationModel model;
        model.setDiagnosis(mixed());
        MigrationList list(model);
        list.show();
        QSignalSpy current(&list, &MigrationList::currentMigrationChanged);
        QSignalSpy activated(&list, &MigrationList::migrationActivated);
        list.setCurrentMigration(folder[1]);
        QCOMPARE(list.currentMigration(), folder[1]);
        QCOMPARE(current.count(), 1);
        QTest::keyClick(list.view(), Qt::Key_Return);
        QCOMPARE(activated.value(0).value(0).toString(), folder[1]);
        QTest::keyClicks(list.findChild<QLineEdit*>(), "_c");
        QCOMPARE(list.view()->model()->rowCount(), 1);
    }
};

QTEST_MAIN(TestMigrations)
#include "tst_migrations.moc"
