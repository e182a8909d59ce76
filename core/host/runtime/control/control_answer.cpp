#include "core/host/runtime/control/control_server.h"

#include "core/base/log.h"
#include "core/desk/events/principals.h"
#include "core/host/runtime/control/control_words.h"
#include "core/host/runtime/control/health_words.h"
#include "core/trade/risk/authority.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace omni::runtime {

namespace {

using namespace events;
using Facts = std::vector<Fact>;

constexpr auto deskPatience = std::chrono::seconds(10);
constexpr auto slice = std::chrono::milliseconds(100);

/// Where the desk's answer arrives; the desk may give it after nobody waits any more.
struct Arrival {
    std::mutex mutex;
    std::condition_variable come;
    std::optional<Result<Facts>> facts;
};

/// What the desk made of the command, or nothing in time.
std::optional<Result<Facts>> askDesk(ControlTarget& target, const Command& command, const std::atomic<bool>& isEnding)
{
    const auto arrival = std::make_shared<Arrival>();
    target.send(command, [arrival](Result<Facts> facts) {
        {
            const std::scoped_lock lock(arrival->mutex);
            arrival->facts = std::move(facts);
        }
        arrival->come.notify_all();
    });
    std::unique_lock lock(arrival->mutex);
    for (auto waited = std::chrono::milliseconds(0); waited < deskPatience && !isEnding; waited += slice) {
        if (arrival->come.wait_for(lock, slice, [&arrival] { return arrival->facts.has_value(); })) {
            break;
        }
    }
    return arrival->facts;
}

/// In DEMO, PAPER and REPLAY what was typed stands in for the typed sentence; in LIVE nothing does.
Command commandOf(orders::Environment environment, std::string_view reason, Wish what)
{
    Command command;
    command.by = script;
    command.path = risk::EntryPath::Cli;
    command.stepUp = environment != orders::Environment::Live;
    command.reason = ShortText<95>(reason);
    command.what = std::move(what);
    return command;
}

class Answering
{
public:
    Answering(ControlTarget& target, const std::atomic<bool>& isEnding)
        : m_target(target)
        , m_isEnding(isEnding)
        , m_environment(target.environment())
    {
    }

    ControlReply operator()(const StatusRequest&)
    {
        const auto desk = m_target.snapshot();
        const auto connection = m_target.connection();
        return statusOf(m_target.phase(), m_environment, desk.get(), connection.get());
    }
    ControlReply operator()(const HealthRequest&)
    {
        const auto health = m_target.health();
        const auto connection = m_target.connection();
        return healthReply(m_target.phase(), health.get(), connection.get());
    }
    ControlReply operator()(const KillRequest& kill)
    {
        if (kill.level == risk::KillLevel::None) {
            return wrong("no level of the kill switch is meant");
        }
        if (kill.scope == "global") {
            return killAll(kill);
        }
        const auto scope = scopeFrom(kill.scope, m_target.snapshot().get());
        if (!scope) {
            return wrong(scope.error().detail);
        }
        return carryOut(kill.reason, Kill{*scope, kill.level});
    }
    ControlReply operator()(const ApproveRequest& wish)
    {
        return carryOut("approved from a shell", wish.approval);
    }
    ControlReply operator()(const RejectRequest& wish)
    {
        return carryOut(wish.reason, Decline{wish.proposal});
    }
    ControlReply operator()(const ArmRequest& wish)
    {
        return carryOut(wish.reason, SetMode{wish.mode});
    }
    ControlReply operator()(const ResetRequest& wish)
    {
        const auto scope = scopeFrom(wish.scope, m_target.snapshot().get());
        if (!scope) {
            return wrong(scope.error().detail);
        }
        return carryOut(wish.reason, ResetKill{*scope});
    }
    ControlReply operator()(const StartRequest& wish)
    {
        return carryOut(wish.reason, SwitchStrategy{wish.strategy, true});
    }

