// SPDX-License-Identifier: MIT
#include "reviewer.h"

#include "project/new_migration.h"
#include "review/git_blame.h"
#include "review/lint_config.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/migration_editor.h"
#include "widgets/editor/script_pane.h"
#include "widgets/review/finding_look.h"
#include "widgets/review/finding_model.h"
#include "widgets/review/fix_dialog.h"
#include "widgets/review/review_view.h"
#include "workbench/document_tabs.h"
#include "workbench/review_report.h"
#include "workbench/workbench_controller.h"

#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QPrintDialog>
#include <QPrinter>
#include <QTextBlock>

using namespace std::chrono_literals;

namespace corridor {

namespace {

constexpr auto typingPause = 100ms;

// One step for Undo, whatever was replaced.
void replaceText(CodeEditor& editor, const QString& text)
{
    QTextCursor cursor(editor.document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
}

// By the project's corridor.toml; a server that is connected knows its version better.
Result<FolderReview> configuredReview(ReviewOrder order, int major, const QString& root, const CancelToken& token)
{
    const auto config = readLintConfig(root);
    CORRIDOR_TRY(config);
    order.options = config->options;
    if (major > 0)
        order.options.major = major;
    return reviewFolder(order, token);
}

} // namespace

Reviewer::Reviewer(
    WorkbenchController& controller, DocumentTabs& documents, ReviewView& view, FindingModel& model, QWidget* window)
    : QObject(window)
    , m_controller(controller)
    , m_documents(documents)
    , m_view(view)
    , m_model(model)
    , m_window(window)
    , m_task(controller.tasks())
    , m_report(controller.tasks())
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    const auto soon = [this] { m_pause.start(); };
    connect(&m_pause, &QTimer::timeout, this, &Reviewer::start);
    connect(&controller, &WorkbenchController::projectChanged, this, soon);
    connect(&controller, &WorkbenchController::connectionChanged, this, soon);
    connect(&controller, &WorkbenchController::runFinished, this, soon);
    connect(&documents, &DocumentTabs::scriptChanged, this, soon);
    connect(&view, &ReviewView::fixRequested, this, &Reviewer::preview);
    connect(&view, &ReviewView::allowRequested, this, &Reviewer::askReason);
    m_view.setEmptyText(emptyText());
}

int Reviewer::major() const
{
    const auto& snapshot = m_controller.snapshot();
    return snapshot && snapshot->server.version > 0 ? snapshot->server.version / 10000 : 0;
}

ReviewOrder Reviewer::order() const
{
    ReviewOrder order { .folder = m_controller.project()->migrations };
    order.scripts = m_scripts;
    const auto& snapshot = m_controller.snapshot();
    order.knowsPending = snapshot.has_value();
    if (snapshot) {
        const QStringList pending = snapshot->diagnosis.pending();
        order.pending = QSet<QString>(pending.begin(), pending.end());
    }
    for (const QString& name : m_documents.openMigrations()) {
        const ScriptPane& pane = m_documents.editorOf(name)->upPane();
        if (pane.isModified())
            order.edited.insert(name, pane.bytes());
    }
    return order;
}

void Reviewer::start()
{
    const auto& project = m_controller.project();
    if (!project)
        return take({});
    m_task.start(
        tr("Reviewing the scripts"),
        [order = order(), major = major(), root = project->root](const CancelToken& token) { return configuredReview(order, major, root, token); },
        [this](const Result<FolderReview>& review) {
            review ? take(*review) : m_controller.report(review.error());
        });
}

void Reviewer::take(const FolderReview& review)
{
    m_review = review;
    m_view.setMajor(review.major);
    m_view.setEmptyText(emptyText());
    m_model.setFindings(review.findings);
    QHash<QString, Severity> verdicts;
    for (const Finding& finding : review.findings)
        verdicts[finding.migration] = std::max(verdicts.value(finding.migration, Severity::Note), finding.severity);
    m_controller.migrations().setVerdicts(verdicts);
    for (const QString& name : m_documents.openMigrations())
        show(name);
}

void Reviewer::show(const QString& migration)
{
    QList<EditorProblem> problems;
    for (const Finding& finding : std::as_const(m_review.findings)) {
        if (finding.migration == migration)
            problems << underlineOf(finding);
    }
    QHash<int, GutterBadge> badges;
    for (const StatementMark& mark : m_review.marks.value(migration))
        badges.insert(mark.line, badgeOf(mark));
    m_documents.editorOf(migration)->setReview(problems, badges);
}

// Reviews once more, with the texts as they are now, and hands the page to `use` on the worker.
void Reviewer::makePage(std::function<Result<void>(const QByteArray&)> use)
{
    const auto& project = m_controller.project();
    if (!project)
        return m_controller.report({ .code = "no-project", .message = emptyText() });
    m_report.start(
        tr("Writing the review"),
        [order = order(), major = major(), root = project->root, use = std::move(use)](const CancelToken& token) -> Result<void> {
            const auto review = configuredReview(order, major, root, token);
            CORRIDOR_TRY(review);
            return use(reviewPage(order, *review, authorHere(root)));
        },
        [this](const Result<void>& done) {
            if (!done)
                m_controller.report(done.error());
        });
}

void Reviewer::exportReport()
{
    auto* dialog = new QFileDialog(m_window, tr("Export the review"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({ tr("PDF (*.pdf)"), tr("Web page (*.html)") });
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->selectFile(tr("review.pdf"));
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog](const QString& filter) { dialog->setDefaultSuffix(filter.contains(QLatin1StringView("html")) ? QStringLiteral("html") : QStringLiteral("pdf")); });
    connect(dialog, &QFileDialog::fileSelected, this, &Reviewer::writeReport);
    dialog->open();
}

void Reviewer::writeReport(const QString& path)
{
    makePage([path](const QByteArray& page) { return writePage(page, path); });
}

void Reviewer::printReport()
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto* dialog = new QPrintDialog(printer.get(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, printer] {
        makePage([printer](const QByteArray& page) -> Result<void> {
            printPage(page, *printer);
            return {};
        });
    });
    dialog->open();
}

