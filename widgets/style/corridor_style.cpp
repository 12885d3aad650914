// SPDX-License-Identifier: MIT
#include "corridor_style.h"

#include "widgets/style/icon.h"
#include "widgets/style/style_parts.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace corridor {

namespace {

constexpr int scrollBarExtent = 12, shortestThumb = 28;

bool isFlatButton(const QStyleOption* option)
{
    return option->state & QStyle::State_AutoRaise;
}

// The moving part of a scroll bar without arrows.
QRect sliderRect(const QStyleOptionSlider& option)
{
    const bool horizontal = option.orientation == Qt::Horizontal;
    const int length = horizontal ? option.rect.width() : option.rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    if (range <= 0)
        return option.rect;
    const int natural = int(qint64(length) * option.pageStep / (range + option.pageStep));
    const int thumb = qBound(qMin(shortestThumb, length), natural, length);
    const int at = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - thumb, option.upsideDown);
    return horizontal ? QRect(option.rect.left() + at, option.rect.top(), thumb, option.rect.height())
                      : QRect(option.rect.left(), option.rect.top() + at, option.rect.width(), thumb);
}

} // namespace

CorridorStyle::CorridorStyle()
    : QProxyStyle(u"fusion"_s)
{
}

void CorridorStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        return drawButton(*option, *painter, button && button->features & QStyleOptionButton::DefaultButton);
    }
    case PE_PanelButtonTool:
        return isFlatButton(option) ? drawFlatButton(*option, *painter) : drawButton(*option, *painter, false);
    case PE_FrameLineEdit:
    case PE_PanelLineEdit:
        // Without a frame it lies inside something that has drawn one, as a spin box has.
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            return drawLineEdit(*option, *painter);
        return;
    case PE_IndicatorCheckBox:
        return drawCheckBox(*option, *painter);
    case PE_FrameFocusRect:
        return drawFocus(*option, *painter);
    case PE_PanelToolBar:
    case PE_PanelMenuBar:
    case PE_PanelStatusBar:
        return drawPanel(*option, *painter);
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
    case PE_FrameDockWidget:
        return;
    case PE_IndicatorDockWidgetResizeHandle:
        return drawSeparator(*option, *painter);
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void CorridorStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_TabBarTabShape:
        return drawTab(*qstyleoption_cast<const QStyleOptionTab*>(option), *painter);
    case CE_DockWidgetTitle:
        return drawDockTitle(*qstyleoption_cast<const QStyleOptionDockWidget*>(option), *painter);
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return drawHeaderSection(*option, *painter);
    case CE_Splitter:
        return drawSeparator(*option, *painter);
    case CE_ToolBar:
    case CE_MenuBarEmptyArea:
        return drawPanel(*option, *painter);
    case CE_ProgressBarGroove:
        return drawProgressGroove(*option, *painter);
    case CE_ProgressBarContents:
        return drawProgress(*qstyleoption_cast<const QStyleOptionProgressBar*>(option), *painter);
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void CorridorStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control == CC_ScrollBar && slider)
        return drawScrollBar(*slider, *painter, sliderRect(*slider));
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect CorridorStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl part, const QWidget* widget) const
{
    const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !slider)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const QRect thumb = sliderRect(*slider), &all = slider->rect;
    const bool horizontal = slider->orientation == Qt::Horizontal;
    switch (part) {
    case SC_ScrollBarSlider:
        return thumb;
    case SC_ScrollBarGroove:
        return all;
    case SC_ScrollBarSubPage:
        return horizontal ? QRect(all.topLeft(), QPoint(thumb.left() - 1, all.bottom()))
                          : QRect(all.topLeft(), QPoint(all.right(), thumb.top() - 1));
    case SC_ScrollBarAddPage:
        return horizontal ? QRect(QPoint(thumb.right() + 1, all.top()), all.bottomRight())
                          : QRect(QPoint(all.left(), thumb.bottom() + 1), all.bottomRight());
    default:
        return {};
    }
}

QRect CorridorStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_ProgressBarGroove || element == SE_ProgressBarContents)
        return option->rect;
    return QProxyStyle::subElementRect(element, option, widget);
}

int CorridorStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseHeight:
    case PM_DockWidgetFrameWidth:
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent:
        return 5;
    case PM_DockWidgetTitleMargin:
        return 6;
    case PM_ToolBarItemMargin:
    case PM_ToolBarItemSpacing:
        return 3;
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_LineEditIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int CorridorStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const
{
    if (hint == SH_EtchDisabledText || hint == SH_ScrollBar_Transient || hint == SH_TabBar_PreferNoArrows)
        return 0;
    if (hint == SH_ScrollBar_LeftClickAbsolutePosition)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returnData);
}

QIcon CorridorStyle::standardIcon(StandardPixmap standard, const QStyleOption* option, const QWidget* widget) const
{
    switch (standard) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_TabCloseButton:
    case SP_LineEditClearButton:
        return icon("close"_L1);
    case SP_TitleBarNormalButton:
        return icon("external"_L1);
    case SP_DialogCloseButton:
        return icon("close"_L1);
    case SP_MessageBoxWarning:
        return icon("warning"_L1, Tone::Warning);
    case SP_MessageBoxCritical:
        return icon("error"_L1, Tone::Error);
    case SP_MessageBoxInformation:
        return icon("info"_L1, Tone::Pending);
    case SP_MessageBoxQuestion:
        return icon("help"_L1, Tone::Pending);
    default:
        return QProxyStyle::standardIcon(standard, option, widget);
    }
}

QSize CorridorStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    const QSize natural = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_TabBarTab:
        return natural + QSize(6, 4);
    case CT_HeaderSection:
        return { natural.width() + 4, qMax(natural.height(), option->fontMetrics.height() + 10) };
    case CT_ToolButton:
        return natural + QSize(4, 2);
    default:
        return natural;
    }
}

} // namespace corridor
