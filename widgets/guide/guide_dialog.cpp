// SPDX-License-Identifier: MIT
#include "guide_dialog.h"

#include "widgets/style/icon.h"
#include "widgets/style/tone.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QLabel* wrapped(const QString& text, bool current)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (!current)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

// Not by an Enter that was meant for something else.
bool changesHistory(GuideDeed deed)
{
    return deed == GuideDeed::MarkRolledBack || deed == GuideDeed::MarkApplied || deed == GuideDeed::MarkBaseline
        || deed == GuideDeed::MarkAdopted;
}

QLabel* stateIcon(const GuideStep& step, bool current)
{
    auto* label = new QLabel;
    const auto name = step.done ? "check"_L1 : current ? "deploy"_L1 : "pending"_L1;
    label->setPixmap(icon(name, step.done ? Tone::Ok : current ? Tone::Pending : Tone::Neutral).pixmap(16, 16));
    label->setAlignment(Qt::AlignTop);
    return label;
}

} // namespace

GuideDialog::GuideDialog(QWidget* parent)
    : QDialog(parent)
    , m_flows(new QButtonGroup(this))
    , m_stepLayout(new QVBoxLayout)
{
    setWindowTitle(tr("Guide"));
    auto* choice = new QGroupBox(tr("What is the trouble?"));
    m_flowLayout = new QVBoxLayout(choice);
    addFlow(GuideFlow::Failure, tr("A migration has &failed"));
    addFlow(GuideFlow::Baseline, tr("The database has tables, but no &history"));
    addFlow(GuideFlow::Drift, tr("The database was changed by &hand"));
    m_flows->button(int(GuideFlow::Failure))->setChecked(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(choice);
    layout->addLayout(m_stepLayout, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_flows, &QButtonGroup::idClicked, this, [this] {
        showSteps();
        emit flowChanged();
    });
    resize(fontMetrics().averageCharWidth() * 78, fontMetrics().height() * 34);
}

// The icons have the colours of the scheme in which they were made.
void GuideDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_steps)
        showSteps();
}

void GuideDialog::addFlow(GuideFlow flow, const QString& text)
{
    auto* button = new QRadioButton(text);
    m_flows->addButton(button, int(flow));
    m_flowLayout->addWidget(button);
}

GuideFlow GuideDialog::flow() const
{
    return GuideFlow(m_flows->checkedId());
}

void GuideDialog::setFlow(GuideFlow flow)
{
    m_flows->button(int(flow))->setChecked(true);
    showSteps();
}

void GuideDialog::setFacts(const GuideFacts& facts, bool busy, const QString& obstacle)
{
    m_facts = facts;
    m_busy = busy;
    m_obstacle = obstacle;
    showSteps();
}

// Made anew: there are four of them, and the keyboard goes to the advice.
void GuideDialog::showSteps()
{
    const bool hadFocus = m_steps && m_steps->isAncestorOf(focusWidget());
    if (m_steps) { // later, because one of its buttons may have been pressed
        m_stepLayout->removeWidget(m_steps);
        m_steps->hide();
        m_steps->deleteLater();
    }
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    const QList<GuideStep> steps = guideSteps(flow(), m_facts);
    const auto current = std::ranges::find(steps, false, &GuideStep::done) - steps.begin();
    for (qsizetype i = 0; i < steps.size(); ++i)
        layout->addWidget(makeStep(steps[i], int(i), int(steps.size()), i == current));
    if (!m_obstacle.isEmpty())
        layout->addWidget(wrapped(m_obstacle, true));
    layout->addStretch();
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("Steps"));
    area->setFocusPolicy(Qt::NoFocus);
    m_steps = area;
    m_stepLayout->addWidget(area);
    area->show(); // now, for the keyboard
    auto* advice = content->findChild<QPushButton*>();
    if (advice && advice->autoDefault())
        advice->setDefault(true);
    if (advice && hadFocus)
        advice->setFocus();
}

QWidget* GuideDialog::makeStep(const GuideStep& step, int number, int count, bool current)
{
    auto* box = new QWidget;
    const QString state = step.done ? tr("done") : current ? tr("now") : tr("later");
    box->setAccessibleName(tr("Step %1 of %2, %3: %4").arg(number + 1).arg(count).arg(state, step.title));
    box->setAccessibleDescription(step.text);
    auto* title = wrapped(step.title, current || step.done);
    QFont font = title->font();
    font.setBold(current);
    title->setFont(font);
    auto* texts = new QVBoxLayout;
    texts->addWidget(title);
    texts->addWidget(wrapped(step.text, current));
    if (current && !step.deeds.isEmpty())
        texts->addWidget(makeDeeds(step));
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(stateIcon(step, current), 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    return box;
}

QWidget* GuideDialog::makeDeeds(const GuideStep& step)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 4, 0, 0);
    if (step.deeds.contains(GuideDeed::MarkBaseline))
        layout->addWidget(makeBaselineChoice());
    for (const GuideDeed deed : step.deeds) {
        auto* button = new QPushButton(deedText(deed));
        button->setAccessibleDescription(step.text);
        button->setEnabled(!m_busy);
        button->setAutoDefault(!changesHistory(deed));
        connect(button, &QPushButton::clicked, this, [this, deed] { emit wanted(deed); });
        layout->addWidget(button);
    }
    layout->addStretch();
    return row;
}

QComboBox* GuideDialog::makeBaselineChoice()
{
    auto* choice = new QComboBox;
    choice->setAccessibleName(tr("The last migration that the database has"));
    choice->addItems(m_facts.diagnosis.pending());
    if (const int at = choice->findText(m_baseline); at >= 0)
        choice->setCurrentIndex(at);
    m_baseline = choice->currentText();
    connect(choice, &QComboBox::currentTextChanged, this, [this](const QString& name) { m_baseline = name; });
    return choice;
}

} // namespace corridor
