// SPDX-License-Identifier: MIT
#include "session_store.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int rememberedProjects = 10;

QString groupOf(const QString& root)
{
    const QByteArray hash = QCryptographicHash::hash(root.toUtf8(), QCryptographicHash::Sha256);
    return u"project-"_s + QString::fromLatin1(hash.toHex().left(16)) + u'/';
}

} // namespace

QString SessionStore::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/corridor/workbench.ini"_s;
}

SessionStore::SessionStore(const QString& path)
    : m_settings(std::make_unique<QSettings>(path, QSettings::IniFormat))
{
}

SessionStore::~SessionStore() = default;

QByteArray SessionStore::geometry() const
{
    return m_settings->value(u"window/geometry"_s).toByteArray();
}

void SessionStore::setGeometry(const QByteArray& geometry)
{
    m_settings->setValue(u"window/geometry"_s, geometry);
}

QStringList SessionStore::recentProjects() const
{
    QStringList folders = m_settings->value(u"projects/recent"_s).toStringList();
    folders.removeIf([](const QString& folder) { return !QFileInfo(folder).isDir(); });
    return folders;
}

void SessionStore::addRecentProject(const QString& folder)
{
    QStringList folders = recentProjects();
    folders.removeAll(folder);
    folders.prepend(folder);
    m_settings->setValue(u"projects/recent"_s, folders.mid(0, rememberedProjects));
}

QString SessionStore::lastProject() const
{
    const QString folder = m_settings->value(u"projects/last"_s).toString();
    return QFileInfo(folder).isDir() ? folder : QString();
}

void SessionStore::setLastProject(const QString& folder)
{
    m_settings->setValue(u"projects/last"_s, folder);
}

QString SessionStore::scheme() const
{
    return m_settings->value(u"window/scheme"_s).toString();
}

void SessionStore::setScheme(const QString& word)
{
    m_settings->setValue(u"window/scheme"_s, word);
}

QStringList SessionStore::recentCommands() const
{
    return m_settings->value(u"window/recentCommands"_s).toStringList();
}

void SessionStore::setRecentCommands(const QStringList& ids)
{
    m_settings->setValue(u"window/recentCommands"_s, ids);
}

ProjectSession SessionStore::project(const QString& root) const
{
    const QString group = groupOf(root);
    return { .profile = m_settings->value(group + u"profile"_s).toString(),
        .openMigrations = m_settings->value(group + u"openMigrations"_s).toStringList(),
        .currentMigration = m_settings->value(group + u"currentMigration"_s).toString(),
        .layout = m_settings->value(group + u"layout"_s).toByteArray() };
}

void SessionStore::setProject(const QString& root, const ProjectSession& session)
{
    const QString group = groupOf(root);
    m_settings->setValue(group + u"root"_s, root);
    m_settings->setValue(group + u"profile"_s, session.profile);
    m_settings->setValue(group + u"openMigrations"_s, session.openMigrations);
    m_settings->setValue(group + u"currentMigration"_s, session.currentMigration);
    m_settings->setValue(group + u"layout"_s, session.layout);
}

} // namespace corridor
