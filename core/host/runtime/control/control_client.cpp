#include "core/host/runtime/control/control_client.h"

#include "core/edge/platform/local_socket.h"
#include "core/edge/platform/profile.h"
#include "core/host/runtime/open_profile.h"

#include <chrono>
#include <thread>

namespace omni::runtime {

namespace {

constexpr Duration connectPatience = seconds(3);

tl::unexpected<RunFailure> unreachable(std::string code, std::string message, std::string hint = {})
{
    return tl::unexpected(
        RunFailure{FailureKind::Unreachable, std::move(code), std::move(message), std::move(hint), {}, 0});
}

tl::unexpected<RunFailure> failureOfConnecting(const std::filesystem::path& profile, const Error& error)
{
    switch (error.code) {
    case Errc::NotFound:
    case Errc::Unavailable:
        return unreachable("not_running", "no program runs with the profile " + profile.string(),
                           "start one, or name its profile with --profile");
    case Errc::Denied:
    case Errc::Invalid:
        return failureOf(FailureKind::Refused, "reaching the program", error);
    case Errc::TimedOut:
    case Errc::RateLimited:
    case Errc::Corrupt:
    case Errc::Conflict:
    case Errc::Overflow:
    case Errc::Newer:
    case Errc::Full:
        break;
    }
    return unreachable(std::string(nameOf(error.code)), "the program does not answer: " + error.detail);
}

} // namespace

Outcome<ControlReply> askProgram(const std::filesystem::path& profile, const ControlRequest& request, Duration patience)
{
    auto connection = platform::LocalConnection::open(profile, connectPatience);
    if (!connection) {
        return failureOfConnecting(profile, connection.error());
    }
    if (const auto sent = connection->send(encoded(request), connectPatience); !sent) {
        return unreachable(std::string(nameOf(sent.error().code)),
                           "the program took no question: " + sent.error().detail);
    }
    const auto bytes = connection->receive(patience);
    if (!bytes) {
        return unreachable(std::string(nameOf(bytes.error().code)),
                           "the program gave no answer: " + bytes.error().detail,
                           "what was asked may have been done; omnitrade status shows it");
    }
    auto reply = replyFrom(*bytes);
    if (!reply) {
        return failureOf(FailureKind::Refused, "reading the answer", reply.error());
    }
    return std::move(*reply);
}

void waitForProgram()
{
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
}

Outcome<void> latchProfile(const std::filesystem::path& profile, risk::KillLevel level,
                           const std::function<void(const LockedProfile&)>& latched)
{
    if (const auto sound = platform::checkProfile(profile); !sound) {
        return sound.error().code == Errc::NotFound
            ? unreachable("not_running", "there is no profile " + profile.string())
            : failureOf(FailureKind::Refused, "the profile", sound.error(), hintFor(sound.error().code));
    }
    auto lock = platform::ProfileLock::take(profile);
    if (!lock) {
        return tl::unexpected(RunFailure{FailureKind::Refused,
                                         "profile_in_use",
                                         "a program has the profile but does not listen: " + lock.error().detail,
                                         "ask again in a moment, or end that program",
                                         {},
                                         0});
    }
    const auto latch = platform::KillLatchFile::open(profile);
    const auto done = latch ? (*latch)->set(static_cast<std::uint8_t>(level)) : tl::unexpected(latch.error());
    if (!done) {
        return failureOf(FailureKind::Failed, "writing the kill latch", done.error());
    }
    auto root = platform::FileFolder::open(profile, platform::FileFolder::Access::ReadWrite);
    if (latched && root) {
        latched({profile, std::move(*lock), std::move(*root), {}, person::Person::unkept({})});
    }
    return {};
}

} // namespace omni::runtime
