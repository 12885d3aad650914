// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/editor/block_syntax.h"
#include "widgets/style/scheme.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <QBasicTimer>
#include <QObject>
#include <QTextLayout>
#include <chrono>

class QTextDocument;

namespace corridor {

// Colours the lines that are about to be painted and reads the rest in slices, so that no file makes the window wait.
//
// Two jobs, because only the first must be done for every line: *reading* carries the lexer's state from line to line
// (and finds regions and brackets); *colouring* fills the formats of a line's layout and is done for visible lines
// only, which also keeps a large document small. A line that is visible before its turn has come is coloured from a
// guess, a little text before it, and again when the truth is known.
class SqlHighlighter : public QObject, private KSyntaxHighlighting::AbstractHighlighter {
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)
public:
    explicit SqlHighlighter(QTextDocument* document, QObject* parent);

    void useDefinition(const KSyntaxHighlighting::Definition& definition);
    void useScheme(Scheme scheme);

    // Colours [first, last] where needed. True when a format changed. For paint events: the layout keeps quiet.
    bool colour(const QTextBlock& first, const QTextBlock& last);
    bool isComplete() const;
    void readAll(); // at once, for tests and for folding everything

    // The first line after the region that begins at `block`; invalid when it runs to the end.
    static QTextBlock regionEnd(const QTextBlock& block);

signals:
    void statesChanged(int firstBlock, int lastBlock); // regions or colours of these lines may be others now

protected:
    void timerEvent(QTimerEvent* event) override;
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override;
    void applyFolding(int offset, int length, KSyntaxHighlighting::FoldingRegion region) override;

private:
    using Clock = std::chrono::steady_clock;

    void onContentsChange(int position, int removed, int added);
    void restart();
    void readFor(std::chrono::microseconds budget);
    bool readNext(QTextBlock& block, SyntaxState& state);
    void skipToUnread(QTextBlock& block, SyntaxState& state);
    void readLine(const QTextBlock& block, BlockSyntax& syntax, const SyntaxState& before);
    SyntaxState lex(const QString& text, const SyntaxState& before, QList<QTextLayout::FormatRange>* formats);
    SyntaxState stateBefore(const QTextBlock& block);
    bool colourLine(const QTextBlock& block, SyntaxState& state);

    QTextDocument* m_document;
    QBasicTimer m_timer;
    int m_blockCount = 1;
    int m_next = 0;     // all blocks before it are read, and from the right state
    int m_readOnce = 0; // the blocks from m_editEnd to here are read, right unless the state before them changed
    int m_editEnd = 0;
    int m_generation = 1;
    Scheme m_scheme = Scheme::Light;

    // While lex() runs:
    SqlStructure* m_structure = nullptr;
    QList<QTextLayout::FormatRange>* m_formats = nullptr;
    QStringView m_line;
};

} // namespace corridor
