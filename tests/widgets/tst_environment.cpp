// SPDX-License-Identifier: MIT
#include "widgets/environment/environment_strip.h"
#include "widgets/style/icon.h"

#include <QSignalSpy>
#include <QTest>

using namespace corridor;
using Identity = EnvironmentIdentity;

class TestEnvironment : public QObject {
    Q_OBJECT
private slots:
    void everyKindHasColourIconAndWord()
    {
        QList<int> tones;
        for (const auto kind :
            { ProfileEnvironment::Development, ProfileEnvironment::Staging, ProfileEnvironment::Production }) {
            QVERIFY(!environmentBadge(kind).isEmpty());
            QVERIFY(hasIcon(environmentIcon(kind)));
            QVERIFY(!tones.contains(int(environmentTone(kind))));
            tones << int(environmentTone(kind));
        }
    }

    void productionIsTwiceAsHigh()
    {
        EnvironmentStrip strip;
        strip.setIdentity(identity(ProfileEnvironment::Staging));
        const int height = strip.sizeHint().height();
        strip.setIdentity(identity(ProfileEnvironment::Production));
        QCOMPARE(strip.sizeHint().height(), 2 * height);
    }

    void speaks()
    {
        EnvironmentStrip strip;
        QVERIFY(strip.accessibleName().contains("No connection"));
        strip.setIdentity(identity(ProfileEnvironment::Production));
        QCOMPARE(strip.accessibleName(),
            "Environment: production, live  ·  app @ db:5432  ·  shop  ·  PostgreSQL 17.5, connected");
    }

    void clickAndReturnAskForAnother()
    {
        EnvironmentStrip strip;
        strip.resize(600, 30);
        strip.show();
        QSignalSpy clicked(&strip, &EnvironmentStrip::clicked);
        QTest::mouseClick(&strip, Qt::LeftButton);
        QTest::keyClick(&strip, Qt::Key_Return);
        QCOMPARE(clicked.count(), 2);
    }

private:
    static Identity identity(ProfileEnvironment kind)
    {
        return { .kind = kind,
            .link = Identity::Link::Connected,
            .profile = "live",
            .role = "app",
            .host = "db:5432",
            .database = "shop",
            .server = "PostgreSQL 17.5",
            .isProtected = true };
    }
};

QTEST_MAIN(TestEnvironment)
#include "tst_environment.moc"
