// SPDX-License-Identifier: MIT
#include "base/mapped_file.h"
#include "project/migration.h"

#include <QUtf8StringView>

namespace corridor {
namespace {

constexpr QByteArrayView replacement = "\xEF\xBF\xBD";

// What may stand in a UTF-8 sequence: its length, and the bounds of its second byte (Unicode 16, table 3-7).
struct SequenceRule {
    int length = 0; // 0: no sequence begins with this byte
    uchar secondMin = 0x80;
    uchar secondMax = 0xBF;
};

SequenceRule ruleFor(uchar lead)
{
    if (lead < 0x80)
        return { 1 };
    if (lead >= 0xC2 && lead <= 0xDF)
        return { 2 };
    if (lead >= 0xE0 && lead <= 0xEF)
        return { 3, lead == 0xE0 ? uchar(0xA0) : uchar(0x80), lead == 0xED ? uchar(0x9F) : uchar(0xBF) };
    if (lead >= 0xF0 && lead <= 0xF4)
        return { 4, lead == 0xF0 ? uchar(0x90) : uchar(0x80), lead == 0xF4 ? uchar(0x8F) : uchar(0xBF) };
    return {};
}

// The longest well-formed beginning of a sequence at `from`, which the decoder replaces as one if it is cut short.
int wellFormedLength(QByteArrayView bytes, qsizetype from, const SequenceRule& rule)
{
    int length = 1;
    for (; length < rule.length && from + length < bytes.size(); ++length) {
        const uchar byte = uchar(bytes[from + length]);
        const uchar min = length == 1 ? rule.secondMin : uchar(0x80);
        const uchar max = length == 1 ? rule.secondMax : uchar(0xBF);
        if (byte < min || byte > max)
            break;
    }
    return length;
}

bool isValidUtf8(const QByteArray& script)
{
    bool valid = true;
    forEachPart(script, [&](QByteArrayView part) { return valid = QUtf8StringView(part.data(), part.size()).isValidUtf8(); });
    return valid;
}

} // namespace

QByteArray prismaText(const QByteArray& script)
{
    if (isValidUtf8(script))
        return script;
    QByteArray text;
    text.reserve(script.size() + 16);
    for (qsizetype at = 0; at < script.size();) {
        const SequenceRule rule = ruleFor(uchar(script[at]));
        const int length = rule.length == 0 ? 1 : wellFormedLength(script, at, rule);
        if (length == rule.length)
            text.append(script.data() + at, length);
        else
            text.append(replacement);
        at += length;
    }
    return text;
}

} // namespace corridor
