// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

namespace corridor {

// Where in the nesting of a script a line begins or ends: inside a statement, its parentheses, a dollar-quoted body,
// a block comment. Made from the colours of the words, for folding and bracket matching only; what a statement is to
// PostgreSQL says core/sql.
struct SqlNesting {
    bool statement = false;
    int parentheses = 0;
    int comments = 0;
    QString dollarTag; // of the body that is open, "$$" or "$tag$"

    int depth() const { return int(statement) + parentheses + comments + int(!dollarTag.isEmpty()); }
    bool operator==(const SqlNesting&) const = default;
};

struct Bracket {
    int position = 0; // in the line
    QChar character;
};

// Reads one line word by word, in order.
class SqlStructure {
public:
    explicit SqlStructure(SqlNesting start);

    void code(int position, QStringView word); // names, keywords, punctuation
    void text(QStringView word);               // strings, numbers and the like: part of a statement, without structure
    void dollarQuote(QStringView tag);
    void commentBegins();
    void commentEnds();

    const SqlNesting& nesting() const { return m_nesting; }
    int lowestDepth() const { return m_lowest; }
    QList<Bracket> takeBrackets() { return std::move(m_brackets); }

private:
    void punctuation(int position, QChar character);
    void settle();

    SqlNesting m_nesting;
    int m_lowest;
    QList<Bracket> m_brackets;
};

} // namespace corridor
