// SPDX-License-Identifier: MIT
#include "widgets/diff/schema_diff_view.h"

#include "widgets/editor/compare_view.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>

namespace corridor {

SchemaDiffView::SchemaDiffView(QWidget* parent)
    : QWidget(parent)
    , m_model(new ChangeModel(this))
    , m_tree(new QTreeView(this))
    , m_compare(new CompareView(this))
    , m_summary(new QLabel(this))
    , m_choices(new QHBoxLayout)
{
    m_tree->setModel(m_model);
    m_tree->setAccessibleName(tr("Differences"));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setContentsMargins(8, 6, 8, 6);
    auto* splitter = new QSplitter(this);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_compare);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 340, 800 });
    m_choices->setContentsMargins(8, 6, 8, 6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_summary);
    layout->addWidget(splitter, 1);
    layout->addLayout(m_choices);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &SchemaDiffView::showObject);
}

void SchemaDiffView::show(
    const Side& left, const Side& right, const QList<Change>& changes, const QList<MessageAction>& choices)
{
    m_left = std::make_unique<SchemaText>(left.schema);
    m_right = std::make_unique<SchemaText>(right.schema);
    m_leftTitle = left.title;
    m_rightTitle = right.title;
    m_shown.clear();
    m_model->setChanges(changes, *m_left, *m_right);
    m_summary->setText(
        changes.isEmpty() ? tr("Both schemas are the same.") : tr("%n difference(s)", nullptr, int(changes.size())));
    while (QLayoutItem* item = m_choices->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_choices->addStretch();
    for (const MessageAction& choice : choices) {
        auto* button = new QPushButton(choice.text, this);
        button->setAccessibleName(choice.text);
        connect(button, &QPushButton::clicked, this, [run = choice.run] { run(); });
        m_choices->addWidget(button);
    }
    m_tree->expandAll();
    m_tree->setCurrentIndex(m_model->index(0, 0));
}

void SchemaDiffView::showObject(const QModelIndex& index)
{
    const QString key = index.data(ChangeModel::RootKeyRole).toString();
    if (!index.isValid() || key == m_shown)
        return;
    m_shown = key;
    m_compare->compare({ m_leftTitle, m_left->of(key).toUtf8() }, { m_rightTitle, m_right->of(key).toUtf8() });
}

} // namespace corridor
