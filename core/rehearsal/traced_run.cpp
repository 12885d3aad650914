// SPDX-License-Identifier: MIT
#include "rehearsal/traced_run.h"

#include "rehearsal/tracer.h"
#include "review/live_schema.h"

namespace corridor {

QString LockSurprise::text() const
{
    if (isWorse())
        return QString("%1 was locked %2; its text makes one expect %3.").arg(relation, lockWord(observed), lockWord(predicted));
    return QString("%1 was not locked %2, as its text makes one expect.").arg(relation, lockWord(predicted));
}

TracedRun traceDeploy(Session& session, const Project& project, const EngineOptions& options, const Observer& observer,
    const CancelToken& token, const std::function<void(const QString& migration)>& afterEach)
{
    auto sampler = LockSampler::start(session.options(), session.backendPid());
    auto schema = readLiveSchema(session, token);
    Tracer tracer(session, sampler ? std::move(*sampler) : nullptr, schema ? std::move(*schema) : SchemaState());
    RunReport report = deploy(
        session, project, options,
        [&](const Plan& plan) -> Result<void> {
            tracer.plan(plan);
            return {};
        },
        [&](const RunEvent& event) {
            tracer.take(event);
            if (afterEach && event.kind == RunEvent::Kind::MigrationFinished)
                tracer.aside([&] { afterEach(event.migration); });
            if (observer)
                observer(event);
        },
        token);
    return tracer.result(std::move(report));
}

} // namespace corridor
