// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/review/folder_review.h"
#include "widgets/tasks/task.h"

#include <QTimer>

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

    const FolderReview& review() const { return m_review; }

signals:
    void reviewed();

private:
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
    FolderReview m_review;
    Task<Result<FolderReview>> m_task;
};

} // namespace corridor
