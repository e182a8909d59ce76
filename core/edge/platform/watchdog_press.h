// How the watchdog, a program of its own, presses the kill switch of a profile: its file "watchdog-press".
//
// The kill latch's own file has one writer, the program that holds the profile, and would lose a press that another
// program writes between its look and its write. So the watchdog has a file of its own, which it alone writes, and each
// press in it has a number; the latch's file remembers the number that it has taken in. Nobody waits for a lock of the
// other: either may be frozen at any moment.
//
// While a copy of the press is being written, or is damaged, it counts as the next press (S2, S12).

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/platform/shared_record.h"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace omni::platform {

struct WatchdogPress {
    std::uint32_t number = 0; ///< Above zero; 0: never pressed.
    std::uint8_t level = 0; ///< Of `omni::risk::KillLevel`.
    Timestamp at; ///< When it was pressed.
    Duration silence; ///< How long nothing had been heard of the program then.
    friend bool operator==(const WatchdogPress&, const WatchdogPress&) = default;
};

/// The watchdog's end: one for each profile.
class WatchdogPresser
{
public:
    [[nodiscard]] static Result<WatchdogPresser> open(const std::filesystem::path& profile);
    /// On the disk when it returns; whoever looks sees it earlier. `wall`: now. Numbers rise, and begin at the second
    /// of the clock, so that a file that was lost begins with none that was taken in before.
    [[nodiscard]] Result<WatchdogPress> press(std::uint8_t level, Timestamp wall, Duration silence);

private:
    WatchdogPresser(std::unique_ptr<RecordWriter> writer, std::uint32_t newest);
    std::unique_ptr<RecordWriter> m_writer;
    std::uint32_t m_newest = 0;
};

/// The program's end. Any thread, never waits.
class WatchdogPressView
{
public:
    [[nodiscard]] static Result<WatchdogPressView> open(const std::filesystem::path& profile);
    /// The newest press; `number` 0: none. A torn copy is one more, of the level that damage counts as.
    [[nodiscard]] WatchdogPress newest() const noexcept;

private:
    explicit WatchdogPressView(std::unique_ptr<RecordView> view);
    std::unique_ptr<RecordView> m_view;
};

} // namespace omni::platform
