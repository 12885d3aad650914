// SPDX-License-Identifier: MIT
// corridor ci: the pipeline that deploys this project.
#include "ci/pipeline.h"

#include "context.h"

#include <QDir>
#include <QSaveFile>

namespace corridor {

namespace {

QList<QCommandLineOption> options()
{
    return { { "branch", "Whose pushes deploy (main).", "NAME" }, { "force", "Writes over a file that is there." },
        { "plan", "Prints the file instead of writing it." } };
}

// The repository's root: the nearest folder above the project with a .git in it, else the project itself.
QString repositoryRoot(const QString& project)
{
    QDir folder(project);
    do {
        if (folder.exists(".git"))
            return folder.path();
    } while (folder.cdUp());
    return project;
}

Answer write(const Context& context, const QString& path, const QByteArray& text)
{
    if (QFile::exists(path) && !context.isSet("force"))
        return Error { .code = "file-exists", .message = path + " is there already.", .hint = "Look at it, then give --force; --plan prints the new one." };
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return Error { .code = "file-not-written", .message = path + " could not be written: " + file.errorString() + '.' };
    context.print("Wrote " + path);
    return QJsonObject { { "file", path }, { "written", true } };
}

Answer run(Context& context)
{
    const QString service = context.arguments().value(1);
    if (context.arguments().value(0) != "init" || (service != "github" && service != "gitlab"))
        return usage("Give the service: corridor ci init github, or gitlab.");
    const auto project = context.project();
    if (!project)
        return project.error();
    const QString root = repositoryRoot(project->root);
    const QString below = QDir(root).relativeFilePath(project->root);
    const PipelineOptions wanted { .project = below == "." ? QString() : below,
        .branch = context.isSet("branch") ? context.value("branch") : QString("main"),
        .npm = QFile::exists(project->root + "/package.json"),
        .lint = findCommand("lint") != nullptr,
        .rehearsal = findCommand("rehearse") != nullptr };
    const bool github = service == "github";
    const QByteArray text = github ? githubWorkflow(wanted) : gitlabPipeline(wanted);
    const QString path = root + '/' + (github ? githubPath : gitlabPath);
    if (!context.isSet("plan"))
        return write(context, path, text);
    context.print(QString::fromUtf8(text.chopped(1)));
    return QJsonObject { { "file", path }, { "written", false }, { "text", QString::fromUtf8(text) } };
}

} // namespace

extern const Command ciCommand { "ci", "init github|gitlab [--branch NAME] [--plan] [--force]", "Writes the pipeline that deploys this project.", options, run };

} // namespace corridor
