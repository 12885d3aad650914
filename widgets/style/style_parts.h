// SPDX-License-Identifier: MIT
#pragma once

class QPainter;
class QRect;
class QStyleOption;
class QStyleOptionDockWidget;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionTab;

namespace corridor {

// The pieces that CorridorStyle draws itself.
void drawPanel(const QStyleOption& option, QPainter& painter); // a bar's background
void drawButton(const QStyleOption& option, QPainter& painter, bool isDefault);
void drawFlatButton(const QStyleOption& option, QPainter& painter); // tool buttons: only seen under the pointer
void drawLineEdit(const QStyleOption& option, QPainter& painter);
void drawCheckBox(const QStyleOption& option, QPainter& painter);
void drawFocus(const QStyleOption& option, QPainter& painter);
void drawTab(const QStyleOptionTab& option, QPainter& painter);
void drawDockTitle(const QStyleOptionDockWidget& option, QPainter& painter);
void drawHeaderSection(const QStyleOption& option, QPainter& painter);
void drawSeparator(const QStyleOption& option, QPainter& painter); // between panes
void drawScrollBar(const QStyleOptionSlider& option, QPainter& painter, const QRect& slider);
void drawProgressGroove(const QStyleOption& option, QPainter& painter);
void drawProgress(const QStyleOptionProgressBar& option, QPainter& painter);

} // namespace corridor
