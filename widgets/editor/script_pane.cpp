// SPDX-License-Identifier: MIT
#include "script_pane.h"

#include "widgets/editor/code_editor.h"
#include "widgets/editor/compare_view.h"
#include "widgets/editor/draft_store.h"
#include "widgets/editor/editor_settings.h"
#include "widgets/editor/file_watch.h"
#include "widgets/editor/find_bar.h"
#include "widgets/editor/go_to_line_bar.h"
#include "widgets/messages/message_view.h"

#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>
#include <chrono>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

using namespace std::chrono_literals;

constexpr auto draftDelay = 2s; // of idle
constexpr auto diskCause = "disk"_L1;
constexpr auto draftCause = "draft"_L1;
constexpr auto saveCause = "save"_L1;
constexpr auto loadCause = "load"_L1;
constexpr auto obstacleCause = "obstacle"_L1;

// Unless another program has written the file since `base` was read.
Result<void> writeOver(const QString& path, const QByteArray& bytes, const std::optional<QByteArray>& base)
{
    QFile file(path);
    if (base && file.open(QIODevice::ReadOnly) && file.readAll() != *base)
        return fail(u"file-changed"_s, u"%1 was changed by another program since it was read."_s.arg(path));
    file.close();
    return writeFile(path, bytes);
}

} // namespace

ScriptPane::ScriptPane(QString path, TaskList& tasks, DraftStore& drafts, QWidget* parent)
    : QWidget(parent)
    , m_path(std::move(path))
    , m_drafts(drafts)
    , m_editor(new CodeEditor)
    , m_findBar(new FindBar(m_editor))
    , m_goToLineBar(new GoToLineBar(m_editor))
    , m_stack(new QStackedWidget)
    , m_place(new QLabel)
    , m_format(new QLabel)
    , m_watch(new FileWatch(m_path, this))
    , m_load(tasks)
    , m_save(tasks)
    , m_check(tasks)
{
    m_stack->addWidget(m_editor);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(new MessageView(m_messages));
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_goToLineBar);
    layout->addWidget(m_findBar);
    layout->addWidget(makeFooter());
    setFocusProxy(m_editor);
    m_editor->setAccessibleName(tr("%1, SQL script").arg(QFileInfo(m_path).fileName()));
    m_editor->installEventFilter(this);
    m_draftPause.setSingleShot(true);
    m_draftPause.setInterval(draftDelay);
    connectEditor();
    applyLock();
}

ScriptPane::~ScriptPane() = default;

QWidget* ScriptPane::makeFooter()
{
    auto* footer = new QWidget;
    auto* layout = new QHBoxLayout(footer);
    layout->setContentsMargins(10, 2, 10, 2);
    m_place->setAccessibleName(tr("Place in the script"));
    m_format->setAccessibleName(tr("Encoding and line ends"));
    for (QLabel* label : { m_place, m_format })
        label->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_place);
    layout->addStretch();
    layout->addWidget(m_format);
    return footer;
}

void ScriptPane::connectEditor()
{
    connect(m_editor, &CodeEditor::edited, this, [this] {
        m_draftPause.start();
        emit edited();
    });
    connect(&m_draftPause, &QTimer::timeout, this, &ScriptPane::storeDraft);
    connect(m_editor->document(), &QTextDocument::modificationChanged, this, [this](bool modified) {
        if (!modified && m_loaded)
            discardDraft();
        emit modifiedChanged(modified);
    });
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, &ScriptPane::showPlace);
    connect(m_watch, &FileWatch::changed, this, &ScriptPane::checkDisk);
    showPlace();
}

void ScriptPane::showPlace()
{
    m_place->setText(tr("Line %1, column %2").arg(m_editor->currentLine()).arg(m_editor->currentColumn()));
}

bool ScriptPane::isModified() const
{
    return m_editor->document()->isModified();
}

QByteArray ScriptPane::bytes() const
{
    return isModified() ? encodeText(*m_editor->document(), m_file.format) : m_file.bytes;
}

void ScriptPane::setLocked(bool locked)
{
    m_locked = locked;
    applyLock();
}

void ScriptPane::applyLock()
{
    m_editor->setLocked(m_locked || !m_loaded || !m_file.obstacle.isEmpty());
}

// ---- Loading ----

void ScriptPane::load()
{
    m_load.start(
        tr("Reading %1").arg(QFileInfo(m_path).fileName()),
        [path = m_path](const CancelToken&) { return readTextFile(path); },
        [this](Result<TextFile> file) { onLoaded(std::move(file)); });
}

void ScriptPane::begin(const QString& text)
{
    m_file = {};
    m_editor->load({ .text = text });
    m_editor->document()->setModified(true);
    m_loaded = true;
    m_format->setText(formatText(m_file.format));
    applyLock();
    restoreDraft();
    emit loaded();
}

