// SPDX-License-Identifier: MIT
#include "profile_dialog.h"

#include "profile/secret_store.h"
#include "widgets/environment/environment_identity.h"
#include "widgets/messages/message_view.h"
#include "widgets/style/icon.h"
#include "widgets/style/tool_button.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

QWidget* row(const QList<QWidget*>& widgets, bool stretch = true)
{
    auto* box = new QWidget;
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins({});
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    if (stretch)
        layout->addStretch();
    return box;
}

void colour(QLabel* label, std::optional<Tone> tone)
{
    QPalette colours = label->parentWidget()->palette();
    colours.setColor(QPalette::WindowText, tone ? toneColors(*tone, colours).text : colours.color(QPalette::PlaceholderText));
    label->setPalette(colours);
}

QString probeText(const Probe& probe)
{
    QString text = ProfileDialog::tr("PostgreSQL %1, as %2 · connected in %3 ms · answers in %4 ms")
                       .arg(probe.server.versionText, probe.server.user, QLocale().toString(probe.connectMs, 'f', 0),
                           QLocale().toString(probe.latencyMs, 'f', 1));
    return probe.readOnly ? text + u" · "_s + ProfileDialog::tr("read-only") : text;
}

} // namespace

ProfileDialog::ProfileDialog(
    const Surroundings& around, const ProfileDraft& draft, const QString& oldName, QWidget* parent)
    : QDialog(parent)
    , m_around(around)
    , m_oldName(oldName)
    , m_keychain(around.tasks)
    , m_probe(around.tasks)
    , m_store(around.tasks)
{
    setWindowTitle(oldName.isEmpty() ? tr("New Profile") : tr("Profile %1").arg(oldName));
    auto* body = new QVBoxLayout;
    body->setContentsMargins(14, 12, 14, 12);
    body->setSpacing(12);
    body->addWidget(makeForm());
    body->addStretch();
    body->addWidget(makeButtons());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(new MessageView(m_messages));
    layout->addLayout(body, 1);
    m_save->setDefault(true);
    resize(fontMetrics().averageCharWidth() * 95, sizeHint().height());
    connectFields();
    show(draft);
    lookForKeychain();
}

QWidget* ProfileDialog::makeForm()
{
    auto* box = new QWidget;
    auto* form = new QFormLayout(box);
    form->setContentsMargins({});
    form->setVerticalSpacing(10);
    m_name = new QLineEdit;
    m_name->setPlaceholderText(tr("as it is called in lists and on the command line"));
    form->addRow(tr("&Name:"), m_name);
    QWidget* url = makeUrlRow();
    auto* label = new QLabel(tr("&Connection:"));
    label->setBuddy(m_url);
    form->addRow(label, url);
    m_place = new QLabel;
    m_place->setWordWrap(true);
    m_place->setAccessibleName(tr("Where it leads"));
    form->addRow({}, m_place);
    form->addRow(tr("Environment:"), makeEnvironmentRow());
    form->addRow({}, m_protected);
    form->addRow(tr("Password:"), makeSecretRow());
    form->addRow({}, m_password);
    form->addRow({}, m_secretVariable);
    form->addRow({}, makeTestRow());
    return box;
}

QWidget* ProfileDialog::makeUrlRow()
{
    m_url = new QLineEdit;
    m_url->setAccessibleName(tr("Connection"));
    m_url->setPlaceholderText(u"postgresql://user@host:5432/database?schema=public"_s);
    m_url->setToolTip(tr("A URL, libpq keywords (host=… dbname=…), service=NAME or env(\"NAME\")"));
    m_variables = toolButton("key"_L1, tr("Take it from an environment variable"), this);
    m_variables->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_variables);
    m_variables->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &ProfileDialog::offerVariables);
    return row({ m_url, m_variables }, false);
}

QWidget* ProfileDialog::makeEnvironmentRow()
{
    m_environments = new QButtonGroup(this);
    m_protected = new QCheckBox(tr("&Protected: asks for its name, its checklist and a backup before anything runs"));
    QList<QWidget*> buttons;
    for (const auto& [environment, text] : { std::pair { ProfileEnvironment::Development, tr("&Development") },
             std::pair { ProfileEnvironment::Staging, tr("&Staging") },
             std::pair { ProfileEnvironment::Production, tr("Pr&oduction") } }) {
        auto* button = new QRadioButton(text);
        button->setIcon(icon(environmentIcon(environment), environmentTone(environment)));
        m_environments->addButton(button, int(environment));
        buttons.append(button);
    }
    return row({ buttons[0], buttons[1], buttons[2] });
}

