// The bars in sight as a table: the chart for those who read rather than look.
//
// Newest first. Rows are formatted when they are asked for. UI thread.

#pragma once

#include "core/desk/views/chart_series.h"
#include "core/trade/market/instrument.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <cstddef>
#include <memory>

namespace omni::ui {

struct Formats;

class BarTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// A table of more rows is of no use to anybody, and costs memory for each.
    static constexpr std::size_t mostRows = 5'000;
    enum Column { Time, Open, High, Low, Close, Change, Volume, columns };

    explicit BarTableModel(const Formats& formats, QObject* parent = nullptr);

    /// The bars [first, last); of more than `mostRows` the newest.
    void show(const market::Instrument& instrument, std::shared_ptr<const views::BarSeries> series, std::size_t first,
              std::size_t last);

    /// Texts as wide as those of the time can be, in these formats.
    [[nodiscard]] QStringList widestTimes() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString textOf(int row, int column) const;
    [[nodiscard]] QString timeOf(int row) const;

    const Formats& m_formats;
    market::Instrument m_instrument;
    std::shared_ptr<const views::BarSeries> m_series;
    std::size_t m_first = 0, m_last = 0;
};

} // namespace omni::ui
