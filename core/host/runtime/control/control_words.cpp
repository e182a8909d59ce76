#include "core/host/runtime/control/control_words.h"

#include "core/base/decimal.h"
#include "core/base/json_text.h"
#include "core/trade/risk/refusal_text.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using namespace events;

const market::Instrument* instrumentIn(const views::DeskSnapshot* desk, InstrumentId id) noexcept
{
    return desk != nullptr && id.value - 1 < desk->instruments.size() ? &desk->instruments[id.value - 1].instrument
                                                                      : nullptr;
}

template<class What> const What* first(const std::vector<Fact>& facts)
{
    for (const Fact& fact : facts) {
        if (const auto* found = std::get_if<What>(&fact)) {
            return found;
        }
    }
    return nullptr;
}

template<class What> std::size_t count(const std::vector<Fact>& facts)
{
    std::size_t found = 0;
    for (const Fact& fact : facts) {
        found += std::holds_alternative<What>(fact) ? 1U : 0U;
    }
    return found;
}

std::string counted(std::size_t number, std::string_view what)
{
    return fmt::format("{} {}{}", number, what, number == 1 ? "" : "s");
}

std::optional<std::uint64_t> numberIn(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number > 0 ? std::optional(number)
                                                                                  : std::nullopt;
}

RefusedReply refusedBy(const OrderRefused& refused, const views::DeskSnapshot* desk)
{
    const auto* instrument = instrumentIn(desk, refused.ticket.instrument);
    const std::string name(risk::nameOf(refused.refusal.rule));
    std::string message = "the rule " + name + " refused it";
    if (instrument != nullptr) {
        message += ": " + risk::sentenceOf(refused.refusal, *instrument, desk->baseCurrency);
    }
    return {FailureKind::Refused, name, message, "nothing was sent; the proposal waits on until it expires"};
}

RefusedReply deniedBy(Denial why, const views::DeskSnapshot* desk)
{
    const bool isUnwell = why == Denial::DeskUnwell;
    if (isUnwell && desk != nullptr && !orders::isSimulated(desk->environment) && !desk->isReconciled) {
        return {FailureKind::Refused, std::string(nameOf(why)),
                "the account has not been compared with the broker since the line came up",
                "wait until omnitrade status says compared; its line of the account says why it takes so long"};
    }
    return {FailureKind::Refused, std::string(nameOf(why)), sentenceOf(why),
            isUnwell ? "omnitrade status says what stands; omnitrade arm --reset SCOPE lifts a kill switch" : ""};
}

/// Whoever arms wants to trade, and would not although the mode allows it.
bool isStopped(const views::DeskSnapshot* desk)
{
    return desk != nullptr
        && (!desk->breakers.empty()
            || std::any_of(desk->latches.begin(), desk->latches.end(),
                           [](const views::LatchView& latch) { return latch.scope.kind == risk::ScopeKind::Global; }));
}

DoneReply doneWithOrder(ProposalId proposal, OrderId order)
{
    JsonText json;
    const std::string message = fmt::format("proposal {} approved as order {}", proposal.value, order.value);
    json.object().member("done", true).member("outcome", "approved").member("proposal", proposal.value);
    json.member("order", order.value).member("message", message).end();
    return {json.take(), message};
}

/// The answer to one wish that the desk has not denied.
struct Answering {
    const std::vector<Fact>& facts;
    const views::DeskSnapshot* desk;

    ControlReply operator()(const Approve& wish) const
    {
        if (const auto* refused = first<OrderRefused>(facts)) {
            return refusedBy(*refused, desk);
        }
        if (const auto* drifted = first<ProposalDrifted>(facts)) {
            return RefusedReply{FailureKind::Refused, "price_drifted",
                                fmt::format("the price has moved {} beyond what was proposed: it may move {}",
                                            "to " + std::to_string(drifted->now.count) + " ticks",
                                            std::to_string(drifted->allowed.count) + " ticks"),
                                "nothing was sent; look at the proposal again"};
        }
        const auto* planned = first<OrderPlanned>(facts);
        if (first<ApprovalGranted>(facts) == nullptr || planned == nullptr) {
            return RefusedReply{FailureKind::Failed, "no_order", "the desk made no order of it", {}};
        }
        return doneWithOrder(wish.proposal, planned->ticket.id);
    }
    ControlReply operator()(const Decline& wish) const
    {
        return doneWith("declined", fmt::format("proposal {} rejected", wish.proposal.value));
    }
    ControlReply operator()(const Kill& kill) const
    {
        return doneWith("latched",
                        fmt::format("{} latched at {}: {} withdrawn, {} being cancelled", scopeText(kill.scope, desk),
                                    risk::nameOf(kill.level), counted(count<ProposalClosed>(facts), "proposal"),
                                    counted(count<CancelAsked>(facts), "order")));
    }
    ControlReply operator()(const ResetKill& reset) const
    {
        std::string message = fmt::format("the latch over {} is lifted", scopeText(reset.scope, desk));
        std::string off;
        for (const Fact& fact : facts) {
            if (const auto* switched = std::get_if<StrategySwitched>(&fact)) {
                off += fmt::format("{}{}", off.empty() ? "" : ", ", switched->strategy.value);
            }
        }
        if (!off.empty()) {
            message += "; off until each is started (omnitrade arm --start ID): strategy " + off;
        }
        return doneWith("reset", message);
    }
    ControlReply operator()(const SwitchStrategy& wish) const
    {
        return doneWith(wish.on ? "started" : "stopped",
                        fmt::format("strategy {} is {}", wish.strategy.value, wish.on ? "on" : "off"));
    }
    ControlReply operator()(const SetMode& wish) const
    {
        const auto* changed = first<ModeChanged>(facts);
        if (changed == nullptr && wish.mode >= risk::Mode::Manual && isStopped(desk)) {
            return deniedBy(Denial::DeskUnwell, desk);
        }
        const std::string mode(risk::nameOf(changed != nullptr ? changed->mode : wish.mode));
        return doneWith(changed != nullptr ? "mode_changed" : "unchanged",
                        changed != nullptr ? "the mode is now " + mode : "the mode was " + mode + " already");
    }
    ControlReply operator()(const MoveStop& wish) const
    {
        if (const auto* refused = first<OrderRefused>(facts)) {
            auto reply = refusedBy(*refused, desk);
            reply.hint = "the stop stands where it stood";
            return reply;
        }
        return doneWith("asked", fmt::format("the stop of order {} is asked to move", wish.order.value));
    }
    template<class Other> ControlReply operator()(const Other&) const
    {
        return doneWith("done", "done");
    }
};

} // namespace

