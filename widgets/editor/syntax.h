// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/style/scheme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Theme>
#include <QTextCharFormat>

namespace corridor {

// The one repository of definitions of the process: reading its index takes milliseconds, once.
// Generic SQL colours 2.5 times as fast and is for long scripts.
KSyntaxHighlighting::Definition postgresqlDefinition();
KSyntaxHighlighting::Definition genericSqlDefinition();

// How words of a style look; empty for ordinary text. Colours of ours, not those of the library's themes: here red
// means an error and amber a warning, so no word of SQL may be red. Each has 4.5:1 on the base, kept by a test.
const QTextCharFormat& syntaxFormat(KSyntaxHighlighting::Theme::TextStyle style, Scheme scheme);

} // namespace corridor
