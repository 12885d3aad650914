// SPDX-License-Identifier: MIT
#include "project/project.h"

#include "project/dot_env.h"
#include "project/evaluated_config.h"
#include "project/lock_file.h"
#include "project/package_json.h"
#include "project/prisma_config.h"
#include "project/project_layout.h"
#include "project/schema_datasource.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QVersionNumber>
#include <algorithm>

namespace corridor {
namespace {

using namespace Qt::StringLiterals;

QString textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString parentOf(const QString& path)
{
    return QFileInfo(path).path();
}

// What a project is read with.
struct Means {
    Environment environment;
    ConfigRunner run; // none: what is more than literals stays unread
};

// Reads everything but the migrations from one folder, step by step as Prisma does.
class ProjectReader {
public:
    ProjectReader(const QString& root, const Means& means)
        : m_run(means.run)
    {
        m_project.root = root;
        m_project.environment = means.environment;
    }

    Result<Project> read()
    {
        readPackage();
        CORRIDOR_TRY(readConfig());
        findSchema();
        if (m_project.configFile.isEmpty())
            loadEnvironment();
        readDatasource();
        findMigrations();
        return m_project;
    }

private:
    void note(const QString& code, const QString& message) { m_project.problems.append({ code, message, {} }); }

    void readPackage()
    {
        m_packageFolder = findPackageFolder(m_project.root);
        m_package = readPackageJson(m_packageFolder).value_or(PackageJson());
        m_project.prismaVersion = installedPrismaVersion(m_project.root);
        if (m_project.prismaVersion.isEmpty())
            m_project.prismaVersion = m_package.prismaRange;
        m_project.seedCommand = m_package.seed;
    }

    Result<void> readConfig()
    {
        m_project.configFile = findConfigFile(m_project.root);
        if (m_project.configFile.isEmpty())
            return {};
        const ConfigModule module = parseConfigModule(textOf(m_project.configFile));
        m_project.environment = withDotEnv(m_project.environment, configEnvironmentFiles(module, m_project.root));
        auto config = readPrismaConfig(module, place());
        if (m_run && isHidden(config))
            config = evaluated();
        CORRIDOR_TRY(config);
        m_config = std::move(*config);
        m_project.problems += m_config.problems;
        m_project.seedCommand = m_config.seedCommand;
        m_project.externalTables = m_config.externalTables;
        m_project.externalEnums = m_config.externalEnums;
        return {};
    }

    ConfigPlace place() const { return { m_project.configFile, m_project.root, m_project.environment }; }

    static bool isHidden(const Result<PrismaConfig>& config)
    {
        const QString code = u"config-not-literal"_s;
        return config ? std::ranges::contains(config->problems, code, &ProjectProblem::code)
                      : config.error().code == code;
    }

    Result<PrismaConfig> evaluated() const
    {
        const auto source = m_run(m_project.configFile, m_project.root);
        CORRIDOR_TRY(source);
        return readPrismaConfig(parseConfigModule(*source), place());
    }

    void findSchema()
    {
        const bool packageHere = m_packageFolder == m_project.root && m_project.configFile.isEmpty();
        m_project.schemaPath = m_config.schemaPath;
        if (m_project.schemaPath.isEmpty() && packageHere && !m_package.schema.isEmpty())
            m_project.schemaPath = QDir::cleanPath(QDir(m_project.root).absoluteFilePath(m_package.schema));
        if (m_project.schemaPath.isEmpty())
            m_project.schemaPath = findDefaultSchema(m_project.root);
        else if (!QFile::exists(m_project.schemaPath))
            note(u"schema-missing"_s, u"The schema %1 does not exist."_s.arg(m_project.schemaPath));
    }

    // Prisma 7 loads no .env by itself; nor does 6 beside a config file.
    void loadEnvironment()
    {
        if (QVersionNumber::fromString(m_project.prismaVersion).majorVersion() >= 7)
            return;
        QStringList conflicts;
        const DotEnvFiles files = prismaDotEnvFiles(m_packageFolder, m_project.schemaPath, m_project.root);
        m_project.environment = withDotEnvFiles(m_project.environment, files, &conflicts);
        conflicts.sort();
        if (!conflicts.isEmpty())
            note(u"env-conflict"_s,
                u"Prisma refuses to start: %1 and %2 both set %3 to the same value."_s.arg(
                    files.root, files.schema, conflicts.join(u", "_s)));
    }

