// SPDX-License-Identifier: MIT
#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Theme>

class QPalette;

namespace corridor {

// The one repository of definitions and themes of the process: reading its index takes milliseconds, once.
// Generic SQL colours 2.5 times as fast and is for long scripts.
KSyntaxHighlighting::Definition postgresqlDefinition();
KSyntaxHighlighting::Definition genericSqlDefinition();

// The light or the dark theme, by the palette that the text is drawn with.
KSyntaxHighlighting::Theme syntaxTheme(const QPalette& palette);

} // namespace corridor