QWidget* ProfileDialog::makeSecretRow()
{
    m_secrets = new QButtonGroup(this);
    QList<QWidget*> buttons;
    for (const auto& [secret, text, help] :
        { std::tuple { SecretSource::None, tr("No&ne here"),
              tr("It is in the variable, in the pass file or the service file, or none is needed.") },
            std::tuple { SecretSource::Keychain, tr("In the &keyring"), tr("The system keeps it, under this profile's name.") },
            std::tuple { SecretSource::Ask, tr("&Ask each session"), tr("It is kept in memory until the window closes.") },
            std::tuple { SecretSource::Variable, tr("From a &variable"), tr("An environment variable holds it.") } }) {
        auto* button = new QRadioButton(text);
        button->setToolTip(help);
        button->setAccessibleDescription(help);
        m_secrets->addButton(button, int(secret));
        buttons.append(button);
    }
    m_password = new QLineEdit;
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setAccessibleName(tr("Password"));
    m_secretVariable = new QLineEdit;
    m_secretVariable->setAccessibleName(tr("Variable that holds the password"));
    m_secretVariable->setPlaceholderText(tr("name of the variable"));
    return row(buttons);
}

QWidget* ProfileDialog::makeTestRow()
{
    m_test = new QPushButton(icon("connect"_L1), tr("&Test"));
    m_test->setAutoDefault(false);
    m_result = new QLabel;
    m_result->setWordWrap(true);
    m_result->setAccessibleName(tr("Result of the test"));
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QWidget* box = row({ m_test, m_result }, false);
    static_cast<QHBoxLayout*>(box->layout())->setStretch(1, 1);
    return box;
}

