#include "core/host/runtime/known_instruments.h"

#include "core/trade/orders/rescale.h"

#include <algorithm>

namespace omni::runtime {

namespace {

const market::Instrument* knownAs(const engine::DeskState& state, const std::string& name)
{
    for (std::uint64_t id = 1; id <= state.portfolio.instruments(); ++id) {
        const auto* instrument = state.instrument(InstrumentId{id});
        if (instrument->name() == name) {
            return instrument;
        }
    }
    return nullptr;
}

/// Tried on copies: what the event would refuse is refused before the session starts.
Result<void> canBecome(const engine::DeskState& state, const market::Instrument& before,
                       const market::Instrument& after)
{
    const auto by = orders::rescaleBetween(before, after);
    if (!by) {
        return tl::unexpected(by.error());
    }
    auto ledger = state.ledger;
    if (auto done = ledger.rescale(after.id, *by); !done) {
        return done;
    }
    auto portfolio = state.portfolio;
    return portfolio.rescale(after);
}

Outcome<market::Instrument> matched(const market::Instrument& told, const market::Instrument& known,
                                    const engine::DeskState& state)
{
    market::Instrument instrument = told;
    instrument.id = known.id;
    instrument.version = known.version;
    if (instrument.baseCurrency.empty()) {
        instrument.baseCurrency = known.baseCurrency; // a file of prices does not say
    }
    if (hasSameTerms(instrument, known)) {
        return instrument;
    }
    RunFailure why;
    why.kind = FailureKind::BadInput;
    why.code = "instrument_changed";
    if (told.quoteCurrency != known.quoteCurrency) {
        why.message = told.name() + " is quoted in " + told.quoteCurrency + " here and in " + known.quoteCurrency
            + " in this profile";
        why.hint = "give the currency as before, or use another profile";
        return tl::unexpected(why);
    }
    instrument.version = known.version + 1;
    if (const auto done = canBecome(state, known, instrument); !done) {
        why.message = told.name()
            + " has other increments here than in this profile, in which what is held is no whole "
              "number: "
            + done.error().detail;
        why.hint = "state the increments as before in a side file, or use another profile";
        return tl::unexpected(why);
    }
    return instrument;
}

} // namespace

bool hasSameTerms(const market::Instrument& a, const market::Instrument& b)
{
    return normalised(a.tickSize) == normalised(b.tickSize) && normalised(a.lotSize) == normalised(b.lotSize)
        && normalised(a.contractSize) == normalised(b.contractSize) && a.smallest == b.smallest
        && a.largest == b.largest && a.step == b.step && a.smallestValue == b.smallestValue && a.sessions == b.sessions
        && a.quoteCurrency == b.quoteCurrency && a.baseCurrency == b.baseCurrency;
}

Outcome<std::vector<market::Instrument>> withProfileIds(std::span<const market::Instrument> feed,
                                                        const engine::DeskState& state)
{
    std::vector<market::Instrument> out;
    std::uint64_t nextId = state.portfolio.instruments() + 1;
    for (const auto& told : feed) {
        if (const auto* known = knownAs(state, told.name())) {
            auto instrument = matched(told, *known, state);
            if (!instrument) {
                return tl::unexpected(instrument.error());
            }
            out.push_back(std::move(*instrument));
            continue;
        }
        market::Instrument fresh = told;
        fresh.id = InstrumentId{nextId++};
        fresh.version = 1;
        out.push_back(std::move(fresh));
    }
    return out;
}

MappedSource::MappedSource(std::unique_ptr<ports::TickSource> feed, std::vector<market::Instrument> mapped)
    : m_feed(std::move(feed))
    , m_mapped(std::move(mapped))
{
    const auto own = m_feed->instruments();
    m_ids.resize(own.size());
    for (std::size_t i = 0; i < own.size(); ++i) {
        m_ids.at(own[i].id.value - 1) = m_mapped.at(i).id;
        m_isIdentity = m_isIdentity && own[i].id == m_mapped[i].id;
    }
}

Result<Timestamp> MappedSource::start()
{
    const auto batch = next();
    if (!batch) {
        return tl::unexpected(batch.error());
    }
    if (batch->empty()) {
        return failure(Errc::NotFound, "the feed has not a single row");
    }
    m_first.assign(batch->begin(), batch->end());
    m_hasFirst = true;
    return m_first.front().at;
}

Result<std::span<const ports::TimedTick>> MappedSource::next()
{
    if (m_hasFirst) {
        m_hasFirst = false;
        return std::span<const ports::TimedTick>(m_first);
    }
    const auto batch = m_feed->next();
    if (!batch || m_isIdentity) {
        return batch;
    }
    m_batch.assign(batch->begin(), batch->end());
    for (auto& timed : m_batch) {
        std::visit([this](auto& tick) { tick.instrument = m_ids.at(tick.instrument.value - 1); }, timed.tick);
    }
    return std::span<const ports::TimedTick>(m_batch);
}

} // namespace omni::runtime
