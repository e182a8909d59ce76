#include "core/host/runtime/refusal_notes.h"

#include "core/host/runtime/export/line_parts.h"
#include "core/host/runtime/export/refusal_words.h"
#include "core/trade/market/notional.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// Of a lot and of what a position may be worth: figures where both are known.
std::string lotNote(const Stamp& stamp, const market::Instrument& instrument, engine::Engine& engine)
{
    const auto& state = engine.state();
    const std::string lot = market::quantityText(instrument, Lots{1});
    const std::string advice = instrument.venue == "file" && instrument.lotSize == Decimal{1, 0}
        ? fmt::format("state a finer lot, as in --instrument {},lot=0.001, or give more cash", instrument.name())
        : std::string("give more cash");
    const auto mark = engine.marks().find(instrument.id, stamp.wall);
    const auto equity = engine.equity(stamp.wall);
    const auto worth = mark ? market::notional(instrument, *mark, Lots{1}) : failure(Errc::NotFound, {});
    const auto share = state.session.limits.positionPerTrade;
    const auto most = equity ? checkedProduct(Int128{equity->e8}, share.count) : std::nullopt;
    const auto room = most ? narrowed(*most / 10'000) : std::nullopt;
    const bool isOneCurrency = instrument.quoteCurrency == state.session.baseCurrency;
    if (!worth || !room || !isOneCurrency || worth->e8 <= *room) {
        return fmt::format("{}: the limits left less than one lot, which is {}; {}", instrument.name(), lot, advice);
    }
    const auto cents = [](std::int64_t e8) { return scaledText(e8 / 1'000'000, 2, 2); };
    return fmt::format("{}: one lot is {} and worth {} {}, and a position may be worth {} ({} % of equity); {}",
                       instrument.name(), lot, cents(worth->e8), instrument.quoteCurrency, cents(*room),
                       scaledText(share.count, 2), advice);
}

std::string rateNote(const market::Instrument& instrument, const std::string& base)
{
    return fmt::format(
        "{}: nothing says what {} is worth in {}, or what says it is too old; a rate is believed for a day "
        "of market time, as in --rate {}/{}=NUMBER",
        instrument.name(), instrument.quoteCurrency, base, instrument.quoteCurrency, base);
}

} // namespace

void RefusalNotes::onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine)
{
    if (const auto* refused = std::get_if<events::OrderRefused>(&fact)) {
        note(stamp, *refused, engine);
    }
    if (m_next != nullptr) {
        m_next->onFact(stamp, fact, engine);
    }
}

void RefusalNotes::note(const Stamp& stamp, const events::OrderRefused& refused, engine::Engine& engine)
{
    const auto& state = engine.state();
    const auto* instrument = state.instrument(refused.ticket.instrument);
    if (instrument == nullptr) {
        return;
    }
    if (isSizedToNothing(refused)) {
        if (!m_lots.contains(instrument->id)) {
            m_lots.insertOrAssign(instrument->id, lotNote(stamp, *instrument, engine));
        }
        return;
    }
    if (refused.refusal.rule == risk::Rule::EquityUnknown && instrument->quoteCurrency != state.session.baseCurrency) {
        if (!m_lots.contains(instrument->id)) {
            m_lots.insertOrAssign(instrument->id, rateNote(*instrument, state.session.baseCurrency));
        }
        return;
    }
    if (refused.refusal.rule != risk::Rule::Latched && refused.refusal.rule != risk::Rule::Mode) {
        return;
    }
    const auto breaker = breakerOver(state, refused.ticket);
    if (!breaker) {
        return;
    }
    const auto known = std::find_if(m_pauses.begin(), m_pauses.end(),
                                    [&breaker](const Pause& pause) { return pause.breaker == *breaker; });
    Pause& pause = known != m_pauses.end() ? *known : m_pauses.emplace_back(Pause{*breaker, 0});
    ++pause.refused;
}

std::vector<std::string> RefusalNotes::texts() const
{
    std::vector<std::string> out;
    for (const auto& entry : m_lots) {
        out.push_back(entry.value);
    }
    for (const auto& pause : m_pauses) {
        out.push_back(fmt::format("paused by {}: {} refused since, closing was allowed; the next run on this profile "
                                  "stays paused unless it is given --rearm REASON",
                                  pause.breaker, pause.refused));
    }
    return out;
}

std::vector<std::string> standingPauses(const engine::DeskState& state)
{
    std::vector<std::string> out;
    for (const auto& latch : state.latches) {
        out.push_back(fmt::format("the kill switch has stood at {} over {} since {}", risk::nameOf(latch.value.level),
                                  risk::nameOf(latch.key.kind), isoText(latch.value.at)));
    }
    for (const auto& breaker : state.breakers) {
        out.push_back(fmt::format("the breaker {} has stood since {}", breakerText(state, breaker.key, breaker.value),
                                  isoText(breaker.value.at)));
    }
    return out;
}

} // namespace omni::runtime
