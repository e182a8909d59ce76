#include "app/live_proof.h"

#include "app/command.h"
#include "app/secret_option.h"
#include "core/host/runtime/audit/seat_entries.h"

#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::auditNameOf;
using runtime::FailureKind;
using runtime::Outcome;
using runtime::RunFailure;

constexpr auto coolingOff = std::chrono::seconds(60);

tl::unexpected<RunFailure> refusedToGrant(std::string code, std::string message, std::string hint)
{
    return tl::unexpected(
        RunFailure{FailureKind::Refused, std::move(code), std::move(message), std::move(hint), {}, 0});
}

struct ProofOptions {
    std::string_view password, code;
};

/// Each shows password and code of this moment: that somebody sits there already is not asked.
Outcome<PrincipalId> provenRight(const Arguments& arguments, OpenedAccounts& accounts, const std::string& person,
                                 const ProofOptions& options)
{
    const auto password = secretOf(arguments, options.password, fmt::format("Password of {}: ", person));
    if (!password) {
        return tl::unexpected(password.error());
    }
    const auto code = secretOf(arguments, options.code, fmt::format("Code of {}'s authenticator: ", person));
    if (!code) {
        return tl::unexpected(code.error());
    }
    const auto in = accounts.all->signIn(person, {password->exposed(), code->exposed()});
    if (!in) {
        return accountFailure(in.error(), accounts, person);
    }
    if (!in->enrolmentPermit.isEmpty()) {
        return refusedToGrant("must_enrol", "not granted: a recovery code was used, so a new second factor comes first",
                              fmt::format("omnitrade user totp {}", person));
    }
    const auto answer = risk::authority(in->roles, risk::Action::EnableLive, risk::EntryPath::Cli,
                                        {orders::Environment::Live, false, false});
    if (answer == risk::Answer::Deny) {
        return refusedToGrant("no_right", fmt::format("not granted: {} has no right to enable real money", person),
                              "somebody with the role risk has");
    }
    if (!in->stepUp) {
        return refusedToGrant("step_up_missing", fmt::format("not granted: {} has no second factor", person),
                              fmt::format("omnitrade user totp {} sets one up", person));
    }
    const auto standing = accounts.all->standing(person);
    return standing ? Outcome<PrincipalId>(standing->number) : accountFailure(standing.error(), accounts, person);
}

} // namespace

Outcome<LiveProvers> provenForLive(const Arguments& arguments, OpenedAccounts& accounts,
                                   const std::vector<std::string>& able)
{
    const auto by = arguments.value(byOption);
    if (!by) {
        return wrongUsage("--by names who grants it", "somebody with the role risk");
    }
    const auto second = arguments.value(secondOption);
    if (second && *second == *by) {
        return wrongUsage("--second is another person than --by");
    }
    if (!second && able.size() > 1) {
        const auto& other = able.front() == *by ? able.back() : able.front();
        return refusedToGrant("second_person_missing",
                              "not granted: another person has the right as well, and both have to say it",
                              fmt::format("--second {} with a password and a code of that person's", other));
    }
    const auto first = provenRight(arguments, accounts, *by, {passwordOption, codeOption});
    if (!first) {
        return tl::unexpected(first.error());
    }
    if (second) {
        const auto other = provenRight(arguments, accounts, *second, {secondPasswordOption, secondCodeOption});
        return other
            ? Outcome<LiveProvers>(LiveProvers{*first, *other, auditNameOf(*first) + " and " + auditNameOf(*other)})
            : tl::unexpected(other.error());
    }
    tell(
        "Nobody else has the right to enable real money. It is granted in 60 s; end the program to leave everything as "
        "it is.");
    std::this_thread::sleep_for(coolingOff);
    return LiveProvers{*first, {}, auditNameOf(*first)};
}

} // namespace omni::app