    void readDatasource()
    {
        SchemaDatasource source;
        for (const QString& file : schemaFiles(m_project.schemaPath)) {
            if (const auto found = parseDatasource(textOf(file))) {
                source = *found;
                m_datasourceFolder = parentOf(file);
                break;
            }
        }
        m_project.provider = source.provider;
        m_project.relationMode = source.relationMode;
        m_project.schemas = source.schemas;
        m_project.url = !m_config.url.isEmpty() ? m_config.url
            : !source.directUrl.isEmpty()       ? source.directUrl
                                                : source.url;
        m_project.shadowUrl = m_config.shadowUrl.isEmpty() ? source.shadowDatabaseUrl : m_config.shadowUrl;
        if (!source.provider.isEmpty() && source.provider != u"postgresql" && source.provider != u"postgres")
            note(u"provider-not-postgresql"_s, u"The schema's provider is %1."_s.arg(source.provider));
    }

    // Beside the file with the datasource; before 6.6, beside the folder that is the schema.
    void findMigrations()
    {
        m_project.migrationsPath = m_config.migrationsPath;
        if (!m_project.migrationsPath.isEmpty())
            return;
        const QString beside = m_datasourceFolder.isEmpty() ? parentOf(m_project.schemaPath) : m_datasourceFolder;
        QStringList candidates;
        if (!m_project.schemaPath.isEmpty())
            candidates << beside << parentOf(m_project.schemaPath);
        candidates << m_project.root + "/prisma" << m_project.root;
        m_project.migrationsPath = candidates.first() + "/migrations";
        for (const QString& folder : candidates) {
            if (QFileInfo(folder + "/migrations").isDir()) {
                m_project.migrationsPath = folder + "/migrations";
                return;
            }
        }
    }

    ConfigRunner m_run;
    Project m_project;
    PackageJson m_package;
    PrismaConfig m_config;
    QString m_packageFolder;
    QString m_datasourceFolder;
};

Result<Project> describe(const QString& root, const Means& means)
{
    return ProjectReader(root, means).read();
}

std::unexpected<Error> notFound(const QString& folder)
{
    return fail(u"project-not-found"_s, u"There is no Prisma project in or above %1."_s.arg(folder),
        u"Name its folder: the one with prisma.config.*, package.json or schema.prisma, or the migrations folder."_s);
}

// A `prisma` folder, or a folder of migrations, usually belongs to a package above it, whose settings count.
Result<Project> describeAround(const QString& root, const Means& means)
{
    auto own = describe(root, means);
    CORRIDOR_TRY(own);
    const QString package = findPackageFolder(root);
    if (package.isEmpty() || package == root)
        return own;
    auto outer = describe(package, means);
    CORRIDOR_TRY(outer);
    const bool sameSchema = !own->schemaPath.isEmpty() && outer->schemaPath == own->schemaPath;
    return sameSchema || outer->migrationsPath == own->migrationsPath ? outer : own;
}

// The folder of migrations is given: what is around it can only add to it.
Project describeMigrations(const QString& folder, const Means& means)
{
    Project project;
    const QString root = findProjectRoot(parentOf(folder));
    if (!root.isEmpty()) {
        const auto around = describeAround(root, means);
        project = around ? *around : describe(root, means).value_or(Project());
        if (!around)
            project.problems.append({ around.error().code, around.error().message, {} });
    }
    if (project.root.isEmpty()) {
        project.root = parentOf(folder);
        project.environment = means.environment;
    }
    project.migrationsPath = folder;
    return project;
}

void readFolder(Project& project)
{
    const auto version = QVersionNumber::fromString(project.prismaVersion);
    const bool old = !version.isNull() && version < QVersionNumber(6, 6);
    project.lockProvider = readLockProvider(project.migrationsPath);
    project.migrations = readMigrations(
        project.migrationsPath, &project.problems, old ? MigrationOrder::Bytes : MigrationOrder::Collated);
}

Result<Project> describeFolder(const QString& folder, const Means& means)
{
    if (!QFileInfo(folder).isDir())
        return notFound(folder);
    if (isMigrationsFolder(folder))
        return describeMigrations(folder, means);
    const QString root = findProjectRoot(folder);
    return root.isEmpty() ? notFound(folder) : describeAround(root, means);
}

} // namespace

const Migration* Project::find(const QString& name) const
{
    const auto found = std::ranges::find(migrations, name, &Migration::name);
    return found == migrations.end() ? nullptr : &*found;
}

Result<Project> readProject(const QString& folder, const Environment& environment)
{
    return readProject(folder, environment, {});
}

Result<Project> readProject(const QString& folder, const Environment& environment, const ConfigRunner& run)
{
    // A schema or config file stands for its folder.
    const QFileInfo given(folder);
    const QString start = QDir::cleanPath(given.isFile() ? given.absolutePath() : given.absoluteFilePath());
    auto project = describeFolder(start, { environment, run });
    CORRIDOR_TRY(project);
    readFolder(*project);
    return project;
}

} // namespace corridor
