// SPDX-License-Identifier: MIT
#include "profile/profile_text.h"

#include <QTest>

using namespace corridor;

namespace {

const QString text = "# mine\n"
                     "\n"
                     "[profile.live] # careful\n"
                     "url = \"postgresql://ann@h/d\" # the good one: žluť\n"
                     "  environment = 'production'\n"
                     "secret = \"ask\"\n"
                     "# and a key that is not ours\n"
                     "colour = \"#[red]\"\n"
                     "\n"
                     "# the second\n"
                     "[profile.dev]\n"
                     "environment = \"development\"\n"
                     "url = \"env(\\\"URL\\\")\"\n"
                     "\n"
                     "[profile.\"a.b\"]\n"
                     "url = \"postgresql://h/d\"\n"
                     "environment = \"staging\"\n"
                     "protected = true\n";

Profile live()
{
    return { .name = "live", .url = "postgresql://ann@h/d", .environment = ProfileEnvironment::Production,
        .isProtected = true, .secret = SecretSource::Ask };
}

} // namespace

class TestProfileText : public QObject {
    Q_OBJECT
private slots:
    void readsInTheOrderOfTheFile()
    {
        const auto profiles = profilesIn(text);
        QVERIFY2(profiles, profiles ? "" : qPrintable(profiles.error().toText()));
        QCOMPARE(profiles->size(), 3);
        QCOMPARE(profiles->at(0), live());
        QCOMPARE(profiles->at(1).name, "dev");
        QCOMPARE(profiles->at(1).url, "env(\"URL\")");
        QCOMPARE(profiles->at(2).name, "a.b");
        QVERIFY(profiles->at(2).isProtected);
    }

    void changesOnlyWhatIsDifferent()
    {
        QCOMPARE(withProfile(text, live())->remove("protected = true\n"), QString(text).remove("protected = true\n"));
        Profile changed = live();
        changed.url = "postgresql://bob@other/d";
        changed.environment = ProfileEnvironment::Staging;
        changed.isProtected = false;
        setSecret(changed, "env:PW");
        QString expected = text;
        expected.replace("postgresql://ann@h/d", "postgresql://bob@other/d").replace("'production'", "\"staging\"");
        expected.replace("secret = \"ask\"", "secret = 'env(\"PW\")'");
        expected.replace("colour = \"#[red]\"\n", "colour = \"#[red]\"\nprotected = false\n");
        const auto edited = withProfile(text, changed);
        QVERIFY(edited);
        QCOMPARE(QString(*edited).replace('\'', '"').replace("\"staging\"", "'staging'").remove('\\'),
            QString(expected).replace('\'', '"').replace("\"staging\"", "'staging'").remove('\\'));
        QCOMPARE(profilesIn(*edited)->first(), changed);
    }

    void appends()
    {
        const Profile added { .name = "x.y", .url = "postgresql://h/d" };
        const auto edited = withProfile(text, added);
        QVERIFY(edited->startsWith(text + "\n[profile."));
        QCOMPARE(profilesIn(*edited)->last(), added);
        QCOMPARE(profilesIn(*withProfile({}, added))->size(), 1);
    }

    void removes()
    {
        const auto edited = withoutProfile(text, "dev");
        QVERIFY(edited);
        QString expected = text;
        expected.remove("\n# the second\n[profile.dev]\nenvironment = \"development\"\nurl = \"env(\\\"URL\\\")\"\n");
        QCOMPARE(*edited, expected);
        QCOMPARE(*withoutProfile(text, "absent"), text);
        const auto first = withoutProfile(text, "live");
        QVERIFY(first->startsWith("# mine\n"));
        QCOMPARE(profilesIn(*first)->size(), 2);
        const auto last = withoutProfile(text, "a.b");
        QCOMPARE(profilesIn(*last)->size(), 2);
        QVERIFY(!last->contains("staging"));
    }

    void refusesWhatItCannotEdit_data()
    {
        QTest::addColumn<QString>("toml");
        QTest::addColumn<QString>("code");
        QTest::newRow("inline") << "profile = { live = { url = \"postgresql://h/d\", environment = \"staging\" } }" << "profiles-not-editable";
        QTest::newRow("dotted") << "profile.live.url = \"postgresql://h/d\"\nprofile.live.environment = \"staging\"" << "profiles-not-editable";
        QTest::newRow("lines") << "[profile.live]\nurl = \"\"\"postgresql://\nh\"\"\"" << "profiles-not-editable";
        QTest::newRow("broken") << "[profile.live\n" << "profiles-unreadable";
    }

    void refusesWhatItCannotEdit()
    {
        QFETCH(QString, toml);
        const auto edited = withProfile(toml, live());
        QVERIFY(!edited);
        QTEST(edited.error().code, "code");
    }

    void writesSecretSources()
    {
        Profile profile;
        for (const char* word : { "none", "keychain", "ask", "env(\"DB_PASSWORD\")" }) {
            QVERIFY(setSecret(profile, word));
            QCOMPARE(secretText(profile), word);
        }
        QVERIFY(setSecret(profile, "env:DB_PASSWORD"));
        QCOMPARE(profile.secretVariable, "DB_PASSWORD");
        for (const char* word : { "", "file", "env:", "env(\"\")", "env(X)" })
            QVERIFY(!setSecret(profile, word));
        QCOMPARE(profile.secretVariable, "DB_PASSWORD");
    }
};

QTEST_GUILESS_MAIN(TestProfileText)
#include "tst_profile_text.moc"
