// Commands that act on the program which runs with a profile, through its local socket.

#include "app/audit_key_option.h"
#include "app/command.h"

#include "core/base/json_text.h"
#include "core/desk/driver/approver.h"
#include "core/desk/events/codec.h"
#include "core/desk/views/standing.h"
#include "core/host/runtime/control/control_client.h"
#include "core/host/runtime/control/health_words.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::ControlReply;
using runtime::ControlRequest;
using runtime::DoneReply;
using runtime::FailureKind;
using runtime::Outcome;
using runtime::RefusedReply;
using runtime::RunFailure;
using runtime::StatusReply;

constexpr std::size_t leastReason = 10;
constexpr int latchTries = 6; ///< Each waits for the program as long as the client does.

constexpr std::string_view exitCodes
    = "Exit 0 done, 4 refused with the desk's words, 5 no program runs with the profile.";

constexpr OptionSpec killOptions[] = {
    {"--scope", "SCOPE", "global (default), account:ID, strategy:ID or symbol:VENUE:SYMBOL"},
    {"--level", "LEVEL", "pause, cancel_entries (default), cancel_all or flatten"},
    {"--reason", "TEXT", "for the record, at most 95 bytes"},
};
constexpr OptionSpec approveOptions[] = {
    {"--size", "LOTS", "approves a smaller order"},
};
constexpr OptionSpec rejectOptions[] = {
    {"--reason", "TEXT", "for the record, at most 95 bytes"},
};
constexpr OptionSpec armOptions[] = {
    {"--mode", "MODE", "manual (default) or reduce_only"},
    {"--reset", "SCOPE", "first lifts the kill switch of this scope; the strategies it had stopped stay off", true},
    {"--start", "STRATEGY", "then starts this strategy, by its number in status", true},
    {"--reason", "TEXT", "for the record, 10 to 95 bytes; needed"},
};

constexpr CommandSpec statusSpec{"status", "",       "How the program that runs with the profile stands.", {}, 0,
                                 0,        exitCodes};
constexpr CommandSpec healthSpec{
    "health",
    "",
    "What works in the program that runs with the profile, what does not, and since when.",
    {},
    0,
    0,
    "Exit 0 all works, or some of it not well (degraded); 1 something is down; 5 no program "
    "runs with the profile."};
constexpr CommandSpec killSpec{"kill",
                               "",
                               "Sets the kill switch of the program that runs with the profile.",
                               killOptions,
                               0,
                               0,
                               "Without a running program --scope global is written into the profile, and the next "
                               "start finds it.\nExit 0 done, 4 refused with the desk's words, 5 there is no program "
                               "or no profile."};
constexpr CommandSpec approveSpec{
    "approve",
    "ID",
    "Approves a proposal that waits. ID is the number in status, or P-0012 as the window shows it.",
    approveOptions,
    1,
    1,
    exitCodes};
constexpr CommandSpec rejectSpec{
    "reject",      "ID", "Rejects a proposal that waits. ID is the number in status, or P-0012 as the window shows it.",
    rejectOptions, 1,    1,
    exitCodes};
constexpr CommandSpec armSpec{"arm", "",       "Lets the desk trade again, or lowers it to reduce only.", armOptions, 0,
                              0,     exitCodes};

constexpr CommandSpec moveStopSpec{"move-stop",
                                   "ORDER PRICE",
                                   "Moves a stop that stands. ORDER is its number in the lines of a run.",
                                   rejectOptions,
                                   2,
                                   2,
                                   "At a venue that moves no stop it is cancelled, and comes again under another "
                                   "number.\nExit 0 asked, 4 refused with the desk's words, 5 no program runs with the "
                                   "profile."};

tl::unexpected<RunFailure> failureOfRefusal(const RefusedReply& refused)
{
    return tl::unexpected(RunFailure{refused.kind, refused.code, refused.message, refused.hint, {}, 0});
}