void ScriptPane::onLoaded(Result<TextFile> file)
{
    if (!file) {
        Message message = errorMessage(loadCause, file.error());
        if (file.error().code == "file-too-large"_L1)
            message.actions.append({ tr("Open with Another Program"),
                [path = m_path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); } });
        else
            message.actions.append({ tr("Try Again"), [this] { load(); } });
        return m_messages.post(message);
    }
    m_messages.solve(loadCause);
    m_file = std::move(*file);
    m_onDisk = true;
    m_editor->load(m_file);
    m_loaded = true;
    m_format->setText(formatText(m_file.format));
    showObstacle();
    applyLock();
    restoreDraft();
    emit loaded();
}

void ScriptPane::showObstacle()
{
    if (m_file.obstacle.isEmpty())
        return m_messages.solve(obstacleCause);
    Message message { .cause = obstacleCause, .level = MessageLevel::Warning, .headline = m_file.obstacle };
    message.details.append(tr("It is shown, but not edited here."));
    if (m_file.convertible)
        message.actions.append({ tr("Convert to UTF-8"), [this] { convertToUtf8(); } });
    m_messages.post(message);
}

void ScriptPane::convertToUtf8()
{
    m_file.obstacle.clear();
    m_file.format.bom = false;
    m_format->setText(formatText(m_file.format));
    m_editor->document()->setModified(true);
    m_messages.solve(obstacleCause);
    applyLock();
    m_draftPause.start();
    emit edited();
}

void ScriptPane::restoreDraft()
{
    const std::optional<Draft> draft = m_drafts.find(m_path);
    if (!draft || !m_file.obstacle.isEmpty())
        return;
    if (draft->text == bytes())
        return m_drafts.remove(m_path);
    const QByteArray onDisk = m_file.bytes;
    replaceText(*m_editor->document(), decodeText(draft->text));
    Message message { .cause = draftCause, .level = MessageLevel::Information };
    message.headline
        = tr("Unsaved text of %1 was restored.").arg(QLocale().toString(draft->written.toLocalTime(), QLocale::ShortFormat));
    if (draft->base != base())
        message.details.append(tr("The file has changed since: compare before you save."));
    const auto discard = [this, onDisk] {
        reload(onDisk);
        m_messages.solve(draftCause);
        closeComparison();
    };
    message.actions.append({ tr("Compare"), [this, onDisk, discard] {
                                compareWith(tr("On disk"), onDisk, { { tr("Discard Restored Text"), discard } });
                            } });
    message.actions.append({ tr("Discard"), discard });
    m_messages.post(message);
}

// ---- Drafts ----

QByteArray ScriptPane::base() const
{
    return m_onDisk ? DraftStore::baseOf(m_file.bytes) : QByteArray();
}

void ScriptPane::storeDraft()
{
    m_draftPause.stop();
    if (!m_loaded || !isModified())
        return;
    m_drafts.write({ .path = m_path,
        .text = bytes(),
        .base = base(),
        .written = QDateTime::currentDateTimeUtc() });
}

void ScriptPane::discardDraft()
{
    m_draftPause.stop();
    m_drafts.remove(m_path);
}

// ---- Saving ----

void ScriptPane::save()
{
    write(false);
}

void ScriptPane::write(bool overwrite)
{
    if (!m_loaded || !m_file.obstacle.isEmpty() || (!isModified() && !overwrite && m_onDisk))
        return;
    if (m_save.isRunning()) { // two writers of one file could finish in the wrong order
        m_saveAgain = true;
        return;
    }
    storeDraft();
    const QByteArray bytes = encodeText(*m_editor->document(), m_file.format);
    const std::optional<QByteArray> base = overwrite || !m_onDisk ? std::nullopt : std::optional(m_file.bytes);
    const int revision = m_editor->document()->revision();
    m_save.start(
        tr("Saving %1").arg(QFileInfo(m_path).fileName()),
        [path = m_path, bytes, base](const CancelToken&) { return writeOver(path, bytes, base); },
        [this, bytes, revision](const Result<void>& result) { onSaved(result, bytes, revision); });
}

void ScriptPane::onSaved(const Result<void>& result, const QByteArray& written, int revision)
{
    const bool again = std::exchange(m_saveAgain, false);
    if (!result && result.error().code == "file-changed"_L1)
        return checkDisk();
    if (!result) {
        Message message = errorMessage(saveCause, result.error());
        message.actions.append({ tr("Try Again"), [this] { save(); } });
        return m_messages.post(message);
    }
    m_file.bytes = written;
    m_onDisk = true;
    m_ignoredDisk = {};
    if (revision == m_editor->document()->revision()) // else there was typing while it was written
        m_editor->document()->setModified(false);
    for (const QLatin1StringView cause : { saveCause, diskCause, draftCause })
        m_messages.solve(cause);
    emit saved();
    if (again)
        save();
}

// ---- The file on disk ----

void ScriptPane::checkDisk()
{
    if (!m_loaded || m_save.isRunning())
        return;
    m_check.start(
        tr("Looking at %1").arg(QFileInfo(m_path).fileName()),
        [path = m_path](const CancelToken&) {
            QFile file(path);
            DiskState disk { .exists = file.open(QIODevice::ReadOnly) };
            if (disk.exists)
                disk.bytes = file.readAll();
            return disk;
        },
        [this](const DiskState& disk) { onDiskChecked(disk); });
}

