// SPDX-License-Identifier: MIT
#include "catalog/privileges.h"

#include <QTest>

using namespace corridor;

class PrivilegesTest : public QObject {
    Q_OBJECT
private slots:
    void tellsWhatDiffersFromTheDefault_data()
    {
        QTest::addColumn<QString>("acl");
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("ownerLetters");
        QTest::addColumn<QString>("publicLetters");
        QTest::addColumn<QString>("text");
        QTest::newRow("only the owner") << "me=arwdDxt/me" << "me" << "arwdDxt" << "" << "";
        QTest::newRow("a reader") << "me=arwdDxt/me\napp=r/me" << "me" << "arwdDxt" << "" << "app=r";
        QTest::newRow("grant option") << "me=arwdDxt/me\napp=r*w/me" << "me" << "arwdDxt" << "" << "app=r*w";
        QTest::newRow("public may call") << "=X/me\nme=X/me" << "me" << "X" << "X" << "";
        QTest::newRow("public may not call") << "me=X/me" << "me" << "X" << "X" << "=";
        QTest::newRow("public reads") << "me=arwdDxt/me\n=r/me" << "me" << "arwdDxt" << "" << "=r";
        QTest::newRow("owner without delete") << "me=arwDxt/me" << "me" << "arwdDxt" << "" << "<owner>=arwDxt";
        QTest::newRow("nobody at all") << "" << "me" << "arwdDxt" << "" << "<owner>=";
        QTest::newRow("odd names") << "\"a=b\"\"c\"=r/\"Me\"\n\"Me\"=arwdDxt/\"Me\"" << "Me" << "arwdDxt" << ""
                                   << "a=b\"c=r";
        QTest::newRow("two grantors") << "me=U/me\napp=r/me\napp=w/boss" << "me" << "U" << "" << "app=rw";
    }
    void tellsWhatDiffersFromTheDefault()
    {
        QFETCH(QString, acl);
        QFETCH(QString, owner);
        QFETCH(QString, ownerLetters);
        QFETCH(QString, publicLetters);
        QTEST(privilegesText(acl, owner, ownerLetters, publicLetters), "text");
    }

    void readsItsOwnText()
    {
        const Privileges held = privilegesFromText("=\n<owner>=r\na=b=rw");
        QCOMPARE(held, (Privileges { { "", "" }, { "<owner>", "r" }, { "a=b", "rw" } }));
    }

    void wordsFollowTheServer()
    {
        QCOMPARE(privilegeWords("r*w", ObjectKind::Table, 150000), "SELECT, UPDATE");
        QCOMPARE(privilegeWords("arwdDxt", ObjectKind::Table, 150000), "ALL");
        QCOMPARE(privilegeWords("arwdDxt", ObjectKind::Table, 170000),
            "INSERT, SELECT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER");
        QCOMPARE(privilegeWords("r", ObjectKind::Column, 170000), "SELECT");
    }
};

QTEST_GUILESS_MAIN(PrivilegesTest)
#include "tst_privileges.moc"
