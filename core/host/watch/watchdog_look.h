// The profile's file "watchdog-look": that a watchdog watches, how, and when it looked last. For the program, which
// shows it, and for whoever asks a watchdog what it has done.

#pragma once

#include "core/base/time.h"
#include "core/edge/platform/machine_time.h"
#include "core/edge/platform/shared_record.h"
#include "core/trade/orders/client_order_id.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace omni::watch {

/// What the watchdog is at.
enum class Watching : std::uint8_t {
    Idle, ///< No session runs that is to be watched.
    Watches,
    Acts, ///< It has pressed the switch and cancels.
    Done, ///< No entry is left, by a fresh listing of the venue.
    NotDone, ///< It could not see to it.
    Gone, ///< It has ended.
};

/// What it does behind the entries.
enum class Policy : std::uint8_t { CancelEntries, Flatten };
[[nodiscard]] std::string_view nameOf(Policy policy) noexcept; ///< "cancel_entries"

struct WatchdogLook {
    Watching state = Watching::Idle;
    Policy policy = Policy::CancelEntries;
    bool hasWay = false; ///< Its own way to the venue was proven, and not refused since.
    platform::MachineStart machine{};
    std::int64_t at = 0; ///< `machineNow` of the look.
    Duration bound; ///< Of silence, before it acts.
    Timestamp wayProven; ///< Zero: never.
    orders::Nonce session; ///< Behind which it has seen to all entries last, and
    std::int64_t beat = 0; ///< the newest beat of that session then: once is enough.
    std::uint64_t pid = 0;
    friend bool operator==(const WatchdogLook&, const WatchdogLook&) = default;
};

class WatchdogLookWriter
{
public:
    [[nodiscard]] static Result<WatchdogLookWriter> open(const std::filesystem::path& profile);
    [[nodiscard]] Result<void> write(const WatchdogLook& look);

private:
    explicit WatchdogLookWriter(std::unique_ptr<platform::RecordWriter> writer);
    std::unique_ptr<platform::RecordWriter> m_writer;
};

/// Any thread, never waits.
class WatchdogLookView
{
public:
    [[nodiscard]] static Result<WatchdogLookView> open(const std::filesystem::path& profile);
    [[nodiscard]] std::optional<WatchdogLook> look() const noexcept;

private:
    explicit WatchdogLookView(std::unique_ptr<platform::RecordView> view);
    std::unique_ptr<platform::RecordView> m_view;
};

/// A watchdog that has not looked for so long is gone, or hangs.
inline constexpr Duration longestUnlooked = seconds(5);

/// How old the look is, on this start of the machine. None: it is of another.
[[nodiscard]] std::optional<Duration> ageOf(const WatchdogLook& look, const platform::MachineStart& machine,
                                            std::int64_t now) noexcept;

} // namespace omni::watch
