// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace corridor::test {

// SQL such as people write in migrations, of at least `size` bytes; ends after a whole statement.
inline QByteArray sampleSql(qsizetype size)
{
    QByteArray sql;
    sql.reserve(size + 2'000);
    for (int i = 0; sql.size() < size; ++i) {
        const QByteArray n = QByteArray::number(i);
        sql += "-- CreateTable\nCREATE TABLE \"account_" + n + "\" (\n    \"id\" TEXT NOT NULL,\n"
            + "    \"created_at\" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,\n"
            + "    \"amount\" DECIMAL(65,30) NOT NULL DEFAULT 0.5,\n"
            + "    CONSTRAINT \"account_" + n + "_pkey\" PRIMARY KEY (\"id\")\n);\n\n";
        sql += "CREATE INDEX \"account_" + n + "_created_at_idx\" ON \"account_" + n + "\" (\"created_at\" DESC);\n";
        if (i % 7 == 0)
            sql += "/* a note\n   over (two lines */\nINSERT INTO settings VALUES ('it''s; one', $$two (;$$, 3);\n";
        if (i % 11 == 0)
            sql += "CREATE FUNCTION touch_" + n + "() RETURNS trigger AS $body$\nBEGIN\n    NEW.updated_at = now();\n"
                + "    RETURN NEW;\nEND;\n$body$ LANGUAGE plpgsql;\n";
    }
    return sql;
}

} // namespace corridor::test
