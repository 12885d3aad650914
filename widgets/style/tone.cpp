// SPDX-License-Identifier: MIT
#include "tone.h"

namespace corridor {

namespace {

ToneColors colors(QRgb text, QRgb mark, QRgb fill, QRgb band, QRgb onBand)
{
    const auto color = [](QRgb rgb) { return QColor::fromRgb(rgb); };
    return { color(text), color(mark), color(fill), color(band), color(onBand) };
}

// In the order of Tone.
const ToneColors* lightColors()
{
    static const ToneColors table[] = {
        colors(0xff11602f, 0xff23834a, 0xffe2f3e7, 0xff1c6b3c, 0xffffffff), // Ok
        colors(0xff744c00, 0xffb06a00, 0xfffdf2d7, 0xff7d5200, 0xffffffff), // Warning
        colors(0xffa01a15, 0xffcf3a33, 0xfffce8e6, 0xffb3261e, 0xffffffff), // Error
        colors(0xff1a54ac, 0xff3b78d8, 0xffe5eefb, 0xff1f5cc4, 0xffffffff), // Pending
        colors(0xff4d5661, 0xff727b86, 0xffebeef1, 0xff56606b, 0xffffffff), // Neutral
        colors(0xff9b1037, 0xffc21a4a, 0xfffbe5ec, 0xffa81240, 0xffffffff), // Production
        colors(0xff6b36a8, 0xff8b55cc, 0xfff1e9fa, 0xff6b36a8, 0xffffffff), // Staging
        colors(0xff0a5963, 0xff12838f, 0xffdff2f4, 0xff0e6973, 0xffffffff), // Development
    };
    return table;
}

const ToneColors* darkColors()
{
    static const ToneColors table[] = {
        colors(0xff7bd29a, 0xff4fb477, 0xff1b3325, 0xff1f6b40, 0xffffffff), // Ok
        colors(0xfff0bf62, 0xffdb9a2b, 0xff372a12, 0xff7d5200, 0xffffffff), // Warning
        colors(0xffff9f97, 0xfff0685f, 0xff3d1f1e, 0xffa62a23, 0xffffffff), // Error
        colors(0xff9cc1ff, 0xff6397f2, 0xff1d2c47, 0xff2358b4, 0xffffffff), // Pending
        colors(0xffb3bac4, 0xff858e9a, 0xff292d35, 0xff4d5661, 0xffffffff), // Neutral
        colors(0xffff9db8, 0xfff0608a, 0xff421a29, 0xffa81240, 0xffffffff), // Production
        colors(0xffcfb0f7, 0xffa87de6, 0xff30234a, 0xff6b36a8, 0xffffffff), // Staging
        colors(0xff79d0da, 0xff39acb8, 0xff15343a, 0xff0e6973, 0xffffffff), // Development
    };
    return table;
}

} // namespace

const ToneColors& toneColors(Tone tone, Scheme scheme)
{
    return (scheme == Scheme::Dark ? darkColors() : lightColors())[int(tone)];
}

} // namespace corridor
