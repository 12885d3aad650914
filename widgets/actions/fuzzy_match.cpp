// SPDX-License-Identifier: MIT
#include "fuzzy_match.h"

namespace corridor {

namespace {

constexpr int hitScore = 1, wordStartScore = 12, neighbourScore = 8, firstScore = 6;

bool startsWord(QStringView text, int at)
{
    if (at == 0)
        return true;
    return !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

int scoreAt(QStringView text, int at, int previous)
{
    int score = hitScore;
    if (at == 0)
        score += firstScore;
    if (startsWord(text, at))
        score += wordStartScore;
    if (previous >= 0 && at == previous + 1)
        score += neighbourScore;
    return score;
}

bool same(QChar one, QChar other)
{
    return one.toCaseFolded() == other.toCaseFolded();
}

// Greedy from a given start: the next hit is a neighbour, else the next start of a word, else the next at all.
int nextHit(QStringView text, QChar wanted, int from, bool hasPrevious)
{
    if (hasPrevious && from < text.size() && same(text[from], wanted))
        return from;
    int any = -1;
    for (int at = from; at < text.size(); ++at) {
        if (!same(text[at], wanted))
            continue;
        if (startsWord(text, at))
            return at;
        if (any < 0)
            any = at;
    }
    return any;
}

FuzzyMatch matchFrom(QStringView pattern, QStringView text, int start)
{
    FuzzyMatch match { .matched = true };
    int from = start, previous = -1;
    for (const QChar wanted : pattern) {
        if (wanted.isSpace())
            continue;
        const int at = previous < 0 ? start : nextHit(text, wanted, from, true);
        if (at < 0)
            return {};
        match.score += scoreAt(text, at, previous);
        match.positions << at;
        previous = at;
        from = at + 1;
    }
    return match;
}

} // namespace

FuzzyMatch fuzzyMatch(QStringView pattern, QStringView text)
{
    pattern = pattern.trimmed();
    if (pattern.isEmpty())
        return { .matched = true };
    FuzzyMatch best;
    for (int start = 0; start < text.size(); ++start) {
        if (!same(text[start], pattern[0]))
            continue;
        const FuzzyMatch match = matchFrom(pattern, text, start);
        if (match.matched && (!best.matched || match.score > best.score))
            best = match;
    }
    // A shorter text is the likelier one among equals.
    if (best.matched)
        best.score = best.score * 16 - int(qMin<qsizetype>(text.size(), 15));
    return best;
}

} // namespace corridor
