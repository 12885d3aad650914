// SPDX-License-Identifier: MIT
#include "base/error.h"

#include <QTest>

using namespace corridor;

class TestError : public QObject {
    Q_OBJECT
private slots:
    void jsonHasEveryKey()
    {
        const auto json = Error { .code = "P3009", .message = "failed migrations" }.toJson();
        for (const char* key : { "code", "message", "detail", "hint", "sqlstate", "migration", "line" })
            QVERIFY2(json.contains(QLatin1String(key)), key);
        QVERIFY(json["hint"].isNull());
        QVERIFY(json["line"].isNull());
    }

    void textSaysWhereAndWhatNext()
    {
        const Error error { .code = "P3018", .message = "A migration failed", .hint = "Repair it", .state = "unchanged",
            .sqlstate = "42P07", .migration = "20240101_a", .line = 3 };
        QCOMPARE(error.toText(),
            QString("P3018: A migration failed\n  where: 20240101_a, line 3\n  SQLSTATE: 42P07\n"
                    "  database: unchanged\n  next: Repair it"));
    }
};

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
