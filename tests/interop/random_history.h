// SPDX-License-Identifier: MIT
#pragma once

#include "contest.h"
#include "dice.h"

namespace corridor {

// A project's life as chance has it: migrations are written, edited, removed, renamed and squashed by hand, and
// commands run, by corridor on one database and by Prisma on another, or the other way round. After each command both
// must have ended alike, said the same, and left the same rows.
class RandomHistory {
public:
    struct Options {
        quint64 seed = 1;
        Contest::Tool prisma = Contest::Tool::Prisma7;
        bool prismaResets = true; // where it refuses, what it would do is done by hand
        QString corpus; // a folder of migrations to begin with; empty: none
        int steps = 12;
    };

    // `contest` has begun an empty project.
    RandomHistory(Contest& contest, const Options& options);

    // Plays it to its end. Empty, or the first difference with all that led to it.
    QString play();
    int commands() const { return m_commands; } // how often each program ran

private:
    void step();
    void changeFolder();
    void write();
    void edit();
    void remove();
    void rename();
    void loseScript();
    void squash();
    void touchLockFile();
    void touchDatabase();
    void command();
    void resolve();
    void reset();
    void beginWithCorpus();

    void compare(const QStringList& arguments, bool sameWords = true);
    void judge(const QString& what, const Outcome& ours, const Outcome& theirs, bool sameWords);
    void sayStep(const QString& text) { m_told += text; }
    QString anyName();
    Outcome corridorOn(Contest::Tool owner, const QStringList& arguments);

    Contest& m_contest;
    Options m_options;
    Dice m_dice;
    QStringList m_told;
    QString m_difference;
    QStringList m_folder; // what is there
    QStringList m_past; // what was there
    QString m_suspect; // the migration that a deploy stopped at, as far as one can tell
    int m_number = 0;
    int m_commands = 0;
    bool m_lockIsOdd = false;
};

} // namespace corridor
