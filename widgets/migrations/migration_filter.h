// SPDX-License-Identifier: MIT
#pragma once

#include <QSortFilterProxyModel>

namespace corridor {

// Those migrations whose name contains every word of a text and that are, if so wished, not simply applied.
class MigrationFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit MigrationFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    void setOnlyOpen(bool onlyOpen);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    bool m_onlyOpen = false;
};

} // namespace corridor
