// SPDX-License-Identifier: MIT
#include "review_report.h"

#include "review/output/output.h"
#include "review/signed_decisions.h"

#include <QBuffer>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace corridor {

QByteArray reviewPage(const ReviewOrder& order, const FolderReview& review, const QString& self)
{
    Review page { .findings = review.findings };
    page.reviewer = self;
    page.made = QDateTime::currentDateTimeUtc();
    for (const Migration& migration : order.folder) {
        if (order.knowsPending && !order.pending.contains(migration.name) && !order.edited.contains(migration.name))
            continue;
        const QString file = migration.path + u"/migration.sql"_s;
        const QByteArray text = order.edited.value(migration.name, migration.script.value_or(QByteArray()));
        const Script script = order.scripts ? order.scripts->script(migration.name, text) : parseScript(text);
        page.scripts.insert(file, script);
        page.marks.insert(file, review.marks.value(migration.name));
        page.decisions.insert(file, signedDecisions(script, file, self));
        ++page.migrations;
    }
    return htmlOutput(page);
}

void printPage(const QByteArray& page, QPagedPaintDevice& on)
{
    QTextDocument document;
    document.setHtml(QString::fromUtf8(page));
    document.print(&on);
}

static QByteArray pdfOf(const QByteArray& page)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setTitle(u"Review of migrations"_s);
        writer.setCreator(u"Corridor"_s);
        printPage(page, writer);
    }
    return buffer.data();
}

Result<void> writePage(const QByteArray& page, const QString& path)
{
    const QByteArray bytes = path.endsWith(u".pdf"_s, Qt::CaseInsensitive) ? pdfOf(page) : page;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail("report-not-written", QString("Cannot write %1: %2").arg(path, file.errorString()),
            "Choose a folder that you may write to.");
    return {};
}

} // namespace corridor
