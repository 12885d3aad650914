// SPDX-License-Identifier: MIT
#include "prisma_words.h"

#include "engine/prisma_forecast.h"

namespace corridor {

namespace {

QString installedVersion(Context& context)
{
    const auto project = context.project();
    return project ? project->prismaVersion : QString();
}

} // namespace

QString prismaLine(Context& context, const QByteArray& script, int major)
{
    const QString version = installedVersion(context);
    const PrismaForecast forecast = forecastPrisma(script, major, prismaRunner(version));
    return QString("Prisma %1: %2").arg(version.isEmpty() ? QString("7.4 and later") : version, forecast.text());
}

QJsonObject prismaJson(Context& context, const QByteArray& script, int major)
{
    const QString version = installedVersion(context);
    const PrismaRunner runner = prismaRunner(version);
    QJsonObject json = forecastPrisma(script, major, runner).toJson();
    json["version"] = version.isEmpty() ? QJsonValue() : QJsonValue(version);
    json["runner"] = runnerWord(runner);
    return json;
}

} // namespace corridor
