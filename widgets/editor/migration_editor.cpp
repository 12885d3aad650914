// SPDX-License-Identifier: MIT
#include "migration_editor.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/draft_store.h"
#include "widgets/editor/failure_panel.h"
#include "widgets/editor/script_pane.h"
#include "widgets/editor/state_chip.h"
#include "widgets/migrations/state_look.h"
#include "widgets/style/icon.h"
#include "widgets/style/tool_button.h"

#include <QApplication>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

using namespace std::chrono_literals;

constexpr auto lockCause = "lock"_L1;
constexpr auto editedCause = "edited"_L1;
constexpr auto checksumPause = 120ms; // of idle, before the checksum of the text is compared
constexpr int shownChecksumDigits = 12;

QString durationText(qint64 milliseconds)
{
    const QLocale locale;
    return milliseconds < 10'000 ? MigrationEditor::tr("%1 ms").arg(locale.toString(milliseconds))
                                 : MigrationEditor::tr("%1 s").arg(locale.toString(milliseconds / 1000));
}

QString dateText(const QDateTime& utc)
{
    return QLocale().toString(utc.toLocalTime(), QLocale::ShortFormat);
}

QLabel* quietLabel(const QString& name)
{
    auto* label = new QLabel;
    label->setAccessibleName(name);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString pastOf(const MigrationStatus& status)
{
    const HistoryRow* row = status.current();
    if (!row)
        return MigrationEditor::tr("Never applied here");
    if (row->isRolledBack())
        return MigrationEditor::tr("Rolled back %1").arg(dateText(*row->rolledBackAt));
    if (row->isFailed())
        return MigrationEditor::tr("Started %1, not finished").arg(dateText(row->startedAt));
    return MigrationEditor::tr("Applied %1 in %2")
        .arg(dateText(row->startedAt), durationText(row->startedAt.msecsTo(*row->finishedAt)));
}

} // namespace

MigrationEditor::MigrationEditor(const Migration& migration, TaskList& tasks, DraftStore& drafts, QWidget* parent)
    : QWidget(parent)
    , m_name(migration.name)
    , m_folder(migration.path)
    , m_chip(new StateChip)
    , m_title(new QLabel)
    , m_past(quietLabel(tr("Past of the migration")))
    , m_checksum(quietLabel(tr("Checksum")))
    , m_failure(new FailurePanel)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_up(new ScriptPane(migration.path + u"/migration.sql"_s, tasks, drafts))
    , m_down(new ScriptPane(migration.path + u"/down.sql"_s, tasks, drafts))
    , m_hasDown(migration.down.has_value() || drafts.find(migration.path + u"/down.sql"_s))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_failure);
    layout->addWidget(m_splitter, 1);
    m_splitter->addWidget(makeSide(tr("migration.sql"), m_up));
    m_splitter->addWidget(m_downSide = makeSide(tr("down.sql — the way back"), m_down));
    m_splitter->setChildrenCollapsible(false);
    setFocusProxy(m_up);
    connectPane(m_up);
    connectPane(m_down);
    connectFailure();
    m_editPause.setSingleShot(true);
    m_editPause.setInterval(checksumPause);
    connect(&m_editPause, &QTimer::timeout, this, &MigrationEditor::updateEdited);
    showTitle();
    showState();
    showDownScript(m_hasDown);
    m_up->load();
    if (migration.down)
        m_down->load();
    else if (m_hasDown) // a way back that was begun and never saved
        m_down->begin({});
}

// ---- The header ----

QWidget* MigrationEditor::makeHeader()
{
    auto* header = new QWidget;
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(12, 8, 10, 8);
    layout->setSpacing(10);
    layout->addWidget(makeTexts(), 1);
    layout->addWidget(makeButtons());
    return header;
}

