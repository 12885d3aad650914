// SPDX-License-Identifier: MIT
#pragma once

#include "engine/engine.h"
#include "support/test_server.h"

namespace corridor {

// What dies.
enum class Fault { Program, Backend, Server };
inline const char* faultWord(Fault fault)
{
    return fault == Fault::Program ? "program" : fault == Fault::Backend ? "backend" : "server";
}

// Where it dies: so many microseconds after statement `step` began or ended, 0 being the very boundary.
struct FaultPoint {
    Fault fault = Fault::Program;
    int step = 0;
    bool afterwards = false;
    int delayUs = 0;
};

// Deploys in a process of its own, and lets it, its backend or the whole server die by kill -9 or an immediate stop.
// Returns when the process has ended and the server answers again. True when the fault struck before the run was over.
bool deployWithFault(
    TestServer& server, const ConnectionOptions& database, const Project& project, const FaultPoint& point);

// Deploys once the server answers, in this process.
RunReport deployAgain(const ConnectionOptions& database, const Project& project);

// Schema and rows of everything, without what differs from one dump to the next; and the indexes that are not valid.
QByteArray dumpAll(const TestServer& server, const ConnectionOptions& database);

} // namespace corridor
