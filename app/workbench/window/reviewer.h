// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/review/folder_review.h"
#include "widgets/tasks/task.h"

#include <QTimer>
#include <functional>

class QWidget;

namespace corridor {

class DocumentTabs;
class FindingModel;
class ReviewView;
class WorkbenchController;

// Reviews the project's scripts on a worker, with the texts that are in the editors, whenever one of them or the
// state of the database changes; hands what it finds to the review, the editors and the list of migrations. Applies
// fixes and writes what is allowed, as edits that can be undone.
class Reviewer : public QObject {
    Q_OBJECT
public:
    Reviewer(WorkbenchController& controller, DocumentTabs& documents, ReviewView& view, FindingModel& model, QWidget* window);

    // The review as a page for print: asks for a name, or for a printer.
    void exportReport();
    void printReport();
    // HTML or PDF, by the name.
    void writeReport(const QString& path);

private:
    ReviewOrder order() const;
    int major() const; // of the connected server; 0 where there is none
    void makePage(std::function<Result<void>(const QByteArray&)> use);
    void start();
    void take(const FolderReview& review);
    void show(const QString& migration);
    QString emptyText() const;
    void preview(const Finding& finding);
    void apply(const Finding& finding);
    void askReason(const Finding& finding);
    void allow(const Finding& finding, const QString& reason);

    WorkbenchController& m_controller;
    DocumentTabs& m_documents;
    ReviewView& m_view;
    FindingModel& m_model;
    QWidget* m_window;
    QTimer m_pause;
    std::shared_ptr<ScriptCache> m_scripts = std::make_shared<ScriptCache>();
    FolderReview m_review;
    Task<Result<FolderReview>> m_task;
    Task<Result<void>> m_report;
};

} // namespace corridor
