// SPDX-License-Identifier: MIT
#include "sql/statement_reader.h"

#include "base/mapped_file.h"
#include "sql/splitter.h"
#include "sql/tree/raw_parser.h"

#include <cstring>

namespace corridor {

static constexpr qsizetype partSize = 1 << 20;

// Where an invalid sequence begins, or -1. Accepts what PostgreSQL accepts: no overlong forms, no surrogates.
static qsizetype invalidUtf8(QByteArrayView text)
{
    const auto* bytes = reinterpret_cast<const uchar*>(text.data());
    const qsizetype size = text.size();
    const auto continues = [&](qsizetype at) { return at < size && (bytes[at] & 0xc0) == 0x80; };
    for (qsizetype i = 0; i < size;) {
        const uchar c = bytes[i];
        if (c < 0x80)
            ++i;
        else if (c >= 0xc2 && c <= 0xdf && continues(i + 1))
            i += 2;
        else if ((c & 0xf0) == 0xe0 && continues(i + 1) && continues(i + 2) && !(c == 0xe0 && bytes[i + 1] < 0xa0)
            && !(c == 0xed && bytes[i + 1] > 0x9f))
            i += 3;
        else if (c >= 0xf0 && c <= 0xf4 && continues(i + 1) && continues(i + 2) && continues(i + 3)
            && !(c == 0xf0 && bytes[i + 1] < 0x90) && !(c == 0xf4 && bytes[i + 1] > 0x8f))
            i += 4;
        else
            return i;
    }
    return -1;
}

// Of a text of any size: parts end at line ends, and so in the middle of no sequence that is valid.
static qsizetype firstInvalidUtf8(const QByteArray& text)
{
    qsizetype bad = -1;
    forEachPart(text, [&](QByteArrayView part) {
        if (const qsizetype at = invalidUtf8(part); at >= 0)
            bad = part.data() - text.constData() + at;
        return bad < 0;
    });
    return bad;
}

static qsizetype firstNul(const QByteArray& text)
{
    qsizetype nul = -1;
    forEachPart(text, [&](QByteArrayView part) {
        if (const qsizetype at = part.indexOf('\0'); at >= 0)
            nul = part.data() - text.constData() + at;
        return nul < 0;
    });
    return nul;
}

// The parser takes quadratic time for comments that nest in one run of operator characters: "/*/*/*…". What is inside of
// a comment means nothing, so such a text is read with its comments blanked; offsets and lines stay.
static bool hasLongRun(QByteArrayView text)
{
    constexpr qsizetype harmless = 4096;
    constexpr const char* operators = "~!@#^&|`?+-*/%<>=";
    // A run that is longer than that covers one of the bytes at its multiples.
    for (qsizetype i = harmless - 1; i < text.size(); i += harmless) {
        qsizetype begin = i;
        while (begin > 0 && i - begin < harmless && text[begin] && std::strchr(operators, text[begin]))
            --begin;
        qsizetype end = i;
        while (end < text.size() && end - begin <= harmless && text[end] && std::strchr(operators, text[end]))
            ++end;
        if (end - begin > harmless)
            return true;
    }
    return false;
}

static bool needsBlanking(const QByteArray& text)
{
    bool found = false;
    forEachPart(text, [&](QByteArrayView part) {
        found = hasLongRun(part);
        return !found;
    });
    return found;
}

static void blankComments(QByteArray& text)
{
    const QByteArray source = text;
    char* bytes = text.data();
    Lexer lexer(source);
    for (Token token = lexer.next(); token.kind != Token::Kind::End; token = lexer.next()) {
        const QByteArrayView word = token.text(source);
        if (!word.startsWith("/*"))
            continue;
        const qsizetype end = token.kind == Token::Kind::BlockComment ? token.end - 2 : token.end;
        for (qsizetype i = token.begin + 2; i < end; ++i)
            bytes[i] = bytes[i] == '\n' || bytes[i] == '\r' ? bytes[i] : ' ';
    }
}

struct StatementReader::State {
    explicit State(const QByteArray& source)
        : text(source)
        , lines(source)
    {
    }
    void checkEncoding();
    void fill();
    void readPart(qsizetype end);
    void readPiece(const Splitter::Piece& piece);
    bool readWhole(qsizetype begin, qsizetype end);
    void refuse(const Splitter::Piece& piece, const SyntaxError& error);
    void problem(ScriptProblem::Kind kind, qsizetype offset, const QString& message);
    void place(Statement& statement) const;

