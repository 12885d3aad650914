// SPDX-License-Identifier: MIT
#include "monitor_view.h"

#include "report/quantity_text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>

namespace corridor {

namespace {

QTreeView* makeTree(const QString& name, QWidget* parent)
{
    auto* tree = new QTreeView(parent);
    tree->setAccessibleName(name);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    tree->setAllColumnsShowFocus(true);
    tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return tree;
}

} // namespace

QString monitorSummary(const ServerSnapshot& snapshot, double rate)
{
    QStringList parts { QObject::tr("%1 of %2 connections").arg(snapshot.connections).arg(snapshot.maxConnections) };
    if (rate >= 0)
        parts << QObject::tr("%1 transactions/s").arg(rate, 0, 'f', rate < 10 ? 1 : 0);
    if (snapshot.databaseBytes)
        parts << sizeText(*snapshot.databaseBytes);
    if (const auto longest = snapshot.longestTransactions(1); !longest.isEmpty())
        parts << QObject::tr("longest transaction %1").arg(durationText(longest.first().transactionMs.value_or(0)));
    for (const StandbyFact& standby : snapshot.standbys)
        if (standby.lagBytes)
            parts << QObject::tr("%1 is %2 behind").arg(standby.application, sizeText(*standby.lagBytes));
    return parts.join(QString::fromUtf8("  ·  "));
}

MonitorView::MonitorView(QWidget* parent)
    : QWidget(parent)
    , m_numbers(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_tree(makeTree(tr("Sessions"), this))
    , m_cancel(new QPushButton(tr("Cancel &statement…"), this))
    , m_terminate(new QPushButton(tr("E&nd session…"), this))
{
    m_tree->setModel(&m_model);
    const int character = fontMetrics().averageCharWidth();
    const int widths[] { 32, 10, 12, 26 };
    for (int column = 0; column < 4; ++column)
        m_tree->setColumnWidth(column, widths[column] * character);
    m_numbers->setAccessibleName(tr("Numbers of the server"));
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_cancel->setToolTip(tr("Asks the server to stop what the chosen session does; its transaction fails"));
    m_terminate->setToolTip(tr("Ends the chosen session; its transaction is taken back"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->setSpacing(8);
    bar->addWidget(m_numbers, 1);
    bar->addWidget(m_cancel);
    bar->addWidget(m_terminate);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_sentence, 1);
    setFocusProxy(m_tree);
    connect(&m_feed, &MonitorFeed::looked, this, &MonitorView::take);
    connect(&m_feed, &MonitorFeed::failed, this, &MonitorView::fail);
    connect(&m_feed, &MonitorFeed::gone, this, &MonitorView::forget);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &MonitorView::updateButtons);
    connect(m_cancel, &QPushButton::clicked, this, [this] { ask(StopKind::Cancel); });
    connect(m_terminate, &QPushButton::clicked, this, [this] { ask(StopKind::Terminate); });
    forget();
}

void MonitorView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_feed.setAwake(true);
}

void MonitorView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_feed.setAwake(false);
}

// The chosen session stays chosen, wherever it is now.
void MonitorView::take(const ServerSnapshot& snapshot, double rate)
{
    const int chosen = currentPid();
    m_model.setSnapshot(snapshot);
    m_tree->expandAll();
    if (const QModelIndex index = m_model.indexOf(chosen); index.isValid())
        m_tree->setCurrentIndex(index);
    m_numbers->setText(monitorSummary(snapshot, rate));
    showSentence(m_model.rowCount() == 0 ? tr("Nobody works on this server now.") : QString());
    updateButtons();
}

void MonitorView::fail(const Error& error)
{
    m_numbers->setText(error.message);
    m_numbers->setToolTip(error.toText());
    if (m_model.rowCount() == 0)
        showSentence(error.hint.isEmpty() ? error.message : error.hint);
}

void MonitorView::forget()
{
    m_model.clear();
    m_numbers->clear();
    m_numbers->setToolTip({});
    showSentence(tr("Not connected: there is nothing to watch."));
    updateButtons();
}

void MonitorView::showSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_tree->setVisible(sentence.isEmpty());
}

int MonitorView::currentPid() const
{
    return m_tree->currentIndex().isValid() ? m_tree->currentIndex().data(SessionPidRole).toInt() : -1;
}

void MonitorView::updateButtons()
{
    m_cancel->setEnabled(currentPid() > 0);
    m_terminate->setEnabled(currentPid() > 0);
}

void MonitorView::ask(StopKind kind)
{
    const int pid = currentPid();
    const ServerSession* session = m_model.snapshot().session(pid);
    if (!session)
        return;
    const QString act = kind == StopKind::Cancel ? tr("Cancel statement") : tr("End session");
    auto* box = new QMessageBox(QMessageBox::Warning, act,
        kind == StopKind::Cancel ? tr("Cancel the statement of session %1?").arg(pid) : tr("End session %1?").arg(pid),
        QMessageBox::Cancel, this);
    box->setObjectName("stopSession");
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        tr("%1 on %2, %3: %4").arg(session->user, session->database, session->state, session->query.left(200)));
    auto* yes = box->addButton(act, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, kind, pid] { m_feed.stop(kind, pid); });
    box->open();
}

} // namespace corridor
