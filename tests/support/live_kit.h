// What tests of the live driver share: a journal that is durable when a test says so, and a bell that only counts.

#pragma once

#include "core/desk/driver/doorbell.h"
#include "core/desk/driver/durability.h"

#include <atomic>
#include <limits>
#include <vector>

namespace omni::test {

class StatedDurability final : public driver::Durability
{
public:
    bool handOver(Sequence seq, bool isUrgent) override
    {
        handed.push_back({seq, isUrgent});
        return !isBusy;
    }
    bool hasRoom() const noexcept override
    {
        return !isFull;
    }
    bool isDurable(Sequence seq) const noexcept override
    {
        return seq.value <= upTo.load();
    }
    bool hasFailed() const noexcept override
    {
        return failed.load();
    }
    std::optional<Error> failure() const override
    {
        return failed.load() ? std::optional(Error{Errc::Full, "the disk is full"}) : std::nullopt;
    }

    struct Handed {
        Sequence seq;
        bool isUrgent;
    };
    std::vector<Handed> handed;
    std::atomic<std::uint64_t> upTo{0};
    std::atomic<bool> failed{false};
    bool isBusy = false; ///< With what it got before.
    bool isFull = false;
};

/// Never waits.
class CountingBell final : public driver::Doorbell
{
public:
    void ring() noexcept override
    {
        ++m_rings;
    }
    std::uint32_t rings() const noexcept override
    {
        return m_rings.load();
    }
    void wait(std::uint32_t, Duration) override
    {
        ++waits;
    }
    std::uint64_t waits = 0;

private:
    std::atomic<std::uint32_t> m_rings{0};
};

} // namespace omni::test
