// SPDX-License-Identifier: MIT
#pragma once

#include "base/environment.h"
#include "base/error.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace corridor {

// Where and as whom to connect: libpq's keywords, and the parameters that only Prisma knows.
struct ConnectionOptions {
    struct Keyword {
        QByteArray name;
        QByteArray value;
        bool operator==(const Keyword&) const = default;
    };
    QList<Keyword> keywords;       // as libpq takes them, each name once
    std::optional<QString> schema; // Prisma's ?schema=; unset means that search_path is left alone
    bool pgbouncer = false;        // ?pgbouncer=true: says that a pooler stands between
    std::optional<QString> written; // the URL's own HOST:PORT as it stands there, whatever ?host= says; unset without a URL
    QStringList notes;             // parameters that are unknown or have no meaning here, each as a sentence

    QString value(const char* name) const;
    void set(const QByteArray& name, const QByteArray& value);
    QString password() const { return value("password"); }
    // postgresql://user@host:port/db?schema=s for people: no password, ever.
    QString display() const;
    // The same connection to another database of the server.
    ConnectionOptions withDatabase(const QString& database) const;
    bool operator==(const ConnectionOptions&) const = default;
};

// Reads what users of Prisma and of libpq write:
//   postgresql:// and postgres:// URLs with Prisma's and libpq's parameters, percent-encoding, socket directories
//   (?host=/dir or an encoded authority), IPv6 in brackets and several hosts (host1:1,host2:2);
//   keyword strings ("host=/tmp dbname=app"); "service=NAME"; env("NAME") or env:NAME, looked up in `environment`.
// Prisma's defaults apply to URLs (host localhost, port 5432, database postgres, connect_timeout 5, sslmode prefer).
// Source: PRISMA URL grammar (WHATWG-like), PostgreSQL manual 34.1.1. Errors: P1013 with Prisma's reasons;
// "environment-variable-missing".
Result<ConnectionOptions> parseConnection(const QString& text, const Environment& environment = {});

// Where the connection goes: "HOST:PORT", "unix:/dir".
QString displayHost(const ConnectionOptions& options);
// What Prisma prints after `at`: the URL's own host and port as written, whatever ?host= says; may be empty.
QString prismaPlace(const ConnectionOptions& options);

} // namespace corridor