QWidget* ProfileDialog::makeButtons()
{
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_save = buttons->button(QDialogButtonBox::Save);
    connect(buttons, &QDialogButtonBox::accepted, this, &ProfileDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

void ProfileDialog::connectFields()
{
    connect(m_url, &QLineEdit::textChanged, this, &ProfileDialog::onUrlChanged);
    connect(m_name, &QLineEdit::textChanged, this, &ProfileDialog::updateState);
    connect(m_password, &QLineEdit::textChanged, this, &ProfileDialog::updateState);
    connect(m_secretVariable, &QLineEdit::textChanged, this, &ProfileDialog::updateState);
    connect(m_secrets, &QButtonGroup::idToggled, this, &ProfileDialog::updateState);
    connect(m_environments, &QButtonGroup::idToggled, this, &ProfileDialog::onEnvironmentChanged);
    connect(m_test, &QPushButton::clicked, this, &ProfileDialog::test);
}

// ---- Between fields and value ----

ProfileDraft ProfileDialog::draft() const
{
    return { .name = m_name->text(),
        .url = m_url->text(),
        .password = m_password->text(),
        .environment = ProfileEnvironment(m_environments->checkedId()),
        .isProtected = m_protected->isChecked(),
        .secret = SecretSource(m_secrets->checkedId()),
        .secretVariable = m_secretVariable->text() };
}

void ProfileDialog::show(const ProfileDraft& draft)
{
    const bool outer = std::exchange(m_showing, true);
    if (m_name->text() != draft.name)
        m_name->setText(draft.name);
    if (m_url->text() != draft.url)
        m_url->setText(draft.url);
    m_password->setText(draft.password);
    m_secretVariable->setText(draft.secretVariable);
    m_environments->button(int(draft.environment))->setChecked(true);
    m_protected->setChecked(draft.isProtected);
    m_secrets->button(int(draft.secret))->setChecked(true);
    m_showing = outer;
    updateState();
}

void ProfileDialog::onUrlChanged()
{
    if (m_showing)
        return;
    ProfileDraft changed = draft();
    if (movePasswordOut(changed, m_hasKeychain)) {
        show(changed);
        m_messages.post({ .cause = u"password"_s,
            .level = MessageLevel::Information,
            .headline = tr("The password was taken out of the URL."),
            .details = { changed.secret == SecretSource::Keychain
                    ? tr("It goes to the system's keyring, not into a file.")
                    : tr("It is not stored: it will be asked for once a session.") } });
    }
    updateState();
}

// Production is protected unless it is told otherwise afterwards.
void ProfileDialog::onEnvironmentChanged()
{
    if (!m_showing)
        m_protected->setChecked(ProfileEnvironment(m_environments->checkedId()) == ProfileEnvironment::Production);
}

void ProfileDialog::offerVariables()
{
    QMenu* menu = m_variables->menu();
    menu->clear();
    const QStringList names = connectionVariables(m_around.environment);
    for (const QString& name : names)
        menu->addAction(u"env(\"%1\")"_s.arg(name), this, [this, name] {
            m_url->setText(u"env(\"%1\")"_s.arg(name));
            m_secrets->button(int(SecretSource::None))->setChecked(true);
        });
    if (names.isEmpty())
        menu->addAction(tr("No variable holds a PostgreSQL URL"))->setEnabled(false);
}

void ProfileDialog::lookForKeychain()
{
    m_keychain.start(
        tr("Looking for a keyring"), [](const CancelToken&) { return keychainAvailable(); },
        [this](bool available) {
            m_hasKeychain = available;
            QAbstractButton* button = m_secrets->button(int(SecretSource::Keychain));
            if (!available && button->isChecked() && m_oldName.isEmpty())
                m_secrets->button(int(SecretSource::Ask))->setChecked(true);
            button->setEnabled(available || button->isChecked());
            if (!available)
                button->setToolTip(tr("This system has no keyring."));
        });
}

void ProfileDialog::updateState()
{
    const ProfileDraft now = draft();
    const DraftCheck check = checkDraft(now, m_around.taken, m_around.environment);
    const bool wrong = !check.urlProblem.isEmpty();
    m_place->setText(wrong ? check.urlProblem : (QStringList(check.place) + check.notes).join(u'\n'));
    m_place->setVisible(!m_place->text().isEmpty());
    colour(m_place, wrong ? std::optional(Tone::Error) : check.notes.isEmpty() ? std::nullopt : std::optional(Tone::Warning));
    m_password->setVisible(now.secret == SecretSource::Keychain || now.secret == SecretSource::Ask);
    m_secretVariable->setVisible(now.secret == SecretSource::Variable);
    m_password->setPlaceholderText(now.secret == SecretSource::Ask ? tr("for the test only")
            : m_oldName.isEmpty()                                  ? tr("goes to the keyring")
                                                                   : tr("unchanged"));
    m_save->setEnabled(check.isComplete() && !m_store.isRunning());
    m_save->setToolTip(check.nameProblem);
    m_test->setEnabled(!check.place.isEmpty());
    m_name->setToolTip(check.nameProblem);
}

// ---- Doing ----

void ProfileDialog::test()
{
    m_result->setText(tr("Connecting…"));
    colour(m_result, std::nullopt);
    m_probe.start(
        tr("Testing the connection"),
        [now = draft(), environment = m_around.environment](
            const CancelToken& token) { return tryDraft(now, environment, token); },
        [this](const Result<Probe>& probe) { showProbe(probe); });
}

void ProfileDialog::showProbe(const Result<Probe>& probe)
{
    if (probe) {
        m_result->setText(probeText(*probe));
        colour(m_result, Tone::Ok);
        return;
    }
    const Message message = errorMessage(u"test"_s, probe.error());
    m_result->setText((QStringList(message.headline) + message.details).join(u'\n'));
    colour(m_result, Tone::Error);
}

void ProfileDialog::save()
{
    if (!checkDraft(draft(), m_around.taken, m_around.environment).isComplete())
        return;
    m_store.start(
        tr("Saving the profile"),
        [now = draft(), old = m_oldName, path = m_around.storePath](
            const CancelToken&) { return saveDraft(now, old, path); },
        [this](const Result<Profile>& profile) {
            updateState();
            if (!profile)
                return m_messages.post(errorMessage(u"save"_s, profile.error()));
            emit saved(*profile);
            accept();
        });
    updateState();
}

} // namespace corridor
