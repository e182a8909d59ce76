// The rows of the pane @words@, for any view.

#pragma once

#include <QAbstractTableModel>
#include <QString>

#include <vector>

namespace omni::ui::@name@ {

struct Row {
    QString name;
    QString value;
    friend bool operator==(const Row&, const Row&) = default;
};

/// Lives on the UI thread.
class Model final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes the newest picture and signals only what differs from the last one.
    void show(std::vector<Row> rows);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace omni::ui::@name@