QWidget* MigrationEditor::makeTexts()
{
    auto* texts = new QWidget;
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_title);
    first->addWidget(m_chip);
    first->addStretch();
    auto* second = new QHBoxLayout;
    second->setSpacing(16);
    second->addWidget(m_past);
    second->addWidget(m_checksum);
    second->addStretch();
    auto* layout = new QVBoxLayout(texts);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    layout->addLayout(first);
    layout->addLayout(second);
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setBold(true);
    m_title->setFont(large);
    m_title->setAccessibleName(tr("Migration"));
    texts->setMinimumWidth(1); // a long name is cut off, not the window widened
    return texts;
}

QWidget* MigrationEditor::makeButtons()
{
    auto* buttons = new QWidget;
    auto* layout = new QHBoxLayout(buttons);
    layout->setContentsMargins({});
    m_downButton = toolButton("down"_L1, tr("Way back"), buttons);
    m_downButton->setText(tr("Way Back"));
    m_downButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_downButton->setCheckable(true);
    m_downButton->setToolTip(tr("Shows down.sql beside the script"));
    m_save = new QPushButton(icon("save"_L1), tr("Save"));
    m_save->setToolTip(tr("Writes both scripts (Ctrl+S)"));
    m_save->setEnabled(false);
    layout->addWidget(m_downButton);
    layout->addWidget(m_save);
    connect(m_downButton, &QToolButton::clicked, this, &MigrationEditor::showDownScript);
    connect(m_save, &QPushButton::clicked, this, &MigrationEditor::save);
    return buttons;
}

QWidget* MigrationEditor::makeSide(const QString& title, ScriptPane* pane)
{
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* label = new QLabel(title);
    label->setContentsMargins(12, 3, 12, 3);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(&pane->editor());
    layout->addWidget(label);
    layout->addWidget(pane, 1);
    if (pane == m_down) {
        m_missingDown = makeMissingDown();
        layout->addWidget(m_missingDown, 1);
    }
    pane->editor().setAccessibleName(tr("%1 of %2").arg(QFileInfo(pane->path()).fileName(), m_name));
    return side;
}

QWidget* MigrationEditor::makeMissingDown()
{
    auto* page = new QWidget;
    auto* text = new QLabel(tr("There is no way back from this migration.\n"
                               "A down.sql that undoes it makes Roll Back possible."));
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    auto* add = new QPushButton(icon("new"_L1), tr("Write down.sql"));
    connect(add, &QPushButton::clicked, this, &MigrationEditor::addDownScript);
    auto* generate = new QPushButton(icon("down"_L1), tr("&Generate it"));
    generate->setToolTip(tr("Work the way back out in the private server, where it is tried as well"));
    connect(generate, &QPushButton::clicked, this, [this] { emit downRequested(m_name); });
    auto* layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(text);
    layout->addWidget(generate, 0, Qt::AlignHCenter);
    layout->addWidget(add, 0, Qt::AlignHCenter);
    layout->addStretch();
    return page;
}

void MigrationEditor::showTitle()
{
    m_title->setText(migrationTitle(m_name).title);
    m_title->setToolTip(m_name);
    m_title->setAccessibleDescription(m_name);
}

// ---- Following the panes ----

void MigrationEditor::connectPane(ScriptPane* pane)
{
    connect(pane, &ScriptPane::modifiedChanged, this, [this] {
        m_save->setEnabled(isModified());
        emit modifiedChanged(isModified());
    });
    connect(pane, &ScriptPane::saved, this, &MigrationEditor::saved);
    if (pane != m_up)
        return;
    connect(pane, &ScriptPane::loaded, this, &MigrationEditor::onUpLoaded);
    connect(pane, &ScriptPane::edited, this, &MigrationEditor::onEdited);
    connect(pane, &ScriptPane::saved, this, &MigrationEditor::updateEdited);
    connect(&pane->editor(), &CodeEditor::lockedTyping, this, [this] {
        if (m_locked)
            postLock();
    });
}

