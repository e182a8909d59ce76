// The other way in which threads talk: the newest value of something, for whoever wants to look.
//
// How it works. There are eight places. One of them is current. A reader announces itself at the current place (a
// count), looks whether that place is *still* current, and only then copies the pointer; otherwise it takes its
// announcement back and tries again. The writer fills a place that is not current and at which nobody is announced,
// then makes it current.
//
// Why it is right. "Announce, then look at current" and "move current away, then look for announcements" are each a
// write followed by a read of the other's variable. With sequentially consistent operations at least one of the two
// sees the other: either the reader sees that its place is no longer current, or the writer sees the reader and leaves
// the place alone. Weaker orders would allow both to miss each other, so none of the four is weaker.
//
// Why not a mutex: a reader that the system puts aside while it holds one would stop the engine.
// Why not std::atomic<std::shared_ptr>: the standard libraries we build with lack it or lock inside.

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>

namespace omni {

/// The newest value of something. One writer, any number of readers; readers never block the writer or each other.
///
/// An old value dies with its last reader, or with the next `publish` if nobody holds it. It may die on either's
/// thread.
template<class T> class Latest
{
public:
    Latest() = default;
    Latest(const Latest&) = delete;
    Latest& operator=(const Latest&) = delete;

    /// The writer's thread only. Does not wait, unless seven readers are in the midst of copying a pointer at once.
    void publish(std::shared_ptr<const T> value) noexcept
    {
        // relaxed: only this thread writes m_current.
        const std::size_t before = m_current.load(std::memory_order_relaxed);
        const std::size_t next = freePlace(before);
        m_places[next].value = std::move(value);
        m_current.store(next, std::memory_order_seq_cst);
        for (std::size_t i = 0; i < m_places.size(); ++i) {
            if (i != next && isFree(m_places[i])) {
                m_places[i].value.reset();
            }
        }
    }

    /// The newest value, or null before the first `publish`. Any thread.
    [[nodiscard]] std::shared_ptr<const T> read() const noexcept
    {
        for (;;) {
            const std::size_t at = m_current.load(std::memory_order_relaxed); // a guess, confirmed below
            const Place& place = m_places[at];
            place.readers.fetch_add(1, std::memory_order_seq_cst);
            if (m_current.load(std::memory_order_seq_cst) == at) {
                std::shared_ptr<const T> value = place.value;
                // release: the copy is made before the writer may touch the place again.
                place.readers.fetch_sub(1, std::memory_order_release);
                return value;
            }
            place.readers.fetch_sub(1, std::memory_order_release);
        }
    }

private:
    struct alignas(128) Place {
        mutable std::atomic<std::uint32_t> readers{0};
        std::shared_ptr<const T> value;
    };

    static bool isFree(const Place& place) noexcept
    {
        // Also the acquire to the readers' release.
        return place.readers.load(std::memory_order_seq_cst) == 0;
    }
    std::size_t freePlace(std::size_t current) const noexcept
    {
        for (std::size_t step = 1;; ++step) {
            const std::size_t i = (current + step) % m_places.size();
            if (i != current && isFree(m_places[i])) {
                return i;
            }
            if (step % m_places.size() == 0) {
                std::this_thread::yield();
            }
        }
    }

    std::array<Place, 8> m_places;
    alignas(128) std::atomic<std::size_t> m_current{0};
};

} // namespace omni
