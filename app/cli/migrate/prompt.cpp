// SPDX-License-Identifier: MIT
#include "prompt.h"

#include <cstdio>
#include <termios.h>
#include <unistd.h>

namespace corridor {

namespace {

constexpr char interrupt = 3, endOfInput = 4, eraseLine = 21, escape = 27, rubOut = 127;

// Keys as they are pressed, without echo and signals; the terminal is as before afterwards.
class Keys {
public:
    Keys()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios raw = m_before;
        raw.c_lflag &= tcflag_t(~(ICANON | ECHO | ISIG));
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
    }
    ~Keys() { tcsetattr(STDIN_FILENO, TCSADRAIN, &m_before); }
    Keys(const Keys&) = delete;
    Keys& operator=(const Keys&) = delete;

    char next() const
    {
        char key = endOfInput;
        return read(STDIN_FILENO, &key, 1) == 1 ? key : endOfInput;
    }

private:
    termios m_before {};
};

bool leaves(char key)
{
    return key == interrupt || key == endOfInput || key == escape;
}

// Writes the question's line anew.
void show(const QString& mark, const QString& question, const QString& sign, const QString& rest)
{
    const QString line = QString("\033[2K\033[1G%1 %2 %3 %4").arg(mark, question, sign, rest);
    fputs(line.toUtf8().constData(), stdout);
    fflush(stdout);
}

void close(bool answered, const QString& question, const QString& answer)
{
    show(answered ? "✔" : "✖", question, "…", answer + '\n');
}

} // namespace

std::optional<bool> askYesNo(const QString& question)
{
    const Keys keys;
    show("?", question, "›", "(y/N)");
    for (;;) {
        const char key = keys.next();
        const bool yes = key == 'y' || key == 'Y';
        if (yes || key == 'n' || key == 'N' || key == '\r' || key == '\n') {
            close(true, question, yes ? "yes" : "no");
            return yes;
        }
        if (leaves(key)) {
            close(false, question, "no");
            return std::nullopt;
        }
    }
}

std::optional<QString> askLine(const QString& question)
{
    const Keys keys;
    QByteArray typed;
    for (;;) {
        show("?", question, "›", QString::fromUtf8(typed));
        const char key = keys.next();
        if (key == '\r' || key == '\n') {
            close(true, question, QString::fromUtf8(typed));
            return QString::fromUtf8(typed);
        }
        if (leaves(key)) {
            close(false, question, QString::fromUtf8(typed));
            return std::nullopt;
        }
        if (key == rubOut || key == '\b') {
            while (!typed.isEmpty() && (typed.back() & 0xC0) == 0x80) // a character of several bytes goes as one
                typed.chop(1);
            typed.chop(1);
        } else if (key == eraseLine) {
            typed.clear();
        } else if (uchar(key) >= ' ') {
            typed += key;
        }
    }
}

} // namespace corridor
