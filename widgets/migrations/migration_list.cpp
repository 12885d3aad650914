// SPDX-License-Identifier: MIT
#include "migration_list.h"

#include "report/quantity_text.h"
#include "widgets/migrations/migration_delegate.h"
#include "widgets/migrations/migration_filter.h"
#include "widgets/migrations/migration_model.h"
#include "widgets/migrations/state_look.h"
#include "widgets/style/tool_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr MigrationState statesInSum[] = { MigrationState::Applied, MigrationState::Pending, MigrationState::RolledBack,
    MigrationState::OutOfOrder, MigrationState::Failed, MigrationState::Edited, MigrationState::Missing };

QString sumText(const MigrationModel& model)
{
    if (model.rowCount() == 0)
        return MigrationList::tr("No migrations");
    if (!model.hasStates())
        return MigrationList::tr("%1, not connected").arg(countText(model.rowCount(), u"migration"_s));
    QStringList parts;
    for (const MigrationState state : statesInSum) {
        if (const int count = model.diagnosis().count(state))
            parts << u"%1 %2"_s.arg(count).arg(stateLook(state).word.toLower());
    }
    return parts.join(u" · "_s);
}

} // namespace

MigrationList::MigrationList(MigrationModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new MigrationFilter(this))
    , m_search(new QLineEdit(this))
    , m_onlyOpen(toolButton("filter"_L1, tr("Show only what is not simply applied"), this))
    , m_view(new QListView(this))
    , m_sum(new QLabel(this))
{
    m_search->setPlaceholderText(tr("Filter migrations"));
    m_search->setAccessibleName(tr("Filter migrations"));
    m_search->setClearButtonEnabled(true);
    m_onlyOpen->setCheckable(true);
    m_view->setAccessibleName(tr("Migrations"));
    m_view->setItemDelegate(new MigrationDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_sum->setContentsMargins(8, 4, 8, 4);
    m_sum->setForegroundRole(QPalette::PlaceholderText);
    m_sum->setWordWrap(true);

    auto* top = new QHBoxLayout;
    top->setContentsMargins(6, 4, 6, 4);
    top->setSpacing(2);
    top->addWidget(m_search);
    top->addWidget(m_onlyOpen);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_view);
    layout->addWidget(m_sum);
    setFocusProxy(m_view);
    connectModel();
}

void MigrationList::connectModel()
{
    m_filter->setSourceModel(&m_model);
    m_view->setModel(m_filter);
    connect(m_search, &QLineEdit::textChanged, m_filter, &MigrationFilter::setText);
    connect(m_search, &QLineEdit::returnPressed, m_view, [this] { m_view->setFocus(); });
    connect(m_onlyOpen, &QToolButton::toggled, m_filter, &MigrationFilter::setOnlyOpen);
    connect(m_view, &QListView::activated, this,
        [this](const QModelIndex& index) { emit migrationActivated(index.data(MigrationNameRole).toString()); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& index) { emit currentMigrationChanged(index.data(MigrationNameRole).toString()); });
    connect(m_view, &QListView::customContextMenuRequested, this, [this](const QPoint& at) {
        // The menu key asks at the middle of the view: it means the current migration.
        const QModelIndex under = m_view->indexAt(at);
        const QString name = (under.isValid() ? under : m_view->currentIndex()).data(MigrationNameRole).toString();
        if (!name.isEmpty())
            emit menuRequested(name, m_view->viewport()->mapToGlobal(at));
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, &MigrationList::updateSum);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &MigrationList::updateSum);
    updateSum();
}

QString MigrationList::currentMigration() const
{
    return m_view->currentIndex().data(MigrationNameRole).toString();
}

void MigrationList::setCurrentMigration(const QString& name)
{
    if (name == currentMigration())
        return;
    const int row = m_model.rowOf(name);
    m_view->setCurrentIndex(m_filter->mapFromSource(m_model.index(row, 0)));
}

void MigrationList::updateSum()
{
    m_sum->setText(sumText(m_model));
    m_sum->setToolTip(m_sum->text());
}

} // namespace corridor
