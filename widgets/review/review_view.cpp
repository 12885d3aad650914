// SPDX-License-Identifier: MIT
#include "review_view.h"

#include "lint/rule.h"
#include "lint/rule_text.h"
#include "report/html_text.h"
#include "widgets/review/finding_model.h"
#include "widgets/style/icon.h"

#include <QAction>
#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QString paragraph(const QString& title, const QString& text)
{
    return text.isEmpty() ? QString() : u"<p><b>%1</b> %2</p>"_s.arg(title, htmlEscaped(text));
}

} // namespace

ReviewView::ReviewView(FindingModel& model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_tree(new QTreeView)
    , m_none(new QLabel)
{
    m_tree->setModel(&model);
    m_tree->setAccessibleName(tr("Findings"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setTabKeyNavigation(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(FindingModel::MessageColumn, QHeaderView::Stretch);
    const int character = fontMetrics().averageCharWidth();
    m_tree->setColumnWidth(FindingModel::RuleColumn, character * 24);
    m_tree->setColumnWidth(FindingModel::LineColumn, character * 8);
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setWordWrap(true);
    m_none->setForegroundRole(QPalette::PlaceholderText);
    auto* split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_tree);
    split->addWidget(makeDetails());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    m_split = split;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_split);
    layout->addWidget(m_none);
    setFocusProxy(m_tree);
    connect(&model, &QAbstractItemModel::modelReset, this, &ReviewView::showTreeOrSentence);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReviewView::showDetails);
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const QString migration = m_model.migration(index); !migration.isEmpty())
            emit placeActivated(migration, m_model.finding(index) ? m_model.finding(index)->line : 0);
    });
    showTreeOrSentence();
}

QWidget* ReviewView::makeDetails()
{
    m_text = new QTextBrowser;
    m_text->setAccessibleName(tr("About the finding"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenExternalLinks(true);
    m_text->setTabChangesFocus(true);
    m_fix = new QPushButton(icon("check"_L1), tr("Show &fix…"));
    m_fix->setShortcut(QKeySequence(u"Ctrl+."_s));
    m_fix->setToolTip(tr("Show the safe form beside the script, and apply it"));
    m_allow = new QPushButton(tr("A&llow…"));
    m_allow->setShortcut(QKeySequence(u"Ctrl+Shift+."_s));
    m_allow->setToolTip(tr("Write into the script that this is meant, and why"));
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(8, 4, 8, 6);
    buttons->addWidget(m_fix);
    buttons->addWidget(m_allow);
    buttons->addStretch();
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        if (const Finding* finding = current(); finding && finding->fix)
            emit fixRequested(*finding);
    });
    connect(m_allow, &QPushButton::clicked, this, [this] {
        if (const Finding* finding = current(); finding && finding->line > 0)
            emit allowRequested(*finding);
    });
    return page;
}

void ReviewView::setMajor(int major)
{
    m_major = major;
    showDetails();
}

void ReviewView::setEmptyText(const QString& text)
{
    m_none->setText(text);
}

const Finding* ReviewView::current() const
{
    return m_model.finding(m_tree->currentIndex());
}

void ReviewView::showFinding(const QString& migration, int line)
{
    const QModelIndex index = m_model.indexOf(migration, line);
    if (!index.isValid())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void ReviewView::showDetails()
{
    const Finding* finding = current();
    m_fix->setEnabled(finding && finding->fix);
    m_fix->setText(finding && finding->fix ? tr("%1…").arg(finding->fix->title) : tr("Show &fix…"));
    m_allow->setEnabled(finding && finding->line > 0);
    if (!finding) {
        m_text->setHtml(u"<p>%1</p>"_s.arg(htmlEscaped(tr("Choose a finding to see what it means."))));
        return;
    }
    QString html = u"<p><b>%1</b></p>"_s.arg(htmlEscaped(finding->message));
    if (const Rule* rule = findRule(finding->rule)) {
        const QString manual = manualOf(*rule, m_major);
        html += paragraph(tr("Why."), QString::fromUtf8(rule->effect)) + paragraph(tr("Safe form."), QString::fromUtf8(rule->safe))
            + u"<p>%1 · <a href=\"%2\">%3</a></p>"_s.arg(htmlEscaped(finding->rule), htmlEscaped(manual), htmlEscaped(tr("PostgreSQL's manual")));
    } else {
        html += paragraph(tr("Why."), finding->why) + u"<p>%1</p>"_s.arg(htmlEscaped(finding->rule));
    }
    m_text->setHtml(html);
}

void ReviewView::showTreeOrSentence()
{
    const bool any = m_model.rowCount() > 0;
    m_split->setVisible(any);
    m_none->setVisible(!any);
    m_tree->expandAll();
    for (int row = 0; row < m_model.rowCount(); ++row)
        m_tree->setFirstColumnSpanned(row, {}, true);
    if (any)
        m_tree->setCurrentIndex(m_model.index(0, 0, m_model.index(0, 0)));
    showDetails();
}

} // namespace corridor
