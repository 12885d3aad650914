// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/monitor/monitor_feed.h"
#include "widgets/monitor/session_tree_model.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeView;

namespace corridor {

// What the server does now: a line of numbers, the sessions as a tree of who blocks whom, and the two ways to stop one,
// each after a question. The feed is awake only while this is seen.
class MonitorView : public QWidget {
    Q_OBJECT
public:
    explicit MonitorView(QWidget* parent = nullptr);

    MonitorFeed& feed() { return m_feed; }
    SessionTreeModel& model() { return m_model; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void take(const ServerSnapshot& snapshot, double rate);
    void fail(const Error& error);
    void forget();
    void showSentence(const QString& sentence);
    void ask(StopKind kind);
    void updateButtons();
    int currentPid() const;

    MonitorFeed m_feed;
    SessionTreeModel m_model;
    QLabel* m_numbers;
    QLabel* m_sentence;
    QTreeView* m_tree;
    QPushButton* m_cancel;
    QPushButton* m_terminate;
};

// "3 of 100 connections · 12 transactions/s · 1.2 GB · longest transaction 4 min 02 s". Pure.
QString monitorSummary(const ServerSnapshot& snapshot, double rate);

} // namespace corridor