    ControlReply operator()(const MoveStopRequest& wish)
    {
        const auto desk = m_target.snapshot();
        const auto* record = desk ? openOrderIn(*desk, wish.order) : nullptr;
        const auto* instrument = record != nullptr ? instrumentIn(*desk, record->ticket.instrument) : nullptr;
        if (instrument == nullptr || !record->ticket.stop) {
            return RefusedReply{FailureKind::Refused, std::string(nameOf(Denial::NotFound)),
                                fmt::format("order {} is no open order with a stop price", wish.order.value),
                                "the lines of a run and its journal tell the numbers of its orders"};
        }
        const auto price = market::ticksFrom(*instrument, wish.price);
        if (!price || price->count <= 0) {
            return RefusedReply{FailureKind::BadInput, "invalid",
                                price ? "a price is above zero" : price.error().detail,
                                "a price is a multiple of the tick"};
        }
        return carryOut(wish.reason, MoveStop{wish.order, *price});
    }

private:
    static const orders::OrderRecord* openOrderIn(const views::DeskSnapshot& desk, OrderId id)
    {
        const auto found = std::find_if(desk.openOrders.begin(), desk.openOrders.end(),
                                        [id](const auto& one) { return one.ticket.id == id; });
        return found != desk.openOrders.end() ? &*found : nullptr;
    }
    static const market::Instrument* instrumentIn(const views::DeskSnapshot& desk, InstrumentId id)
    {
        const auto found = std::find_if(desk.instruments.begin(), desk.instruments.end(),
                                        [id](const auto& one) { return one.instrument.id == id; });
        return found != desk.instruments.end() ? &found->instrument : nullptr;
    }
    static RefusedReply wrong(std::string message)
    {
        return {FailureKind::BadInput, "invalid", std::move(message),
                "a scope is global, account:ID, strategy:ID or symbol:VENUE:SYMBOL"};
    }

    /// Does not wait for the desk, which may hang: the way to the venue is closed first.
    ControlReply killAll(const KillRequest& kill)
    {
        const auto roles = risk::rolesOf(risk::PrincipalKind::Script, m_environment);
        const auto right = risk::authorityToKill(roles, kill.level, risk::EntryPath::Cli, {m_environment, false, true});
        if (right != risk::Answer::Allow) {
            return RefusedReply{FailureKind::Refused, std::string(nameOf(Denial::NoRight)), sentenceOf(Denial::NoRight),
                                "pause and cancel_entries work from every shell, and keep the stops; the rest works in "
                                "the window"};
        }
        logWarn("control: the kill switch was set from a shell at {}", risk::nameOf(kill.level));
        if (const auto done = m_target.killAll(kill.level, script, kill.reason); !done) {
            return RefusedReply{FailureKind::Failed, std::string(nameOf(done.error().code)),
                                "nothing new is sent any more, but a restart would not know it: " + done.error().detail,
                                "do not restart before the disk is well"};
        }
        return doneWith("latched",
                        "global latched at " + std::string(risk::nameOf(kill.level))
                            + ": nothing new is sent, and the next start finds it");
    }

    ControlReply carryOut(std::string_view reason, Wish what)
    {
        const Command command = commandOf(m_environment, reason, std::move(what));
        const auto facts = askDesk(m_target, command, m_isEnding);
        if (!facts) {
            return RefusedReply{FailureKind::Unreachable, "timed_out",
                                "the desk has not answered; the command may still be carried out",
                                "omnitrade status shows what became of it"};
        }
        if (!*facts) {
            return RefusedReply{FailureKind::Unreachable,
                                std::string(nameOf(facts->error().code)),
                                "no session takes commands: " + facts->error().detail,
                                {}};
        }
        return replyTo(command, **facts, m_target.snapshot().get());
    }

    ControlTarget& m_target;
    const std::atomic<bool>& m_isEnding;
    orders::Environment m_environment;
};

} // namespace

ControlReply answerTo(const ControlRequest& request, ControlTarget& target, const std::atomic<bool>& isEnding)
{
    return std::visit(Answering(target, isEnding), request);
}

} // namespace omni::runtime
