// SPDX-License-Identifier: MIT
#include "lint/rules/common.h"

namespace corridor::rules {

static void check(const StatementContext& at, Report& report)
{
    if (const auto* copy = at.statement.as<sql::Copy>()) {
        if (copy->program)
            report.add(at, "The database server runs a program of its operating system.");
        else if (!copy->file.isEmpty())
            report.add(at, "The file is read or written on the database server, by its own account.");
    }
    static const QSet<QString> reaching { "lo_import", "lo_export", "pg_read_file", "pg_read_binary_file",
        "pg_ls_dir" };
    for (const sql::FunctionCall& call : at.statement.calls) {
        if (reaching.contains(call.name.name))
            report.add(at,
                QString("%1 reaches into the files of the database server.").arg(code(call.name.name + "()")),
                call.offset);
    }
}

extern const Rule copyProgramOrServerFile {
    .id = "copy-program-or-server-file",
    .severity = Severity::Error,
    .hazard = "COPY with a file or a program works on the database server, with the rights of its account.",
    .effect = "Needs pg_read_server_files or a superuser; a way to run code on the server.",
    .safe = "INSERT … VALUES, or \\copy of psql outside of migrations.",
    .manual = "sql-copy.html",
    .kinds = { Kind::Copy, Kind::Select },
    .check = check,
    .bad = { { "COPY t FROM PROGRAM 'curl x'" }, { "COPY t TO '/tmp/x'" }, { "SELECT lo_import('/etc/passwd')" } },
    .good = { { "COPY (SELECT 1) TO STDOUT" } },
};

} // namespace corridor::rules
