// How often the window paints: as often as wished while frames are quick, less often while they are not.
//
// A frame may take 60 % of its time; slower ones for a second make the cadence fall 60, 30, 10; quick ones for five
// seconds raise it again, never above the wish. Pure: time is given.

#pragma once

#include <cstdint>

namespace omni::ui {

class Cadence
{
public:
    explicit Cadence(int wished = 60);

    void setWished(int perSecond);
    /// After each frame. True: the rate changed.
    bool onFrame(double frameMs, std::int64_t nowMs);
    [[nodiscard]] int rate() const noexcept
    {
        return m_rate;
    }
    [[nodiscard]] bool isSlowed() const noexcept
    {
        return m_rate < m_wished;
    }

private:
    int m_wished, m_rate;
    std::int64_t m_slowSince = -1, m_quickSince = -1;
};

} // namespace omni::ui
