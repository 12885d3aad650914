// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <functional>

class QAction;
class QWidget;

namespace corridor {

// A command before it is a QAction. `id` never changes ("database.deploy"); `scope` names the view in which the
// shortcut works, empty for the whole window: one key may mean different things in different views.
struct ActionSpec {
    QString id;
    QString text; // with its mnemonic, as a menu shows it
    QString group; // the word before it in the palette: "Database"
    QString help; // one sentence: tooltip and status tip
    QLatin1StringView iconName;
    QKeySequence shortcut;
    QString scope;
    bool checkable = false;
};

// Every command of the window, once: menus, toolbars, the palette and the tests take them from here by id.
// GUI thread only; owns its actions.
class ActionRegistry : public QObject {
    Q_OBJECT
public:
    explicit ActionRegistry(QObject* parent = nullptr);

    // Makes the action. A second use of an id, or of a key in the same scope (or in the window's), is a mistake in the
    // program: it is named in conflicts(), and the key stays with the first.
    QAction* add(const ActionSpec& spec, QObject* context, std::function<void()> handler);
    QAction* find(const QString& id) const; // null where there is none
    const QList<QAction*>& actions() const { return m_actions; }
    const QStringList& conflicts() const { return m_conflicts; }

    QString id(const QAction* action) const;
    QString group(const QAction* action) const;

    // Switches an action off and says why, in its tooltip and in the palette; an empty reason switches it on.
    void setUnavailable(const QString& id, const QString& reason);
    QString unavailableReason(const QAction* action) const;

    // The ids that were used, newest first.
    const QStringList& recent() const { return m_recent; }
    void setRecent(const QStringList& ids) { m_recent = ids; }

private:
    struct Entry {
        ActionSpec spec;
        QString reason;
    };
    bool isKeyFree(const ActionSpec& spec);
    void remember(const QString& id);

    QList<QAction*> m_actions;
    QHash<const QAction*, Entry> m_entries;
    QHash<QString, QAction*> m_byId;
    QStringList m_conflicts, m_recent;
};

} // namespace corridor
