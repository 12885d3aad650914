// SPDX-License-Identifier: MIT
#include "name_confirmation.h"

#include "widgets/style/tone.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace corridor {

NameConfirmation::NameConfirmation(const QString& wanted, const QString& purpose, QWidget* parent)
    : QWidget(parent)
    , m_wanted(wanted)
    , m_field(new QLineEdit)
{
    auto* label = new QLabel(
        tr("%1, type the name of the database, <b>%2</b>:").arg(purpose.toHtmlEscaped(), wanted.toHtmlEscaped()));
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setBuddy(m_field);
    m_field->setAccessibleName(tr("Name of the database, %1").arg(wanted));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(label);
    layout->addWidget(m_field);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        showMatch();
        emit changed(isGiven());
    });
}

bool NameConfirmation::isGiven() const
{
    return m_field->text() == m_wanted;
}

void NameConfirmation::showMatch()
{
    const bool wrong = !m_wanted.startsWith(m_field->text());
    QPalette colours = palette();
    if (wrong || isGiven())
        colours.setColor(QPalette::Text, toneColors(wrong ? Tone::Error : Tone::Ok, palette()).text);
    m_field->setPalette(colours);
}

void NameConfirmation::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        showMatch();
}

} // namespace corridor
