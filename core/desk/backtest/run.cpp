#include "core/desk/backtest/run.h"

#include "core/desk/backtest/recorder.h"
#include "core/desk/engine/principals.h"
#include "core/trade/strategy/strategy.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::backtest {

namespace {

constexpr AccountId account{1};

/// A feed whose first batch has been looked at.
class PeekedFeed final : public ports::TickSource
{
public:
    explicit PeekedFeed(ports::TickSource& feed)
        : m_feed(feed)
        , m_first(feed.next())
    {
    }
    [[nodiscard]] const Result<std::span<const ports::TimedTick>>& first() const noexcept
    {
        return m_first;
    }
    [[nodiscard]] std::span<const market::Instrument> instruments() const override
    {
        return m_feed.instruments();
    }
    [[nodiscard]] bool hasPrints(InstrumentId instrument) const override
    {
        return m_feed.hasPrints(instrument);
    }
    [[nodiscard]] Result<std::span<const ports::TimedTick>> next() override
    {
        return std::exchange(m_isFirst, false) ? m_first : m_feed.next();
    }

private:
    ports::TickSource& m_feed;
    Result<std::span<const ports::TimedTick>> m_first;
    bool m_isFirst = true;
};

/// The first bar begins before it is told.
Timestamp startOf(const ports::TimedTick& first) noexcept
{
    const auto* bar = std::get_if<market::Bar>(&first.tick);
    return bar != nullptr ? std::min(bar->opened, first.at) : first.at;
}

/// How far apart equity is noted where there are no bars.
Duration sampleOf(const BacktestSetup& setup)
{
    std::optional<Duration> shortest;
    for (const std::string& text : setup.strategies) {
        const auto spec = strategy::specFromText(text);
        if (spec && spec->interval && (!shortest || *spec->interval < *shortest)) {
            shortest = spec->interval;
        }
    }
    return shortest.value_or(minutes(1));
}

void applySize(const BacktestSetup& setup, events::SessionStarted& started)
{
    switch (setup.size) {
    case SizeRule::Strategy:
        started.sizing = events::SizingRule::FixedRisk;
        return;
    case SizeRule::Fixed:
        started.sizing = events::SizingRule::FixedLots;
        started.fixedLots = setup.quantityE8;
        return;
    case SizeRule::AllIn:
        started.sizing = events::SizingRule::AllIn;
        return;
    case SizeRule::Risk:
        started.sizing = events::SizingRule::FixedRisk;
        if (setup.limits.enforced) {
            started.limits.lossAtStop = std::min(setup.risk, setup.limits.lossAtStop);
        } else {
            started.limits.lossAtStop = setup.risk;
            started.limits.positionPerTrade = BasisPoints{10'000};
        }
        return;
    }
}

driver::SimulatedSetup sessionOf(const BacktestSetup& setup, const ports::TickSource& feed, Timestamp start)
{
    driver::SimulatedSetup session;
    events::SessionStarted& started = session.started;
    started.boot = 1;
    started.environment = orders::Environment::Replay;
    started.account = account;
    started.accountName = "backtest";
    started.baseCurrency = setup.currency;
    started.limits = setup.limits;
    started.cost = setup.cost;
    started.driftGuard = setup.limits.enforced;
    for (const std::string& spec : setup.strategies) {
        started.strategies.push_back({StrategyId{started.strategies.size() + 1}, spec});
    }
    applySize(setup, started);
    for (const market::Instrument& instrument : feed.instruments()) {
        session.instruments.push_back(instrument);
        session.barsFromMids.push_back(!feed.hasPrints(instrument.id));
    }
    session.deposit = setup.cash;
    session.by = engine::script;
    session.start = start;
    return session;
}

sim::FeedVenueConfig venueOf(const BacktestSetup& setup)
{
    sim::FeedVenueConfig config;
    config.fees.makerE8 = setup.commissionE8;
    config.fees.takerE8 = setup.commissionE8;
    config.slippage = setup.slippage;
    config.barFill = setup.fill;
    return config;
}

Result<void> nameCurrencies(const BacktestSetup& setup, std::span<const market::Instrument> instruments,
                            sim::FeedVenue& venue)
{
    for (const market::Instrument& instrument : instruments) {
        if (instrument.quoteCurrency != setup.currency) {
            return failure(Errc::Invalid,
                           fmt::format("{} is quoted in {}, the cash is {}: a backtest has one currency",
                                       instrument.name(), instrument.quoteCurrency, setup.currency));
        }
    }
    venue.nameCurrency(CurrencyId{1}, setup.currency); // the base is the first that the session defines
    return {};
}

void addNotes(BacktestResult& result)
{
    auto& notes = result.notes;
    if (!result.setup.limits.enforced) {
        notes.emplace_back(
            "limits: none. No risk limit was in force, and no default stop, trailing, time exit or drift "
            "guard: this shows the rule alone, not what the desk would have let through.");
    }
    if (result.setup.size == SizeRule::Risk && result.setup.limits.enforced
        && result.setup.risk > result.setup.limits.lossAtStop) {
        notes.emplace_back("The limit on the loss at the stop is below --size risk: the limit sized the trades.");
    }
    if (result.proposals.made > 0 && result.proposals.refused == result.proposals.made) {
        const bool isForWantOfStop = !result.setup.limits.enforced
            && (result.setup.size == SizeRule::Risk || result.setup.size == SizeRule::Strategy);
        notes.emplace_back(isForWantOfStop
                               ? "Every proposal was refused: to size by risk a stop is needed, and without "
                                 "limits there is no default one. Give --size fixed:N or --limits default."
                               : "Every proposal was refused; the refusals say by which rule.");
    }
    const auto open = std::count_if(result.trades.begin(), result.trades.end(),
                                    [](const analytics::RoundTrip& trade) { return !trade.exited; });
    if (open > 0) {
        notes.push_back(fmt::format("{} at the end, marked at the last price and left out of the statistics of trades.",
                                    open == 1 ? "One position is open" : fmt::format("{} entries are open", open)));
    }
}

void countUp(const engine::DeskState& state, BacktestResult& result)
{
    result.proposals.made = state.counters.proposals;
    result.proposals.approved = state.counters.approved;
    result.fees = state.portfolio.fees(state.base);
    for (std::size_t rule = 0; rule < state.counters.refusals.size(); ++rule) {
        if (state.counters.refusals[rule] > 0) {
            result.refusals.emplace_back(risk::nameOf(static_cast<risk::Rule>(rule)), state.counters.refusals[rule]);
        }
    }
}

void save(const market::Instrument& instrument, ByteWriter& out)
{
    out.text(instrument.name());
    for (const Decimal& value : {instrument.tickSize, instrument.lotSize, instrument.contractSize}) {
        const Decimal plain = normalised(value);
        out.i64(plain.mantissa);
        out.i64(plain.exponent);
    }
}

void save(const analytics::RoundTrip& trade, ByteWriter& out)
{
    out.u64(trade.instrument.value);
    out.u64(trade.strategy.value);
    out.u8(static_cast<std::uint8_t>(trade.side));
    out.i64(trade.size.count);
    out.i64(trade.entered.ns);
    out.i64(trade.entryValue.e8);
    out.boolean(trade.exited.has_value());
    out.i64(trade.exited.value_or(Timestamp{}).ns);
    out.i64(trade.exitValue.e8);
    out.i64(trade.fees.e8);
    out.i64(trade.pnl.e8);
    out.text(trade.reason.view());
}

Digest hashOf(const BacktestResult& result)
{
    constexpr std::size_t enough = std::size_t{1} << 16;
    DigestBuilder digest("omni.backtest.result");
    Bytes bytes;
    ByteWriter out(bytes);
    const auto flush = [&](std::size_t least) {
        if (bytes.size() >= least) {
            digest.add(bytes);
            bytes.clear();
        }
    };
    save(result.setup, out);
    for (const auto& instrument : result.instruments) {
        save(instrument, out);
    }
    out.u64(result.trades.size());
    for (const auto& trade : result.trades) {
        save(trade, out);
        flush(enough);
    }
    out.u64(result.equity.size());
    for (const EquityPoint& point : result.equity) {
        out.i64(point.closed.ns);
        out.i64(point.equity.e8);
        flush(enough);
    }
    out.i64(result.finalEquity.e8);
    flush(1);
    return digest.value();
}

} // namespace

Result<BacktestResult> run(const BacktestSetup& setup, ports::TickSource& feed, const StopFlag* stop)
{
    if (auto fault = faultOf(setup); !fault.empty()) {
        return failure(Errc::Invalid, std::move(fault));
    }
    sim::FeedVenue venue(venueOf(setup));
    if (const auto done = nameCurrencies(setup, feed.instruments(), venue); !done) {
        return tl::unexpected(done.error());
    }
    PeekedFeed peeked(feed);
    if (!peeked.first()) {
        return tl::unexpected(peeked.first().error());
    }
    if (peeked.first()->empty()) {
        return failure(Errc::NotFound, "the data have no rows");
    }
    const Timestamp start = startOf(peeked.first()->front());
    Recorder recorder(setup.fill, sampleOf(setup));
    driver::Approver approver(driver::ApprovalRule::All, engine::script);
    driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = start}, nullptr, &recorder);
    driver::SimulatedSession session(desk, venue, &peeked, approver);
    const auto ended = session.run(sessionOf(setup, peeked, start), stop);
    if (!ended) {
        return tl::unexpected(ended.error());
    }
    if (*ended == driver::SessionEnd::Stopped) {
        return failure(Errc::Unavailable, "stopped before its end");
    }
    BacktestResult result;
    result.setup = setup;
    result.instruments.assign(feed.instruments().begin(), feed.instruments().end());
    countUp(desk.engine().state(), result);
    if (const auto given = recorder.give(desk.engine(), desk.stamp().wall, result); !given) {
        return tl::unexpected(given.error());
    }
    addNotes(result);
    result.hash = hashOf(result);
    return result;
}

} // namespace omni::backtest
