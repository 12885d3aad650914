// SPDX-License-Identifier: MIT
#include "new_migration_dialog.h"

#include "project/project.h"
#include "project/slug.h"
#include "widgets/dialogs/dialog_parts.h"
#include "widgets/style/tone.h"

#include <QCheckBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr auto downKey = "newMigration/withDown"_L1;

} // namespace

NewMigrationDialog::NewMigrationDialog(const QString& migrationsPath, const QStringList& existing, QWidget* parent)
    : QDialog(parent)
    , m_migrationsPath(migrationsPath)
    , m_existing(existing)
    , m_title(new QLineEdit)
    , m_name(new QLabel)
    , m_warning(new QLabel)
    , m_down(new QCheckBox(tr("With a &way back (down.sql)")))
{
    setWindowTitle(tr("New Migration"));
    m_title->setPlaceholderText(tr("what it does: add user email"));
    m_title->setAccessibleName(tr("Title"));
    m_name->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_name->setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    m_name->setAccessibleName(tr("Name of the folder"));
    m_warning->setWordWrap(true);
    m_warning->setAccessibleName(tr("Warning"));
    m_down->setChecked(QSettings().value(downKey, true).toBool());
    m_down->setToolTip(tr("Without it Roll Back cannot undo this migration."));
    auto* form = new QFormLayout;
    form->setVerticalSpacing(10);
    form->addRow(tr("&Title:"), m_title);
    form->addRow(tr("Folder:"), m_name);
    form->addRow({}, m_down);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* create = buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    layout->addLayout(form);
    layout->addWidget(m_warning);
    layout->addStretch();
    layout->addWidget(buttons);
    create->setDefault(true); // now that it has a dialog to be the default of
    connect(m_title, &QLineEdit::textChanged, this, &NewMigrationDialog::showName);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        QSettings().setValue(downKey, withDown());
        accept();
    });
    showName();
}

QString NewMigrationDialog::title() const
{
    return m_title->text();
}

bool NewMigrationDialog::withDown() const
{
    return m_down->isChecked();
}

void NewMigrationDialog::showName()
{
    const QString name = migrationName(title(), QDateTime::currentDateTimeUtc());
    m_name->setText(name);
    m_name->setToolTip(QDir(m_migrationsPath).filePath(name));
    QString warning;
    const auto newest = std::ranges::max_element(m_existing);
    if (newest != m_existing.end() && *newest > name)
        warning = tr("It will stand before %1, whose name is of a later time: databases that have that one get it out of order.")
                      .arg(*newest);
    else if (!title().trimmed().isEmpty() && slug(title()).isEmpty())
        warning = tr("Nothing of this title can be spelt in ASCII: the folder is named by its time alone, as Prisma would name it.");
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, toneColors(Tone::Warning, palette()).text);
    m_warning->setPalette(colours);
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
}

} // namespace corridor
