// The kill latch's file in memory: what a press or a reset that was written leaves for the next start.

#pragma once

#include "core/edge/platform/profile.h"

#include <algorithm>
#include <cstdint>

namespace omni::simulate {

/// What is on the disk. Lives longer than the programs that use it.
struct LatchOnDisk {
    std::uint8_t level = 0;
    bool failsWrites = false;
    bool isDamaged = false; ///< Reads as latched.
    std::uint64_t writes = 0;
};

class MemoryLatch final : public platform::KillLatch
{
public:
    explicit MemoryLatch(LatchOnDisk& disk) noexcept
        : m_disk(disk)
        , m_wasDamaged(disk.isDamaged)
    {
        if (m_wasDamaged) {
            m_disk.level = std::max(m_disk.level, platform::KillLatchFile::levelWhenDamaged);
            m_disk.isDamaged = false;
        }
    }
    Result<void> set(std::uint8_t level) noexcept override
    {
        return write(std::max(m_disk.level, level));
    }
    [[nodiscard]] Result<void> lower(std::uint8_t level) override
    {
        return write(std::min(m_disk.level, level));
    }
    [[nodiscard]] std::uint8_t level() const noexcept override
    {
        return m_disk.level;
    }
    [[nodiscard]] bool wasDamaged() const noexcept override
    {
        return m_wasDamaged;
    }

private:
    Result<void> write(std::uint8_t level) noexcept
    {
        if (m_disk.failsWrites) {
            return failure(Errc::Unavailable, "input/output error");
        }
        m_disk.level = level;
        ++m_disk.writes;
        return {};
    }
    LatchOnDisk& m_disk;
    bool m_wasDamaged;
};

} // namespace omni::simulate