Result<risk::Scope> scopeFrom(std::string_view text, const views::DeskSnapshot* desk)
{
    if (text == "global") {
        return risk::Scope{};
    }
    const auto colon = text.find(':');
    const auto kind = risk::scopeKindFromName(text.substr(0, colon));
    const std::string_view rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (!kind || *kind == risk::ScopeKind::Global || rest.empty()) {
        return failure(Errc::Invalid, quoted(text) + " is no scope");
    }
    if (*kind != risk::ScopeKind::Symbol) {
        const auto number = numberIn(rest);
        return number ? Result<risk::Scope>(risk::Scope{*kind, *number})
                      : failure(Errc::Invalid, quoted(rest) + " is no number");
    }
    if (desk != nullptr) {
        for (const auto& one : desk->instruments) {
            if (one.instrument.name() == rest) {
                return risk::Scope{*kind, one.instrument.id.value};
            }
        }
    }
    return failure(Errc::NotFound, "the desk knows no instrument " + quoted(rest));
}

std::string scopeText(risk::Scope scope, const views::DeskSnapshot* desk)
{
    std::string text(risk::nameOf(scope.kind));
    if (scope.kind == risk::ScopeKind::Global) {
        return text;
    }
    const auto* instrument
        = scope.kind == risk::ScopeKind::Symbol ? instrumentIn(desk, InstrumentId{scope.id}) : nullptr;
    return text + ':' + (instrument != nullptr ? instrument->name() : std::to_string(scope.id));
}

DoneReply doneWith(std::string_view outcome, std::string message)
{
    JsonText json;
    json.object().member("done", true).member("outcome", outcome).member("message", message).end();
    return {json.take(), std::move(message)};
}

ControlReply replyTo(const Command& command, const std::vector<Fact>& facts, const views::DeskSnapshot* desk)
{
    if (const auto* denied = first<CommandDenied>(facts)) {
        return deniedBy(denied->why, desk);
    }
    return std::visit(Answering{facts, desk}, command.what);
}

std::string sentenceOf(Denial why)
{
    switch (why) {
    case Denial::NoRight:
        return "whoever asks has no right to do this here, or has it no longer; in a live session a script has none";
    case Denial::StepUpMissing:
        return "this needs a fresh second factor, which a shell cannot give";
    case Denial::OwnProposal:
        return "nobody approves what he proposed himself";
    case Denial::NotFound:
        return "there is no such thing on this desk; omnitrade status lists what there is";
    case Denial::NotOpen:
        return "it no longer waits: it was decided, has expired, or never was; omnitrade status lists what waits";
    case Denial::WrongDigest:
        return "the order has changed since it was looked at; look again";
    case Denial::SizeRaised:
        return "an approval may make an order smaller, never larger, and not nothing";
    case Denial::DeskUnwell:
        return "a kill switch or a breaker stands, or the account has not been compared or differs unseen; clear that "
               "first";
    case Denial::Invalid:
        return "the desk cannot do this as it was asked, or the reason is missing";
    case Denial::LiveNotReady:
        return "live trading cannot be armed: vault, accounts, second factor and audit are not there";
    case Denial::CoolingOff:
        return "15 minutes must pass after a loss breaker before it is lifted; omnitrade status says when it tripped";
    case Denial::TooLate:
        return "fewer than three seconds were left of it; it was not sent";
    case Denial::SecondPersonMissing:
        return "noted, and not done: this takes two; somebody else with the right has to ask for exactly the same "
               "within "
               "30 minutes";
    case Denial::AskAgainLater:
        return "noted, and not done: this takes two, and nobody else has the right; ask for exactly the same again "
               "after "
               "a minute, within 30";
    }
    return "the desk denied it";
}

} // namespace omni::runtime
