// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <random>

namespace corridor {

// A schema made by chance, and changed by chance. The same seed makes the same schema. References by name may dangle
// after a change: what they are for is then left out of the SQL, so that every state loads.
class RandomSchema {
public:
    explicit RandomSchema(uint seed);

    // Some changes of any kind: what is there is altered or dropped, new things come.
    void mutate(int changes);
    // Loads into an empty database with the role `reader`.
    QString sql() const;

private:
    struct Column {
        QString name, type;
        int value = 0; // which default; 0 none, -1 generated
        bool required = false;
        bool identity = false;
        QString comment;
        QString storage;
    };
    struct Index {
        QString name, column, second;
        int shape = 0;
    };
    struct ForeignKey {
        QString name, target;
        int action = 0;
    };
    struct Table {
        QString name;
        QList<Column> columns;
        QList<Index> indexes;
        QList<ForeignKey> keys;
        QStringList checks, uniques; // columns
        QStringList triggers;        // function names
        QStringList policies;
        bool bigKey = false, serialKey = false, rowSecurity = false, unlogged = false;
        int partitions = 0;          // of a partitioned table; a table never changes that
        bool isPartitioned = false;
        int fillfactor = 0;
        QString comment, grant;
    };
    struct Enum {
        QString name;
        QStringList labels;
    };
    struct Domain {
        QString name, base;
        bool required = false, checked = false;
    };
    struct View {
        QString name, table;
        int shape = 0; // which columns
        bool materialized = false, commented = false;
    };
    struct Function {
        QString name;
        int shape = 0; // signature and body
        bool trigger = false, secured = false;
    };
    struct Sequence {
        QString name;
        int shape = 0;
    };

    int pick(int below) { return int(m_random() % uint(below)); }
    bool chance(int percent) { return pick(100) < percent; }
    QString newName(const QString& stem);
    QString anyType();

    Table newTable();
    Column newColumn();
    Index newIndex(const Table& table);
    void changeTable(Table& table);
    void changeColumn(Column& column);
    void changeSomethingElse();
    const Table* findTable(const QString& name) const;
    const Column* findColumn(const Table& table, const QString& name) const;

    bool isKnown(const QString& type) const;
    QString defaultOf(const Column& column) const;
    QString columnSql(const Column& column) const;
    QString tableSql(const Table& table) const;
    QString indexSql(const Table& table, const Index& index) const;
    QString viewSql(const View& view) const;
    QString functionSql(const Function& function) const;
    QStringList afterTable(const Table& table) const;

    std::mt19937 m_random;
    int m_names = 0;
    QList<Table> m_tables;
    QList<Enum> m_enums;
    QList<Domain> m_domains;
    QList<View> m_views;
    QList<Function> m_functions;
    QList<Sequence> m_sequences;
};

} // namespace corridor