/// Says what came of it.
Outcome<int> told(const ControlReply& reply, bool asJson)
{
    if (const auto* refused = std::get_if<RefusedReply>(&reply)) {
        return failureOfRefusal(*refused);
    }
    if (const auto* status = std::get_if<StatusReply>(&reply)) {
        say(asJson ? status->json : status->text);
    } else {
        const auto& done = std::get<DoneReply>(reply);
        say(asJson ? done.json : done.text);
    }
    return doneCode;
}

Outcome<int> ask(const std::string& profile, const ControlRequest& request, bool asJson)
{
    return runtime::askProgram(profile, request).and_then([asJson](const ControlReply& reply) {
        return told(reply, asJson);
    });
}

Outcome<std::string> reasonOf(const Arguments& arguments, std::size_t least)
{
    const auto reason = arguments.value("--reason").value_or("");
    if (reason.size() < least || reason.size() > runtime::mostReasonBytes) {
        return wrongUsage(least > 0 ? "--reason is needed, in 10 to 95 bytes" : "--reason takes at most 95 bytes",
                          "as in --reason \"losses reviewed, limits unchanged\"");
    }
    return reason;
}

Outcome<std::uint64_t> numberOf(std::string_view what, const std::string& text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number == 0) {
        return wrongUsage(fmt::format("{} {} is no whole number above zero", what, text));
    }
    return number;
}

Outcome<ProposalId> proposalOf(std::string_view command, const std::string& text)
{
    if (const auto id = driver::proposalFromText(text)) {
        return *id;
    }
    return wrongUsage(fmt::format("{} {} is no number of a proposal", command, text),
                      fmt::format("as in {0} 12, or {0} P-0012; omnitrade status lists what waits", command));
}

/// Exit 1: something does not work at all, so that scripts need not read what it says.
Outcome<int> runHealth(const Arguments& arguments)
{
    const auto profile = profileOf(arguments);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    const auto reply = runtime::askProgram(*profile, runtime::HealthRequest{});
    if (!reply) {
        return tl::unexpected(reply.error());
    }
    const auto* done = std::get_if<runtime::DoneReply>(&*reply);
    const bool isDown = done != nullptr && runtime::saysDown(*done);
    return told(*reply, arguments.wantsJson()).map([isDown](int code) {
        return isDown ? static_cast<int>(FailureKind::Failed) : code;
    });
}

Outcome<int> runStatus(const Arguments& arguments)
{
    return profileOf(arguments).and_then(
        [&](const std::string& profile) { return ask(profile, runtime::StatusRequest{}, arguments.wantsJson()); });
}

// --- kill ------------------------------------------------------------------------------------------------------------

/// A program that has the profile may be about to listen, and one that listened may just have ended.
Outcome<int> killEither(const std::string& profile, const runtime::KillRequest& kill, bool asJson)
{
    Outcome<int> answer;
    for (int i = 0; i < latchTries; ++i) {
        answer = ask(profile, kill, asJson);
        if (answer || answer.error().code != "not_running" || kill.scope != "global") {
            return answer;
        }
        const auto latched = runtime::latchProfile(profile, kill.level, [&kill](const runtime::LockedProfile& held) {
            const auto entry = shellEntry("kill.pressed", fmt::format("global {}", risk::nameOf(kill.level)),
                                          audit::AuditOutcome::Done, kill.reason);
            // Where nothing ever ran there is no record, and its key is not given away by this.
            const auto kept = runtime::hasAuditRecord(held) ? keepOnAudit(held, entry) : Outcome<void>();
            if (!kept) {
                tell(kept.error().message); // it is latched all the same
            }
        });
        if (latched) {
            const auto message = fmt::format(
                "no program runs; the profile is latched at {}, and the next start finds it", risk::nameOf(kill.level));
            JsonText json;
            json.object().member("done", true).member("outcome", "latched_profile").member("message", message).end();
            say(asJson ? json.take() : message);
            return doneCode;
        }
        answer = tl::unexpected(latched.error());
        if (latched.error().code != "profile_in_use") {
            return answer;
        }
        runtime::waitForProgram();
    }
    return answer;
}

