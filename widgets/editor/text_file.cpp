// SPDX-License-Identifier: MIT
#include "text_file.h"

#include <QFile>
#include <QSaveFile>
#include <QStringDecoder>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr QByteArrayView utf8Bom = "\xEF\xBB\xBF";

struct EndingCounts {
    qsizetype lf = 0, crLf = 0, cr = 0;

    LineEnding dominant() const
    {
        if (crLf > lf && crLf >= cr)
            return LineEnding::CrLf;
        return cr > lf ? LineEnding::Cr : LineEnding::Lf;
    }
    bool mixed() const { return (lf > 0) + (crLf > 0) + (cr > 0) > 1; }
};

// Calls `each` with the ending of every line that has one.
template <typename Each>
void forEachEnding(QStringView text, Each each)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\n') {
            each(LineEnding::Lf);
        } else if (text[i] == u'\r') {
            const bool pair = i + 1 < text.size() && text[i + 1] == u'\n';
            each(pair ? LineEnding::CrLf : LineEnding::Cr);
            i += pair;
        }
    }
}

TextFormat formatOf(QStringView text)
{
    EndingCounts counts;
    forEachEnding(text, [&](LineEnding ending) {
        ++(ending == LineEnding::Lf ? counts.lf : ending == LineEnding::CrLf ? counts.crLf : counts.cr);
    });
    return { .ending = counts.dominant(), .mixed = counts.mixed() };
}

int lineOfFirstBadByte(const QByteArray& bytes)
{
    int line = 1;
    for (const QByteArray& part : bytes.split('\n')) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(part);
        if (decoder.hasError())
            return line;
        ++line;
    }
    return line;
}

// QTextDocument takes these for paragraph ends and would lose them.
bool hasReservedCharacter(QStringView text)
{
    return std::ranges::any_of(text, [](QChar c) { return c == u'\u2029' || c == u'\ufdd0' || c == u'\ufdd1'; });
}

TextFile decodeUtf16(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf16);
    TextFile file { .bytes = bytes, .text = decoder(bytes) };
    file.format = formatOf(file.text);
    file.obstacle = u"The file is UTF-16, as some Windows shells write it. Prisma and PostgreSQL cannot read it."_s;
    file.convertible = true;
    return file;
}

QByteArrayView bytesOf(LineEnding ending)
{
    switch (ending) {
    case LineEnding::CrLf:
        return "\r\n";
    case LineEnding::Cr:
        return "\r";
    case LineEnding::Lf:
        break;
    }
    return "\n";
}

LineEnding endingOf(const QTextBlock& block, const TextFormat& format)
{
    return format.mixed && block.userState() > 0 ? LineEnding(block.userState()) : format.ending;
}

void rememberEndings(QTextDocument& document, QStringView text)
{
    QTextBlock block = document.firstBlock();
    forEachEnding(text, [&](LineEnding ending) {
        block.setUserState(int(ending));
        block = block.next();
    });
}

} // namespace

QString formatText(const TextFormat& format)
{
    const QString ending = format.mixed ? u"mixed line ends"_s
        : format.ending == LineEnding::CrLf ? u"CRLF"_s
        : format.ending == LineEnding::Cr   ? u"CR"_s
                                            : u"LF"_s;
    return (format.bom ? u"UTF-8 with BOM, "_s : u"UTF-8, "_s) + ending;
}

TextFile decodeText(const QByteArray& bytes)
{
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"))
        return decodeUtf16(bytes);
    const bool bom = bytes.startsWith(utf8Bom);
    QStringDecoder decoder(QStringDecoder::Utf8, // stateless: what is cut off at the end counts as wrong
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    TextFile file { .bytes = bytes, .text = decoder(QByteArrayView(bytes).sliced(bom ? utf8Bom.size() : 0)) };
    file.format = formatOf(file.text);
    file.format.bom = bom;
    if (decoder.hasError())
        file.obstacle = u"Line %1 is not valid UTF-8. Saving would change bytes that are not shown."_s.arg(
            lineOfFirstBadByte(bytes));
    else if (hasReservedCharacter(file.text))
        file.obstacle = u"The file holds a paragraph separator (U+2029) or a noncharacter that an edit would lose."_s;
    return file;
}

Result<TextFile> readTextFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"file-unreadable"_s, u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    if (file.size() > largestEditableFile)
        return fail(u"file-too-large"_s,
            u"%1 is too large for the editor (%2 MB)."_s.arg(path).arg(file.size() >> 20),
            u"It is shown without editing; split it, or edit it with another program."_s);
    return decodeText(file.readAll());
}

void loadInto(QTextDocument& document, const TextFile& file)
{
    document.setPlainText(file.text);
    if (file.format.mixed)
        rememberEndings(document, file.text);
    document.setModified(false);
}

void replaceText(QTextDocument& document, const TextFile& file)
{
    QString text = file.text;
    text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    const QString before = plainText(document);
    const qsizetype shorter = qMin(before.size(), text.size());
    qsizetype start = 0, end = 0;
    while (start < shorter && before[start] == text[start])
        ++start;
    while (end < shorter - start && before[before.size() - 1 - end] == text[text.size() - 1 - end])
        ++end;
    QTextCursor cursor(&document);
    cursor.setPosition(int(start));
    cursor.setPosition(int(before.size() - end), QTextCursor::KeepAnchor);
    cursor.insertText(text.sliced(start, text.size() - start - end));
    if (file.format.mixed)
        rememberEndings(document, file.text);
}

QString plainText(const QTextDocument& document)
{
    QString text;
    text.reserve(document.characterCount());
    for (QTextBlock block = document.firstBlock(); block.isValid(); block = block.next()) {
        text += block.text();
        text += u'\n';
    }
    text.chop(1);
    return text;
}

QByteArray encodeText(const QTextDocument& document, const TextFormat& format)
{
    QByteArray bytes;
    bytes.reserve(document.characterCount() + document.blockCount());
    if (format.bom)
        bytes += utf8Bom;
    for (QTextBlock block = document.firstBlock(); block.isValid(); block = block.next()) {
        bytes += block.text().toUtf8();
        if (block.next().isValid())
            bytes += bytesOf(endingOf(block, format));
    }
    return bytes;
}

Result<void> writeFile(const QString& path, const QByteArray& bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return fail(u"file-unwritable"_s, u"%1 cannot be written: %2."_s.arg(path, file.errorString()),
        u"The text is still here, and in the recovery store."_s);
}

} // namespace corridor
