// @Words@: the close less the close some bars before.
//
// A beginning that works; replace its idea by yours and name the source of its formula here.

#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace omni::indicators {

/// O(1) a bar; remembers as many closes as its period. Works in whatever unit the closes have.
class @Name@
{
public:
    /// `period` in [1, 100'000].
    explicit @Name@(int period);

    void add(double close) noexcept;

    /// `period` + 1 bars have come.
    [[nodiscard]] bool ready() const noexcept
    {
        return m_isReady;
    }
    /// Nothing before `ready`.
    [[nodiscard]] std::optional<double> value() const noexcept
    {
        return m_isReady ? std::optional(m_value) : std::nullopt;
    }

    /// The same state again; a state of another period makes the reader bad and starts empty.
    void save(ByteWriter& out) const;
    void load(ByteReader& in);

private:
    std::vector<double> m_closes; ///< A ring; `m_next` is the oldest once it is full.
    std::size_t m_next = 0;
    std::size_t m_count = 0;
    double m_value = 0;
    bool m_isReady = false;
};

} // namespace omni::indicators
