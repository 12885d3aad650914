// SPDX-License-Identifier: MIT
#include "welcome_page.h"

#include "widgets/style/icon.h"
#include "widgets/welcome/door_button.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int recentRows = 6, pageChars = 112;

QLabel* makeTitle(const QString& text, double scale, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(true);
    label->setFont(font);
    return label;
}

QString shortPath(const QString& folder)
{
    const QString home = QDir::homePath();
    return folder.startsWith(home + u'/') ? u'~' + folder.mid(home.size()) : folder;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_recent(new QListWidget(this))
    , m_recentTitle(makeTitle(tr("Recent projects"), 1.0, this))
{
    auto* sentence = new QLabel(tr("The safe way through a PostgreSQL migration."), this);
    sentence->setForegroundRole(QPalette::PlaceholderText);
    m_recent->setAccessibleName(tr("Recent projects"));
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->viewport()->setAutoFillBackground(false);
    connect(m_recent, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { emit recentRequested(item->data(Qt::UserRole).toString()); });

    auto* column = new QWidget(this);
    column->setMaximumWidth(fontMetrics().averageCharWidth() * pageChars);
    auto* layout = new QVBoxLayout(column);
    layout->addStretch(2);
    layout->addWidget(makeTitle(u"Corridor"_s, 2.0, this));
    layout->addWidget(sentence);
    layout->addSpacing(fontMetrics().height());
    layout->addWidget(makeDoors());
    layout->addSpacing(fontMetrics().height());
    layout->addWidget(m_recentTitle);
    layout->addWidget(m_recent);
    layout->addStretch(3);
    auto* outer = new QHBoxLayout(this);
    outer->addStretch(1);
    outer->addWidget(column, 100);
    outer->addStretch(1);
    setRecentProjects({});
}

QWidget* WelcomePage::makeDoors()
{
    auto* doors = new QWidget(this);
    auto* layout = new QHBoxLayout(doors);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    const auto add = [&](QLatin1StringView iconName, const QString& title, const QString& text, auto signal) {
        auto* door = new DoorButton(iconName, title, text, doors);
        connect(door, &QAbstractButton::clicked, this, signal);
        layout->addWidget(door);
        return door;
    };
    QWidget* first = add("folder"_L1, tr("&Open a project"),
        tr("A folder with a Prisma schema, or its migrations folder."), &WelcomePage::openRequested);
    add("connect"_L1, tr("&Connect to a database"),
        tr("Read the migration history of a server, from a profile or a URL."), &WelcomePage::connectRequested);
    add("sample"_L1, tr("&Try the sample project"),
        tr("Coinsphere, on a private PostgreSQL server that is started for you."), &WelcomePage::sampleRequested);
    setFocusProxy(first);
    return doors;
}

void WelcomePage::setRecentProjects(const QStringList& folders)
{
    m_recent->clear();
    for (const QString& folder : folders.mid(0, recentRows)) {
        auto* item = new QListWidgetItem(icon("folder"_L1), shortPath(folder), m_recent);
        item->setData(Qt::UserRole, folder);
    }
    m_recent->setVisible(!folders.isEmpty());
    m_recentTitle->setVisible(!folders.isEmpty());
    const int rows = qMin<int>(recentRows, int(folders.size()));
    m_recent->setFixedHeight(rows * (fontMetrics().height() + 8) + 4);
}

} // namespace corridor
