// Watches a session and writes down what a backtest reports: equity at each close, and every fill with its reason.

#pragma once

#include "core/desk/backtest/result.h"
#include "core/desk/driver/simulated_session.h"
#include "core/desk/driver/watcher.h"

#include <optional>
#include <vector>

namespace omni::backtest {

class Recorder final : public driver::Watcher
{
public:
    /// `sample`: how far apart points are where the feed has no bars. Above zero.
    Recorder(sim::BarFill fill, Duration sample) noexcept
        : m_fill(fill)
        , m_sample(sample)
    {
    }

    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override;
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override;
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

    /// Moves what was written down into `result`; the first fault met on the way, if there was one.
    [[nodiscard]] Result<void> give(engine::Engine& engine, Timestamp end, BacktestResult& result);

private:
    /// Times of the newest bar of an instrument.
    struct BarTimes {
        Timestamp opened, closed;
    };
    void onFill(const Stamp& stamp, const orders::Fill& fill, engine::Engine& engine);
    void onBar(const Stamp& stamp, const market::Bar& bar, engine::Engine& engine);
    void sample(const Stamp& stamp, engine::Engine& engine);
    [[nodiscard]] Timestamp labelOf(const Stamp& stamp, const orders::Fill& fill) const noexcept;

    sim::BarFill m_fill;
    Duration m_sample;
    std::uint64_t m_bars = 0;
    std::vector<EquityPoint> m_equity;
    std::vector<BarTimes> m_times; ///< By instrument id - 1.
    analytics::RoundTripBook m_trades;
    std::uint64_t m_fills = 0, m_refused = 0;
    bool m_hasBars = false;
    std::vector<std::string> m_notes; ///< Of breakers that tripped.
    Int128 m_traded = 0;
    std::optional<Error> m_fault;
};

} // namespace omni::backtest