void MigrationEditor::connectFailure()
{
    connect(m_failure, &FailurePanel::lineRequested, this, [this](int line, int column) {
        currentPane().editor().goTo(line, qMax(1, column));
        currentPane().editor().setFocus(Qt::OtherFocusReason);
    });
    connect(m_failure, &FailurePanel::markRolledBackRequested, this, &MigrationEditor::markRolledBackRequested);
    connect(m_failure, &FailurePanel::markAppliedRequested, this, &MigrationEditor::markAppliedRequested);
    connect(m_failure, &FailurePanel::rollbackScriptRequested, this, [this] {
        showDownScript(true);
        m_down->setFocus(Qt::OtherFocusReason);
    });
}

void MigrationEditor::onUpLoaded()
{
    updateEdited();
    if (!m_failureIsFresh)
        showStoredFailure();
}

// At once, without a checksum: a changed text is edited until the pause proves that it is not.
void MigrationEditor::onEdited()
{
    m_editPause.start();
    if (!m_edited && appliedRow() && m_up->isModified()) {
        m_edited = true;
        showState();
        postEdited();
    }
}

void MigrationEditor::updateEdited()
{
    if (!m_up->isLoaded())
        return;
    const HistoryRow* row = appliedRow();
    m_edited = row && !checksumMatches(row->checksum, m_up->bytes());
    updateLock();
    showState();
    m_edited ? postEdited() : m_up->messages().solve(editedCause);
}

// ---- State ----

const HistoryRow* MigrationEditor::appliedRow() const
{
    if (!m_status)
        return nullptr;
    const auto row = std::ranges::find_if(m_status->rows, [](const HistoryRow& r) { return r.isApplied(); });
    return row == m_status->rows.end() ? nullptr : &*row;
}

void MigrationEditor::setStatus(const std::optional<MigrationStatus>& status)
{
    m_status = status;
    m_failureIsFresh = m_failureIsFresh && status && status->state == MigrationState::Failed;
    if (m_up->isLoaded()) {
        updateEdited();
        if (!m_failureIsFresh)
            showStoredFailure();
    }
    updateLock();
    showState();
}

std::optional<MigrationState> MigrationEditor::shownState() const
{
    if (!m_status)
        return {};
    const bool applied = m_status->state == MigrationState::Applied || m_status->state == MigrationState::Edited;
    if (!applied || !m_up->isLoaded())
        return m_status->state;
    return m_edited ? MigrationState::Edited : MigrationState::Applied;
}

void MigrationEditor::showState()
{
    const std::optional<MigrationState> state = shownState();
    const StateLook look = state ? stateLook(*state) : StateLook {};
    m_chip->set(look.word, look.iconName, look.tone);
    m_past->setText(m_status ? pastOf(*m_status) : tr("State unknown: no database is connected"));
    showChecksum();
    emit stateShown();
}

QString MigrationEditor::savedChecksum()
{
    if (!m_up->isLoaded())
        return {};
    const QByteArray bytes = m_up->savedBytes();
    if (m_checksumText.isEmpty() || bytes.constData() != m_checksumOf.constData()) { // shared until the file is another
        m_checksumOf = bytes;
        m_checksumText = prismaChecksum(bytes);
    }
    return m_checksumText;
}

void MigrationEditor::showChecksum()
{
    const QString now = savedChecksum();
    const HistoryRow* row = appliedRow();
    QString text = now.isEmpty() ? QString() : tr("Checksum %1…").arg(now.left(shownChecksumDigits));
    if (row && m_edited)
        text = tr("Applied as %1…").arg(row->checksum.left(shownChecksumDigits));
    m_checksum->setText(text);
    m_checksum->setToolTip(row && m_edited ? tr("applied: %1\non disk: %2").arg(row->checksum, now) : now);
}

// ---- The lock ----

void MigrationEditor::updateLock()
{
    m_locked = appliedRow() && !m_unlocked;
    m_up->setLocked(m_locked);
    m_locked ? postLock() : m_up->messages().solve(lockCause);
}

