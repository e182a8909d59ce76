// The profile's file "heartbeat": that the engine of a session with a broker goes on, for the watchdog.
//
// What it says is the engine's own last beat, whoever writes it down: a program whose other threads live while its
// engine hangs does not look alive.

#pragma once

#include "core/base/time.h"
#include "core/edge/platform/machine_time.h"
#include "core/edge/platform/shared_record.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/orders/environment.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace omni::watch {

enum class HeartState : std::uint8_t {
    None, ///< No session with a broker has run.
    Running,
    Ended, ///< In order, and no entry of it is left at the venue: nothing is to be watched.
};

struct Heartbeat {
    HeartState state = HeartState::None;
    orders::Environment environment = orders::Environment::Paper;
    orders::Nonce session; ///< The start nonce: which `WatchedSession` it is.
    platform::MachineStart machine{}; ///< On which start of the machine `beat` counts.
    std::int64_t beat = 0; ///< `machineNow` when the engine was last known to go on.
    Timestamp began; ///< Of the session, by the clock on the wall.
    std::uint64_t pid = 0;
    friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

/// Writes it. One for each profile, by the program that has the profile's lock.
class HeartbeatWriter
{
public:
    [[nodiscard]] static Result<HeartbeatWriter> open(const std::filesystem::path& profile);
    /// Seen by others of this machine when it returns. May wait for the disk: not on the engine's thread.
    [[nodiscard]] Result<void> write(const Heartbeat& beat);
    /// On the disk when it returns, in both copies: the first one of a session, so that a watchdog finds it behind a
    /// loss of power, whatever that tears of a later one.
    [[nodiscard]] Result<void> keep(const Heartbeat& beat);

private:
    explicit HeartbeatWriter(std::unique_ptr<platform::RecordWriter> writer);
    std::unique_ptr<platform::RecordWriter> m_writer;
};

/// Looks at it. Any thread, never waits.
class HeartbeatView
{
public:
    [[nodiscard]] static Result<HeartbeatView> open(const std::filesystem::path& profile);
    /// None: nobody has written one, or what stands there is none.
    [[nodiscard]] std::optional<Heartbeat> look() const noexcept;

private:
    explicit HeartbeatView(std::unique_ptr<platform::RecordView> view);
    std::unique_ptr<platform::RecordView> m_view;
};

} // namespace omni::watch
