// SPDX-License-Identifier: MIT
#include "draft_store.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

// A line of JSON that says whose text it is, then the text.
QByteArray encoded(const Draft& draft)
{
    const QJsonObject header { { u"path"_s, draft.path }, { u"base"_s, QString::fromLatin1(draft.base.toHex()) },
        { u"written"_s, draft.written.toString(Qt::ISODateWithMs) }, { u"size"_s, qint64(draft.text.size()) } };
    return QJsonDocument(header).toJson(QJsonDocument::Compact) + '\n' + draft.text;
}

std::optional<Draft> decoded(const QByteArray& bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QJsonObject header = QJsonDocument::fromJson(bytes.left(end)).object();
    Draft draft { .path = header[u"path"_s].toString(),
        .text = bytes.sliced(end + 1),
        .base = QByteArray::fromHex(header[u"base"_s].toString().toLatin1()),
        .written = QDateTime::fromString(header[u"written"_s].toString(), Qt::ISODateWithMs) };
    if (end < 0 || draft.path.isEmpty() || header[u"size"_s].toInteger(-1) != draft.text.size())
        return {};
    return draft;
}

std::optional<Draft> readDraft(const QString& fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return decoded(file.readAll());
}

void writeDraft(const QString& fileName, const Draft& draft)
{
    const QString folder = QFileInfo(fileName).path();
    QDir().mkpath(folder);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(encoded(draft));
    file.commit();
}

} // namespace

DraftStore::DraftStore(QString folder)
    : m_folder(std::move(folder))
{
    m_writer.setMaxThreadCount(1);
    m_writer.setObjectName(u"drafts"_s);
}

DraftStore::~DraftStore()
{
    waitForWritten();
}

QString DraftStore::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::StateLocation) + u"/drafts"_s;
}

QByteArray DraftStore::baseOf(const QByteArray& fileBytes)
{
    return QCryptographicHash::hash(fileBytes, QCryptographicHash::Sha256);
}

QString DraftStore::fileFor(const QString& path) const
{
    const QByteArray key = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
    return m_folder + u'/' + QString::fromLatin1(key) + u".draft"_s;
}

void DraftStore::write(Draft draft)
{
    const QString fileName = fileFor(draft.path);
    m_writer.start([fileName, draft = std::move(draft)] { writeDraft(fileName, draft); });
}

void DraftStore::remove(const QString& path)
{
    m_writer.start([fileName = fileFor(path)] { QFile::remove(fileName); });
}

void DraftStore::waitForWritten()
{
    m_writer.waitForDone();
}

std::optional<Draft> DraftStore::find(const QString& path) const
{
    return readDraft(fileFor(path));
}

QStringList DraftStore::paths() const
{
    QStringList paths;
    for (const QFileInfo& file : QDir(m_folder).entryInfoList({ u"*.draft"_s }, QDir::Files, QDir::Time)) {
        if (const std::optional<Draft> draft = readDraft(file.filePath()))
            paths.append(draft->path);
    }
    return paths;
}

} // namespace corridor