Outcome<int> runKill(const Arguments& arguments)
{
    runtime::KillRequest kill;
    kill.scope = arguments.value("--scope").value_or("global");
    const auto level = risk::killLevelFromName(arguments.value("--level").value_or("cancel_entries"));
    if (!level || *level == risk::KillLevel::None) {
        return wrongUsage("--level " + *arguments.value("--level") + " is none", std::string(killOptions[1].meaning));
    }
    if (kill.scope.size() > runtime::mostScopeBytes) {
        return wrongUsage("--scope " + omni::quoted(kill.scope) + " is none", std::string(killOptions[0].meaning));
    }
    kill.level = *level;
    auto reason = reasonOf(arguments, 0);
    if (!reason) {
        return tl::unexpected(reason.error());
    }
    kill.reason = reason->empty() ? "from a shell" : std::move(*reason);
    return profileOf(arguments).and_then(
        [&](const std::string& profile) { return killEither(profile, kill, arguments.wantsJson()); });
}

// --- proposals -------------------------------------------------------------------------------------------------------

/// What the desk offers under that number.
Outcome<runtime::Offer> offerOf(const std::string& profile, ProposalId id)
{
    const auto reply = runtime::askProgram(profile, runtime::StatusRequest{});
    if (!reply) {
        return tl::unexpected(reply.error());
    }
    if (const auto* refused = std::get_if<RefusedReply>(&*reply)) {
        return failureOfRefusal(*refused);
    }
    if (const auto* status = std::get_if<StatusReply>(&*reply)) {
        for (const auto& offer : status->offers) {
            if (offer.made.proposal.id == id) {
                return offer;
            }
        }
    }
    return tl::unexpected(
        RunFailure{FailureKind::Refused,
                   "not_open",
                   fmt::format("no proposal {} waits: it was decided, has expired, or never was", id.value),
                   "omnitrade status lists those that wait",
                   {},
                   0});
}

/// Signs the order, and what is held and open, as the desk described it.
runtime::ApproveRequest approvalOf(const runtime::Offer& offer, std::optional<std::int64_t> lots)
{
    orders::OrderTicket ticket = offer.made.ticket;
    if (lots && !ticket.notional) {
        ticket.size = Lots{*lots};
    }
    runtime::ApproveRequest wish;
    wish.approval.proposal = offer.made.proposal.id;
    wish.approval.size = ticket.size;
    const auto order = events::approvalDigest(ticket, offer.made.stop, offer.made.target, offer.made.proposal.reference,
                                              offer.made.driftAllowed);
    wish.approval.digest = views::signedDigest(order, offer.standing);
    wish.approval.seen = offer.seen;
    return wish;
}

Outcome<int> runApprove(const Arguments& arguments)
{
    const auto id = proposalOf("approve", arguments.operands().front());
    if (!id) {
        return tl::unexpected(id.error());
    }
    std::optional<std::int64_t> lots;
    if (const auto size = arguments.value("--size")) {
        const auto number = numberOf("--size", *size);
        if (!number || *number > 1'000'000'000'000'000) {
            return number ? wrongUsage("--size " + *size + " is too large") : tl::unexpected(number.error());
        }
        lots = static_cast<std::int64_t>(*number);
    }
    const auto profile = profileOf(arguments);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    return offerOf(*profile, *id).and_then([&](const runtime::Offer& offer) {
        return ask(*profile, approvalOf(offer, lots), arguments.wantsJson());
    });
}

