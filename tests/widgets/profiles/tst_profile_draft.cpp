// SPDX-License-Identifier: MIT
#include "widgets/profiles/profile_draft.h"

#include <QTest>

using namespace corridor;
using namespace Qt::StringLiterals;

class ProfileDraftTest : public QObject {
    Q_OBJECT

private slots:
    void checks_data();
    void checks();
    void movesPasswordsOut_data();
    void movesPasswordsOut();
    void offersVariables();
    void placeNeverHoldsThePassword();
};

void ProfileDraftTest::checks_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("nameFine");
    QTest::addColumn<bool>("urlFine");
    QTest::addColumn<bool>("complete");
    const QString url = u"postgresql://ada@db:5433/shop"_s;
    QTest::newRow("complete") << u"staging"_s << url << true << true << true;
    QTest::newRow("no name") << u" "_s << url << false << true << false;
    QTest::newRow("name is taken") << u"prod"_s << url << false << true << false;
    QTest::newRow("no url yet") << u"a"_s << u""_s << true << true << false;
    QTest::newRow("not a url") << u"a"_s << u"mysql://db/shop"_s << true << false << false;
    QTest::newRow("variable") << u"a"_s << u"env(\"DATABASE_URL\")"_s << true << true << true;
    QTest::newRow("missing variable") << u"a"_s << u"env(\"NOTHING\")"_s << true << false << false;
    QTest::newRow("keywords") << u"a"_s << u"host=/run/postgresql dbname=shop"_s << true << true << true;
}

void ProfileDraftTest::checks()
{
    QFETCH(QString, name);
    QFETCH(QString, url);
    const Environment environment { { u"DATABASE_URL"_s, u"postgresql://u@h/d"_s } };
    const DraftCheck check = checkDraft({ .name = name, .url = url }, { u"prod"_s }, environment);
    QTEST(check.nameProblem.isEmpty(), "nameFine");
    QTEST(check.urlProblem.isEmpty(), "urlFine");
    QTEST(check.isComplete(), "complete");
}

void ProfileDraftTest::movesPasswordsOut_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("keychain");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("password");
    QTest::addColumn<SecretSource>("secret");
    QTest::newRow("to the keyring") << u"postgresql://ada:s3cret@db/shop"_s << true << u"postgresql://ada@db/shop"_s
                                    << u"s3cret"_s << SecretSource::Keychain;
    QTest::newRow("to nowhere") << u"postgresql://ada:s3cret@db/shop"_s << false << u"postgresql://ada@db/shop"_s
                                << u"s3cret"_s << SecretSource::Ask;
    QTest::newRow("keywords") << u"host=db password=x dbname=shop"_s << true << u"host=db dbname=shop"_s << u"x"_s
                              << SecretSource::Keychain;
    QTest::newRow("encoded") << u"postgresql://ada:p%40ss@db/shop"_s << true << u"postgresql://ada@db/shop"_s << u"p@ss"_s
                             << SecretSource::Keychain;
    QTest::newRow("none") << u"postgresql://ada@db/shop"_s << true << u"postgresql://ada@db/shop"_s << u""_s
                          << SecretSource::None;
}

void ProfileDraftTest::movesPasswordsOut()
{
    QFETCH(QString, url);
    QFETCH(bool, keychain);
    ProfileDraft draft { .url = url };
    const bool moved = movePasswordOut(draft, keychain);
    QTEST(draft.url, "left");
    QTEST(draft.password, "password");
    QTEST(draft.secret, "secret");
    QCOMPARE(moved, !draft.password.isEmpty());
    QVERIFY(!draft.profile().url.contains(u"s3cret"_s));
}

void ProfileDraftTest::offersVariables()
{
    const Environment environment { { u"PATH"_s, u"/bin"_s }, { u"SHADOW_URL"_s, u"postgres://a/b"_s },
        { u"DATABASE_URL"_s, u"postgresql://u:p@h/d"_s }, { u"MYSQL_URL"_s, u"mysql://a/b"_s },
        { u"DIRECT_URL"_s, u"postgresql://u@h/d"_s } };
    QCOMPARE(connectionVariables(environment), QStringList({ u"DATABASE_URL"_s, u"DIRECT_URL"_s, u"SHADOW_URL"_s }));
}

void ProfileDraftTest::placeNeverHoldsThePassword()
{
    const Environment environment { { u"DATABASE_URL"_s, u"postgresql://u:s3cret@h/d"_s } };
    const DraftCheck check = checkDraft({ .name = u"a"_s, .url = u"env(\"DATABASE_URL\")"_s }, {}, environment);
    QVERIFY(!check.place.isEmpty());
    QVERIFY(!check.place.contains(u"s3cret"_s));
}

QTEST_APPLESS_MAIN(ProfileDraftTest)
#include "tst_profile_draft.moc"
