// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace corridor {

// What the pipeline of a project is made of.
struct PipelineOptions {
    QString project; // the project's folder below the repository's root; empty where it is the root
    QString branch = "main";
    bool npm = true; // the project has a package.json
    bool lint = false, rehearsal = false; // whether this program has these commands
};

// Pure. The workflow for GitHub Actions: installs, reviews, asks the gate, deploys, verifies by status.
QByteArray githubWorkflow(const PipelineOptions& options);
// Pure. The same for GitLab CI.
QByteArray gitlabPipeline(const PipelineOptions& options);

// Where each belongs, below the repository's root.
inline constexpr char githubPath[] = ".github/workflows/migrate.yml";
inline constexpr char gitlabPath[] = ".gitlab-ci.yml";

} // namespace corridor
