// SPDX-License-Identifier: MIT
#include "project/migration.h"

#include <QCryptographicHash>
#include <QTest>

using namespace corridor;

namespace {

QString sha256(const QByteArray& text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

} // namespace

class TestChecksum : public QObject {
    Q_OBJECT
private slots:
    // What Node's buffer.toString('utf8') gives.
    void replacesInvalidUtf8AsNode_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("ascii") << QByteArray("SELECT 1;") << QByteArray("SELECT 1;");
        QTest::newRow("byte order mark stays") << QByteArray("\xEF\xBB\xBFx") << QByteArray("\xEF\xBB\xBFx");
        QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x90\x98") << QByteArray("\xF0\x9F\x90\x98");
        QTest::newRow("latin-1") << QByteArray("caf\xE9!") << QByteArray("caf\xEF\xBF\xBD!");
        QTest::newRow("cut short, one for the beginning") << QByteArray("\xE2\x82"
                                                                        "A")
                                                          << QByteArray("\xEF\xBF\xBD"
                                                                        "A");
        QTest::newRow("cut short at the end") << QByteArray("\xF0\x9F\x90") << QByteArray("\xEF\xBF\xBD");
        QTest::newRow("overlong, each byte") << QByteArray("\xC0\x80") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("surrogate, each byte") << QByteArray("\xED\xA0\x80") << QByteArray("\xEF\xBF\xBD").repeated(3);
        QTest::newRow("lone continuation") << QByteArray("a\x80z") << QByteArray("a\xEF\xBF\xBDz");
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << QByteArray("\xEF\xBF\xBD").repeated(4);
    }

    void replacesInvalidUtf8AsNode()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, text);
        QCOMPARE(prismaText(bytes), text);
        QCOMPARE(prismaChecksum(bytes), sha256(text));
    }

    void hashesTheEmptyScript()
    {
        QCOMPARE(prismaChecksum({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    void forgivesLineEndings_data()
    {
        QTest::addColumn<QByteArray>("recorded");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("matches");
        QTest::newRow("same") << QByteArray("a\n") << QByteArray("a\n") << true;
        QTest::newRow("LF became CRLF") << QByteArray("a\nb\n") << QByteArray("a\r\nb\r\n") << true;
        QTest::newRow("CRLF became LF") << QByteArray("a\r\nb\r\n") << QByteArray("a\nb\n") << true;
        QTest::newRow("final newline lost") << QByteArray("a\n") << QByteArray("a") << false;
        QTest::newRow("mixed became LF") << QByteArray("a\r\nb\n") << QByteArray("a\nb\n") << false;
        QTest::newRow("LF became mixed") << QByteArray("a\nb\n") << QByteArray("a\r\nb\n") << true;
        QTest::newRow("edited") << QByteArray("a") << QByteArray("b") << false;
    }

    void forgivesLineEndings()
    {
        QFETCH(QByteArray, recorded);
        QFETCH(QByteArray, now);
        QFETCH(bool, matches);
        QCOMPARE(checksumMatches(sha256(recorded), now), matches);
    }

    void knowsTheUnpaddedChecksumsOfOldEngines()
    {
        const QByteArray script = "CREATE TABLE a ();\n";
        QString unpadded;
        for (const char byte : QCryptographicHash::hash(script, QCryptographicHash::Sha256))
            unpadded += QString::number(uchar(byte), 16);
        QVERIFY(unpadded.size() < 64);
        QVERIFY(checksumMatches(unpadded, script));
        QVERIFY(!checksumMatches(unpadded.chopped(1), script));
        QVERIFY(!checksumMatches({}, script));
    }
};

QTEST_GUILESS_MAIN(TestChecksum)
#include "tst_checksum.moc"
