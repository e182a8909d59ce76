#include "core/host/runtime/terminal/terminal_control.h"

#include <chrono>
#include <thread>
#include <utility>

namespace omni::runtime {

namespace {

constexpr auto slice = std::chrono::milliseconds(2);
constexpr auto picturePatience = std::chrono::seconds(1);
constexpr auto diskPatience = std::chrono::seconds(2);

/// Looks until `holds`, on a thread that serves one caller and nobody else.
template<class Holds> bool becomesTrue(std::chrono::milliseconds most, Holds&& holds)
{
    for (auto waited = std::chrono::milliseconds(0); waited < most; waited += slice) {
        if (holds()) {
            return true;
        }
        std::this_thread::sleep_for(slice);
    }
    return holds();
}

} // namespace

TerminalControl::TerminalControl(Parts parts)
    : m_parts(std::move(parts))
{
}

PhaseView TerminalControl::phase()
{
    return m_parts.phase();
}

orders::Environment TerminalControl::environment()
{
    return m_parts.environment;
}

std::shared_ptr<const views::DeskSnapshot> TerminalControl::snapshot()
{
    const auto before = m_parts.snapshots.read();
    if (m_parts.phase().phase != Phase::Running) {
        return before;
    }
    m_parts.watch.want();
    m_parts.wake();
    static_cast<void>(becomesTrue(picturePatience, [&] { return m_parts.snapshots.read() != before; }));
    return m_parts.snapshots.read();
}

std::shared_ptr<const views::Connection> TerminalControl::connection()
{
    return m_parts.connections.read();
}

std::shared_ptr<const views::Health> TerminalControl::health()
{
    return m_parts.healths.read();
}

void TerminalControl::send(const events::Command& command, Answer answer)
{
    m_parts.answers.expect(command, std::move(answer));
    if (!m_parts.send(command)) {
        const bool isRunning = m_parts.phase().phase == Phase::Running;
        m_parts.answers.refuse(command,
                               isRunning ? Error{Errc::Full, "too many commands wait"}
                                         : Error{Errc::Unavailable, "no session runs"});
    }
}

/// Closed first, then written down and told.
Result<void> TerminalControl::killAll(risk::KillLevel level, PrincipalId by, std::string_view reason)
{
    m_parts.kill.press({{}, level, by, ShortText<95>(reason.substr(0, 95))});
    m_parts.wake();
    if (!becomesTrue(diskPatience, [this] { return m_parts.kill.isSettled(); })) {
        return failure(Errc::TimedOut, "the disk has not taken it yet");
    }
    const auto fault = m_parts.kill.fault();
    return fault ? failure(Errc::Unavailable, *fault) : Result<void>{};
}

} // namespace omni::runtime
