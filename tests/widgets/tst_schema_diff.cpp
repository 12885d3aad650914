// SPDX-License-Identifier: MIT
// What differs between two schemas, as a tree with the SQL of both sides.
#include "widgets/diff/schema_diff_view.h"
#include "widgets/editor/code_editor.h"
#include "widgets/editor/compare_view.h"

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace corridor;

namespace {

CatalogObject table(const QString& name)
{
    return { .kind = ObjectKind::Table, .schema = "public", .name = name, .key = "table public." + name };
}

CatalogObject column(const QString& of, const QString& name, const QString& type, int position)
{
    CatalogObject object { .kind = ObjectKind::Column,
        .schema = "public",
        .name = name,
        .key = "column public." + of + '.' + name,
        .parent = "table public." + of,
        .position = position };
    object.properties.set(Property::Type, type);
    return object;
}

Snapshot snapshotOf(QList<CatalogObject> objects)
{
    std::ranges::sort(objects, {}, &CatalogObject::key);
    return { .objects = objects, .serverVersion = 170000, .source = {}, .defaultTablespace = {} };
}

Snapshot before()
{
    return snapshotOf(
        { table("item"), column("item", "id", "integer", 1), column("item", "title", "text", 2), table("gone") });
}
Snapshot after()
{
    return snapshotOf({ table("item"), column("item", "id", "bigint", 1), column("item", "title", "text", 2),
        column("item", "price", "numeric", 3), table("more"), column("more", "id", "integer", 1) });
}

} // namespace

class TestSchemaDiff : public QObject {
    Q_OBJECT
private slots:
    void treeGroupsByTable()
    {
        ChangeModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const Snapshot from = before(), to = after();
        model.setChanges(diff(from, to), SchemaText(from), SchemaText(to));
        QCOMPARE(model.rowCount(), 3);
        QStringList words;
        for (int row = 0; row < model.rowCount(); ++row)
            words << model.index(row, 0).data().toString() + ' ' + model.index(row, 1).data().toString();
        QCOMPARE(words, QStringList({ "table gone missing", "table item differs", "table more added" }));
        const QModelIndex item = model.index(1, 0);
        QCOMPARE(model.rowCount(item), 2);
        QStringList parts;
        for (int row = 0; row < 2; ++row)
            parts << model.index(row, 0, item).data().toString();
        parts.sort();
        QCOMPARE(parts, QStringList({ "column item.id: type", "column item.price" }));
        QCOMPARE(model.index(0, 0, item).parent(), item);
        QCOMPARE(model.index(1, 1, item).data(ChangeModel::RootKeyRole).toString(), "table public.item");
        model.setChanges({}, SchemaText(from), SchemaText(from));
        QCOMPARE(model.rowCount(), 0);
    }

    void sqlOfBothSides()
    {
        SchemaDiffView view;
        int ran = 0;
        QSignalSpy ready(&view.compareView(), &CompareView::ready);
        const Snapshot from = before(), to = after();
        view.show({ "left", from }, { "right", to }, diff(from, to), { { "Adopt", [&] { ++ran; } } });
        view.resize(900, 500);
        static_cast<QWidget&>(view).show();
        view.tree().setCurrentIndex(view.model().index(1, 0));
        QTRY_VERIFY(view.compareView().leftEditor().toPlainText().contains("\"id\" integer"));
        QTRY_VERIFY(ready.count() > 0 && view.compareView().differences() > 0);
        QVERIFY(view.compareView().rightEditor().toPlainText().contains("\"id\" bigint"));
        QVERIFY(view.compareView().rightEditor().toPlainText().contains("\"price\" numeric"));
        const auto* button = view.findChild<QPushButton*>();
        QCOMPARE(button->accessibleName(), "Adopt");
        for (QPushButton* found : view.findChildren<QPushButton*>())
            if (found->text() == "Adopt")
                found->click();
        QCOMPARE(ran, 1);
        QVERIFY(!view.tree().accessibleName().isEmpty());
    }

    void textHasParts()
    {
        Snapshot snapshot = after();
        CatalogObject index { .kind = ObjectKind::Index,
            .schema = "public",
            .name = "item_title",
            .key = "index public.item_title",
            .parent = "table public.item" };
        index.properties.set(Property::Definition, "btree (title)");
        snapshot = snapshotOf(snapshot.objects + QList { index });
        const SchemaText text(snapshot);
        QCOMPARE(text.rootOf("column public.item.price"), "table public.item");
        QCOMPARE(text.rootOf("index public.item_title"), "table public.item");
        QCOMPARE(text.rootOf("nothing"), QString());
        QVERIFY2(text.of("table public.item").contains("CREATE INDEX \"item_title\""),
            qPrintable(text.of("table public.item")));
        QVERIFY(text.of("nothing").isEmpty());
    }
};

QTEST_MAIN(TestSchemaDiff)
#include "tst_schema_diff.moc"
