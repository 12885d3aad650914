// SPDX-License-Identifier: MIT
#include "widgets/editor/text_file.h"

#include <QFile>
#include <QPlainTextDocumentLayout>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

using namespace corridor;
using namespace Qt::StringLiterals;

class TextFileTest : public QObject {
    Q_OBJECT

private slots:
    void keepsEveryByte_data();
    void keepsEveryByte();
    void newLinesEndAsTheOthers_data();
    void newLinesEndAsTheOthers();
    void untouchedLinesOfMixedFilesKeepTheirEnds();
    void refusesToEdit_data();
    void refusesToEdit();
    void readsAndWritesFiles();
    void saysWhyAFileCannotBeWritten();
};

void TextFileTest::keepsEveryByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("format");
    QTest::newRow("empty") << QByteArray("") << u"UTF-8, LF"_s;
    QTest::newRow("lf") << QByteArray("SELECT 1;\nSELECT 2;\n") << u"UTF-8, LF"_s;
    QTest::newRow("no final newline") << QByteArray("SELECT 1;\nSELECT 2;") << u"UTF-8, LF"_s;
    QTest::newRow("crlf") << QByteArray("SELECT 1;\r\n\r\nSELECT 2;\r\n") << u"UTF-8, CRLF"_s;
    QTest::newRow("crlf, no final") << QByteArray("a\r\nb") << u"UTF-8, CRLF"_s;
    QTest::newRow("cr") << QByteArray("a\rb\r") << u"UTF-8, CR"_s;
    QTest::newRow("mixed") << QByteArray("a\nb\r\nc\rd\r\n") << u"UTF-8, mixed line ends"_s;
    QTest::newRow("bom") << QByteArray("\xEF\xBB\xBFSELECT 1;\n") << u"UTF-8 with BOM, LF"_s;
    QTest::newRow("two boms") << QByteArray("\xEF\xBB\xBF\xEF\xBB\xBF;\n") << u"UTF-8 with BOM, LF"_s;
    QTest::newRow("outside ASCII") << QByteArray("-- ěšč 数据 🐘\n") << u"UTF-8, LF"_s;
    QTest::newRow("no-break space") << QByteArray("SELECT\xC2\xA0" "1;\n") << u"UTF-8, LF"_s;
    QTest::newRow("line separator") << QByteArray("-- a\xE2\x80\xA8" "b\n") << u"UTF-8, LF"_s;
    QTest::newRow("form feed and tab") << QByteArray("a\f\t\vb\n") << u"UTF-8, LF"_s;
}

void TextFileTest::keepsEveryByte()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, format);
    const TextFile file = decodeText(bytes);
    QCOMPARE(file.obstacle, QString());
    QCOMPARE(formatText(file.format), format);
    QTextDocument document;
    loadInto(document, file);
    QCOMPARE(encodeText(document, file.format), bytes);
    QVERIFY(!document.isModified());
    QVERIFY(!document.isUndoAvailable());
}

void TextFileTest::newLinesEndAsTheOthers_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("lf") << QByteArray("a\nb") << QByteArray("a\nnew\nb");
    QTest::newRow("crlf") << QByteArray("a\r\nb\r\n") << QByteArray("a\r\nnew\r\nb\r\n");
    QTest::newRow("bom and crlf") << QByteArray("\xEF\xBB\xBF" "a\r\nb") << QByteArray("\xEF\xBB\xBF" "a\r\nnew\r\nb");
}

void TextFileTest::newLinesEndAsTheOthers()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const TextFile file = decodeText(before);
    QTextDocument document;
    loadInto(document, file);
    QTextCursor cursor(document.findBlockByNumber(1));
    cursor.insertText(u"new\n"_s);
    QCOMPARE(encodeText(document, file.format), after);
}

void TextFileTest::untouchedLinesOfMixedFilesKeepTheirEnds()
{
    const TextFile file = decodeText("one\ntwo\r\nthree\r\nfour\nfive\r\n");
    QTextDocument document;
    loadInto(document, file);
    QTextCursor cursor(document.findBlockByNumber(2));
    cursor.insertText(u"changed "_s);
    QCOMPARE(encodeText(document, file.format), "one\ntwo\r\nchanged three\r\nfour\nfive\r\n");
}

void TextFileTest::refusesToEdit_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    QTest::newRow("latin 1") << QByteArray("SELECT 1;\n-- caf\xE9\n") << u"Line 2 is not valid UTF-8"_s;
    QTest::newRow("cut off") << QByteArray("a\nb\n\xF0\x9F") << u"Line 3 is not valid UTF-8"_s;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << u"Line 1 is not valid UTF-8"_s;
    QTest::newRow("utf-16") << QByteArray("\xFF\xFE" "a\0b\0", 6) << u"The file is UTF-16"_s;
    QTest::newRow("paragraph separator") << QByteArray("a\xE2\x80\xA9" "b") << u"The file holds a paragraph"_s;
}

void TextFileTest::refusesToEdit()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    const TextFile file = decodeText(bytes);
    QVERIFY2(file.obstacle.startsWith(reason), qPrintable(file.obstacle));
    QCOMPARE(file.bytes, bytes);
    QVERIFY(!file.text.isEmpty());
}

void TextFileTest::readsAndWritesFiles()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"migration.sql"_s);
    QVERIFY(writeFile(path, "one"));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
    QVERIFY(writeFile(path, "two\r\n"));
    QCOMPARE(readTextFile(path)->bytes, "two\r\n");
    QVERIFY(QFile::permissions(path) & QFile::ReadGroup);
    QVERIFY(!(QFile::permissions(path) & QFile::ReadOther));

    QFile large(folder.filePath(u"large.sql"_s));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(largestEditableFile + 1));
    QCOMPARE(readTextFile(large.fileName()).error().code, u"file-too-large"_s);
    QCOMPARE(readTextFile(folder.filePath(u"none.sql"_s)).error().code, u"file-unreadable"_s);
}

void TextFileTest::saysWhyAFileCannotBeWritten()
{
    const Result<void> written = writeFile(u"/dev/null/migration.sql"_s, "x");
    QVERIFY(!written);
    QCOMPARE(written.error().code, u"file-unwritable"_s);
    QVERIFY(written.error().message.contains(u"/dev/null/migration.sql"_s));
}

QTEST_GUILESS_MAIN(TextFileTest)
#include "tst_text_file.moc"
