// SPDX-License-Identifier: MIT
#include "bracket_match.h"

#include "widgets/editor/block_syntax.h"

#include <QTextCursor>

namespace corridor {

namespace {

constexpr int farthestBlock = 20'000; // a partner farther away is not looked for: a key press must stay quick

bool opens(QChar c)
{
    return c == u'(' || c == u'[';
}

bool pairs(QChar one, QChar other)
{
    return (one == u'(' && other == u')') || (one == u')' && other == u'(') || (one == u'[' && other == u']')
        || (one == u']' && other == u'[');
}

const QList<Bracket>& bracketsOf(const QTextBlock& block)
{
    static const QList<Bracket> none;
    const BlockSyntax* syntax = syntaxOf(block);
    return syntax && syntax->read ? syntax->brackets : none;
}

// Walks from bracket `index` of `block` in its direction, counting brackets of its kind.
int partnerOf(QTextBlock block, qsizetype index)
{
    const QChar kind = bracketsOf(block)[index].character;
    const int step = opens(kind) ? 1 : -1;
    int open = 0;
    for (int blocks = 0; block.isValid() && blocks < farthestBlock; ++blocks) {
        const QList<Bracket>& brackets = bracketsOf(block);
        if (blocks > 0)
            index = step > 0 ? 0 : brackets.size() - 1;
        for (; index >= 0 && index < brackets.size(); index += step) {
            const QChar c = brackets[index].character;
            open += c == kind ? 1 : pairs(c, kind) ? -1 : 0;
            if (open == 0)
                return block.position() + brackets[index].position;
        }
        block = step > 0 ? block.next() : block.previous();
    }
    return -1;
}

qsizetype bracketAt(const QList<Bracket>& brackets, int position)
{
    for (qsizetype i = 0; i < brackets.size(); ++i) {
        if (brackets[i].position == position)
            return i;
    }
    return -1;
}

} // namespace

BracketMatch matchBracket(const QTextCursor& cursor)
{
    const QTextBlock block = cursor.block();
    const QList<Bracket>& brackets = bracketsOf(block);
    for (const int position : { cursor.positionInBlock() - 1, cursor.positionInBlock() }) {
        if (const qsizetype index = bracketAt(brackets, position); index >= 0)
            return { block.position() + position, partnerOf(block, index) };
    }
    return {};
}

} // namespace corridor
