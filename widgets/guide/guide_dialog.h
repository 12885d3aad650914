// SPDX-License-Identifier: MIT
#pragma once

#include "guide_steps.h"

#include <QDialog>

class QButtonGroup;
class QComboBox;
class QVBoxLayout;

namespace corridor {

// Leads through one of the flows, step by step, beside the window: what is done, what comes next, and the buttons for
// it. Changes nothing itself; whoever carries a deed out gives it the new facts.
class GuideDialog : public QDialog {
    Q_OBJECT
public:
    explicit GuideDialog(QWidget* parent = nullptr);

    GuideFlow flow() const;
    void setFlow(GuideFlow flow);
    // `busy`: something runs, and no button may be pressed; `obstacle` says what else stands in the way.
    void setFacts(const GuideFacts& facts, bool busy, const QString& obstacle = {});
    // The last migration that the database holds already, as it was chosen.
    QString baseline() const { return m_baseline; }

signals:
    void flowChanged();
    void wanted(corridor::GuideDeed deed);

protected:
    void changeEvent(QEvent* event) override;

private:
    void addFlow(GuideFlow flow, const QString& text);
    void showSteps();
    QWidget* makeStep(const GuideStep& step, int number, int count, bool current);
    QWidget* makeDeeds(const GuideStep& step);
    QComboBox* makeBaselineChoice();

    GuideFacts m_facts;
    QString m_baseline, m_obstacle;
    bool m_busy = false;
    QButtonGroup* m_flows;
    QVBoxLayout* m_flowLayout;
    QVBoxLayout* m_stepLayout;
    QWidget* m_steps = nullptr;
};

} // namespace corridor
