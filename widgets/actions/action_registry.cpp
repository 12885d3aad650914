// SPDX-License-Identifier: MIT
#include "action_registry.h"

#include "widgets/style/icon.h"

#include <QAction>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int rememberedActions = 12;

QString toolTip(const ActionSpec& spec)
{
    const QString keys = spec.shortcut.toString(QKeySequence::NativeText);
    return keys.isEmpty() ? spec.help : u"%1 (%2)"_s.arg(spec.help, keys);
}

QString plainText(QString text)
{
    return text.remove(u'&').remove(u'…');
}

} // namespace

ActionRegistry::ActionRegistry(QObject* parent)
    : QObject(parent)
{
}

QAction* ActionRegistry::add(const ActionSpec& spec, QObject* context, std::function<void()> handler)
{
    auto* action = new QAction(spec.text, this);
    action->setObjectName(spec.id);
    action->setIconText(plainText(spec.text));
    action->setToolTip(toolTip(spec));
    action->setStatusTip(spec.help);
    action->setCheckable(spec.checkable);
    if (!spec.iconName.isEmpty())
        action->setIcon(icon(spec.iconName));
    if (isKeyFree(spec))
        action->setShortcut(spec.shortcut);
    action->setShortcutContext(spec.scope.isEmpty() ? Qt::WindowShortcut : Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, context, std::move(handler));
    connect(action, &QAction::triggered, this, [this, id = spec.id] { remember(id); });
    if (m_byId.contains(spec.id))
        m_conflicts << u"the id %1 is used twice"_s.arg(spec.id);
    m_actions << action;
    m_entries.insert(action, { spec, {} });
    m_byId.insert(spec.id, action);
    return action;
}

bool ActionRegistry::isKeyFree(const ActionSpec& spec)
{
    if (spec.shortcut.isEmpty())
        return true;
    for (const Entry& other : std::as_const(m_entries)) {
        const bool sameScope = other.spec.scope == spec.scope || other.spec.scope.isEmpty() || spec.scope.isEmpty();
        if (!sameScope || other.spec.shortcut != spec.shortcut)
            continue;
        m_conflicts << u"%1 is the key of %2 and of %3"_s.arg(spec.shortcut.toString(), other.spec.id, spec.id);
        return false;
    }
    return true;
}

QAction* ActionRegistry::find(const QString& id) const
{
    return m_byId.value(id);
}

QString ActionRegistry::id(const QAction* action) const
{
    return m_entries.value(action).spec.id;
}

QString ActionRegistry::group(const QAction* action) const
{
    return m_entries.value(action).spec.group;
}

void ActionRegistry::setUnavailable(const QString& id, const QString& reason)
{
    QAction* action = find(id);
    Q_ASSERT(action);
    Entry& entry = m_entries[action];
    entry.reason = reason;
    action->setEnabled(reason.isEmpty());
    action->setToolTip(reason.isEmpty() ? toolTip(entry.spec) : u"%1\n%2"_s.arg(entry.spec.help, reason));
    action->setStatusTip(reason.isEmpty() ? entry.spec.help : reason);
}

QString ActionRegistry::unavailableReason(const QAction* action) const
{
    return m_entries.value(action).reason;
}

void ActionRegistry::remember(const QString& id)
{
    m_recent.removeAll(id);
    m_recent.prepend(id);
    if (m_recent.size() > rememberedActions)
        m_recent.removeLast();
}

} // namespace corridor
