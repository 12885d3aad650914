// SPDX-License-Identifier: MIT
#include "profiles_dialog.h"

#include "widgets/dialogs/dialog_parts.h"
#include "widgets/messages/message_view.h"
#include "widgets/profiles/profile_dialog.h"
#include "widgets/profiles/profile_model.h"
#include "widgets/style/icon.h"
#include "widgets/style/plain_table.h"

#include <QDialogButtonBox>
#include <QDropEvent>
#include <QHeaderView>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QPushButton* sideButton(QLatin1StringView iconName, const QString& text)
{
    auto* button = new QPushButton(icon(iconName), text);
    button->setAutoDefault(false);
    return button;
}

} // namespace

ProfilesDialog::ProfilesDialog(
    TaskList& tasks, const QString& storePath, const Environment& environment, QWidget* parent)
    : QDialog(parent)
    , m_tasks(tasks)
    , m_storePath(storePath)
    , m_environment(environment)
    , m_model(new ProfileModel(this))
    , m_read(tasks)
    , m_write(tasks)
{
    setWindowTitle(tr("Profiles"));
    setAcceptDrops(true);
    setSizeGripEnabled(true);
    resize(fontMetrics().averageCharWidth() * 125, fontMetrics().height() * 22);
    auto* middle = new QHBoxLayout;
    middle->addWidget(makeList(), 1);
    middle->addWidget(makeButtons());
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close);
    close->button(QDialogButtonBox::Close)->setAutoDefault(false);
    auto* body = new QVBoxLayout;
    body->setContentsMargins(14, 12, 14, 12);
    body->setSpacing(10);
    body->addLayout(middle, 1);
    body->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(new MessageView(m_messages));
    layout->addLayout(body, 1);
    m_connect->setDefault(true);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    updateButtons();
    reload({});
}

QWidget* ProfilesDialog::makeList()
{
    auto* table = new PlainTable(tr("Profiles"), nullptr);
    m_table = table;
    table->setModel(m_model);
    table->setColumnChars({ 20, 24, 52 });
    table->setEmptyText(tr("No connections have names yet. Add one for development, staging or production."));
    connect(table, &QTableView::doubleClicked, this, &ProfilesDialog::connectCurrent);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProfilesDialog::updateButtons);
    auto* remove = new QShortcut(QKeySequence::Delete, table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &ProfilesDialog::removeCurrent);
    return framed(table);
}

QWidget* ProfilesDialog::makeButtons()
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    m_connect = sideButton("connect"_L1, tr("&Connect"));
    auto* add = sideButton("new"_L1, tr("&Add…"));
    m_edit = sideButton("settings"_L1, tr("&Edit…"));
    m_copy = sideButton("copy"_L1, tr("&Duplicate…"));
    m_remove = sideButton("minus"_L1, tr("&Remove"));
    layout->addWidget(m_connect);
    layout->addSpacing(fontMetrics().height() / 2);
    for (QPushButton* button : { add, m_edit, m_copy, m_remove })
        layout->addWidget(button);
    layout->addStretch();
    connect(m_connect, &QPushButton::clicked, this, &ProfilesDialog::connectCurrent);
    connect(add, &QPushButton::clicked, this, [this] { this->add(); });
    connect(m_edit, &QPushButton::clicked, this, &ProfilesDialog::editCurrent);
    connect(m_copy, &QPushButton::clicked, this, &ProfilesDialog::copyCurrent);
    connect(m_remove, &QPushButton::clicked, this, &ProfilesDialog::removeCurrent);
    return box;
}

void ProfilesDialog::reload(const QString& selected)
{
    m_read.start(
        tr("Reading the profiles"),
        [path = m_storePath](const CancelToken&) -> Result<QList<Profile>> {
            const auto store = ProfileStore::open(path);
            CORRIDOR_TRY(store);
            return store->profiles();
        },
        [this, selected](const Result<QList<Profile>>& profiles) { take(profiles, selected); });
}

void ProfilesDialog::take(const Result<QList<Profile>>& profiles, const QString& selected)
{
    if (!profiles)
        return m_messages.post(errorMessage(u"store"_s, profiles.error()));
    m_messages.solve(u"store"_s);
    m_model->setProfiles(*profiles);
    select(selected.isEmpty() && !profiles->isEmpty() ? profiles->first().name : selected);
    updateButtons();
}

void ProfilesDialog::select(const QString& name)
{
    if (const int row = m_model->rowOf(name); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, ProfileModel::NameColumn));
}

const Profile* ProfilesDialog::current() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? &m_model->profiles()[row] : nullptr;
}

void ProfilesDialog::updateButtons()
{
    for (QPushButton* button : { m_connect, m_edit, m_copy, m_remove })
        button->setEnabled(current());
}

void ProfilesDialog::add(const QString& url)
{
    ProfileDraft draft { .url = url };
    movePasswordOut(draft, true); // the form looks whether there is a keyring, and says so
    openForm(draft, {});
}

void ProfilesDialog::editCurrent()
{
    if (const Profile* profile = current())
        openForm(ProfileDraft::of(*profile), profile->name);
}

void ProfilesDialog::copyCurrent()
{
    const Profile* profile = current();
    if (!profile)
        return;
    ProfileDraft draft = ProfileDraft::of(*profile);
    draft.name.clear();
    openForm(draft, {});
}

void ProfilesDialog::openForm(const ProfileDraft& draft, const QString& oldName)
{
    QStringList taken;
    for (const Profile& profile : m_model->profiles())
        taken.append(profile.name);
    taken.removeAll(oldName);
    auto* form = new ProfileDialog({ m_tasks, m_storePath, taken, m_environment }, draft, oldName, this);
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &ProfileDialog::saved, this, [this](const Profile& profile) {
        reload(profile.name);
        emit profilesChanged();
    });
    form->open();
}

// No question: it can be taken back.
void ProfilesDialog::removeCurrent()
{
    if (!current())
        return;
    const Profile removed = *current();
    m_write.start(
        tr("Removing the profile"),
        [removed, path = m_storePath](const CancelToken&) { return removeProfile(removed, path); },
        [this, removed](const Result<void>& result) {
            if (!result)
                return m_messages.post(errorMessage(u"store"_s, result.error()));
            Message message { .cause = u"removed"_s, .headline = tr("The profile %1 was removed.").arg(removed.name) };
            if (removed.secret == SecretSource::Keychain)
                message.details.append(tr("Its password is gone from the keyring too."));
            message.actions.append({ tr("Undo"), [this, removed] { restore(removed); } });
            m_messages.post(message);
            reload({});
            emit profilesChanged();
        });
}

void ProfilesDialog::restore(const Profile& profile)
{
    m_messages.solve(u"removed"_s);
    m_write.start(
        tr("Restoring the profile"),
        [profile, path = m_storePath](const CancelToken&) -> Result<void> {
            auto store = ProfileStore::open(path);
            CORRIDOR_TRY(store);
            return store->save(profile);
        },
        [this, name = profile.name](const Result<void>& result) {
            if (!result)
                return m_messages.post(errorMessage(u"store"_s, result.error()));
            reload(name);
            emit profilesChanged();
        });
}

void ProfilesDialog::connectCurrent()
{
    if (!current())
        return;
    emit connectRequested(*current());
    accept();
}

void ProfilesDialog::dragEnterEvent(QDragEnterEvent* event)
{
    const QString text = event->mimeData()->text().trimmed();
    if (!text.isEmpty() && parseConnection(text))
        event->acceptProposedAction();
}

void ProfilesDialog::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    add(event->mimeData()->text().trimmed());
}

} // namespace corridor
