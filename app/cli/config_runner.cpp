// SPDX-License-Identifier: MIT
#include "config_runner.h"

#include "backup/child_process.h"

#include <QElapsedTimer>
#include <QFileInfo>

namespace corridor {

namespace {

// Prisma's own loader first, found as the project's Prisma finds it. Paths come out absolute or relative to the file.
const char* const program = R"(
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import fs from 'node:fs';
const file = process.env.CORRIDOR_CONFIG_FILE;
process.stdout.write = process.stderr.write.bind(process.stderr);
const near = createRequire(file);
function loader() {
  for (const from of [near, (() => { try { return createRequire(near.resolve('prisma/package.json')); } catch { return near; } })()])
    try { return from('@prisma/config').loadConfigFromFile; } catch (error) { if (error.code !== 'MODULE_NOT_FOUND') throw error; }
}
async function load() {
  const prisma = loader();
  if (!prisma) {
    const loaded = (await import(pathToFileURL(file).href)).default;
    return typeof loaded === 'function' ? await loaded() : loaded;
  }
  const { config, error } = await prisma({ configFile: file });
  if (error) throw error.error ?? new Error(error._tag);
  return config;
}
try {
  const { schema, datasource, migrations, tables, enums } = await load() ?? {};
  const { path, seed } = migrations ?? {};
  const { url, shadowDatabaseUrl } = datasource ?? {};
  fs.writeSync(1, JSON.stringify({ schema, datasource: { url, shadowDatabaseUrl }, migrations: { path, seed },
    tables: { external: tables?.external }, enums: { external: enums?.external } }));
  process.exit(0);
} catch (error) {
  fs.writeSync(2, '\n' + String(error?.message ?? error).split('\n')[0] + '\n');
  process.exit(1);
}
)";

int patienceMs(const Environment& environment)
{
    const int seconds = environment.value("CORRIDOR_EVALUATE_SECONDS").toInt();
    return (seconds > 0 ? seconds : 10) * 1000;
}

Error timedOut(const QString& file, int ms)
{
    return Error { .code = "config-timeout",
        .message
        = QString("%1 was not evaluated after %2 s, and was stopped.").arg(QFileInfo(file).fileName()).arg(ms / 1000),
        .hint = "Give it more time with CORRIDOR_EVALUATE_SECONDS, or write literals." };
}

Error failed(const QString& file, const ChildResult& result)
{
    const QString said = result.errors.trimmed().section('\n', -1);
    return Error { .code = "config-failed",
        .message = QString("%1 failed: %2")
            .arg(QFileInfo(file).fileName(),
                said.isEmpty() ? QString("Node ended with exit code %1.").arg(result.exitCode) : said),
        .hint = "Run it as Prisma does (npx prisma migrate status), or write literals." };
}

Result<QString> evaluate(
    const Environment& environment, const CancelToken& token, const QString& file, const QString& root)
{
    QList<std::pair<QString, QString>> variables { { "CORRIDOR_CONFIG_FILE", file }, { "NODE_NO_WARNINGS", "1" } };
    for (const auto& [name, value] : environment.asKeyValueRange())
        variables.emplaceBack(name, value);
    const CancelToken limit;
    const int patience = patienceMs(environment);
    bool late = false;
    QElapsedTimer timer;
    timer.start();
    const ChildWatch watch { .tick = [&] {
        late = late || timer.elapsed() > patience;
        if (late || token.isCancelled())
            limit.cancel();
    } };
    const auto result = runChild(
        { "node", { "--input-type=module", "--eval", QString::fromUtf8(program) }, variables, root }, limit, watch);
    if (late)
        return std::unexpected(timedOut(file, patience));
    if (!result && result.error().code == "program-missing")
        return fail("node-missing",
            QString("Only Node can run %1, and there is none in the PATH.").arg(QFileInfo(file).fileName()),
            "Install Node, or write literals.");
    CORRIDOR_TRY(result);
    if (result->exitCode != 0)
        return std::unexpected(failed(file, *result));
    return "export default " + QString::fromUtf8(result->output);
}

} // namespace

bool evaluatesConfig(const Environment& environment)
{
    const QString wish = environment.value("CORRIDOR_EVALUATE_CONFIG");
    return !wish.isEmpty() && wish != "0";
}

ConfigRunner configRunner(const Environment& environment, const CancelToken& token)
{
    return [&environment, &token](
               const QString& file, const QString& root) { return evaluate(environment, token, file, root); };
}

} // namespace corridor
