// SPDX-License-Identifier: MIT
#include "postgres/connection.h"

#include <QRegularExpression>
#include <QUrl>
#include <libpq-fe.h>

namespace corridor {

namespace {

using namespace Qt::StringLiterals;

const QString documentation = u"https://pris.ly/d/config-url"_s;

std::unexpected<Error> invalid(const QString& reason, const QString& hint = {})
{
    return fail("P1013",
        QString("The provided database string is invalid. %1 in database URL. Please refer to the documentation in %2 "
                "for constructing a correct connection string. In some cases, certain characters must be escaped. "
                "Please check the string for any illegal characters.")
            .arg(reason, documentation),
        hint.isEmpty() ? u"Characters such as # / ? @ [ ] : in a user name or password must be percent-encoded (# is %23, @ is %40)."_s
                       : hint);
}

QByteArray percentDecoded(QStringView text) { return QByteArray::fromPercentEncoding(text.toUtf8()); }

QByteArray formDecoded(QStringView text) { return percentDecoded(text.toString().replace('+', ' ')); }

// host1:1,host2:2,[::1]:5433 -> libpq's two lists. An encoded slash at the start means a socket directory.
Result<void> readHosts(QStringView authority, ConnectionOptions& options)
{
    QByteArrayList hosts, ports;
    for (QStringView part : authority.split(',')) {
        QStringView host = part;
        QStringView port;
        if (part.startsWith('[')) {
            const auto end = part.indexOf(']');
            if (end < 0)
                return invalid("invalid IPv6 address");
            host = part.sliced(1, end - 1);
            port = part.sliced(end + 1);
            if (!port.isEmpty() && !port.startsWith(':'))
                return invalid("invalid port number");
            port = port.isEmpty() ? port : port.sliced(1);
        } else if (const auto colon = part.lastIndexOf(':'); colon >= 0) {
            host = part.first(colon);
            port = part.sliced(colon + 1);
        }
        bool isNumber = true;
        const uint number = port.isEmpty() ? 5432 : port.toUInt(&isNumber);
        if (!isNumber || number > 65535 || host.contains(':') != part.startsWith('['))
            return invalid("invalid port number");
        hosts << (host.isEmpty() ? QByteArray("localhost") : percentDecoded(host));
        ports << QByteArray::number(number);
    }
    options.set("host", hosts.join(','));
    options.set("port", ports.join(','));
    return {};
}

bool isLibpqKeyword(const QByteArray& name)
{
    static const auto known = [] {
        QSet<QByteArray> names;
        PQconninfoOption* defaults = PQconndefaults();
        for (auto* option = defaults; option && option->keyword; ++option)
            names.insert(option->keyword);
        PQconninfoFree(defaults);
        return names;
    }();
    return known.contains(name);
}

// Parameters that steer Prisma's client or its pool: they mean nothing to one connection, and harm nothing.
const QSet<QByteArray> clientOnly { "connection_limit", "pool_timeout", "socket_timeout", "max_connection_lifetime",
    "max_idle_connection_lifetime", "statement_cache_size", "single_use_connections", "pool_mode" };

void setParameter(const QByteArray& name, const QByteArray& value, ConnectionOptions& options)
{
    if (name == "schema")
        options.schema = QString::fromUtf8(value);
    else if (name == "pgbouncer")
        options.pgbouncer = value == "true";
    else if (name == "sslaccept" && (value == "strict" || value != "accept_invalid_certs"))
        options.set("sslmode", "verify-full");
    else if (name == "sslaccept" || clientOnly.contains(name))
        return;
    else if (name == "sslidentity" || name == "sslpassword")
        options.notes << QString("Parameter `%1` names a PKCS#12 identity, which libpq cannot read: give sslcert and sslkey (PEM).")
                             .arg(QString::fromUtf8(name));
    else if (name == "ssl" && value == "true")
        options.set("sslmode", "require");
    else if (isLibpqKeyword(name))
        options.set(name, value);
    else
        options.notes << QString("Parameter `%1` is unknown and has no effect.").arg(QString::fromUtf8(name));
}

// Prisma calls the root certificate sslcert; libpq's own meaning (a client certificate) needs an sslkey beside it.
void settleCertificates(ConnectionOptions& options)
{
    const QString certificate = options.value("sslcert");
    if (certificate.isEmpty() || !options.value("sslkey").isEmpty() || !options.value("sslrootcert").isEmpty())
        return;
    options.keywords.removeIf([](const auto& keyword) { return keyword.name == "sslcert"; });
    options.set("sslrootcert", certificate.toUtf8());
}

Result<ConnectionOptions> parseUrl(const QString& text)
{
    static const QRegularExpression shape("^(?<scheme>[a-zA-Z0-9+.-]+)://(?<authority>[^/?#]*)(?:/(?<path>[^?#]*))?"
                                          "(?:\\?(?<query>[^#]*))?(?<fragment>#.*)?$");
    const auto match = shape.match(text);
    const QString scheme = match.captured("scheme").toLower();
    if (scheme == "prisma" || scheme == "prisma+postgres")
        return fail("P1013", QString("A %1:// URL belongs to Prisma's hosted service.").arg(scheme),
            "Use the database's own postgresql:// URL: migrations need a direct connection.");
    if (scheme != "postgresql" && scheme != "postgres")
        return invalid("The scheme is not recognized", "A PostgreSQL URL begins with postgresql:// or postgres://.");
    if (!match.captured("fragment").isEmpty())
        return invalid("invalid port number");

    ConnectionOptions options;
    const QString authority = match.captured("authority");
    const auto at = authority.lastIndexOf('@');
    options.written = authority.sliced(at + 1);
    CORRIDOR_TRY(readHosts(QStringView(authority).sliced(at + 1), options));
    if (at >= 0) {
        const QString credentials = authority.first(at);
        const auto colon = credentials.indexOf(':');
        options.set("user", percentDecoded(colon < 0 ? credentials : credentials.first(colon)));
        if (colon >= 0 && colon + 1 < credentials.size())
            options.set("password", percentDecoded(QStringView(credentials).sliced(colon + 1)));
    }
    const QByteArray database = percentDecoded(match.captured("path"));
    options.set("dbname", database.isEmpty() ? QByteArray("postgres") : database);
    options.set("connect_timeout", "5");
    for (QStringView pair : QStringView(match.captured("query")).split('&', Qt::SkipEmptyParts)) {
        const auto equals = pair.indexOf('=');
        const auto name = formDecoded(equals < 0 ? pair : pair.first(equals));
        setParameter(name, equals < 0 ? QByteArray() : formDecoded(pair.sliced(equals + 1)), options);
    }
    settleCertificates(options);
    options.keywords.removeIf([](const auto& keyword) { return keyword.name == "user" && keyword.value.isEmpty(); });
    return options;
}

Result<ConnectionOptions> parseKeywords(const QString& text)
{
    char* message = nullptr;
    PQconninfoOption* parsed = PQconninfoParse(text.toUtf8().constData(), &message);
    if (!parsed) {
        const QString reason = QString::fromUtf8(message).trimmed();
        PQfreemem(message);
        return fail("P1013", "The provided database string is invalid: " + reason,
            "Write a URL (postgresql://user@host:5432/database) or libpq keywords (host=… dbname=…).");
    }
    ConnectionOptions options;
    for (auto* option = parsed; option->keyword; ++option) {
        if (option->val)
            options.set(option->keyword, option->val);
    }
    PQconninfoFree(parsed);
    return options;
}

// env("NAME"), env('NAME'), env:NAME -> NAME; empty for anything else.
QString environmentReference(const QString& text)
{
    static const QRegularExpression shape("^env(?::\\s*([A-Za-z_][A-Za-z0-9_]*)|\\(\\s*[\"']([^\"']+)[\"']\\s*\\))$");
    const auto match = shape.match(text);
    return match.hasMatch() ? match.captured(1) + match.captured(2) : QString();
}

} // namespace

QString ConnectionOptions::value(const char* name) const
{
    for (const Keyword& keyword : keywords) {
        if (keyword.name == name)
            return QString::fromUtf8(keyword.value);
    }
    return {};
}

void ConnectionOptions::set(const QByteArray& name, const QByteArray& value)
{
    for (Keyword& keyword : keywords) {
        if (keyword.name == name) {
            keyword.value = value;
            return;
        }
    }
    keywords.append({ name, value });
}

QString ConnectionOptions::display() const
{
    const QString user = value("user");
    const QString service = value("service");
    QString text = "postgresql://" + (user.isEmpty() ? QString() : QString::fromUtf8(user.toUtf8().toPercentEncoding()) + '@');
    const QString host = value("host");
    const QStringList hosts = host.split(',');
    const QStringList ports = value("port").split(',');
    const bool socket = host.startsWith('/');
    for (qsizetype i = 0; i < hosts.size() && !socket; ++i) {
        const QString name = hosts[i].contains(':') ? '[' + hosts[i] + ']' : hosts[i];
        const QString port = ports.value(i, ports.value(0));
        text += (i ? "," : "") + name + (port.isEmpty() || hosts[i].isEmpty() ? QString() : ':' + port);
    }
    text += '/' + value("dbname");
    QStringList parameters;
    if (socket)
        parameters << "host=" + host;
    if (!service.isEmpty())
        parameters << "service=" + service;
    if (schema)
        parameters << "schema=" + *schema;
    return parameters.isEmpty() ? text : text + '?' + parameters.join('&');
}

ConnectionOptions ConnectionOptions::withDatabase(const QString& database) const
{
    ConnectionOptions other = *this;
    other.set("dbname", database.toUtf8());
    return other;
}

Result<ConnectionOptions> parseConnection(const QString& text, const Environment& environment)
{
    const QString trimmed = text.trimmed();
    if (const QString name = environmentReference(trimmed); !name.isEmpty()) {
        const QString value = environment.value(name);
        if (value.isEmpty())
            return fail("environment-variable-missing", QString("Environment variable not found: %1.").arg(name),
                QString("Set %1 to the database's URL, here or in the project's .env file.").arg(name));
        return parseConnection(value, {});
    }
    if (trimmed.contains("://"))
        return parseUrl(trimmed);
    if (trimmed.contains('='))
        return parseKeywords(trimmed);
    return invalid("The scheme is not recognized",
        "Write a URL (postgresql://user@host:5432/database) or libpq keywords (host=… dbname=…).");
}

QString displayHost(const ConnectionOptions& options)
{
    const QString host = options.value("host");
    if (host.startsWith('/'))
        return "unix:" + host;
    const QString port = options.value("port");
    const QString shown = host.contains(':') ? '[' + host + ']' : host;
    return port.isEmpty() ? shown : shown + ':' + port;
}

QString prismaPlace(const ConnectionOptions& options)
{
    return options.written.value_or(displayHost(options));
}

} // namespace corridor
