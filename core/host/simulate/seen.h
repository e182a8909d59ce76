// Counts of what has happened: each fault, transition, latch and refusal, so that a run which never reached a state
// does not pass for one that found nothing there.
//
// A counter counts the product's reaction where there is one (a breaker that tripped, a fill that was taken as a
// duplicate), not the wish of the simulator that it should.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::simulate {

/// The names of all counters of a group, known before anything has happened: one that stayed at 0 is told.
struct CounterGroup {
    std::string_view name; ///< "transition", "refusal", "fault", "alert", …
    std::vector<std::string> keys; ///< "working>cancelled"
};

/// Counters of one thread of a run. Adding two of them is what joins threads.
class Seen
{
public:
    static constexpr std::size_t mostGroups = 16;
    explicit Seen(const std::vector<CounterGroup>& groups);
    /// `group` and `key` by their places in the groups given.
    void count(std::size_t group, std::size_t key, std::uint64_t by = 1) noexcept
    {
        m_counts[m_firstOf[group] + key] += by;
    }
    void add(const Seen& other) noexcept;
    [[nodiscard]] std::uint64_t of(std::size_t group, std::size_t key) const noexcept
    {
        return m_counts[m_firstOf[group] + key];
    }
    [[nodiscard]] std::span<const std::uint64_t> counts() const noexcept
    {
        return m_counts;
    }

private:
    std::array<std::size_t, mostGroups> m_firstOf{};
    std::vector<std::uint64_t> m_counts;
};

} // namespace omni::simulate
