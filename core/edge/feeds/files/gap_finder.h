// Missing bars: candidates while reading, judged when the whole file has been seen.

#pragma once

#include "core/edge/feeds/files/data_report.h"

#include <array>
#include <cstdint>
#include <vector>

namespace omni::feeds {

class GapFinder
{
public:
    /// A row of bars at `opened`. In order of time.
    void add(Timestamp opened, std::uint64_t line);
    /// The gaps among them. `interval` is above zero. At most `mostListed` are given; `count` gets how many there are,
    /// or, where `isCut`, at least are.
    [[nodiscard]] std::vector<DataGap> gaps(Duration interval, market::Sessions sessions, std::size_t mostListed,
                                            std::uint64_t& count) const;
    /// There were more rows that could be a gap than are kept (1'000'000): the later ones are not looked at.
    [[nodiscard]] bool isCut() const noexcept
    {
        return m_isCut;
    }

private:
    /// Rows further apart than any before them: all that could be a gap, whatever the interval turns out to be.
    struct Candidate {
        Timestamp from, to;
        std::uint64_t line = 0;
    };
    std::vector<Candidate> m_candidates;
    Timestamp m_last;
    Duration m_smallest; ///< Step so far; zero before the second row.
    std::array<bool, 7> m_days{}; ///< Weekdays with bars, Thursday first, as 1970 began.
    std::array<bool, 7 * 24> m_hours{}; ///< Hours of the week with bars.
    std::uint64_t m_rows = 0;
    bool m_isCut = false;
};

} // namespace omni::feeds
