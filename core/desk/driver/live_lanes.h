// The ways between the engine's thread and the others: one ring for each producer.
//
// What must not be missed travels in lanes that say when they are full; the producer keeps it and comes again. Market
// data travel in a lane that tears: a price that had no room is gone, so nothing behind it is believed until the
// desk knows and the feed begins anew.

#pragma once

#include "core/base/spsc_ring.h"
#include "core/desk/events/command.h"
#include "core/desk/events/effect.h"
#include "core/desk/events/event.h"
#include "core/desk/ports/tick_source.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

namespace omni::driver {

/// From a venue session or the outbox: reports, fills, links, trouble.
using EventLane = SpscRing<events::Event, 1'024>;
/// From a window or a control socket.
using CommandLane = SpscRing<events::Command, 256>;
/// The kill switch, as the outbox has obeyed it already.
using KillLane = SpscRing<events::KillLatched, 64>;

/// A latch was lifted by a person, on record. Of the one over everything the switch follows if nobody has pressed it
/// since.
struct LiftLatch {
    std::uint64_t pressesSeen = 0; ///< Kill notices that the engine had taken.
    risk::Scope scope = {};
};
/// The desk itself latched a scope, by a command, or has found the latch at its start. What stands in its reach is
/// cancelled before anything behind this one leaves; if it is everything the switch follows.
struct ObeyLatch {
    risk::KillLevel level = risk::KillLevel::None;
    risk::Scope scope = {};
};

/// From the engine to the outbox, in the order in which it must happen.
struct Parcel {
    Sequence needs; ///< Durable before it may leave, unless it is a cancel.
    std::variant<std::monostate, events::Submit, events::Cancel, events::Replace, events::Query, events::Reconcile,
                 events::CancelExternal, LiftLatch, ObeyLatch>
        what;
    std::optional<Monotonic> decided = {}; ///< None: at the moment at which it is taken.
    Sequence begun = {}; ///< Of an order's session: on the disk before anything leaves under its start nonce.
};
/// An entry that was decided longer ago than this is not sent any more, whatever held it: a slow disk (F7), a machine
/// that slept (F21). Its prices are of another time.
inline constexpr Duration longestEntryWait = seconds(2);
using ParcelLane = SpscRing<Parcel, 1'024>;

/// Market data of one feed.
class TickLane
{
public:
    // --- producer ---

    /// False: torn. It is counted and gone, and so is every later one until `resume`.
    [[nodiscard]] bool put(const ports::TimedTick& tick) noexcept
    {
        // acquire: pairs with the consumer's tear.
        if (m_state.load(std::memory_order_acquire) == State::Flowing) {
            if (m_ring.tryPush(tick)) {
                return true;
            }
            State flowing = State::Flowing; // the consumer may have let go at this moment
            m_state.compare_exchange_strong(flowing, State::Torn, std::memory_order_acq_rel);
        }
        m_lost.fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    /// The desk has been told; what was in the ring is used up.
    [[nodiscard]] bool mayResume() const noexcept
    {
        return m_state.load(std::memory_order_acquire) == State::Told;
    }
    /// The feed begins anew, with images.
    void resume() noexcept
    {
        m_state.store(State::Flowing, std::memory_order_release);
    }

    // --- consumer ---

    [[nodiscard]] std::size_t take(std::span<ports::TimedTick> out) noexcept
    {
        return m_ring.popUpTo(out);
    }
    [[nodiscard]] bool isFlowing() const noexcept
    {
        return m_state.load(std::memory_order_acquire) == State::Flowing;
    }
    /// The ring was full, and what was in it has been taken: the desk is to be told now.
    [[nodiscard]] bool isTorn() const noexcept
    {
        return m_state.load(std::memory_order_acquire) == State::Torn && m_ring.isEmpty();
    }
    /// Everything waiting is dropped: it is too old. The desk is to be told now.
    void letGo() noexcept
    {
        State flowing = State::Flowing;
        m_state.compare_exchange_strong(flowing, State::Torn, std::memory_order_acq_rel);
        ports::TimedTick dropped;
        while (m_ring.tryPop(dropped)) {
            m_lost.fetch_add(1, std::memory_order_relaxed);
        }
    }
    void told() noexcept
    {
        m_state.store(State::Told, std::memory_order_release);
    }

    // --- any ---

    /// Ticks that never reached the desk.
    [[nodiscard]] std::uint64_t lost() const noexcept
    {
        return m_lost.load(std::memory_order_relaxed);
    }
    [[nodiscard]] std::size_t waiting() const noexcept
    {
        return m_ring.size();
    }
    static constexpr std::size_t capacity = 65'536;

private:
    enum class State : std::uint8_t { Flowing, Torn, Told };
    SpscRing<ports::TimedTick, capacity> m_ring;
    std::atomic<State> m_state{State::Flowing};
    std::atomic<std::uint64_t> m_lost{0};
};

} // namespace omni::driver
