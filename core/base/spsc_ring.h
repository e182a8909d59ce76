// One of the two ways in which threads talk: a queue from exactly one thread to exactly one other.
//
// No lock, no wait, and nothing is allocated after construction. What is not trivially copied is moved in and moved
// out, so a slot that was read keeps nothing alive.

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace omni {

/// A ring of `Capacity` places, a power of two. `T` is default constructible and moves without throwing.
///
/// `tryPush` belongs to the producer's thread, `tryPop` and `popUpTo` to the consumer's. The other functions may be
/// called from either; what they answer may be old by the time it is read.
template<class T, std::size_t Capacity> class SpscRing
{
    static_assert(Capacity >= 2 && (Capacity & (Capacity - 1)) == 0, "a power of two makes the index one AND");
    static_assert(std::is_nothrow_move_assignable_v<T> && std::is_default_constructible_v<T>);

public:
    SpscRing()
        : m_slots(std::make_unique<std::array<T, Capacity>>())
    {
    }
    SpscRing(const SpscRing&) = delete;
    SpscRing& operator=(const SpscRing&) = delete;

    /// False when the ring is full; `value` is then untouched.
    [[nodiscard]] bool tryPush(const T& value) noexcept requires std::is_nothrow_copy_assignable_v<T>
    {
        return pushAs(value);
    }
    [[nodiscard]] bool tryPush(T&& value) noexcept
    {
        return pushAs(std::move(value));
    }

    /// False when the ring is empty; `value` is then untouched.
    [[nodiscard]] bool tryPop(T& value) noexcept
    {
        return popUpTo(std::span<T>(&value, 1)) == 1;
    }

    /// Moves the oldest values to the front of `out`, as many as there are and as fit. Returns how many.
    /// One hand-over of places to the producer for all of them: this is how a busy consumer should read.
    [[nodiscard]] std::size_t popUpTo(std::span<T> out) noexcept
    {
        // relaxed: only this thread writes m_head.
        const std::size_t head = m_head.load(std::memory_order_relaxed);
        if (m_tailSeen - head < out.size()) {
            // acquire: pairs with the producer's release, so that the values below m_tail are seen whole.
            m_tailSeen = m_tail.load(std::memory_order_acquire);
        }
        const std::size_t ready = m_tailSeen - head;
        const std::size_t count = ready < out.size() ? ready : out.size();
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = std::move(slotAt(head + i));
        }
        if (count > 0) {
            // release: the producer overwrites a place only after it was moved from.
            m_head.store(head + count, std::memory_order_release);
        }
        return count;
    }

    /// How many values are waiting, about.
    [[nodiscard]] std::size_t size() const noexcept
    {
        // The head first: read the other way round, the difference could fall below zero.
        // acquire: keeps the second load behind the first, which is all that is needed.
        const std::size_t head = m_head.load(std::memory_order_acquire);
        const std::size_t waiting = m_tail.load(std::memory_order_acquire) - head;
        return waiting < Capacity ? waiting : Capacity;
    }
    [[nodiscard]] bool isEmpty() const noexcept
    {
        return size() == 0;
    }
    [[nodiscard]] static constexpr std::size_t capacity() noexcept
    {
        return Capacity;
    }

private:
    // Two lines of 64 bytes: processors fetch neighbours in pairs, and some have lines of 128 bytes.
    static constexpr std::size_t apart = 128;

    template<class Value> bool pushAs(Value&& value) noexcept
    {
        // relaxed: only this thread writes m_tail.
        const std::size_t tail = m_tail.load(std::memory_order_relaxed);
        if (tail - m_headSeen == Capacity) {
            // acquire: pairs with the consumer's release; the place was moved from before it is written again.
            m_headSeen = m_head.load(std::memory_order_acquire);
            if (tail - m_headSeen == Capacity) {
                return false;
            }
        }
        slotAt(tail) = std::forward<Value>(value);
        // release: whoever sees the new m_tail also sees the value.
        m_tail.store(tail + 1, std::memory_order_release);
        return true;
    }
    T& slotAt(std::size_t index) noexcept
    {
        return (*m_slots)[index & (Capacity - 1)];
    }

    // The counts run on for ever; 64 bits of them do not come to an end. Each side keeps what it last saw of the other
    // beside its own count, so that it touches the other's line only when the ring looks full or empty.
    alignas(apart) std::atomic<std::size_t> m_tail{0}; // values ever pushed
    std::size_t m_headSeen = 0; // the producer's
    alignas(apart) std::atomic<std::size_t> m_head{0}; // values ever popped
    std::size_t m_tailSeen = 0; // the consumer's
    alignas(apart) const std::unique_ptr<std::array<T, Capacity>> m_slots;
};

} // namespace omni
