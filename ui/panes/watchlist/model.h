// Symbols that a person watches: the day as a line, last price and change, and whether the price can be trusted.

#pragma once

#include "core/desk/views/chart_series.h"
#include "core/desk/views/desk_snapshot.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/table_model.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace omni::ui::watchlist {

struct Row {
    std::uint64_t key = 0; ///< Of the instrument; above 2^48 for a name that this session does not know.
    QString name; ///< "binance:BTCUSDT"
    std::optional<market::Instrument> instrument;
    std::optional<Ticks> last, before; ///< `before`: previous close, or the day's open.
    std::optional<Ticks> bid, ask;
    std::optional<double> volume;
    market::TradingState trading = market::TradingState::Open;
    Timestamp lastTrade;
    std::optional<Duration> stale; ///< How old the quote is, when that is too old and the market open. To 0.1 s.
    std::vector<Ticks> spark;
    friend bool operator==(const Row& a, const Row& b);
};

/// One row for each name, in their order. No names: all instruments of the session.
[[nodiscard]] std::vector<Row> rowsOf(const QStringList& names, const views::DeskSnapshot& desk,
                                      const views::MarketDay& day);

/// Last against before, 0.0123 for 1.23 %.
[[nodiscard]] std::optional<double> changeOf(const Row& row) noexcept;

class Model final : public PaneRows<Row>
{
    Q_OBJECT

public:
    enum ColumnIndex { Symbol, Spark, Last, Change, Bid, Ask, Volume };

    Model(const Theme& theme, const Formats& formats, QObject* parent);
    [[nodiscard]] QString rowName(int row) const override;

protected:
    [[nodiscard]] Cell make(const Row& row, int column) const override;
    [[nodiscard]] SortKey keyFor(const Row& row, int column) const override;

private:
    [[nodiscard]] static std::vector<Column> columnsInWords();
    [[nodiscard]] Cell symbolCell(const Row& row) const;
    [[nodiscard]] Cell changeCell(const Row& row) const;
};

} // namespace omni::ui::watchlist
