// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/schema_text.h"
#include "widgets/diff/change_model.h"
#include "widgets/messages/message.h"

#include <QWidget>
#include <optional>

class QHBoxLayout;
class QLabel;
class QTreeView;

namespace corridor {

class CompareView;

// Two schemas beside each other: a tree of what differs, and the SQL of the chosen object on both sides. `choices`
// become buttons below.
class SchemaDiffView : public QWidget {
    Q_OBJECT
public:
    struct Side {
        QString title;
        Snapshot schema;
    };

    explicit SchemaDiffView(QWidget* parent = nullptr);

    void show(
        const Side& left, const Side& right, const QList<Change>& changes, const QList<MessageAction>& choices = {});
    ChangeModel& model() const { return *m_model; }
    QTreeView& tree() const { return *m_tree; }
    CompareView& compareView() const { return *m_compare; }

private:
    void showObject(const QModelIndex& index);

    ChangeModel* m_model;
    QTreeView* m_tree;
    CompareView* m_compare;
    QLabel* m_summary;
    QHBoxLayout* m_choices;
    QString m_leftTitle, m_rightTitle, m_shown;
    std::unique_ptr<SchemaText> m_left, m_right;
};

} // namespace corridor
