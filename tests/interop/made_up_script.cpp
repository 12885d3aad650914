// SPDX-License-Identifier: MIT
#include "made_up_script.h"

#include <QStringEncoder>

namespace corridor {

namespace {

struct Template {
    const char* kind;
    const char* text; // # is the number
};

// Run twice they fail: the table is there. That is meant.
constexpr Template goodOnes[] = {
    { "table",
        "-- CreateTable\nCREATE TABLE \"t_#\" (\n    \"id\" SERIAL NOT NULL,\n    CONSTRAINT \"t_#_pkey\" PRIMARY KEY "
        "(\"id\")\n);\n" },
    { "no last newline", "CREATE TABLE t_# (i int)" },
    { "CRLF", "-- one\r\nCREATE TABLE t_# (i int);\r\n\r\nCREATE INDEX ON t_# (i);\r\n" },
    { "mixed line endings", "CREATE TABLE t_# (i int);\r\nINSERT INTO t_# VALUES (1);\nUPDATE t_# SET i = 2;\r" },
    { "empty statements", ";;\nCREATE TABLE t_# (i int);;\n;" },
    { "function",
        "CREATE FUNCTION f_#() RETURNS int LANGUAGE plpgsql AS $body$\nBEGIN\n  RETURN 1; -- not the "
        "end;\nEND;\n$body$;\nCREATE TABLE t_# (i int DEFAULT f_#());\n" },
    { "words beyond ASCII",
        "CREATE TABLE \"žluťoučký_#\" (\"kůň\" text);\nCOMMENT ON TABLE \"žluťoučký_#\" IS '🐘';\n" },
    { "enum", "CREATE TYPE e_# AS ENUM ('a');\nCREATE TABLE t_# (e e_#);\n" },
    { "notice", "DO $$ BEGIN RAISE NOTICE 'number %', #; END $$;\nSELECT 1;\nCREATE TABLE t_# (i int);\n" },
    { "view", "CREATE TABLE t_# (i int);\nCREATE VIEW v_# AS SELECT i FROM t_#;\n" },
};

constexpr Template oddOnes[] = {
    { "empty", "" },
    { "white space", " \n\t\r\n" },
    { "comment only", "-- nothing to do\n/* here\n either */\n" },
    { "select only", "SELECT 1;" },
    { "index concurrently, alone", "CREATE INDEX CONCURRENTLY ON _prisma_migrations (migration_name);" },
    { "vacuum, alone", "VACUUM;\n" },
    { "own transaction", "BEGIN;\nCREATE TABLE t_# (i int);\nCOMMIT;\n" },
    { "commit in the middle", "CREATE TABLE t_# (i int);\nCOMMIT;\nCREATE TABLE u_# (i int);\n" },
};

constexpr Template badOnes[] = {
    { "unknown table", "SELECT * FROM nope_#;\n" },
    { "fails at the end", "CREATE TABLE t_# (i int);\nINSERT INTO t_# VALUES (1);\nSELECT 1/0;\n" },
    { "syntax error", "CREATE TABLE t_# (\n  i int,,\n);\n" },
    { "far down",
        "-- 1\n-- 2\n-- 3\n-- 4\n-- 5\n-- 6\n-- 7\n-- 8\nCREATE TABLE t_# (i int);\nALTER TABLE nope_# ADD COLUMN j "
        "int;\n" },
    { "far down, CRLF",
        "-- 1\r\n-- 2\r\n-- 3\r\n-- 4\r\n-- 5\r\n-- 6\r\nCREATE TABLE t_# (i int);\r\nALTER TABLE nope_# ADD COLUMN j "
        "int;\r\n" },
    { "far down, beyond ASCII",
        "-- ěščřžýáíé\n-- 🐘🐘🐘🐘\n-- 3\n-- 4\n-- 5\n-- 6\n-- 7\nSELECT *\n  FROM \"nope_#\";\n" },
    { "raised",
        "DO $$ BEGIN RAISE EXCEPTION 'not now, #' USING HINT = 'later', DETAIL = 'full moon', ERRCODE = 'P0001'; END "
        "$$;\n" },
    { "duplicate key", "CREATE TABLE t_# (i int PRIMARY KEY);\nINSERT INTO t_# VALUES (1), (1);\n" },
    { "broken rule", "CREATE TABLE t_# (i int NOT NULL CHECK (i > 0));\nINSERT INTO t_# VALUES (-1);\n" },
    { "missing value", "CREATE TABLE t_# (i int NOT NULL);\nINSERT INTO t_# VALUES (NULL);\n" },
    { "concurrently beside others", "CREATE TABLE t_# (i int);\nCREATE INDEX CONCURRENTLY ON t_# (i);\n" },
    { "copy", "CREATE TABLE t_# (i int);\nCOPY t_# FROM stdin;\n1\n\\.\n" },
    { "psql's words", "\\set ON_ERROR_STOP on\nCREATE TABLE t_# (i int);\n" },
    { "half kept", "CREATE TABLE t_# (i int);\nCOMMIT;\nSELECT * FROM nope_#;\n" },
    { "new enum value used",
        "CREATE TYPE e_# AS ENUM ('a');\nCOMMIT;\nALTER TYPE e_# ADD VALUE 'b';\nSELECT 'b'::e_#;\n" },
    { "unknown type", "CREATE TABLE t_# (i nosuchtype);\n" },
    { "unfinished literal", "CREATE TABLE t_# (i int);\nSELECT 'never ends;\n" },
};

MadeUpScript filled(const Template& from, int number)
{
    return { from.kind, QByteArray(from.text).replace("#", QByteArray::number(number)) };
}

template <size_t size>
MadeUpScript oneOf(const Template (&list)[size], Dice& dice, int number)
{
    return filled(list[dice.below(size)], number);
}

// What editors leave behind.
MadeUpScript encoded(Dice& dice, const MadeUpScript& script)
{
    const QString text = QString::fromUtf8(script.text);
    switch (dice.below(4)) {
    case 0:
        return { "UTF-16 LE, " + script.kind,
            QByteArray("\xFF\xFE") + QByteArray(QStringEncoder(QStringEncoder::Utf16LE)(text)) };
    case 1:
        return { "UTF-16 BE, " + script.kind,
            QByteArray("\xFE\xFF") + QByteArray(QStringEncoder(QStringEncoder::Utf16BE)(text)) };
    case 2:
        return { "not UTF-8, " + script.kind, "-- caf\xE9 \xF0\x9F\x98\n" + script.text };
    default:
        return { "BOM, " + script.kind, "\xEF\xBB\xBF" + script.text };
    }
}

} // namespace

MadeUpScript goodScript(Dice& dice, int number)
{
    return oneOf(goodOnes, dice, number);
}

MadeUpScript madeUpScript(Dice& dice, int number)
{
    const int kind = dice.below(100);
    if (kind < 45)
        return goodScript(dice, number);
    if (kind < 62)
        return oneOf(oddOnes, dice, number);
    return kind < 90 ? oneOf(badOnes, dice, number) : encoded(dice, goodScript(dice, number));
}

QString madeUpName(Dice& dice, int number)
{
    static const QList<QString> odd { "#", ".hidden_#", "with space #", "_underscore_#", "Init_#", "init_#",
        "20240101-dash-#", "ünïcode_#", "слон_#", "象_#", "🐘_#", "quote'#", "double\"#", "percent%20#", "dollar$#",
        "semi;#", "back\\slash#", "#.sql", "name.with.dots.#", "ALLCAPS#", "a#", "B#", "20240101000000a#",
        "[brackets]#", "(round) #", "tab\t#", "plus+#", "tilde~#" };
    if (!dice.percent(75))
        return QString(dice.oneOf(odd)).replace('#', QString::number(number));
    const QString stamp = QString::number(20240101000000LL + number);
    return stamp + '_' + dice.oneOf(QList<QString> { "init", "add_table", "fix", "x" });
}

} // namespace corridor
