// @Words@: buys when the close has risen for some bars in a row and leaves at the first close that falls.
//
// A beginning that trades; replace its idea by yours and name the source of it here.

#pragma once

#include "core/trade/strategy/strategy.h"

namespace omni::strategy {

class @Name@ final : public Strategy
{
public:
    /// `rising`: closes in a row that must rise; at least 1.
    explicit @Name@(int rising) noexcept
        : m_wanted(rising)
    {
    }

    void onBar(const market::Bar& bar, const View& view, std::vector<Proposal>& out) override;
    void save(ByteWriter& out) const override;
    [[nodiscard]] Result<void> load(ByteReader& in) override;

private:
    int m_wanted;
    std::int64_t m_rising = 0; ///< Closes in a row that have risen.
    std::optional<Ticks> m_lastClose;
};

} // namespace omni::strategy
