// Times counted in a histogram that keeps its relative precision over the whole range: log-linear, as HdrHistogram does
// it. From 0 ns to 2^41 ns (36 minutes) a value is known to 1 part in 64; what is longer counts as the longest.
//
// G. Tene, "How NOT to measure latency" (2013): measured from the intended moment, so that a system that stands still
// is charged with everything that should have happened meanwhile.

#pragma once

#include "core/base/json_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace omni::load {

/// One thread.
class Histogram
{
public:
    static constexpr int precisionBits = 7;
    static constexpr std::int64_t longest = (std::int64_t{1} << 41) - 1; ///< ns

    /// In ns; below zero counts as zero: it was early.
    void add(std::int64_t ns) noexcept
    {
        const std::int64_t value = std::clamp<std::int64_t>(ns, 0, longest);
        ++m_buckets[bucketOf(value)];
        ++m_count;
        m_most = std::max(m_most, value);
    }
    void add(const Histogram& other) noexcept
    {
        for (std::size_t i = 0; i < m_buckets.size(); ++i) {
            m_buckets[i] += other.m_buckets[i];
        }
        m_count += other.m_count;
        m_most = std::max(m_most, other.m_most);
    }
    [[nodiscard]] std::uint64_t count() const noexcept
    {
        return m_count;
    }
    /// ns, exact. 0 where nothing was counted.
    [[nodiscard]] std::int64_t most() const noexcept
    {
        return m_most;
    }
    /// ns: the least value that at least `share` of all do not exceed, rounded up to its bucket's end, and never above
    /// `most`. `share` in [0, 1].
    [[nodiscard]] std::int64_t at(double share) const noexcept
    {
        const double exact = std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count);
        auto wanted = static_cast<std::uint64_t>(exact);
        wanted += static_cast<double>(wanted) < exact ? 1U : 0U;
        wanted = std::max<std::uint64_t>(wanted, 1);
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < m_buckets.size(); ++i) {
            seen += m_buckets[i];
            if (seen >= wanted) {
                return std::min(endOf(i), m_most);
            }
        }
        return m_most;
    }
    /// "p50 0.42 ms, p90 …, p99.99 …, most … of N".
    [[nodiscard]] std::string text() const
    {
        std::string out;
        for (const auto& [name, share] : shares) {
            out += fmt::format("{} {:.3f} ms, ", name, static_cast<double>(at(share)) / 1e6);
        }
        return out + fmt::format("most {:.3f} ms of {}", static_cast<double>(m_most) / 1e6, m_count);
    }
    /// An object: the shares in ns, and every bucket that is not empty as [end in ns, count].
    void write(JsonText& json) const
    {
        json.object().member("count", m_count);
        for (const auto& [name, share] : shares) {
            json.member(name, at(share));
        }
        json.member("most", m_most).key("buckets").array();
        for (std::size_t i = 0; i < m_buckets.size(); ++i) {
            if (m_buckets[i] > 0) {
                json.array().integer(endOf(i)).integer(m_buckets[i]).end();
            }
        }
        json.end().end();
    }

private:
    struct Share {
        const char* name;
        double share;
    };
    static constexpr std::array<Share, 6> shares{
        {{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}, {"p99.9", 0.999}, {"p99.99", 0.9999}, {"p100", 1}}};

    /// Values below 128 are themselves; each doubling above has 64 buckets.
    [[nodiscard]] static std::size_t bucketOf(std::int64_t value) noexcept
    {
        const auto bits = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(value)));
        const int shift = std::max(0, bits - precisionBits);
        return static_cast<std::size_t>(shift) * half + static_cast<std::size_t>(value >> shift);
    }
    /// The greatest value of a bucket.
    [[nodiscard]] static std::int64_t endOf(std::size_t bucket) noexcept
    {
        const std::size_t shift = bucket < 2 * half ? 0 : bucket / half - 1;
        const std::size_t top = bucket - shift * half;
        return (static_cast<std::int64_t>(top + 1) << shift) - 1;
    }

    static constexpr std::size_t half = std::size_t{1} << (precisionBits - 1);
    std::vector<std::uint64_t> m_buckets = std::vector<std::uint64_t>((41 - precisionBits + 2) * half);
    std::uint64_t m_count = 0;
    std::int64_t m_most = 0;
};

} // namespace omni::load
