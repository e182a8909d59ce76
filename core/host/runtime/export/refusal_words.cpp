#include "core/host/runtime/export/refusal_words.h"

#include "core/desk/events/breaker_reach.h"
#include "core/host/runtime/export/line_parts.h"
#include "core/trade/risk/refusal_text.h"

#include <fmt/format.h>

namespace omni::runtime {

std::string breakerText(const engine::DeskState& state, const engine::BreakerKey& key,
                        const engine::BreakerState& breaker)
{
    const auto name = events::nameOf(key.breaker);
    const auto& base = state.session.baseCurrency;
    switch (key.breaker) {
    case events::Breaker::DailyLoss:
    case events::Breaker::Drawdown:
        return fmt::format("{} (equity {} {}, halts at {} {})", name, moneyText(Money{breaker.actual}), base,
                           moneyText(Money{breaker.limit}), base);
    case events::Breaker::NeedsReconcile:
        return fmt::format("{} ({})", name, instrumentName(state, InstrumentId{key.subject}));
    case events::Breaker::LosingStreak:
    case events::Breaker::RejectStorm:
    case events::Breaker::RepeatedExecution:
        return fmt::format("{} ({} of {})", name, breaker.actual, breaker.limit);
    case events::Breaker::Mismatch:
    case events::Breaker::JournalFailed:
    case events::Breaker::EngineStalled:
        return std::string(name);
    }
    return std::string(name);
}

std::optional<std::string> breakerOver(const engine::DeskState& state, const orders::OrderTicket& ticket)
{
    for (const auto& breaker : state.breakers) {
        if (events::reaches(breaker.key.breaker, breaker.key.subject, ticket)) {
            return breakerText(state, breaker.key, breaker.value);
        }
    }
    return std::nullopt;
}

bool isSizedToNothing(const events::OrderRefused& refused) noexcept
{
    return refused.refusal.rule == risk::Rule::OrderSize && refused.refusal.actual == 0;
}

std::string refusalSentence(const engine::DeskState& state, const events::OrderRefused& refused)
{
    const auto& ticket = refused.ticket;
    const auto& refusal = refused.refusal;
    const auto* instrument = state.instrument(ticket.instrument);
    if (instrument == nullptr) {
        return {};
    }
    if (isSizedToNothing(refused)) {
        return fmt::format("The limits leave less than one lot of {}, which is {}. State a finer lot, or raise cash.",
                           instrument->name(), market::quantityText(*instrument, Lots{1}));
    }
    const bool isPause = refusal.rule == risk::Rule::Latched
        && state.latchOver(ticket.account, ticket.strategy, ticket.instrument) == risk::KillLevel::None;
    const auto breaker
        = isPause || refusal.rule == risk::Rule::Mode ? breakerOver(state, ticket) : std::optional<std::string>();
    if (isPause && breaker) {
        return fmt::format("Paused by {}. Only orders that close a position pass until a person clears it.", *breaker);
    }
    std::string sentence = risk::sentenceOf(refusal, *instrument, state.session.baseCurrency);
    return breaker ? sentence + fmt::format(" It was halted by {}.", *breaker) : sentence;
}

} // namespace omni::runtime
