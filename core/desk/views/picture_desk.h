// A snapshot as a desk that `gateView` can ask.

#pragma once

#include "core/desk/views/desk_snapshot.h"
#include "core/trade/portfolio/exposure.h"

#include <algorithm>

namespace omni::views {

/// Refers to the snapshot. What is asked of an instrument that it does not know is as empty as in the engine.
class PictureDesk
{
public:
    explicit PictureDesk(const DeskSnapshot& shot) noexcept
        : m_shot(shot)
    {
    }

    [[nodiscard]] orders::Environment environment() const noexcept
    {
        return m_shot.environment;
    }
    [[nodiscard]] risk::Mode mode() const noexcept
    {
        return m_shot.mode;
    }
    [[nodiscard]] bool isTrusted() const noexcept
    {
        return (orders::isSimulated(m_shot.environment) || m_shot.isReconciled) && m_shot.externalLeftOut == 0;
    }
    [[nodiscard]] bool isNaked() const noexcept
    {
        return m_shot.risk.isNaked;
    }
    [[nodiscard]] risk::KillLevel latchOver(AccountId account, StrategyId strategy, InstrumentId instrument) const
    {
        auto highest = risk::KillLevel::None;
        for (const LatchView& latch : m_shot.latches) {
            if (risk::reaches(latch.scope, account, strategy, instrument)) {
                highest = std::max(highest, latch.level);
            }
        }
        return highest;
    }
    template<class Visit> void eachBreaker(Visit&& visit) const
    {
        for (const BreakerView& breaker : m_shot.breakers) {
            visit(breaker.breaker, breaker.subject);
        }
    }
    [[nodiscard]] orders::InstrumentOrders ordersOf(InstrumentId instrument) const
    {
        return of(instrument).open;
    }
    [[nodiscard]] orders::InstrumentOrders externalOf(InstrumentId instrument) const
    {
        return of(instrument).external;
    }
    [[nodiscard]] const market::Instrument* definition(InstrumentId instrument) const noexcept
    {
        const auto place = instrument.value - 1; // of 0 beyond every list
        return place < m_shot.instruments.size() ? &m_shot.instruments[place].instrument : nullptr;
    }
    [[nodiscard]] Lots positionOf(InstrumentId instrument) const
    {
        return of(instrument).position;
    }
    [[nodiscard]] Lots twinLots(OrderId order) const
    {
        const auto found = std::find_if(m_shot.openOrders.begin(), m_shot.openOrders.end(),
                                        [order](const auto& record) { return record.ticket.id == order; });
        return order && found != m_shot.openOrders.end() && !found->ticket.held ? orders::reservedLots(*found) : Lots{};
    }
    [[nodiscard]] bool bookValid(InstrumentId instrument) const
    {
        return of(instrument).bookValid;
    }
    [[nodiscard]] market::TradingState trading(InstrumentId instrument) const
    {
        return of(instrument).trading;
    }
    [[nodiscard]] std::optional<market::Quote> quote(InstrumentId instrument) const
    {
        return of(instrument).quote;
    }
    [[nodiscard]] std::optional<Duration> age(InstrumentId instrument) const
    {
        return of(instrument).age;
    }
    [[nodiscard]] std::optional<Ticks> reference(InstrumentId instrument) const
    {
        return of(instrument).reference;
    }
    [[nodiscard]] std::optional<Ticks> atr(InstrumentId instrument) const
    {
        return of(instrument).atr;
    }
    [[nodiscard]] std::int32_t openOrders(AccountId account) const
    {
        return account == m_shot.risk.account ? m_shot.risk.openOrders : 0;
    }
    template<class Visit> void eachSent(Visit&& visit) const
    {
        for (const SentOrder& sent : m_shot.risk.sent) {
            if (!visit(sent, sent.age)) {
                return;
            }
        }
    }
    [[nodiscard]] std::optional<Money> equity() const noexcept
    {
        return m_shot.equity;
    }
    [[nodiscard]] std::optional<portfolio::Exposure> elsewhere(InstrumentId instrument) const
    {
        portfolio::Exposure total;
        for (std::size_t i = 0; i < m_shot.risk.instruments.size(); ++i) {
            const InstrumentRisk& one = m_shot.risk.instruments[i];
            if (InstrumentId{i + 1} == instrument || !one.counts) {
                continue;
            }
            if (!one.worst || !portfolio::add(total, *one.worst)) {
                return std::nullopt;
            }
        }
        return total;
    }
    [[nodiscard]] std::optional<portfolio::Rate> rate(InstrumentId instrument) const
    {
        return of(instrument).rate;
    }
    [[nodiscard]] Money dayStart() const noexcept
    {
        return m_shot.dayStart.value_or(Money{});
    }
    [[nodiscard]] std::optional<Money> peak() const noexcept
    {
        return m_shot.peak;
    }
    [[nodiscard]] std::int32_t losingStreak() const noexcept
    {
        return m_shot.losingStreak;
    }
    [[nodiscard]] bool hasExit(StrategyId strategy, InstrumentId instrument) const
    {
        const auto& exits = m_shot.risk.exits;
        return std::any_of(exits.begin(), exits.end(), [&](const RunningExit& exit) {
            return exit.strategy == strategy && exit.instrument == instrument;
        });
    }
    /// All of it or a part.
    [[nodiscard]] bool isClosing(InstrumentId instrument) const
    {
        const auto isOfIt = [instrument](const RunningExit& exit) { return exit.instrument == instrument; };
        return std::any_of(m_shot.risk.exits.begin(), m_shot.risk.exits.end(), isOfIt)
            || std::any_of(m_shot.risk.parts.begin(), m_shot.risk.parts.end(), isOfIt);
    }
    template<class Visit> void eachOpen(Visit&& visit) const
    {
        for (const auto& record : m_shot.openOrders) {
            visit(record);
        }
    }

private:
    [[nodiscard]] const InstrumentRisk& of(InstrumentId instrument) const noexcept
    {
        static const InstrumentRisk unknown{};
        const auto& all = m_shot.risk.instruments;
        return instrument.value - 1 < all.size() ? all[instrument.value - 1] : unknown;
    }

    const DeskSnapshot& m_shot;
};

} // namespace omni::views
