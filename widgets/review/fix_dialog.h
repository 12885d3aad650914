// SPDX-License-Identifier: MIT
#pragma once

#include "lint/finding.h"

#include <QDialog>

namespace corridor {

// Shows what a fix would make of a script, side by side, and the migrations that it would add. Changes nothing itself:
// accepted() means that it is wanted.
class FixDialog : public QDialog {
    Q_OBJECT
public:
    FixDialog(const Finding& finding, const QByteArray& script, QWidget* parent = nullptr);
};

} // namespace corridor
