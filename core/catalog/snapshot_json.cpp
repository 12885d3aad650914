// SPDX-License-Identifier: MIT
#include "catalog/snapshot.h"

#include <QJsonArray>
#include <algorithm>

namespace corridor {

namespace {

constexpr int formatVersion = 1;

void put(QJsonObject& json, const char* key, const QString& value)
{
    if (!value.isEmpty())
        json.insert(QLatin1StringView(key), value);
}

QJsonObject objectToJson(const CatalogObject& object)
{
    QJsonObject json { { "kind", kindWord(object.kind) }, { "identity", object.identity() },
        { "name", object.name }, { "properties", object.properties.toJson() },
        { "fingerprint", QString::fromLatin1(object.fingerprint()) } };
    put(json, "schema", object.schema);
    put(json, "arguments", object.arguments);
    put(json, "parent", object.parent);
    if (object.position > 0)
        json.insert("position", object.position);
    if (!object.dependsOn.isEmpty())
        json.insert("dependsOn", QJsonArray::fromStringList(object.dependsOn));
    return json;
}

QStringList strings(const QJsonValue& array)
{
    QStringList list;
    for (const auto& value : array.toArray())
        list.append(value.toString());
    return list;
}

Result<Properties> propertiesFromJson(const QJsonObject& json)
{
    Properties properties;
    for (auto entry = json.begin(); entry != json.end(); ++entry) {
        const auto property = propertyFromWord(entry.key());
        if (!property)
            return fail("snapshot-invalid", QString("The snapshot has an unknown property \"%1\".").arg(entry.key()));
        properties.set(*property, entry->toString());
    }
    return properties;
}

Result<CatalogObject> objectFromJson(const QJsonObject& json)
{
    const QString word = json["kind"].toString();
    const auto kind = kindFromWord(word);
    if (!kind)
        return fail("snapshot-invalid", QString("The snapshot has an object of unknown kind \"%1\".").arg(word));
    auto properties = propertiesFromJson(json["properties"].toObject());
    CORRIDOR_TRY(properties);
    return CatalogObject { .kind = *kind, .schema = json["schema"].toString(), .name = json["name"].toString(),
        .arguments = json["arguments"].toString(), .key = objectKey(*kind, json["identity"].toString()),
        .parent = json["parent"].toString(), .position = json["position"].toInt(),
        .properties = std::move(*properties), .dependsOn = strings(json["dependsOn"]) };
}

} // namespace

QJsonObject Snapshot::toJson() const
{
    QJsonArray array;
    for (const CatalogObject& object : objects)
        array.append(objectToJson(object));
    return { { "format", formatVersion }, { "serverVersion", serverVersion },
        { "fingerprint", QString::fromLatin1(fingerprint()) }, { "objects", array } };
}

Result<Snapshot> Snapshot::fromJson(const QJsonObject& json)
{
    if (json["format"].toInt() != formatVersion || !json["objects"].isArray())
        return fail("snapshot-invalid", "This is not a schema snapshot that this version can read.");
    Snapshot snapshot { .serverVersion = json["serverVersion"].toInt() };
    for (const auto& value : json["objects"].toArray()) {
        auto object = objectFromJson(value.toObject());
        CORRIDOR_TRY(object);
        snapshot.objects.append(std::move(*object));
    }
    std::ranges::sort(snapshot.objects, {}, &CatalogObject::key);
    return snapshot;
}

} // namespace corridor
