// SPDX-License-Identifier: MIT
#pragma once

#include <QUndoCommand>
#include <functional>

namespace corridor {

// A tick or an untick of an item, with its note, that can be taken back.
class TickCommand : public QUndoCommand {
public:
    struct Change {
        QString item;
        bool ticked = false;
        QString note;
    };
    TickCommand(const QString& text, const Change& before, const Change& after, std::function<void(const Change&)> apply)
        : QUndoCommand(text)
        , m_before(before)
        , m_after(after)
        , m_apply(std::move(apply))
    {
    }
    void undo() override { m_apply(m_before); }
    void redo() override { m_apply(m_after); }

private:
    Change m_before, m_after;
    std::function<void(const Change&)> m_apply;
};

} // namespace corridor