    QByteArray text; // NUL replaced by a blank
    LineIndex lines;
    qsizetype at = 0;
    qsizetype partBegin = 0; // of the part in `ready`
    QList<Statement> ready;
    qsizetype taken = 0;
    QList<ScriptProblem> problems;
};

void StatementReader::State::problem(ScriptProblem::Kind kind, qsizetype offset, const QString& message)
{
    const TextPosition position = lines.position(offset);
    problems << ScriptProblem { kind, message, offset, position.line, position.column };
}

void StatementReader::State::checkEncoding()
{
    if (text.startsWith("\xff\xfe") || text.startsWith("\xfe\xff")) {
        problem(ScriptProblem::Kind::Utf16, 0, "The script is UTF-16; PostgreSQL reads UTF-8. Save it as UTF-8.");
        at = text.size();
        return;
    }
    if (text.startsWith("\xef\xbb\xbf")) {
        problem(ScriptProblem::Kind::ByteOrderMark, 0,
            "The script begins with a byte order mark, which the server takes for a syntax error.");
        at = 3;
    }
    if (const qsizetype bad = firstInvalidUtf8(text); bad >= 0)
        problem(ScriptProblem::Kind::InvalidUtf8, bad, "This byte is not valid UTF-8.");
    if (const qsizetype nul = firstNul(text); nul >= 0) {
        problem(ScriptProblem::Kind::Nul, nul, "A NUL byte ends the text for the server: what follows never runs.");
        text.replace('\0', ' ');
    }
    if (needsBlanking(text))
        blankComments(text);
}

// Sets what the parser does not tell: where the code begins, and the lines.
void StatementReader::State::place(Statement& statement) const
{
    Lexer lexer(text, statement.begin);
    statement.codeBegin = lexer.nextCode().begin;
    statement.line = lines.lineOf(statement.codeBegin);
    qsizetype last = statement.end;
    while (last > statement.codeBegin && static_cast<uchar>(text[last - 1]) <= ' ')
        --last;
    statement.endLine = lines.lineOf(std::max(last - 1, statement.codeBegin));
}

bool StatementReader::State::readWhole(qsizetype begin, qsizetype end)
{
    const qsizetype first = ready.size();
    const bool all = begin == 0 && end == text.size();
    if (parseStatements(all ? text : text.sliced(begin, end - begin), begin, ready))
        return false;
    for (qsizetype i = first; i < ready.size(); ++i) {
        place(ready[i]);
        if (ready[i].tooDeep)
            problem(ScriptProblem::Kind::TooDeep, ready[i].codeBegin,
                "This statement is nested too deep to be examined; it runs all the same.");
    }
    return true;
}

void StatementReader::State::refuse(const Splitter::Piece& piece, const SyntaxError& error)
{
    Statement statement;
    statement.begin = piece.begin;
    statement.end = piece.end;
    place(statement);
    ready << statement;
    const QByteArrayView view = QByteArrayView(text).sliced(piece.begin, piece.end - piece.begin);
    const qsizetype offset = error.character > 0 ? LineIndex::byteOfCharacter(view, error.character) : 0;
    problem(ScriptProblem::Kind::Syntax, std::max(piece.begin + offset, piece.codeBegin), error.message);
}

void StatementReader::State::readPiece(const Splitter::Piece& piece)
{
    if (piece.kind == Splitter::Piece::Kind::MetaCommand) {
        problem(ScriptProblem::Kind::MetaCommand, piece.codeBegin, "A command of psql; the server does not know it.");
    } else if (piece.kind == Splitter::Piece::Kind::CopyData) {
        problem(ScriptProblem::Kind::CopyData, piece.codeBegin,
            "Data for COPY … FROM STDIN inside the script; only psql can send them.");
    } else {
        const qsizetype first = ready.size();
        const auto error = parseStatements(text.sliced(piece.begin, piece.end - piece.begin), piece.begin, ready);
        if (error)
            refuse(piece, *error);
        for (qsizetype i = first; i < ready.size(); ++i)
            place(ready[i]);
    }
}

// All at once where that parses; else piece by piece, so that one error costs one statement.
void StatementReader::State::readPart(qsizetype end)
{
    const qsizetype begin = at;
    at = end;
    if (readWhole(begin, end))
        return;
    Splitter splitter(QByteArrayView(text).first(end), begin);
    while (const auto piece = splitter.next())
        readPiece(*piece);
}

// The next part of the script: all of it, or statements of about a megabyte.
void StatementReader::State::fill()
{
    ready.clear();
    taken = 0;
    if (at > partBegin)
        forgetPages(QByteArrayView(text).sliced(partBegin, at - partBegin));
    partBegin = at;
    qsizetype end = text.size();
    if (end - at > partSize) {
        Splitter splitter(text, at);
        while (const auto piece = splitter.next()) {
            if (piece->next - at < partSize)
                continue;
            end = piece->next;
            break;
        }
    }
    readPart(end);
}

StatementReader::StatementReader(const QByteArray& text)
    : m_state(std::make_unique<State>(text))
{
    m_state->checkEncoding();
}

StatementReader::~StatementReader() = default;

bool StatementReader::next(Statement& statement)
{
    while (m_state->taken == m_state->ready.size()) {
        if (m_state->at >= m_state->text.size())
            return false;
        m_state->fill();
    }
    statement = std::move(m_state->ready[m_state->taken++]);
    return true;
}

const QList<ScriptProblem>& StatementReader::problems() const
{
    return m_state->problems;
}

} // namespace corridor
