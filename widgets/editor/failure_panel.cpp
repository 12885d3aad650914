// SPDX-License-Identifier: MIT
#include "failure_panel.h"

#include "engine/script_position.h"
#include "history/failure_log.h"
#include "widgets/messages/message.h"
#include "widgets/style/icon.h"
#include "widgets/style/tone.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QPushButton* wayOn(const QString& text, const QString& help)
{
    auto* button = new QPushButton(text);
    button->setToolTip(help);
    button->setAccessibleDescription(help);
    button->setAutoDefault(false);
    return button;
}

QLabel* wrappedLabel()
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

FailurePanel::FailurePanel(QWidget* parent)
    : QWidget(parent)
    , m_headline(wrappedLabel())
    , m_details(wrappedLabel())
{
    QFont bold = m_headline->font();
    bold.setBold(true);
    m_headline->setFont(bold);
    m_headline->setAccessibleName(tr("What failed"));
    m_details->setAccessibleName(tr("Details of the failure"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(fontMetrics().height() * 5 / 2, 8, 12, 8);
    layout->setSpacing(4);
    layout->addWidget(m_headline);
    layout->addWidget(m_details);
    layout->addSpacing(2);
    layout->addWidget(makeWaysOn());
    hide();
}

QWidget* FailurePanel::makeWaysOn()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    auto* line = wayOn(tr("Go to the &Line"), tr("Puts the cursor where the server stopped."));
    auto* repaired = wayOn(tr("Mark as Rolled &Back…"),
        tr("Nothing of it is in the database: then the script can be repaired and deployed again."));
    auto* applied = wayOn(tr("Mark as &Applied…"),
        tr("Its changes were made by hand: the next deploy goes on with the migrations after it."));
    auto* script = wayOn(tr("Open the &Way Back"), tr("Shows down.sql, to undo by hand what was kept."));
    auto* copying = wayOn(tr("&Copy"), tr("Copies all of this as text."));
    for (QPushButton* button : { line, repaired, applied, script })
        layout->addWidget(button);
    layout->addStretch();
    layout->addWidget(copying);
    m_goToLine = line;
    m_rollback = script;
    connect(line, &QPushButton::clicked, this, [this] { emit lineRequested(m_error.line, m_error.column); });
    connect(repaired, &QPushButton::clicked, this, [this] { emit markRolledBackRequested(m_error.migration); });
    connect(applied, &QPushButton::clicked, this, [this] { emit markAppliedRequested(m_error.migration); });
    connect(script, &QPushButton::clicked, this, &FailurePanel::rollbackScriptRequested);
    connect(copying, &QPushButton::clicked, this, &FailurePanel::copy);
    return row;
}

void FailurePanel::showFailure(const Error& error, bool canRollBack)
{
    m_error = error;
    const Message message = errorMessage(u"failure"_s, error);
    m_headline->setText(message.headline);
    m_details->setText(message.details.join(u'\n'));
    m_details->setVisible(!message.details.isEmpty());
    m_goToLine->setVisible(error.line > 0);
    m_rollback->setVisible(canRollBack);
    setAccessibleName(message.headline);
    show();
}

void FailurePanel::copy() const
{
    QGuiApplication::clipboard()->setText(errorMessage(u"failure"_s, m_error).copyText);
}

void FailurePanel::paintEvent(QPaintEvent*)
{
    const ToneColors& colors = toneColors(Tone::Error, palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.fill);
    painter.fillRect(QRect(0, 0, 3, height()), colors.mark);
    const int side = fontMetrics().height();
    icon("failed"_L1, Tone::Error).paint(&painter, QRect(side * 3 / 4, 8, side, side));
}

std::optional<Error> failureOf(const MigrationStatus& status, const QByteArray& script)
{
    const auto row = std::ranges::find_if(status.rows, [](const HistoryRow& r) { return r.isFailed(); });
    if (row == status.rows.end())
        return {};
    Error error { .code = u"P3009"_s, .migration = status.name };
    const QString started = QLocale().toString(row->startedAt.toLocalTime(), QLocale::ShortFormat);
    error.message = FailurePanel::tr("The migration started at %1 and did not finish.").arg(started);
    error.hint = FailurePanel::tr("No other migration is applied before this one is resolved.");
    const std::optional<FailureLog> log = parseFailureLog(row->logs.value_or(QString()));
    if (!log)
        return error;
    const ScriptPosition place = positionInScript(script, log->position);
    error.message = FailurePanel::tr("The migration failed on %1: %2").arg(started, log->message);
    error.detail = log->detail;
    error.hint = log->hint.isEmpty() ? error.hint : log->hint + u'\n' + error.hint;
    error.sqlstate = log->sqlstate;
    error.line = place.line;
    error.column = place.column;
    return error;
}

} // namespace corridor
