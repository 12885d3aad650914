// SPDX-License-Identifier: MIT
#include "profile/secret_store.h"

#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

namespace corridor {

namespace {

const QString service = QStringLiteral("org.corridor.Workbench");

Result<void> perform(QKeychain::Job& job, const QString& profile)
{
    QEventLoop loop;
    bool finished = false;
    job.setAutoDelete(false);
    job.setKey(profile);
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&] {
        finished = true;
        loop.quit();
    });
    QTimer::singleShot(5000, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
    if (!finished)
        return fail("keychain-failed", "The system's keyring did not answer within 5 s.", "Unlock it, then try again.");
    if (job.error() == QKeychain::EntryNotFound)
        return fail("secret-missing", QString("The keyring has no password for profile `%1`.").arg(profile),
            QString("Store it: corridor profile secret %1").arg(profile));
    if (job.error() == QKeychain::NoBackendAvailable || job.error() == QKeychain::NotImplemented)
        return fail("keychain-missing", "This system has no keyring to keep the password in.",
            "Use --secret ask, a pass file, or env(\"NAME\") for the url.");
    if (job.error() != QKeychain::NoError)
        return fail("keychain-failed", "The keyring refused: " + job.errorString(), "Unlock it, then try again.");
    return {};
}

} // namespace

Result<QString> readSecret(const QString& profile)
{
    QKeychain::ReadPasswordJob job(service);
    CORRIDOR_TRY(perform(job, profile));
    return job.textData();
}

Result<void> writeSecret(const QString& profile, const QString& secret)
{
    QKeychain::WritePasswordJob job(service);
    job.setTextData(secret);
    return perform(job, profile);
}

Result<void> removeSecret(const QString& profile)
{
    QKeychain::DeletePasswordJob job(service);
    return perform(job, profile);
}

Result<QString> storedSecret(const Profile& profile, const Environment& environment)
{
    if (profile.secret == SecretSource::Keychain)
        return readSecret(profile.name);
    if (profile.secret != SecretSource::Variable)
        return QString();
    const QString secret = environment.value(profile.secretVariable);
    if (secret.isEmpty())
        return fail("environment-variable-missing",
            QString("Profile `%1` takes its password from the variable %2, which is not set.").arg(profile.name, profile.secretVariable),
            QString("Set %1, or choose another source: corridor profile secret %2").arg(profile.secretVariable, profile.name));
    return secret;
}

bool keychainAvailable() { return QKeychain::isAvailable(); }

} // namespace corridor
