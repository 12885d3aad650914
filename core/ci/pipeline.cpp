// SPDX-License-Identifier: MIT
#include "ci/pipeline.h"

#include <QStringList>

namespace corridor {

namespace {

struct Step {
    QString name;
    QStringList script; // lines of sh
};

// A text in double quotes, as YAML and JSON read it alike.
QString quoted(const QString& text)
{
    QString escaped = text;
    return '"' + escaped.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

// `lintFormat`: how the build server wants findings, as `corridor lint --format` takes it.
QList<Step> stepsOf(const PipelineOptions& options, const QString& lintFormat)
{
    QList<Step> steps;
    if (options.npm)
        steps << Step { "Install dependencies", { "npm ci" } };
    if (options.lint)
        steps << Step { "Review migrations", { "corridor lint --format " + lintFormat + " --fail-on error" } };
    if (options.rehearsal)
        steps << Step { "Rehearse", { "corridor rehearse --rows none --report rehearsal.html" } };
    // Ticks and approvals are in the team's journal; a runner without one knows none.
    steps << Step { "Ask the gate", { "if [ -n \"${CORRIDOR_JOURNAL:-}\" ]; then corridor gate; else echo 'No CORRIDOR_JOURNAL: the gate is not asked.'; fi" } };
    steps << Step { "Run migrations", { "corridor deploy" } };
    if (options.npm)
        steps << Step { "Generate the client", { "npx prisma generate" } };
    steps << Step { "Verify migration", { "corridor status", "corridor health" } };
    return steps;
}

const QStringList install { "curl --fail --silent --show-error --location --output /tmp/corridor.deb \"$CORRIDOR_PACKAGE_URL\"" };

QString block(const QStringList& lines, int indent)
{
    QString text;
    for (const QString& line : lines)
        text += QString(indent, ' ') + line + '\n';
    return text;
}

QString githubStep(const Step& step)
{
    return "      - name: " + quoted(step.name) + "\n        run: |\n" + block(step.script, 10) + '\n';
}

} // namespace

QByteArray githubWorkflow(const PipelineOptions& options)
{
    QString text = "# Written by `corridor ci init github`. DATABASE_URL is a secret of the environment; CORRIDOR_PACKAGE_URL a\n"
                   "# variable that says where your corridor .deb is; CORRIDOR_JOURNAL the team's journal, where there is one.\n"
                   "name: Database Migration\n\non:\n  push:\n    branches: ["
        + quoted(options.branch) + "]\n\nconcurrency: database-migration\n\npermissions:\n  contents: read\n\njobs:\n  migrate:\n"
        "    runs-on: ubuntu-latest\n    environment: production\n    env:\n      DATABASE_URL: ${{ secrets.DATABASE_URL }}\n"
        "      CORRIDOR_JOURNAL: ${{ secrets.CORRIDOR_JOURNAL }}\n      CORRIDOR_PACKAGE_URL: ${{ vars.CORRIDOR_PACKAGE_URL }}\n";
    if (!options.project.isEmpty())
        text += "    defaults:\n      run:\n        working-directory: " + quoted(options.project) + '\n';
    text += "    steps:\n      - uses: actions/checkout@v4\n\n";
    if (options.npm)
        text += "      - name: \"Setup Node.js\"\n        uses: actions/setup-node@v4\n        with:\n          node-version: '20'\n\n";
    text += githubStep({ "Install Corridor", install + QStringList { "sudo apt-get install --yes /tmp/corridor.deb" } });
    for (const Step& step : stepsOf(options, "github"))
        text += githubStep(step);
    if (options.rehearsal)
        text += "      - uses: actions/upload-artifact@v4\n        if: always()\n        with:\n          name: rehearsal\n          path: "
            + quoted((options.project.isEmpty() ? QString() : options.project + '/') + "rehearsal.html") + '\n';
    return text.trimmed().toUtf8() + '\n';
}

QByteArray gitlabPipeline(const PipelineOptions& options)
{
    QString text = "# Written by `corridor ci init gitlab`. DATABASE_URL, CORRIDOR_PACKAGE_URL and CORRIDOR_JOURNAL (the team's\n"
                   "# journal, where there is one) are variables of the project, the first and the last masked and protected.\n"
                   "migrate:\n  image: node:20-trixie\n  stage: deploy\n  environment: production\n  resource_group: database-migration\n"
                   "  rules:\n    - if: $CI_COMMIT_BRANCH == "
        + quoted(options.branch) + "\n  before_script:\n    - |\n" + block(QStringList { "apt-get update" } + install + QStringList { "apt-get install --yes /tmp/corridor.deb" }, 6)
        + "  script:\n";
    if (!options.project.isEmpty())
        text += "    - cd " + quoted("'" + options.project + "'") + '\n';
    for (const Step& step : stepsOf(options, "text"))
        text += "    # " + step.name + "\n    - |\n" + block(step.script, 6);
    if (options.rehearsal)
        text += "  artifacts:\n    when: always\n    paths: [" + quoted((options.project.isEmpty() ? QString() : options.project + '/') + "rehearsal.html") + "]\n";
    return text.toUtf8();
}

} // namespace corridor
