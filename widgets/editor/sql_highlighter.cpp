// SPDX-License-Identifier: MIT
#include "sql_highlighter.h"

#include "widgets/editor/syntax.h"

#include <KSyntaxHighlighting/FoldingRegion>
#include <KSyntaxHighlighting/Format>
#include <QAbstractTextDocumentLayout>
#include <QSignalBlocker>
#include <QTextDocument>
#include <QTimerEvent>
#include <utility>

namespace corridor {

namespace {

using namespace std::chrono_literals;

constexpr auto sliceBudget = 5ms;
constexpr auto editBudget = 2ms; // reading within a key press: some 280 lines, more than a screen
constexpr int guessedLines = 200; // of context before a visible line whose turn has not come
constexpr int longestLine = 20'000; // characters; longer ones stay plain, as one line cannot be read in slices

bool isComment(KSyntaxHighlighting::Theme::TextStyle style)
{
    using Theme = KSyntaxHighlighting::Theme;
    return style == Theme::Comment || style == Theme::Documentation || style == Theme::Annotation
        || style == Theme::Alert || style == Theme::RegionMarker || style == Theme::CommentVar;
}

bool isCode(KSyntaxHighlighting::Theme::TextStyle style)
{
    using Theme = KSyntaxHighlighting::Theme;
    return style == Theme::Normal || style == Theme::Operator || style == Theme::Others || style == Theme::Keyword
        || style == Theme::ControlFlow || style == Theme::DataType || style == Theme::Function;
}

// The definition tells a tag alone ("$body$") or with the keyword before it ("DO $$").
QStringView dollarTagAtEnd(QStringView word)
{
    const qsizetype start = word.endsWith(u'$') && word.size() >= 2 ? word.lastIndexOf(u'$', word.size() - 2) : -1;
    return start < 0 ? QStringView() : word.sliced(start);
}

BlockSyntax& ensureSyntax(QTextBlock block)
{
    if (!block.userData())
        block.setUserData(new BlockSyntax);
    return *syntaxOf(block);
}

} // namespace

SqlHighlighter::SqlHighlighter(QTextDocument* document, QObject* parent)
    : QObject(parent)
    , m_document(document)
{
    connect(document, &QTextDocument::contentsChange, this, &SqlHighlighter::onContentsChange);
}

void SqlHighlighter::useDefinition(const KSyntaxHighlighting::Definition& newDefinition)
{
    if (definition() == newDefinition)
        return;
    setDefinition(newDefinition);
    restart();
}

void SqlHighlighter::useScheme(Scheme scheme)
{
    if (std::exchange(m_scheme, scheme) == scheme)
        return;
    ++m_generation;
    emit statesChanged(0, m_document->blockCount() - 1);
}

void SqlHighlighter::restart()
{
    for (QTextBlock block = m_document->firstBlock(); block.isValid(); block = block.next()) {
        if (BlockSyntax* syntax = syntaxOf(block))
            syntax->read = false;
    }
    ++m_generation;
    m_blockCount = m_document->blockCount();
    m_next = m_readOnce = m_editEnd = 0;
    m_timer.start(0ms, this);
}

bool SqlHighlighter::isComplete() const
{
    return m_next >= m_document->blockCount();
}

void SqlHighlighter::readAll()
{
    while (!isComplete())
        readFor(sliceBudget);
}

void SqlHighlighter::onContentsChange(int position, int, int added)
{
    const QTextBlock first = m_document->findBlock(position);
    const QTextBlock found = m_document->findBlock(position + added);
    const QTextBlock last = found.isValid() ? found : m_document->lastBlock();
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        if (BlockSyntax* syntax = syntaxOf(block))
            syntax->read = false, syntax->colours = 0;
        if (block == last)
            break;
    }
    // While an earlier edit is still being carried on, its front is an edit too.
    m_editEnd = m_next < m_readOnce ? qMax(m_editEnd, m_next) : 0;
    const int grown = m_document->blockCount() - std::exchange(m_blockCount, m_document->blockCount());
    const auto moved = [&](int number) {
        return number > first.blockNumber() ? qMax(first.blockNumber(), number + grown) : number;
    };
    m_next = qMin(moved(m_next), first.blockNumber());
    m_readOnce = qMax(moved(m_readOnce), first.blockNumber());
    m_editEnd = qMax(moved(m_editEnd), last.blockNumber() + 1);
    readFor(editBudget);
}

void SqlHighlighter::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_timer.timerId())
        readFor(sliceBudget);
}

void SqlHighlighter::readFor(std::chrono::microseconds budget)
{
    if (!definition().isValid())
        return;
    const auto deadline = Clock::now() + budget;
    const int begin = m_next;
    QTextBlock block = m_document->findBlockByNumber(m_next);
    SyntaxState state = stateBefore(block);
    int lastChanged = -1;
    for (int lines = 1; block.isValid(); ++lines) {
        if (readNext(block, state))
            lastChanged = m_next - 1;
        else
            skipToUnread(block, state);
        if (lines % 16 == 0 && Clock::now() > deadline)
            break;
    }
    if (isComplete())
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start(0ms, this);
    if (lastChanged >= 0)
        emit statesChanged(begin, lastChanged);
}

