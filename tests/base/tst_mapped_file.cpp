// SPDX-License-Identifier: MIT
// Large texts: nothing that happens to their file later reaches the reader, and they take little memory.
#include "base/mapped_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>

using namespace corridor;

namespace {

Result<QByteArray> mapped(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    struct stat info {};
    ::fstat(file.handle(), &info);
    return mapFile(file.handle(), info);
}

qsizetype residentKilobytes()
{
    QFile status("/proc/self/status");
    (void)status.open(QIODevice::ReadOnly);
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ')[1].toLongLong();
    }
    return 0;
}

} // namespace

class TestMappedFile : public QObject {
    Q_OBJECT
private slots:
    void aFileThatIsCutShortStaysWhole()
    {
        const QByteArray text = lines(6'000'000);
        write(text);
        const auto read = mapped(m_path);
        QVERIFY(read);
        QVERIFY(QFile::resize(m_path, 10));
        QCOMPARE(read->size(), text.size());
        QVERIFY(*read == text);
        QCOMPARE(read->constData()[text.size()], '\0');
    }

    void aFullLastPageEndsInNulToo()
    {
        const QByteArray text(1 << 20, 'x');
        write(text);
        const auto read = mapped(m_path);
        QCOMPARE(read->constData()[text.size()], '\0');
    }

    void theSameFileIsTheSameText()
    {
        write(lines(100'000));
        const auto first = mapped(m_path);
        QCOMPARE(mapped(m_path)->constData(), first->constData());
        write(lines(100'001));
        QVERIFY(mapped(m_path)->constData() != first->constData());
    }

    void oneThatBecomesShorterMeanwhileIsAnError()
    {
        write(lines(100'000));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        struct stat info {};
        ::fstat(file.handle(), &info);
        QVERIFY(QFile::resize(m_path, 10));
        QCOMPARE(mapFile(file.handle(), info).error().code, "file-unreadable");
    }

    void partsEndAtLinesAndMakeUpTheText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("short") << QByteArray("a\nb");
        QTest::newRow("large") << lines(10'000'000);
        QTest::newRow("one line") << QByteArray(10'000'000, 'x');
        QTest::newRow("a long first line") << QByteArray(10'000'000, 'x') + "\nb";
    }
    void partsEndAtLinesAndMakeUpTheText()
    {
        QFETCH(QByteArray, text);
        QByteArray all;
        int count = 0;
        forEachPart(text, [&](QByteArrayView part) {
            ++count;
            all += part;
            return all.size() == text.size() || part.endsWith('\n');
        });
        QVERIFY(all == text);
        QVERIFY(text.size() < 5'000'000 || !text.startsWith("line") || count > 1);
    }

    void aLookAtAllOfItTakesLittleMemory()
    {
        write(lines(64'000'000));
        const auto text = mapped(m_path);
        const qsizetype before = residentKilobytes();
        qsizetype most = 0;
        forEachPart(*text, [&](QByteArrayView part) {
            const bool found = part.contains('\1');
            most = qMax(most, residentKilobytes());
            return !found;
        });
        QVERIFY2(most - before < 12'000, qPrintable(QString::number(most - before)));
        QVERIFY(text->endsWith('\n'));
    }

    // Other texts have nothing to come back from.
    void whatIsNotMappedIsNotForgotten()
    {
        const QByteArray text = lines(10'000'000);
        forgetPages(text);
        QVERIFY(text == lines(10'000'000));
    }

private:
    static QByteArray lines(qsizetype size)
    {
        QByteArray text;
        text.reserve(size + 20);
        for (int i = 0; text.size() < size; ++i)
            text += "line " + QByteArray::number(i) + '\n';
        return text;
    }

    void write(const QByteArray& text)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath("script.sql");
};

QTEST_GUILESS_MAIN(TestMappedFile)
#include "tst_mapped_file.moc"