void ScriptPane::onDiskChecked(const DiskState& disk)
{
    if (m_save.isRunning() || (!disk.exists && !m_onDisk))
        return;
    if (disk.exists && m_onDisk && disk.bytes == m_file.bytes)
        return m_messages.solve(diskCause);
    if (disk.exists && disk.bytes == bytes()) { // another program saved the very same text
        m_file.bytes = disk.bytes;
        m_onDisk = true;
        m_editor->document()->setModified(false);
        return m_messages.solve(diskCause);
    }
    if (disk.exists && !m_ignoredDisk.isNull() && disk.bytes == m_ignoredDisk)
        return;
    Message message { .cause = diskCause, .level = MessageLevel::Warning };
    if (!disk.exists) {
        m_onDisk = false;
        m_editor->document()->setModified(true);
        message.headline = tr("The file was removed.");
        message.details.append(tr("The text is still here."));
        message.actions.append({ tr("Save It Again"), [this] { write(true); } });
        return m_messages.post(message);
    }
    message.headline = tr("The file was changed by another program.");
    if (isModified())
        message.details.append(tr("There are unsaved changes here."));
    const auto take = [this, bytes = disk.bytes] {
        m_onDisk = true;
        reload(bytes);
        m_messages.solve(diskCause);
        m_messages.solve(draftCause);
        closeComparison();
    };
    const auto keep = [this, bytes = disk.bytes] {
        m_ignoredDisk = bytes;
        m_file.bytes = bytes; // a save now is a decision
        m_editor->document()->setModified(true);
        m_messages.solve(diskCause);
        closeComparison();
    };
    message.actions.append({ tr("Reload"), take });
    message.actions.append({ tr("Keep"), keep });
    message.actions.append({ tr("Compare"), [this, disk, take, keep] {
                                compareWith(tr("On disk"), disk.bytes,
                                    { { tr("Take the File on Disk"), take }, { tr("Keep the Text Here"), keep } });
                            } });
    m_messages.post(message);
}

// One undoable step to what is on disk.
void ScriptPane::reload(const QByteArray& bytes)
{
    m_file = decodeText(bytes);
    m_ignoredDisk = {};
    replaceText(*m_editor->document(), m_file);
    m_editor->document()->setModified(false);
    m_format->setText(formatText(m_file.format));
    discardDraft();
    showObstacle();
    applyLock();
    emit edited();
}

// ---- Comparing ----

void ScriptPane::compareWith(const QString& title, const QByteArray& other, const QList<MessageAction>& choices)
{
    if (!m_compare) {
        m_compare = new CompareView;
        m_stack->addWidget(m_compare);
        connect(m_compare, &CompareView::closed, this, &ScriptPane::closeComparison);
    }
    m_compare->compare({ title, other }, { tr("In the editor"), bytes() }, choices);
    m_stack->setCurrentWidget(m_compare);
    m_compare->setFocus(Qt::OtherFocusReason);
}

void ScriptPane::closeComparison()
{
    if (!m_compare || m_stack->currentWidget() != m_compare)
        return;
    m_stack->setCurrentWidget(m_editor);
    m_editor->setFocus(Qt::OtherFocusReason);
}

// ---- Keys ----

bool ScriptPane::handleKey(const QKeyEvent& event, bool execute)
{
    static constexpr struct {
        QKeyCombination keys;
        void (ScriptPane::*command)();
    } table[] = {
        { Qt::CTRL | Qt::Key_F, &ScriptPane::openFind },
        { Qt::CTRL | Qt::Key_H, &ScriptPane::openReplace },
        { QKeyCombination(Qt::Key_F3), &ScriptPane::findNext },
        { Qt::SHIFT | Qt::Key_F3, &ScriptPane::findPrevious },
        { Qt::CTRL | Qt::Key_G, &ScriptPane::openGoToLine },
        { Qt::CTRL | Qt::Key_S, &ScriptPane::save },
    };
    for (const auto& row : table) {
        if (row.keys == event.keyCombination()) {
            if (execute)
                (this->*row.command)();
            return true;
        }
    }
    if (event.key() != Qt::Key_Escape || !m_findBar->isVisible())
        return false;
    if (execute)
        m_findBar->closeBar();
    return true;
}

bool ScriptPane::eventFilter(QObject* watched, QEvent* event)
{
    const bool asked = event->type() == QEvent::ShortcutOverride;
    if ((asked || event->type() == QEvent::KeyPress) && handleKey(*static_cast<QKeyEvent*>(event), !asked)) {
        event->accept();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ScriptPane::openFind()
{
    closeComparison();
    m_findBar->openFind();
}

void ScriptPane::openReplace()
{
    closeComparison();
    m_findBar->openReplace();
}

void ScriptPane::findNext()
{
    m_findBar->findNext();
}

void ScriptPane::findPrevious()
{
    m_findBar->findPrevious();
}

void ScriptPane::openGoToLine()
{
    closeComparison();
    m_goToLineBar->openBar();
}

void ScriptPane::toggleSoftWrap()
{
    EditorSettings& settings = EditorSettings::instance();
    settings.setSoftWrap(!settings.softWrap());
}

} // namespace corridor
