// SPDX-License-Identifier: MIT
#include "message_view.h"

#include "widgets/style/icon.h"

#include <KMessageWidget>
#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int goodNewsMs = 6000, shortHeadline = 90;

struct LevelLook {
    KMessageWidget::MessageType type;
    QLatin1StringView iconName;
    Tone tone;
};

LevelLook lookOf(MessageLevel level)
{
    switch (level) {
    case MessageLevel::Error:
        return { KMessageWidget::Error, "error"_L1, Tone::Error };
    case MessageLevel::Warning:
        return { KMessageWidget::Warning, "warning"_L1, Tone::Warning };
    case MessageLevel::Positive:
        return { KMessageWidget::Positive, "applied"_L1, Tone::Ok };
    case MessageLevel::Information:
        break;
    }
    return { KMessageWidget::Information, "info"_L1, Tone::Pending };
}

QString richText(const Message& message)
{
    QString text = u"<b>"_s + message.headline.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</b>"_s;
    for (const QString& line : message.details)
        text += u"<br>"_s + line.toHtmlEscaped().replace(u'\n', u"<br>"_s);
    return text;
}

QString spokenText(const Message& message)
{
    return (QStringList(message.headline) + message.details).join(u". "_s);
}

void nameButtons(const QWidget* bar)
{
    for (QToolButton* button : bar->findChildren<QToolButton*>()) {
        if (button->accessibleName().isEmpty())
            button->setAccessibleName(button->text().isEmpty() ? MessageView::tr("Close") : button->text());
    }
}

} // namespace

MessageView::MessageView(MessageList& list, QWidget* parent)
    : QWidget(parent)
    , m_list(list)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    connect(&list, &MessageList::posted, this, &MessageView::add);
    connect(&list, &MessageList::solved, this, &MessageView::remove);
    for (const Message& message : list.messages())
        add(message);
}

void MessageView::add(const Message& message)
{
    remove(message.cause);
    KMessageWidget* bar = makeBar(message);
    m_bars.insert(message.cause, bar);
    m_layout->insertWidget(0, bar);
    bar->show();
    if (message.goesAway)
        QTimer::singleShot(goodNewsMs, bar, [this, cause = message.cause] { m_list.solve(cause); });
    QAccessibleEvent event(bar, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageView::remove(const QString& cause)
{
    if (KMessageWidget* bar = m_bars.take(cause)) {
        bar->hide();
        bar->deleteLater();
    }
}

KMessageWidget* MessageView::makeBar(const Message& message)
{
    auto* bar = new KMessageWidget(this);
    const LevelLook look = lookOf(message.level);
    bar->setMessageType(look.type);
    bar->setPosition(KMessageWidget::Header);
    bar->setIcon(icon(look.iconName, look.tone));
    bar->setTextFormat(Qt::RichText);
    bar->setText(richText(message));
    // Wrapped, the buttons stand below the text: only where there is much of it.
    bar->setWordWrap(!message.details.isEmpty() || message.headline.size() > shortHeadline);
    bar->setAccessibleName(spokenText(message));
    for (const MessageAction& way : message.actions) {
        auto* action = new QAction(way.text, bar);
        connect(action, &QAction::triggered, bar, way.run);
        bar->addAction(action);
    }
    if (!message.copyText.isEmpty()) {
        auto* copy = new QAction(icon("copy"_L1), tr("Copy"), bar);
        connect(
            copy, &QAction::triggered, bar, [text = message.copyText] { QGuiApplication::clipboard()->setText(text); });
        bar->addAction(copy);
    }
    connect(bar, &KMessageWidget::hideAnimationFinished, this, [this, cause = message.cause] { m_list.solve(cause); });
    nameButtons(bar);
    return bar;
}

} // namespace corridor
