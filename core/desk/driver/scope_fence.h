// What was decided before a latch of its scope does not leave after it, wherever it is on its way (S2).
//
// The engine's own gate refuses whatever is decided once a latch stands. Orders that it had released before are with
// the outbox or behind it; those look here before each byte. A latch that is lifted needs no word: what was decided
// before it stays held back, and what is decided after the lifting is newer than the latch.
//
// One thread raises, any thread looks. No locks, no waits; a look costs one atomic while nothing has been latched since
// the order was decided.

#pragma once

#include "core/base/ids.h"
#include "core/trade/orders/order.h"
#include "core/trade/risk/mode.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace omni::driver {

class ScopeFence
{
public:
    /// Scopes that are told apart in one session. A latch of one more holds back everything that was decided before it:
    /// too much rather than too little (S26).
    static constexpr std::size_t capacity = 256;

    /// The record `seq` latches `scope`. From the return on nothing is let through that was decided by that record or
    /// an earlier one. The engine's thread; `seq` never falls.
    void raise(risk::Scope scope, Sequence seq) noexcept
    {
        const std::uint64_t passesFrom = seq.value + 1;
        if (auto* place = placeOf(scope)) {
            place->store(passesFrom, std::memory_order_relaxed);
        } else {
            m_everything.store(passesFrom, std::memory_order_relaxed);
        }
        // release: whoever sees that there is something new sees what it is.
        m_newest.store(passesFrom, std::memory_order_release);
    }

    /// What the record `decided` wants of that order was overtaken by a latch. What only reduces is the caller's
    /// business: it passes. Any thread.
    [[nodiscard]] bool holds(const orders::OrderTicket& ticket, Sequence decided) const noexcept
    {
        if (decided.value >= m_newest.load(std::memory_order_acquire)) {
            return false;
        }
        if (decided.value < m_everything.load(std::memory_order_relaxed)) {
            return true;
        }
        const std::size_t used = m_used.load(std::memory_order_acquire);
        for (std::size_t i = 0; i < used; ++i) {
            const Place& place = m_places[i];
            if (decided.value < place.passesFrom.load(std::memory_order_relaxed)
                && risk::reaches(place.scope, ticket.account, ticket.strategy, ticket.instrument)) {
                return true;
            }
        }
        return false;
    }

    /// As new. While nobody else looks.
    void clear() noexcept
    {
        m_newest.store(0, std::memory_order_relaxed);
        m_everything.store(0, std::memory_order_relaxed);
        m_used.store(0, std::memory_order_relaxed);
    }

private:
    struct Place {
        risk::Scope scope; ///< Never changes once it counts as used.
        std::atomic<std::uint64_t> passesFrom{0}; ///< The first record behind the newest latch.
    };

    /// Null: there are too many.
    std::atomic<std::uint64_t>* placeOf(risk::Scope scope) noexcept
    {
        const std::size_t used = m_used.load(std::memory_order_relaxed);
        for (std::size_t i = 0; i < used; ++i) {
            if (m_places[i].scope == scope) {
                return &m_places[i].passesFrom;
            }
        }
        if (used == capacity) {
            return nullptr;
        }
        m_places[used].scope = scope;
        m_places[used].passesFrom.store(0, std::memory_order_relaxed);
        m_used.store(used + 1, std::memory_order_release);
        return &m_places[used].passesFrom;
    }

    std::array<Place, capacity> m_places;
    std::atomic<std::size_t> m_used{0};
    std::atomic<std::uint64_t> m_newest{0}; ///< Of all of them.
    std::atomic<std::uint64_t> m_everything{0}; ///< Of those that found no place.
};

} // namespace omni::driver