QString Reviewer::emptyText() const
{
    if (!m_controller.project())
        return tr("Open a project to have its scripts reviewed.");
    if (m_controller.snapshot() && m_controller.snapshot()->diagnosis.pending().isEmpty())
        return tr("No script is pending, so there is nothing to review.");
    return tr("The review has found nothing.");
}

void Reviewer::preview(const Finding& finding)
{
    m_documents.openMigration(finding.migration, finding.line);
    MigrationEditor* editor = m_documents.editorOf(finding.migration);
    if (!editor)
        return;
    auto* dialog = new FixDialog(finding, editor->upPane().bytes(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, finding] { apply(finding); });
    dialog->open();
}

// The text may have changed since the review; then the next one will offer the fix again.
void Reviewer::apply(const Finding& finding)
{
    MigrationEditor* editor = m_documents.editorOf(finding.migration);
    const auto& project = m_controller.project();
    if (!editor || !project)
        return;
    if (!m_model.findings().contains(finding))
        return m_controller.report({ .code = "script-changed",
            .message = tr("The script has changed since the review, so the fix was not applied."),
            .hint = tr("Choose the finding again.") });
    for (const Fix::NewMigration& added : finding.fix->migrations) {
        const auto folder = createMigration(project->migrationsPath, added.title, false);
        QFile file(folder ? *folder + QLatin1StringView("/migration.sql") : QString());
        if (!folder)
            return m_controller.report(folder.error());
        if (!file.open(QIODevice::WriteOnly) || file.write(added.script) != added.script.size())
            return m_controller.report({ .code = "file-not-written", .message = file.fileName() + ": " + file.errorString() });
    }
    replaceText(editor->upPane().editor(), QString::fromUtf8(applied(*finding.fix, editor->upPane().bytes())));
}

void Reviewer::askReason(const Finding& finding)
{
    auto* dialog = new QInputDialog(m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Allow this finding"));
    dialog->setLabelText(tr("Why is `%1` meant here? The reason becomes a comment of the script.").arg(finding.rule));
    dialog->setOkButtonText(tr("Write it"));
    dialog->resize(m_window->fontMetrics().averageCharWidth() * 80, dialog->height());
    connect(dialog, &QInputDialog::textValueSelected, this, [this, finding](const QString& reason) {
        if (!reason.trimmed().isEmpty())
            allow(finding, reason.simplified());
    });
    dialog->open();
}

void Reviewer::allow(const Finding& finding, const QString& reason)
{
    m_documents.openMigration(finding.migration, finding.line);
    MigrationEditor* editor = m_documents.editorOf(finding.migration);
    if (!editor)
        return;
    const QTextBlock block = editor->upPane().editor().document()->findBlockByNumber(finding.line - 1);
    const QString line = block.text();
    const QString indentation = line.left(line.size() - line.trimmed().size());
    QTextCursor cursor(block);
    cursor.insertText(indentation + QLatin1StringView("-- corridor: allow ") + finding.rule + QLatin1StringView(" because ") + reason + QChar('\n'));
}

} // namespace corridor
