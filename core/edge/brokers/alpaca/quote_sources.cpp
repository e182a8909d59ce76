#include "core/edge/brokers/alpaca/quote_sources.h"

#include "core/edge/brokers/alpaca/listing.h"
#include "core/edge/brokers/alpaca/market_ticks.h"
#include "core/edge/brokers/alpaca/wire_assets.h"
#include "core/edge/brokers/alpaca/wire_bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::size_t streamRank = 0, askedRank = 1;
constexpr int calmGap = 15; ///< Pulses between two questions while the stream speaks.

std::string joined(const std::vector<std::string>& symbols)
{
    std::string list;
    for (const auto& symbol : symbols) {
        list += (list.empty() ? "" : ",") + symbol;
    }
    return list;
}

/// A quote tells its age by our clock; what counts in bars stays where the venue put it.
void put(const SessionState& state, market::Tick tick)
{
    if (auto* quote = std::get_if<market::Quote>(&tick)) {
        quote->venueTime = onOurClock(quote->venueTime, state.offset, state.wall.now(), state.clock.mono());
    }
    state.outlet->put(tick);
}

/// They say what the price is. A halt is told whatever else is in doubt.
bool isPrice(const market::Tick& tick) noexcept
{
    return !std::holds_alternative<market::StatusChange>(tick);
}

} // namespace

struct QuoteSources::Shared {
    struct Side {
        bool isUnderWay = false;
        int pulses = 0; ///< Since it was asked last.
        int gap = 1; ///< Pulses between two questions while the stream is silent.
    };

    explicit Shared(SharedState shared)
        : state(std::move(shared))
    {
    }
    [[nodiscard]] Side& side(bool isCrypto)
    {
        return sides[isCrypto ? 1 : 0];
    }

    SharedState state;
    RankedQuotes ranked;
    std::array<Side, 2> sides;
    std::uint64_t heldBack = 0;
};

QuoteSources::QuoteSources(SharedState state)
    : m_shared(std::make_shared<Shared>(std::move(state)))
{
}

void QuoteSources::takeStream(const market::Tick& tick) const
{
    auto& ranked = m_shared->ranked;
    const auto& state = m_shared->state;
    if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        const auto before = ranked.disputes();
        const auto given = ranked.take(streamRank, *quote, state->clock.mono());
        const auto* instrument = state->instrumentOf(quote->instrument);
        if (ranked.disputes() != before && instrument != nullptr) {
            // A second opinion: at once, but not more than one a second, whatever a quote does.
            auto& side = m_shared->side(isCrypto(instrument->symbol));
            side.gap = 1;
            if (!side.isUnderWay && side.pulses > 0) {
                ask({instrument->symbol}, isCrypto(instrument->symbol), false);
            }
        }
        if (given) {
            put(*state, *given);
        }
        return;
    }
    if (isPrice(tick) && ranked.isDisputed(market::instrumentOf(tick))) {
        return;
    }
    if (const auto* print = std::get_if<market::Print>(&tick);
        print != nullptr && ranked.isFarFromQuote(*print, state->clock.mono())) {
        ++m_shared->heldBack;
        return;
    }
    state->outlet->put(tick);
}

QCoro::Task<void> QuoteSources::give(std::shared_ptr<Shared> shared, std::string target, bool isCrypto, bool isTorn)
{
    const auto state = shared->state;
    shared->side(isCrypto).isUnderWay = true;
    shared->side(isCrypto).pulses = 0;
    auto task = state->data->ask({.target = std::move(target)});
    const auto outcome = co_await task;
    auto& side = shared->side(isCrypto);
    side.isUnderWay = false;
    side.gap = std::min(2 * side.gap, calmGap);
    if (state->isStopped || !outcome || outcome->status >= 300) {
        co_return; // asked again with a later pulse
    }
    MarketCounters counters;
    MarketTickHandlers handlers;
    bool isNews = false;
    handlers.onTick = [&](const market::Tick& tick) {
        const auto* quote = std::get_if<market::Quote>(&tick);
        if (quote == nullptr) {
            return;
        }
        const auto given = shared->ranked.take(askedRank, *quote, state->clock.mono());
        const bool isDisputed = shared->ranked.isDisputed(quote->instrument);
        isNews = isNews || given || isDisputed;
        if (given) {
            put(*state, *given);
        } else if (isTorn && !isDisputed) {
            put(*state, tick);
        }
    };
    MarketTicks ticks(std::move(handlers), counters);
    for (const auto& instrument : state->session->instruments) {
        ticks.add(instrument);
    }
    const auto read = latestQuotesFrom(outcome->body, ticks);
    state->malformedMessages += counters.malformed + (read ? 0U : 1U);
    if (isNews) {
        side.gap = 1;
    }
}

void QuoteSources::streamLost() const
{
    m_shared->ranked.lost(streamRank);
}

void QuoteSources::ask(const std::vector<std::string>& symbols, bool isCrypto, bool isTorn) const
{
    if (symbols.empty() || !m_shared->state->data) {
        return;
    }
    const auto list = inQuery(joined(symbols));
    (void)give(m_shared,
               isCrypto ? "/v1beta3/crypto/us/latest/quotes?symbols=" + list
                        : "/v2/stocks/quotes/latest?symbols=" + list + "&feed=" + planOf(m_shared->state->config),
               isCrypto, isTorn);
}

void QuoteSources::pulse(const std::vector<std::string>& symbols, bool isCrypto) const
{
    auto& side = m_shared->side(isCrypto);
    ++side.pulses;
    const auto now = m_shared->state->clock.mono();
    const bool isNeeded = std::any_of(symbols.begin(), symbols.end(), [&](const auto& symbol) {
        const auto* instrument = m_shared->state->instrumentOf(symbol);
        return instrument != nullptr
            && (m_shared->ranked.isDisputed(instrument->id)
                || m_shared->ranked.isStale(streamRank, instrument->id, now));
    });
    if (!side.isUnderWay && side.pulses >= (isNeeded ? side.gap : calmGap)) {
        ask(symbols, isCrypto, false);
    }
}

std::uint64_t QuoteSources::heldBack() const
{
    return m_shared->heldBack;
}

std::string QuoteSources::disputeText() const
{
    const auto dispute = m_shared->ranked.anyDispute();
    const auto* instrument = dispute ? m_shared->state->instrumentOf(dispute->instrument) : nullptr;
    if (instrument == nullptr) {
        return {};
    }
    return fmt::format("{}: two prices are {}.{:02} % apart; none of it is used until two sources agree",
                       instrument->symbol, dispute->apartBp / 100, dispute->apartBp % 100);
}

std::string QuoteSources::stoodInFor() const
{
    const auto now = m_shared->state->clock.mono();
    std::string first;
    int more = -1;
    for (const auto& instrument : m_shared->state->session->instruments) {
        if (m_shared->ranked.sourceOf(instrument.id) == askedRank
            && m_shared->ranked.isStale(streamRank, instrument.id, now)
            && !m_shared->ranked.isStale(askedRank, instrument.id, now)) {
            first = first.empty() ? instrument.symbol : first;
            ++more;
        }
    }
    return more > 0 ? fmt::format("{} and {} more", first, more) : first;
}

} // namespace omni::brokers::alpaca
