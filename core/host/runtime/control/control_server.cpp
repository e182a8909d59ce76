#include "core/host/runtime/control/control_server.h"

#include "core/base/log.h"

#include <algorithm>
#include <utility>

namespace omni::runtime {

namespace {

constexpr Duration acceptSlice = seconds(60); // `stop` ends it at once
constexpr Duration patience = seconds(5); ///< With a caller that does not speak, or does not read.

} // namespace

struct ControlServer::Caller {
    enum class Stage : std::uint8_t { Silent, Asked, SentAway };
    std::optional<platform::LocalConnection> connection;
    std::atomic<Stage> stage{Stage::Silent};
    std::atomic<bool> isDone{false};
    std::thread thread;
};

Result<std::unique_ptr<ControlServer>> ControlServer::start(const std::filesystem::path& profile,
                                                            const platform::ProfileLock& lock, ControlTarget& target)
{
    auto listener = platform::LocalServer::listen(profile, lock);
    if (!listener) {
        return tl::unexpected(listener.error());
    }
    return std::unique_ptr<ControlServer>(new ControlServer(std::move(*listener), target));
}

ControlServer::ControlServer(platform::LocalServer listener, ControlTarget& target)
    : m_listener(std::move(listener))
    , m_target(target)
    , m_thread([this] { run(); })
{
}

ControlServer::~ControlServer()
{
    m_isEnding = true;
    m_listener.stop();
    m_thread.join();
}

void ControlServer::run()
{
    while (!m_isEnding) {
        auto accepted = m_listener.accept(acceptSlice);
        reap(false);
        if (!accepted) {
            if (accepted.error().code == Errc::Unavailable) {
                break;
            }
            if (accepted.error().code != Errc::TimedOut) {
                logWarn("control: {}", accepted.error().detail);
            }
            continue;
        }
        if (m_callers.size() >= mostCallers && !makeRoom()) {
            logWarn("control: too many callers at once, one was turned away");
            continue;
        }
        auto& caller = *m_callers.emplace_back(std::make_unique<Caller>());
        caller.connection.emplace(std::move(*accepted));
        caller.thread = std::thread([this, &caller] {
            serve(caller);
            caller.isDone = true;
        });
    }
    for (const auto& caller : m_callers) {
        caller->connection->cancel();
    }
    reap(true);
}

/// Sends away who came first of those who have not said a word. False: all have.
bool ControlServer::makeRoom()
{
    const auto isSentAway = [](const std::unique_ptr<Caller>& caller) {
        auto stage = Caller::Stage::Silent;
        return caller->stage.compare_exchange_strong(stage, Caller::Stage::SentAway);
    };
    const auto silent = std::find_if(m_callers.begin(), m_callers.end(), isSentAway);
    if (silent == m_callers.end()) {
        return false;
    }
    logWarn("control: process {} said nothing and was sent away", (*silent)->connection->peer().pid);
    (*silent)->connection->cancel();
    (*silent)->thread.join(); // it was reading, or has read and goes
    m_callers.erase(silent);
    return true;
}

void ControlServer::reap(bool all)
{
    std::erase_if(m_callers, [all](const std::unique_ptr<Caller>& caller) {
        if (!all && !caller->isDone) {
            return false;
        }
        caller->thread.join();
        return true;
    });
}

void ControlServer::serve(Caller& caller)
{
    auto& connection = *caller.connection;
    const auto bytes = connection.receive(patience);
    auto stage = Caller::Stage::Silent;
    if (!bytes || !caller.stage.compare_exchange_strong(stage, Caller::Stage::Asked)) {
        return;
    }
    const auto request = requestFrom(*bytes);
    const ControlReply reply = request
        ? answerTo(*request, m_target, m_isEnding)
        : ControlReply(RefusedReply{request.error().code == Errc::Newer ? FailureKind::Refused : FailureKind::BadInput,
                                    std::string(nameOf(request.error().code)),
                                    request.error().detail,
                                    {}});
    if (const auto sent = connection.send(encoded(reply), patience); !sent) {
        logWarn("control: process {} did not take its answer: {}", connection.peer().pid, sent.error().detail);
    }
}

} // namespace omni::runtime