Outcome<int> runReject(const Arguments& arguments)
{
    const auto id = proposalOf("reject", arguments.operands().front());
    if (!id) {
        return tl::unexpected(id.error());
    }
    const auto reason = reasonOf(arguments, 0);
    if (!reason) {
        return tl::unexpected(reason.error());
    }
    return profileOf(arguments).and_then([&](const std::string& profile) {
        return ask(profile, runtime::RejectRequest{*id, *reason}, arguments.wantsJson());
    });
}

// --- arm -------------------------------------------------------------------------------------------------------------

/// A part of arming that is done; the first that is not ends it.
Outcome<void> toldStep(const Outcome<ControlReply>& reply)
{
    if (!reply) {
        return tl::unexpected(reply.error());
    }
    if (const auto* refused = std::get_if<RefusedReply>(&*reply)) {
        return failureOfRefusal(*refused);
    }
    if (const auto* done = std::get_if<DoneReply>(&*reply)) {
        tell(done->text);
    }
    return {};
}

Outcome<std::vector<StrategyId>> startedBy(const Arguments& arguments)
{
    std::vector<StrategyId> out;
    for (const auto& text : arguments.values("--start")) {
        const auto number = numberOf("--start", text);
        if (!number) {
            return tl::unexpected(number.error());
        }
        out.emplace_back(*number);
    }
    return out;
}

Outcome<int> runMoveStop(const Arguments& arguments)
{
    const auto order = numberOf("move-stop", arguments.operands()[0]);
    if (!order) {
        return tl::unexpected(order.error());
    }
    const auto price = decimalFromText(arguments.operands()[1]);
    if (!price) {
        return wrongUsage("move-stop to " + omni::quoted(arguments.operands()[1]) + ": it is no price");
    }
    const auto reason = reasonOf(arguments, 0);
    if (!reason) {
        return tl::unexpected(reason.error());
    }
    return profileOf(arguments).and_then([&](const std::string& profile) {
        return ask(profile, runtime::MoveStopRequest{OrderId{*order}, *price, *reason}, arguments.wantsJson());
    });
}

/// One answer for all: the last that was given, or the first that failed.
Outcome<int> runArm(const Arguments& arguments)
{
    const auto mode = risk::modeFromName(arguments.value("--mode").value_or("manual"));
    if (!mode || (*mode != risk::Mode::Manual && *mode != risk::Mode::ReduceOnly)) {
        return wrongUsage("--mode " + *arguments.value("--mode") + " is none", std::string(armOptions[0].meaning));
    }
    const auto reason = reasonOf(arguments, leastReason);
    if (!reason) {
        return tl::unexpected(reason.error());
    }
    const auto strategies = startedBy(arguments);
    if (!strategies) {
        return tl::unexpected(strategies.error());
    }
    const auto profile = profileOf(arguments);
    if (!profile) {
        return tl::unexpected(profile.error());
    }
    for (const auto& scope : arguments.values("--reset")) {
        if (scope.size() > runtime::mostScopeBytes) {
            return wrongUsage("--reset " + omni::quoted(scope) + " is no scope", std::string(killOptions[0].meaning));
        }
        if (auto done = toldStep(runtime::askProgram(*profile, runtime::ResetRequest{scope, *reason})); !done) {
            return tl::unexpected(done.error());
        }
    }
    for (const StrategyId strategy : *strategies) {
        if (auto done = toldStep(runtime::askProgram(*profile, runtime::StartRequest{strategy, *reason})); !done) {
            return tl::unexpected(done.error());
        }
    }
    return ask(*profile, runtime::ArmRequest{*mode, *reason}, arguments.wantsJson());
}

} // namespace

const Command statusCommand{&statusSpec, runStatus};
const Command healthCommand{&healthSpec, runHealth};
const Command killCommand{&killSpec, runKill};
const Command approveCommand{&approveSpec, runApprove};
const Command rejectCommand{&rejectSpec, runReject};
const Command armCommand{&armSpec, runArm};
const Command moveStopCommand{&moveStopSpec, runMoveStop};

} // namespace omni::app
