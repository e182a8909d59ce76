// Listens in the profile for commands of the same user and gives them to the desk that runs with it.
//
// Who may connect is the kernel's word: another user is turned away before a byte is read (V33). A caller acts as
// `script`, with the owner's rights in DEMO, PAPER and REPLAY and none in LIVE (rulings 1). A connection is one
// question and one answer; each has a thread, so that a kill never stands behind somebody who reads slowly. Nor behind
// those who connect and say nothing: when all places are taken the one who has been silent longest loses his (S26).

#pragma once

#include "core/edge/platform/local_socket.h"
#include "core/host/control/control_protocol.h"
#include "core/host/runtime/control/control_target.h"

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

namespace omni::runtime {

class ControlServer
{
public:
    /// One more is turned away, if all of them have asked something and wait for the desk.
    static constexpr std::size_t mostCallers = 16;

    /// `lock` is that of the profile. Both outlive the server. The error is of `LocalServer::listen`: a program without
    /// it runs on, and cannot be commanded.
    [[nodiscard]] static Result<std::unique_ptr<ControlServer>>
    start(const std::filesystem::path& profile, const platform::ProfileLock& lock, ControlTarget& target);
    /// Ends all connections and threads. Whoever waits for the desk is told that the program ends.
    ~ControlServer();
    ControlServer(const ControlServer&) = delete;
    ControlServer& operator=(const ControlServer&) = delete;

private:
    struct Caller;
    explicit ControlServer(platform::LocalServer listener, ControlTarget& target);
    void run();
    void serve(Caller& caller);
    [[nodiscard]] bool makeRoom();
    void reap(bool all);

    platform::LocalServer m_listener;
    ControlTarget& m_target;
    std::atomic<bool> m_isEnding{false};
    std::vector<std::unique_ptr<Caller>> m_callers; ///< The accepting thread's.
    std::thread m_thread;
};

/// The answer to one question: what the server does with it. Waits for the desk as long as `isEnding` is false, at most
/// ten seconds.
[[nodiscard]] ControlReply answerTo(const ControlRequest& request, ControlTarget& target,
                                    const std::atomic<bool>& isEnding);

} // namespace omni::runtime
