// How long something took, many thousand times: percentiles without keeping the single times.

#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace omni::ui {

/// Counts in steps of 0.1 ms below 100 ms, of 1 ms below a second; longer ones are counted together. 8 KB. One thread.
class SpanCounts
{
public:
    /// A negative one counts as zero.
    void add(Duration span) noexcept
    {
        ++m_places[placeOf(span)];
        ++m_count;
        m_worst = std::max(m_worst, span);
    }
    [[nodiscard]] std::uint64_t count() const noexcept
    {
        return m_count;
    }
    /// Zero before the first.
    [[nodiscard]] Duration worst() const noexcept
    {
        return m_worst;
    }
    /// By nearest rank, `percent` in [1, 100]; the upper end of its step, never above the worst. None before the first.
    [[nodiscard]] std::optional<Duration> percentile(std::uint64_t percent) const noexcept
    {
        if (m_count == 0) {
            return std::nullopt;
        }
        // ceil(count * percent / 100) without overflow
        const std::uint64_t rank = m_count / 100 * percent + (m_count % 100 * percent + 99) / 100;
        std::uint64_t seen = 0;
        for (std::size_t place = 0; place < longPlace; ++place) {
            seen += m_places[place];
            if (seen >= rank) {
                return std::min(endOf(place), m_worst);
            }
        }
        return m_worst;
    }

private:
    static constexpr std::size_t finePlaces = 1'000;
    static constexpr std::size_t longPlace = finePlaces + 900;

    [[nodiscard]] static std::size_t placeOf(Duration span) noexcept
    {
        const std::int64_t tenths = std::max<std::int64_t>(span.ns, 0) / 100'000;
        if (tenths < 1'000) {
            return static_cast<std::size_t>(tenths);
        }
        return std::min(finePlaces + static_cast<std::size_t>(tenths - 1'000) / 10, longPlace);
    }
    [[nodiscard]] static Duration endOf(std::size_t place) noexcept
    {
        const auto at = static_cast<std::int64_t>(place);
        const auto fine = static_cast<std::int64_t>(finePlaces);
        return place < finePlaces ? microseconds((at + 1) * 100) : milliseconds(100 + at - fine + 1);
    }

    std::array<std::uint32_t, longPlace + 1> m_places{};
    std::uint64_t m_count = 0;
    Duration m_worst;
};

} // namespace omni::ui
