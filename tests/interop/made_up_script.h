// SPDX-License-Identifier: MIT
#pragma once

#include "dice.h"

#include <QByteArray>
#include <QString>

namespace corridor {

// A text for a migration.sql: good ones, ones that fail in every way that PRISMA knows, and odd files.
struct MadeUpScript {
    QByteArray kind; // "BOM", "syntax error"
    QByteArray text;
};

// `number` keeps the names of what different scripts make apart.
MadeUpScript madeUpScript(Dice& dice, int number);
// One that is good, whatever has run before it.
MadeUpScript goodScript(Dice& dice, int number);

// A folder's name: mostly as Prisma makes them, later numbers later; else an odd one.
QString madeUpName(Dice& dice, int number);

} // namespace corridor