void MigrationEditor::postLock()
{
    if (m_up->messages().find(lockCause))
        return;
    Message message { .cause = lockCause, .level = MessageLevel::Information };
    message.headline = tr("Applied migrations are locked.");
    message.details.append(
        tr("An edit does not reach a database that has it. The checksum would differ from the one recorded there: "
           "it would show as edited, and prisma migrate dev would ask to reset. Write a new migration instead."));
    message.actions.append({ tr("New Migration…"), [this] { emit newMigrationRequested(); } });
    message.actions.append({ tr("Unlock"), [this] { unlock(); } });
    m_up->messages().post(message);
}

void MigrationEditor::unlock()
{
    m_unlocked = true;
    updateLock();
    m_up->editor().setFocus(Qt::OtherFocusReason);
}

void MigrationEditor::postEdited()
{
    if (m_up->messages().find(editedCause) || !m_unlocked)
        return;
    Message message { .cause = editedCause, .level = MessageLevel::Warning };
    message.headline = tr("Edited after apply: this is not the text that ran.");
    message.details.append(tr("What ran stays in the database. Undo (Ctrl+Z) brings back the applied text."));
    m_up->messages().post(message);
}

// ---- Failures ----

void MigrationEditor::showStoredFailure()
{
    const std::optional<Error> failure = m_status ? failureOf(*m_status, m_up->savedBytes()) : std::nullopt;
    failure ? showFailure(*failure, *m_up) : clearFailure();
}

void MigrationEditor::setFailure(const Error& error, bool inDownScript)
{
    m_failureIsFresh = true;
    if (inDownScript)
        showDownScript(true);
    ScriptPane& pane = inDownScript ? *m_down : *m_up;
    showFailure(error, pane);
    if (error.line > 0)
        pane.editor().goTo(error.line, qMax(1, error.column));
}

void MigrationEditor::showFailure(const Error& error, ScriptPane& pane)
{
    m_failure->showFailure(error, m_hasDown);
    if (error.line > 0)
        (&pane == m_up ? m_upFailure : m_downFailure)
            = { { .line = error.line, .column = error.column, .message = error.message } };
    showProblems();
}

void MigrationEditor::clearFailure()
{
    m_failureIsFresh = false;
    m_failure->hide();
    m_upFailure.clear();
    m_downFailure.clear();
    showProblems();
}

void MigrationEditor::setReview(const QList<EditorProblem>& findings, const QHash<int, GutterBadge>& badges)
{
    m_up->editor().setBadges(badges);
    if (findings == m_findings)
        return;
    m_findings = findings;
    showProblems();
}

void MigrationEditor::showProblems()
{
    m_up->editor().setProblems(m_upFailure + m_findings);
    m_down->editor().setProblems(m_downFailure);
}

// ---- The way back, and saving ----

void MigrationEditor::showDownScript(bool shown)
{
    m_downSide->setVisible(shown);
    m_downButton->setChecked(shown);
    m_down->setVisible(m_hasDown);
    m_missingDown->setVisible(!m_hasDown);
}

void MigrationEditor::addDownScript()
{
    beginDownScript(tr("-- Undoes %1.\n").arg(m_name));
}

void MigrationEditor::beginDownScript(const QString& text)
{
    if (!m_hasDown) {
        m_hasDown = true;
        m_down->begin(text);
    }
    showDownScript(true);
    m_down->editor().moveCursor(QTextCursor::End);
    m_down->editor().setFocus(Qt::OtherFocusReason);
}

bool MigrationEditor::isModified() const
{
    return m_up->isModified() || (m_hasDown && m_down->isModified());
}

ScriptPane& MigrationEditor::currentPane() const
{
    const QWidget* focus = QApplication::focusWidget();
    return focus && m_down->isAncestorOf(focus) ? *m_down : *m_up;
}

void MigrationEditor::save()
{
    m_up->save();
    if (m_hasDown)
        m_down->save();
}

void MigrationEditor::storeDrafts()
{
    m_up->storeDraft();
    m_down->storeDraft();
}

void MigrationEditor::discardDrafts()
{
    m_up->discardDraft();
    m_down->discardDraft();
}

} // namespace corridor
