// SPDX-License-Identifier: MIT
#include "catalog/snapshot.h"

#include <QJsonArray>
#include <QTest>

using namespace corridor;

namespace {

CatalogObject object(ObjectKind kind, const QString& identity, std::initializer_list<Properties::Entry> facts = {})
{
    CatalogObject made { .kind = kind, .schema = "public", .name = identity, .key = objectKey(kind, identity) };
    for (const auto& [property, value] : facts)
        made.properties.set(property, value);
    return made;
}

Snapshot sample()
{
    CatalogObject column = object(ObjectKind::Column, "public.t.a",
        { { Property::Type, "text" }, { Property::NotNull, "yes" }, { Property::Comment, "it's\nold" } });
    column.parent = "table public.t";
    column.position = 3;
    column.dependsOn = { "enum public.e", "function public.f()" };
    return { .objects = { column, object(ObjectKind::Table, "public.t") }, .serverVersion = 170005 };
}

} // namespace

class SnapshotJsonTest : public QObject {
    Q_OBJECT
private slots:
    void everyKindAndPropertyHasItsOwnWord()
    {
        QSet<QString> kinds, properties;
        for (int i = 0; i < objectKindCount; ++i) {
            kinds.insert(kindWord(ObjectKind(i)));
            QCOMPARE(kindFromWord(kindWord(ObjectKind(i))), ObjectKind(i));
        }
        for (int i = 0; i < propertyCount; ++i) {
            properties.insert(propertyWord(Property(i)));
            QCOMPARE(propertyFromWord(propertyWord(Property(i))), Property(i));
        }
        QCOMPARE(kinds.size(), objectKindCount);
        QCOMPARE(properties.size(), propertyCount);
    }

    void comesBackAsItWas()
    {
        const Snapshot before = sample();
        const auto after = Snapshot::fromJson(before.toJson());
        QVERIFY(after.has_value());
        QVERIFY(after->sameAs(before));
        QCOMPARE(after->serverVersion, 170005);
        const CatalogObject* column = after->find("column public.t.a");
        QVERIFY(column);
        QCOMPARE(column->parent, "table public.t");
        QCOMPARE(column->position, 3);
        QCOMPARE(column->dependsOn, (QStringList { "enum public.e", "function public.f()" }));
        QCOMPARE(after->toJson(), before.toJson());
    }

    void refusesWhatItDoesNotKnow()
    {
        QJsonObject json = sample().toJson();
        QJsonArray objects = json["objects"].toArray();
        objects[0] = QJsonObject { { "kind", "gadget" } };
        json["objects"] = objects;
        const auto read = Snapshot::fromJson(json);
        QVERIFY(!read);
        QCOMPARE(read.error().code, "snapshot-invalid");
        QVERIFY(read.error().message.contains("gadget"));
        QVERIFY(!Snapshot::fromJson({ { "format", 99 } }));
    }

    void fingerprintsFollowFactsOnly()
    {
        Snapshot a = sample();
        Snapshot b = sample();
        b.objects[0].position = 1;
        b.objects[0].address = { 1259, 4711, 2 };
        b.objects[1].properties.set(Property::Populated, "no");
        QCOMPARE(a.fingerprint(), b.fingerprint());
        QVERIFY(a.sameAs(b));
        b.objects[0].properties.remove(Property::NotNull);
        QVERIFY(a.fingerprint() != b.fingerprint());
        QVERIFY(!a.sameAs(b));
        QCOMPARE(differences(a.objects[0].properties, b.objects[0].properties), QList { Property::NotNull });
    }
};

QTEST_GUILESS_MAIN(SnapshotJsonTest)
#include "tst_snapshot_json.moc"
