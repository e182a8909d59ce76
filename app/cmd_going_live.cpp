#include "app/audit_key_option.h"
#include "app/command.h"
#include "app/live_proof.h"
#include "app/secret_option.h"
#include "app/user_proof.h"

#include "core/base/json_text.h"
#include "core/edge/brokers/registry.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/access/going_live/going_live.h"
#include "core/host/audit_verify/verify_command.h"
#include "core/host/runtime/broker/key_test.h"
#include "core/host/runtime/session_plan.h"

#include <QCoreApplication>

#include <filesystem>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace omni::app {

namespace {

using runtime::AuditFinding;
using runtime::Outcome;
using views::LiveGrantState;

constexpr std::string_view accountOption = "--account-fd";

constexpr std::string_view notes
    = "Secrets are read from file descriptors, or asked for at the terminal; several options may name one descriptor, "
      "which\nthen gives a line to each, in the order in which they stand here. The program must not run on this "
      "profile meanwhile.";

constexpr OptionSpec statusOptions[] = {vaultPassphraseOption};
constexpr OptionSpec testOptions[] = {vaultPassphraseOption};
constexpr OptionSpec grantOptions[]
    = {vaultPassphraseOption,
       {accountOption, "N", "the last 4 characters of the account at the broker, one line from this file descriptor"},
       {byOption, "NAME", "who grants it: somebody with the role risk and a second factor"},
       {passwordOption, "N", "that person's password, likewise"},
       {codeOption, "N", "a code of that person's authenticator, likewise"},
       {secondOption, "NAME", "another one with the role risk, where there is one: both have to be there"},
       {secondPasswordOption, "N", "that person's password, likewise"},
       {secondCodeOption, "N", "a code of that person's authenticator, likewise"}};
constexpr OptionSpec endOptions[] = {vaultPassphraseOption};

constexpr CommandSpec statusSpec{"going-live status",
                                 "[BROKER]",
                                 "What real money takes with a broker, and what of it is there (docs/going-live.md).",
                                 statusOptions,
                                 0,
                                 1,
                                 notes};
constexpr CommandSpec testSpec{"going-live test",
                               "BROKER",
                               "Asks the broker what its key of real money may. Nothing is ordered.",
                               testOptions,
                               1,
                               1,
                               notes};
constexpr CommandSpec grantSpec{
    "going-live grant",
    "BROKER",
    "Grants trading with real money, once everything that it takes is there: for this key, this account and limits "
    "that are\nno looser. It arms nothing.",
    grantOptions,
    1,
    1,
    notes};
constexpr CommandSpec endSpec{"going-live end",
                              "BROKER",
                              "Takes back what was granted. The next LIVE session is refused.",
                              endOptions,
                              1,
                              1,
                              notes};

AuditFinding auditOf(const std::filesystem::path& profile)
{
    std::error_code error;
    if (!std::filesystem::exists(profile / "audit", error)) {
        return AuditFinding::Missing;
    }
    return audit_verify::answerTo({profile.string()}).code == 0 ? AuditFinding::Good : AuditFinding::Bad;
}

Outcome<config::Settings> settingsOf(const Arguments& arguments, const std::filesystem::path& profile)
{
    runtime::RunRequest request;
    request.profile = profile;
    if (const auto file = arguments.value("--config")) {
        request.extraConfig = *file;
    }
    request.sets = arguments.values("--set");
    auto loaded = runtime::loadConfiguration(request);
    return loaded ? Outcome<config::Settings>(std::move(loaded->settings)) : tl::unexpected(loaded.error());
}

config::BrokerSettings brokerSettings(const config::Settings& settings, std::string_view broker)
{
    for (const auto& one : settings.brokers) {
        if (one.broker == broker) {
            return one;
        }
    }
    config::BrokerSettings usual;
    usual.broker = broker;
    return usual;
}

Outcome<std::string> brokerOf(const Arguments& arguments)
{
    const std::string& word = arguments.operands().front();
    if (brokers::brokerOf(word, brokers::allBrokers()) == nullptr) {
        return wrongUsage("there is no broker " + omni::quoted(word), "omnitrade going-live status shows them");
    }
    return word;
}

/// A profile with its vault open, and all that is judged by.
struct Opened {
    std::unique_ptr<OpenedAccounts> accounts;
    config::Settings settings;
    runtime::LivePapers papers;
    runtime::Evidence evidence;
    AuditFinding audit = AuditFinding::Missing;
    config::BrokerSettings broker; ///< Of the one that is asked about.

