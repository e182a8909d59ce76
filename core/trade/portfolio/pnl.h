// What positions are worth at the market.

#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/base/wide_int.h"
#include "core/trade/market/instrument.h"
#include "core/trade/portfolio/position.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace omni::portfolio {

/// The price at which a position is valued, and when it was seen.
struct Mark {
    Ticks price;
    Timestamp at;
    friend bool operator==(const Mark&, const Mark&) = default;
};

/// The newest mark of each instrument. Not part of the durable state.
class Marks
{
public:
    /// Marks older than `most` are none; zero: any age will do.
    explicit Marks(Duration most = {}) noexcept
        : m_most(most)
    {
    }
    /// Ids beyond 100'000 are left out.
    void set(InstrumentId instrument, Ticks price, Timestamp at);
    void clear(InstrumentId instrument) noexcept;
    /// Nothing: never set, or too old at `now`.
    [[nodiscard]] std::optional<Ticks> find(InstrumentId instrument, Timestamp now) const noexcept
    {
        if (instrument.value - 1 >= m_marks.size()) { // none wraps around
            return std::nullopt;
        }
        const std::optional<Mark>& mark = m_marks[instrument.value - 1];
        if (!mark || !isFresh(mark->at, now)) {
            return std::nullopt;
        }
        return mark->price;
    }
    /// Whatever its age.
    [[nodiscard]] std::optional<Mark> newest(InstrumentId instrument) const noexcept
    {
        return instrument.value - 1 < m_marks.size() ? m_marks[instrument.value - 1] : std::nullopt;
    }
    /// A mark seen at `at` still counts at `now`.
    [[nodiscard]] bool isFresh(Timestamp at, Timestamp now) const noexcept
    {
        if (m_most.ns <= 0 || at >= now) {
            return true;
        }
        const auto age = checkedDifference(now.ns, at.ns);
        return age && *age <= m_most.ns;
    }

private:
    Duration m_most;
    std::vector<std::optional<Mark>> m_marks; ///< By instrument id - 1.
};

/// What the position would bring (negative: what closing a short would take) at `mark`, quote currency.
[[nodiscard]] Result<Money> marketValue(const market::Instrument& instrument, Lots position, Ticks mark);

/// Market value less cost. Quote currency.
[[nodiscard]] Result<Money> unrealised(const market::Instrument& instrument, const Position& position, Ticks mark);

} // namespace omni::portfolio
