#include "ui/charts/bar_table_model.h"

#include "ui/widgets/formats.h"

#include <algorithm>
#include <cmath>

namespace omni::ui {

BarTableModel::BarTableModel(const Formats& formats, QObject* parent)
    : QAbstractTableModel(parent)
    , m_formats(formats)
{
}

void BarTableModel::show(const market::Instrument& instrument, std::shared_ptr<const views::BarSeries> series,
                         std::size_t first, std::size_t last)
{
    const std::size_t end = series ? std::min(last, series->count()) : 0;
    const std::size_t begin = std::max(std::min(first, end), end > mostRows ? end - mostRows : 0);
    if (series == m_series && begin == m_first && end == m_last && instrument.id == m_instrument.id) {
        return;
    }
    // The last bars change with each picture; only where the rows are others is the table a new one.
    const bool sameRows = series && m_series && series->key == m_series->key && series->rewritten == m_series->rewritten
        && begin == m_first && end == m_last && instrument.id == m_instrument.id;
    if (sameRows) {
        m_series = std::move(series);
        emit dataChanged(index(0, 0), index(std::min(1, rowCount() - 1), columns - 1));
        return;
    }
    beginResetModel();
    m_instrument = instrument;
    m_series = std::move(series);
    m_first = begin;
    m_last = end;
    endResetModel();
}

int BarTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_last - m_first);
}

int BarTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

/// The date where it is another than in the row above; of the others the time says all.
QString BarTableModel::timeOf(int row) const
{
    const auto barAt
        = [this](int at) -> Timestamp { return m_series->at(m_last - 1 - static_cast<std::size_t>(at)).opened; };
    const auto dayOf = [this](Timestamp at) { return m_formats.dateTime(at).chopped(m_formats.time(at).size()); };
    const Timestamp at = barAt(row);
    return row > 0 && dayOf(barAt(row - 1)) == dayOf(at) ? m_formats.time(at) : m_formats.dateTime(at);
}

QStringList BarTableModel::widestTimes() const
{
    QStringList samples;
    for (int month = 0; month < 12; ++month) { // names of months and of days, of every length
        samples << m_formats.dateTime(Timestamp{1'767'225'600'000'000'000} + hours(24 * 30 * month + 20));
        samples << m_formats.dateTime(Timestamp{1'767'225'600'000'000'000} + hours(24 * (30 * month + 3) + 20));
    }
    return samples;
}

QString BarTableModel::textOf(int row, int column) const
{
    const market::Bar& bar = m_series->at(m_last - 1 - static_cast<std::size_t>(row));
    switch (column) {
    case Time:
        return timeOf(row);
    case Open:
        return m_formats.price(m_instrument, bar.open);
    case High:
        return m_formats.price(m_instrument, bar.high);
    case Low:
        return m_formats.price(m_instrument, bar.low);
    case Close:
        return m_formats.price(m_instrument, bar.close);
    case Change:
        return bar.open.count == 0
            ? missing()
            : m_formats.percent((static_cast<double>(bar.close.count) - static_cast<double>(bar.open.count))
                                    / std::abs(static_cast<double>(bar.open.count)),
                                2, true);
    case Volume:
        return m_formats.volume(bar.volume);
    default:
        return {};
    }
}

QVariant BarTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_series || index.row() >= rowCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(index.column() == Time ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role == Qt::DisplayRole) {
        return textOf(index.row(), index.column());
    }
    return {};
}

QVariant BarTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(section == Time ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("Time");
    case Open:
        return tr("Open");
    case High:
        return tr("High");
    case Low:
        return tr("Low");
    case Close:
        return tr("Close");
    case Change:
        return tr("Change");
    case Volume:
        return tr("Volume");
    default:
        return {};
    }
}

} // namespace omni::ui