    [[nodiscard]] vault::Vault& vault() const
    {
        return *accounts->opened.vault;
    }
    [[nodiscard]] runtime::LiveCase live(Timestamp now) const
    {
        return {broker, settings.limits, true, &papers, evidence, audit, now};
    }
    [[nodiscard]] Outcome<void> read()
    {
        auto all = runtime::livePapersIn(vault(), brokers::allBrokers());
        if (!all) {
            return tl::unexpected(all.error());
        }
        papers = std::move(*all);
        if (papers.seal == nullptr) {
            return {};
        }
        auto there = runtime::readEvidence(*accounts->opened.profile->root, *papers.seal);
        if (!there) {
            return runtime::failureOf(runtime::kindOf(there.error().code), "reading the evidence", there.error());
        }
        evidence = std::move(*there);
        return {};
    }
};

Outcome<Opened> opened(const Arguments& arguments, const std::string& purpose)
{
    auto accounts = openedAccounts(arguments, purpose);
    if (!accounts) {
        return tl::unexpected(accounts.error());
    }
    Opened all;
    all.accounts = std::move(*accounts);
    const auto& profile = all.accounts->opened.profile->path;
    auto settings = settingsOf(arguments, profile);
    if (!settings) {
        return tl::unexpected(settings.error());
    }
    all.settings = std::move(*settings);
    if (runtime::lacksEvidenceSeal(all.vault())) {
        if (auto made = runtime::makeEvidenceSeal(all.vault(), wallNow()); !made) {
            return tl::unexpected(made.error());
        }
    }
    if (auto read = all.read(); !read) {
        return tl::unexpected(read.error());
    }
    all.audit = auditOf(profile);
    return all;
}

// --- status ----------------------------------------------------------------------------------------------------------

std::string_view titleOf(views::LiveNeed need)
{
    using views::LiveNeed;
    switch (need) {
    case LiveNeed::PaperSessions:
        return "Paper sessions";
    case LiveNeed::KeyTest:
        return "Key test";
    case LiveNeed::RiskLimits:
        return "Risk limits";
    case LiveNeed::KillDrill:
        return "Kill switch drill";
    case LiveNeed::Authenticator:
        return "Authenticator";
    case LiveNeed::Accounts:
        return "Accounts";
    case LiveNeed::Vault:
        return "Vault";
    case LiveNeed::Audit:
        return "Audit record";
    }
    return {};
}

std::string figuresOf(const views::LiveLine& line)
{
    std::string text;
    if (line.wanted > 0) {
        text = fmt::format("{} of {}", line.have, line.wanted);
    }
    if (line.at && line.wanted == 0) {
        text = isoText(*line.at).substr(0, 10);
    }
    if (line.took.ns > 0) {
        text += fmt::format(", {:.1f} s", static_cast<double>(line.took.ns) / 1e9);
    }
    return text;
}

std::string grantText(const views::LiveStanding& standing)
{
    if (standing.grant == LiveGrantState::Granted) {
        return "granted " + isoText(*standing.grantedAt).substr(0, 10);
    }
    if (standing.grant != LiveGrantState::None) {
        return "granted before, and void: " + std::string(runtime::whyVoid(standing.grant));
    }
    return standing.isReady() ? "not granted yet: omnitrade going-live grant " + standing.broker : "not granted";
}

void sayStanding(const views::LiveStanding& standing)
{
    say(fmt::format("{} ({}): {}", standing.broker, standing.account, grantText(standing)));
    for (const auto& line : standing.lines) {
        const auto missing = runtime::missingText(line);
        say(fmt::format("  {} {:<18} {}{}", line.isMet ? "ok     " : "missing", titleOf(line.need), figuresOf(line),
                        missing.empty() ? "" : (figuresOf(line).empty() ? "" : "; ") + missing));
    }
    if (standing.isDamaged) {
        say("  The record of evidence was changed by somebody: what stands behind the change does not count.");
    }
}

void addStanding(JsonText& json, const views::LiveStanding& standing)
{
    json.object().member("broker", standing.broker).member("account", standing.account);
    json.member("grant", views::nameOf(standing.grant));
    if (standing.grantedAt) {
        json.member("granted_at", isoText(*standing.grantedAt));
    }
    json.member("ready", standing.isReady()).member("takes_two", standing.takesTwo);
    json.member("evidence_damaged", standing.isDamaged);
    json.key("needs").array();
    for (const auto& line : standing.lines) {
        json.object().member("need", views::nameOf(line.need)).member("met", line.isMet);
        if (line.wanted > 0) {
            json.member("have", line.have).member("wanted", line.wanted);
        }
        if (line.at) {
            json.member("at", isoText(*line.at));
        }
        if (line.took.ns > 0) {
            json.key("seconds").number(static_cast<double>(line.took.ns) / 1e9);
        }
        json.member("missing", runtime::missingText(line)).end();
    }
    json.end().end();
}

Outcome<int> runStatus(const Arguments& arguments)
{
    const bool isOne = !arguments.operands().empty();
    const auto named = isOne ? brokerOf(arguments) : Outcome<std::string>(std::string());
    auto all = named ? opened(arguments, "going-live status") : tl::unexpected(named.error());
    if (!all) {
        return tl::unexpected(all.error());
    }
    JsonText json;
    json.object().key("brokers").array();
    for (const auto* info : brokers::allBrokers()) {
        if (isOne && info->key != *named) {
            continue;
        }
        all->broker = brokerSettings(all->settings, info->key);
        const auto standing = runtime::standingOf(all->live(wallNow()));
        addStanding(json, standing);
        if (!arguments.wantsJson()) {
            sayStanding(standing);
        }
    }
    json.end().end();
    if (arguments.wantsJson()) {
        say(json.view());
    }
    return doneCode;
}

// --- test ------------------------------------------------------------------------------------------------------------

void sayTest(const runtime::KeyTestResult& result, bool asJson)
{
    JsonText json;
    json.object().member("passed", result.isPassed()).key("steps").array();
    for (std::size_t i = 0; i < runtime::keyTestSteps; ++i) {
        const auto step = static_cast<runtime::KeyTestStep>(i);
        const auto& line = result.lines.at(i);
        json.object().member("step", runtime::nameOf(step)).member("result", runtime::nameOf(line.mark));
        json.member("detail", line.detail).end();
        if (!asJson) {
            say(fmt::format("{:<9} {:<36} {}", runtime::nameOf(line.mark), runtime::titleOf(step), line.detail));
        }
    }
    json.end().end();
    if (asJson) {
        say(json.view());
    }
}

Outcome<int> runTest(const Arguments& arguments)
{
    const auto broker = brokerOf(arguments);
    auto all = broker ? opened(arguments, "going-live test " + *broker) : tl::unexpected(broker.error());
    if (!all) {
        return tl::unexpected(all.error());
    }
    const auto& profile = *all->accounts->opened.profile;
    if (auto kept = keepOnAudit(profile, shellEntry("key.test", *broker + "-live", audit::AuditOutcome::Begun));
        !kept) {
        return tl::unexpected(kept.error());
    }
    int count = 1;
    char name[] = "omnitrade";
    char* words[] = {name, nullptr};
    const QCoreApplication app(count, words); // the broker's thread needs one
    platform::SystemClock clock;
    const StopFlag never;
    const auto keys = runtime::KeyRing::ofVault(all->vault(), brokers::allBrokers());
    const engine::DeskState nothing;
    const runtime::Reporter reporter{{}, [](const std::string& note) { tell(note); }};
    const auto result = runtime::testKey(
        *broker, orders::Environment::Live,
        {all->settings, brokers::allBrokers(), nothing, clock, never, reporter, &keys, profile.path});
    if (!result) {
        return tl::unexpected(result.error());
    }
    const auto outcome = result->isPassed() ? audit::AuditOutcome::Done : audit::AuditOutcome::Failed;
    if (auto kept = keepOnAudit(profile, shellEntry("key.test", *broker + "-live", outcome)); !kept) {
        return tl::unexpected(kept.error());
    }
    sayTest(*result, arguments.wantsJson());
    const auto* paper = all->papers.of(*broker);
    if (!result->isPassed() || paper == nullptr || !paper->key) {
        return failedCode;
    }
    const auto now = wallNow();
    if (auto kept = runtime::keepKeyTest(all->vault(), *broker, runtime::recordOf(*result, *paper->key, now), now);
        !kept) {
        return tl::unexpected(kept.error());
    }
    return doneCode;
}

// --- grant and end ---------------------------------------------------------------------------------------------------

Outcome<void> noted(const Opened& all, std::string_view action, audit::AuditOutcome outcome, std::string reason = {})
{
    return keepOnAudit(*all.accounts->opened.profile,
                       shellEntry(action, runtime::liveAccountName(all.broker), outcome, std::move(reason)));
}

/// What is said to nobody else stands in the audit record: who was refused, and why.
Outcome<LiveProvers> provenOnRecord(const Arguments& arguments, const Opened& all)
{
    auto provers = provenForLive(arguments, *all.accounts, all.papers.mayGrant);
    if (!provers) {
        if (auto kept = noted(all, "live.grant", audit::AuditOutcome::Refused, provers.error().code); !kept) {
            tell(kept.error().message);
        }
    }
    return provers;
}

Outcome<int> runGrant(const Arguments& arguments)
{
    const auto broker = brokerOf(arguments);
    auto all = broker ? opened(arguments, "going-live grant " + *broker) : tl::unexpected(broker.error());
    if (!all) {
        return tl::unexpected(all.error());
    }
    all->broker = brokerSettings(all->settings, *broker);
    const auto standing = runtime::standingOf(all->live(wallNow()));
    if (!standing.isReady()) { // before anybody types for nothing
        return tl::unexpected(runtime::mayBeGranted(all->live(wallNow()), {}).error());
    }
    const auto typed = secretOf(arguments, accountOption, "Last 4 characters of the account at the broker: ");
    if (!typed) {
        return tl::unexpected(typed.error());
    }
    const auto bytes = typed->exposed();
    const std::string_view end(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (auto may = runtime::mayBeGranted(all->live(wallNow()), end); !may) {
        return tl::unexpected(may.error());
    }
    const auto provers = provenOnRecord(arguments, *all);
    if (!provers) {
        return tl::unexpected(provers.error());
    }
    const auto now = wallNow();
    const auto grant = runtime::grantFor(all->live(now), {provers->by, provers->second, now});
    if (auto begun = noted(*all, "live.grant", audit::AuditOutcome::Begun, provers->names); !begun) {
        return tl::unexpected(begun.error());
    }
    auto& profile = *all->accounts->opened.profile->root;
    if (auto kept = runtime::keepGranted(profile, all->vault(), *all->papers.seal, grant); !kept) {
        return tl::unexpected(kept.error());
    }
    if (auto done = noted(*all, "live.grant", audit::AuditOutcome::Done, provers->names); !done) {
        return tl::unexpected(done.error());
    }
    say(arguments.wantsJson()
            ? fmt::format("{{\"broker\":\"{}\",\"account\":\"{}\",\"grant\":{}}}", *broker, grant.account, grant.number)
            : fmt::format(
                "{} may be traded with real money: {}, for this key and limits that are no looser. Nothing is "
                "armed: a person does that in the session, with a code.",
                *broker, grant.account));
    return doneCode;
}

/// Stopping takes nobody's right: whoever opens the vault may.
Outcome<int> runEnd(const Arguments& arguments)
{
    const auto broker = brokerOf(arguments);
    auto all = broker ? opened(arguments, "going-live end " + *broker) : tl::unexpected(broker.error());
    if (!all) {
        return tl::unexpected(all.error());
    }
    all->broker = brokerSettings(all->settings, *broker);
    if (auto begun = noted(*all, "live.end", audit::AuditOutcome::Begun); !begun) {
        return tl::unexpected(begun.error());
    }
    if (auto ended
        = runtime::endGranted(*all->accounts->opened.profile->root, all->vault(), all->papers, *broker, {}, wallNow());
        !ended) {
        return tl::unexpected(ended.error());
    }
    if (auto gone = endPrevious(all->accounts->opened.profile->path, all->accounts->opened.passphrase); !gone) {
        return tl::unexpected(gone.error());
    }
    say(arguments.wantsJson() ? std::string("{}") : *broker + " is not traded with real money any more.");
    return doneCode;
}

} // namespace

const Command goingLiveStatusCommand{&statusSpec, runStatus};
const Command goingLiveTestCommand{&testSpec, runTest};
const Command goingLiveGrantCommand{&grantSpec, runGrant};
const Command goingLiveEndCommand{&endSpec, runEnd};

} // namespace omni::app
