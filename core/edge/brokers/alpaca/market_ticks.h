// Messages of a data stream as ticks of the desk's instruments, or in quarantine (F44).
//
// A figure that is off the tick is kept out. Prints of stocks are the exception: trades between the cents are real
// (midpoints, for instance), so they are taken at the nearest tick. A quote of a stock that is finer than its tick is
// of one that has fallen below 1.00 since it was listed: it is kept out until it is listed anew.

#pragma once

#include "core/edge/brokers/alpaca/wire_market.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace omni::brokers::alpaca {

struct MarketCounters {
    std::uint64_t quarantined = 0; ///< Off the tick, not above zero, without a size, of no instrument of ours.
    std::uint64_t unused = 0; ///< Known and not used: bars, limits of the day, corrections, cancelled trades, and
                              ///< trades that say nothing of the price of this moment (trade_conditions.h).
    std::uint64_t unknown = 0;
    std::uint64_t malformed = 0;
};

struct MarketTickHandlers {
    std::function<void(const market::Tick&)> onTick;
    std::function<void(std::string_view word)> onSuccess;
    std::function<void()> onSubscription;
    std::function<void(std::int64_t code, std::string_view words)> onError;
};

class MarketTicks final : public MarketHandler
{
public:
    MarketTicks(MarketTickHandlers handlers, MarketCounters& counters)
        : m_handlers(std::move(handlers))
        , m_counters(counters)
    {
    }
    /// `instrument` outlives it.
    void add(const market::Instrument& instrument)
    {
        m_instruments.insert_or_assign(instrument.symbol, &instrument);
    }

    void on(const TradeMessage& trade) override;
    void on(const QuoteMessage& quote) override;
    void on(const BarMessage& bar) override;
    void on(const StatusMessage& status) override;
    void on(const BookMessage& book) override;
    void on(const ErrorMessage& error) override;
    void onSuccess(std::string_view word) override;
    void onSubscription() override;
    void onUnused(char kind) override;
    void onUnknown() override;
    void onMalformed() override;

private:
    [[nodiscard]] const market::Instrument* find(std::string_view symbol);
    void give(const market::Tick& tick);

    MarketTickHandlers m_handlers;
    MarketCounters& m_counters;
    std::map<std::string, const market::Instrument*, std::less<>> m_instruments;
};

} // namespace omni::brokers::alpaca