// Reads the block, unless it has been read from the same state. True when it was read now.
bool SqlHighlighter::readNext(QTextBlock& block, SyntaxState& state)
{
    BlockSyntax& syntax = ensureSyntax(block);
    const bool stale = !syntax.read || !(syntax.before == state);
    if (stale)
        readLine(block, syntax, state);
    state = syntax.after;
    block = block.next();
    ++m_next;
    m_readOnce = qMax(m_readOnce, m_next);
    return stale;
}

// Past the last edit, one line that is right as it stands says that all that were read once are.
void SqlHighlighter::skipToUnread(QTextBlock& block, SyntaxState& state)
{
    if (m_next <= m_editEnd || m_readOnce <= m_next)
        return;
    m_next = m_readOnce;
    block = m_document->findBlockByNumber(m_next);
    state = block.isValid() ? stateBefore(block) : SyntaxState {};
}

void SqlHighlighter::readLine(const QTextBlock& block, BlockSyntax& syntax, const SyntaxState& before)
{
    SqlStructure structure(before.nesting);
    m_structure = &structure;
    syntax.before = before;
    syntax.after = lex(block.text(), before, nullptr);
    syntax.lowestDepth = structure.lowestDepth();
    syntax.brackets = structure.takeBrackets();
    syntax.read = true;
    m_structure = nullptr;
}

SyntaxState SqlHighlighter::lex(
    const QString& text, const SyntaxState& before, QList<QTextLayout::FormatRange>* formats)
{
    if (text.size() > longestLine)
        return before;
    m_line = text;
    m_formats = formats;
    SyntaxState after { highlightLine(text, before.lexer), before.nesting };
    if (m_structure)
        after.nesting = m_structure->nesting();
    m_formats = nullptr;
    return after;
}

void SqlHighlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format)
{
    const QTextCharFormat& look = syntaxFormat(format.textStyle(), m_scheme);
    if (m_formats && look.isValid() && !look.isEmpty())
        m_formats->append({ offset, length, look });
    if (!m_structure || isComment(format.textStyle()))
        return;
    const QStringView word = m_line.sliced(offset, length);
    if (!isCode(format.textStyle()))
        return m_structure->text(word);
    m_structure->code(offset, word);
    const bool named = format.textStyle() != KSyntaxHighlighting::Theme::Operator; // "$1, $2" is told as one operator
    if (const QStringView tag = dollarTagAtEnd(word); named && !tag.isEmpty())
        m_structure->dollarQuote(tag);
}

void SqlHighlighter::applyFolding(int, int, KSyntaxHighlighting::FoldingRegion region)
{
    if (!m_structure)
        return;
    region.type() == KSyntaxHighlighting::FoldingRegion::Begin ? m_structure->commentBegins()
                                                               : m_structure->commentEnds();
}

// The known state, or a guess by reading a little text from nothing.
SyntaxState SqlHighlighter::stateBefore(const QTextBlock& block)
{
    const int number = block.isValid() ? block.blockNumber() : 0;
    if (number == 0)
        return {};
    if (number <= m_next)
        return syntaxOf(block.previous())->after;
    const int start = qMax(m_next, number - guessedLines);
    QTextBlock before = m_document->findBlockByNumber(start);
    SyntaxState state = start == m_next ? stateBefore(before) : SyntaxState {};
    for (; before != block; before = before.next())
        state = lex(before.text(), state, nullptr);
    return state;
}

bool SqlHighlighter::colour(const QTextBlock& first, const QTextBlock& last)
{
    if (!definition().isValid() || !first.isValid())
        return false;
    SyntaxState state = stateBefore(first);
    bool changed = false;
    const QSignalBlocker quiet(m_document->documentLayout());
    for (QTextBlock block = first; block.isValid(); block = block.next()) {
        if (block.isVisible() || block.blockNumber() >= m_next)
            changed |= colourLine(block, state);
        else
            state = syntaxOf(block)->after;
        if (block == last)
            break;
    }
    return changed;
}

bool SqlHighlighter::colourLine(const QTextBlock& block, SyntaxState& state)
{
    BlockSyntax& syntax = ensureSyntax(block);
    const bool known = block.blockNumber() < m_next;
    const bool coloured = syntax.colours == m_generation && syntax.colouredFrom.lexer == state.lexer;
    if (known && coloured) {
        state = syntax.after;
        return false;
    }
    QList<QTextLayout::FormatRange> formats;
    const SyntaxState after = lex(block.text(), state, &formats);
    syntax.colouredFrom = state;
    syntax.colours = m_generation;
    state = known ? syntax.after : after;
    if (formats == block.layout()->formats())
        return false;
    block.layout()->setFormats(formats);
    m_document->markContentsDirty(block.position(), block.length());
    return true;
}

QTextBlock SqlHighlighter::regionEnd(const QTextBlock& block)
{
    const int outside = syntaxOf(block)->lowestDepth;
    for (QTextBlock next = block.next(); next.isValid(); next = next.next()) {
        const BlockSyntax* syntax = syntaxOf(next);
        if (!syntax || !syntax->read)
            return {};
        if (syntax->lowestDepth <= outside)
            return syntax->beginsRegion() ? next : next.next();
    }
    return {};
}

} // namespace corridor
