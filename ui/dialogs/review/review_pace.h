// Against rubber-stamping: who approves five times in a row without reading gets the evidence before the verdict.

#pragma once

#include <cstdint>

namespace omni::ui::review {

class ReviewPace
{
public:
    static constexpr std::int64_t quickMs = 4'000;
    static constexpr int mostQuick = 5;

    /// `openMs`: how long the review had been open.
    void approved(std::int64_t openMs) noexcept
    {
        m_quick = openMs < quickMs ? m_quick + 1 : 0;
    }
    /// Whatever else ends a review ends the row.
    void endedOtherwise() noexcept
    {
        m_quick = 0;
    }
    [[nodiscard]] bool hidesVerdict() const noexcept
    {
        return m_quick >= mostQuick;
    }

private:
    int m_quick = 0;
};

} // namespace omni::ui::review
