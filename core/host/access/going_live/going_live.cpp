#include "core/host/access/going_live/going_live.h"

#include "core/host/access/venue_keys.h"
#include "core/host/config/schema.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

using views::LiveGrantState;
using views::LiveLine;
using views::LiveNeed;

bool isLimit(const config::Key& key) noexcept
{
    return key.table() == "risk";
}

/// Usual limits but for one, which is that of `limits`.
risk::Limits usualBut(const config::Key& key, const risk::Limits& limits)
{
    config::Settings from, to;
    from.limits = limits;
    key.set(to, key.get(from));
    return to.limits;
}

template<class Record, class Fits> const Record* newest(const Evidence& evidence, Fits fits)
{
    for (auto one = evidence.records.rbegin(); one != evidence.records.rend(); ++one) {
        const auto* record = std::get_if<Record>(&*one);
        if (record != nullptr && fits(*record)) {
            return record;
        }
    }
    return nullptr;
}

/// A time that is not before this and not older than evidence may be. One of the future is of a clock that was wrong.
bool isRecent(Timestamp at, Timestamp now) noexcept
{
    return at <= now && now - at <= evidenceLife;
}

LiveLine lineOf(LiveNeed need, bool isMet, bool isKnown = true)
{
    LiveLine line;
    line.need = need;
    line.isMet = isMet;
    line.isKnown = isKnown;
    return line;
}

LiveLine sessionsLine(const LiveCase& one)
{
    std::set<std::uint32_t> boots; // of one start nothing counts twice
    LiveLine line = lineOf(LiveNeed::PaperSessions, false, one.papers != nullptr);
    for (const EvidenceRecord& record : one.evidence.records) {
        const auto* session = std::get_if<PaperSession>(&record);
        if (session != nullptr && session->broker == one.settings.broker && counts(*session)) {
            boots.insert(session->boot);
            line.at = session->end;
        }
    }
    line.wanted = paperSessionsWanted;
    line.have = static_cast<std::int64_t>(boots.size());
    line.isMet = line.isKnown && line.have >= line.wanted;
    return line;
}

const LivePaper* paperOf(const LiveCase& one)
{
    return one.papers == nullptr ? nullptr : one.papers->of(one.settings.broker);
}

LiveLine testLine(const LiveCase& one)
{
    LiveLine line = lineOf(LiveNeed::KeyTest, false, one.papers != nullptr);
    const LivePaper* paper = paperOf(one);
    if (paper != nullptr && paper->test && paper->key == paper->test->key) {
        line.at = paper->test->at;
        line.isMet = isRecent(paper->test->at, one.now);
    } else if (paper == nullptr || !paper->key) {
        line.names = {venueKeyName(one.settings.broker, orders::Environment::Live)};
    }
    return line;
}

LiveLine limitsLine(const LiveCase& one)
{
    LiveLine line = lineOf(LiveNeed::RiskLimits, false);
    line.names = looseLimits(one.limits, one.evidence);
    line.wanted = limitCount();
    line.have = line.wanted - std::min(line.wanted, static_cast<std::int64_t>(line.names.size()));
    line.isMet = line.names.empty();
    return line;
}

LiveLine drillLine(const LiveCase& one)
{
    LiveLine line = lineOf(LiveNeed::KillDrill, false, one.papers != nullptr);
    const auto* drill = newest<KillDrill>(
        one.evidence, [&one](const KillDrill& was) { return was.broker == one.settings.broker && was.orders > 0; });
    if (drill != nullptr) {
        line.at = drill->at;
        line.took = drill->took;
        line.isMet = isRecent(drill->at, one.now);
    }
    return line;
}

LiveLine factorLine(const LiveCase& one)
{
    const LivePapers* papers = one.papers;
    LiveLine line = lineOf(LiveNeed::Authenticator, false, papers != nullptr);
    if (papers != nullptr) {
        line.names = papers->withoutFactor;
        line.isMet = papers->hasAccounts && papers->withoutFactor.empty();
    }
    return line;
}

const GrantNote* lastNote(const Evidence& evidence, std::string_view broker)
{
    return newest<GrantNote>(evidence, [broker](const GrantNote& note) { return note.broker == broker; });
}

LiveGrantState grantStateOf(const LiveCase& one)
{
    const LivePaper* paper = paperOf(one);
    if (paper == nullptr || !paper->grant) {
        return LiveGrantState::None;
    }
    const LiveGrant& grant = *paper->grant;
    const GrantNote* note = lastNote(one.evidence, one.settings.broker);
    if (note == nullptr || note->isEnd || note->number != grant.number || grant.broker != one.settings.broker) {
        return LiveGrantState::NotOnRecord;
    }
    if (grant.account != liveAccountName(one.settings)) {
        return LiveGrantState::OtherAccount;
    }
    if (paper->key != grant.key) {
        return LiveGrantState::OtherKey;
    }
    return risk::isTighterOrEqual(one.limits, grant.limits) ? LiveGrantState::Granted : LiveGrantState::LooserLimits;
}

/// What a LIVE start looks at again, beside the grant.
bool isOfEveryStart(LiveNeed need) noexcept
{
    return need == LiveNeed::Vault || need == LiveNeed::Accounts || need == LiveNeed::Authenticator
        || need == LiveNeed::Audit || need == LiveNeed::RiskLimits;
}

std::string listed(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

template<class Wanted> std::string missingOf(const views::LiveStanding& standing, Wanted wanted)
{
    std::string text;
    for (const LiveLine& line : standing.lines) {
        if (!line.isMet && wanted(line.need)) {
            text += (text.empty() ? "" : "; ") + missingText(line);
        }
    }
    return text;
}

tl::unexpected<RunFailure> liveRefused(const LiveCase& one, std::string_view what)
{
    return tl::unexpected(RunFailure{
        FailureKind::Refused, "live_refused",
        fmt::format("{} is not traded with real money: {}", one.settings.broker, what),
        fmt::format("omnitrade going-live status {} says what is there and what to do next; environment = \"paper\" "
                    "trades on the broker's paper account",
                    one.settings.broker),
        one.settings.file, one.settings.line});
}

std::uint64_t nextNumber(const LiveCase& one)
{
    const auto* last = newest<GrantNote>(one.evidence, [](const GrantNote&) { return true; });
    std::uint64_t number = last == nullptr ? 0 : last->number;
    for (const LivePaper& paper : one.papers->brokers) { // also of a vault that knows more than the record
        number = std::max(number, paper.grant ? paper.grant->number : 0);
    }
    return number + 1;
}

} // namespace

bool counts(const PaperSession& session) noexcept
{
    return session.end >= session.start && (session.orders > 0 || session.end - session.start >= leastIdleSession);
}

std::vector<std::string> looseLimits(const risk::Limits& limits, const Evidence& evidence)
{
    const auto* last = newest<PaperSession>(evidence, [](const PaperSession&) { return true; });
    const risk::Limits usual;
    std::vector<std::string> out;
    for (const config::Key& key : config::allKeys()) {
        if (!isLimit(key)) {
            continue;
        }
        const risk::Limits now = usualBut(key, limits);
        const bool isAgreed = last != nullptr && risk::isTighterOrEqual(now, usualBut(key, last->limits));
        if (!risk::faultsOf(now).empty() || (!risk::isTighterOrEqual(now, usual) && !isAgreed)) {
            out.emplace_back(key.path);
        }
    }
    if (!limits.enforced) {
        out.emplace_back("risk");
    }
    return out;
}

std::int64_t limitCount() noexcept
{
    const auto keys = config::allKeys();
    return std::count_if(keys.begin(), keys.end(), isLimit);
}

std::string liveAccountName(const config::BrokerSettings& settings)
{
    config::BrokerSettings live = settings;
    live.environment = orders::Environment::Live;
    return live.accountName();
}

views::LiveStanding standingOf(const LiveCase& one)
{
    views::LiveStanding standing;
    standing.broker = one.settings.broker;
    standing.account = liveAccountName(one.settings);
    const bool isOpen = one.papers != nullptr;
    standing.lines = {sessionsLine(one),
                      testLine(one),
                      limitsLine(one),
                      drillLine(one),
                      factorLine(one),
                      lineOf(LiveNeed::Accounts, isOpen && one.papers->hasAccounts, isOpen),
                      lineOf(LiveNeed::Vault, one.hasVault),
                      lineOf(LiveNeed::Audit, one.audit == AuditFinding::Good)};
    standing.lines.back().have = one.audit == AuditFinding::Missing ? 0 : 1;
    standing.grant = grantStateOf(one);
    standing.isDamaged = one.evidence.badLine != 0;
    if (const LivePaper* paper = paperOf(one)) {
        standing.grantedAt = paper->grant ? std::optional(paper->grant->at) : std::nullopt;
        standing.accountLetters = paper->test ? endOfAccount(paper->test->account).size() : 0;
    }
    standing.takesTwo = isOpen && one.papers->mayGrant.size() > 1;
    return standing;
}

Outcome<events::LiveVouched> mayTradeLive(const LiveCase& one)
{
    const auto standing = standingOf(one);
    if (one.papers == nullptr && one.hasVault) {
        return liveRefused(one, "the vault has to be open, where its key and what was granted are kept");
    }
    if (standing.grant == LiveGrantState::None) {
        const auto missing = missingOf(standing, [](LiveNeed) { return true; });
        return liveRefused(
            one, missing.empty() ? "nobody has granted it yet" : "nobody has granted it, and missing is: " + missing);
    }
    if (standing.grant != LiveGrantState::Granted) {
        return liveRefused(one, whyVoid(standing.grant));
    }
    if (const auto missing = missingOf(standing, isOfEveryStart); !missing.empty()) {
        return liveRefused(one, "missing is: " + missing);
    }
    return events::LiveVouched{true, paperOf(one)->grant->number};
}

std::string missingText(const views::LiveLine& line)
{
    if (line.isMet) {
        return {};
    }
    if (!line.isKnown) {
        return fmt::format("{} (the vault is locked)", views::nameOf(line.need));
    }
    switch (line.need) {
    case LiveNeed::PaperSessions:
        return fmt::format("{} of {} paper sessions that ended in order", line.have, line.wanted);
    case LiveNeed::KeyTest:
        return !line.names.empty() ? fmt::format("a key in the vault ({})", listed(line.names))
            : line.at              ? "a test of the key that is no older than 30 days"
                                   : "a test of this key";
    case LiveNeed::RiskLimits:
        return fmt::format("limits that nobody has agreed to loosen ({})", listed(line.names));
    case LiveNeed::KillDrill:
        return line.at ? "a drill of the kill switch in PAPER that is no older than 30 days"
                       : "a drill of the kill switch in PAPER, with orders open";
    case LiveNeed::Authenticator:
        return line.names.empty() ? std::string("a second factor")
                                  : fmt::format("a second factor of {}", listed(line.names));
    case LiveNeed::Accounts:
        return "accounts of people";
    case LiveNeed::Vault:
        return "a vault";
    case LiveNeed::Audit:
        return line.have > 0 ? "an audit record that verifies" : "an audit record";
    }
    return {};
}

std::string_view whyVoid(LiveGrantState state) noexcept
{
    switch (state) {
    case LiveGrantState::None:
    case LiveGrantState::Granted:
        return {};
    case LiveGrantState::OtherKey:
        return "it was granted for another key";
    case LiveGrantState::OtherAccount:
        return "it was granted for another account";
    case LiveGrantState::LooserLimits:
        return "the limits are looser than those that it was granted for";
    case LiveGrantState::NotOnRecord:
        return "the profile's record of what was granted has ended it or does not know it: the vault or that record "
               "was "
               "set back or changed";
    }
    return {};
}

Outcome<void> mayBeGranted(const LiveCase& one, std::string_view typedEnd)
{
    const auto standing = standingOf(one);
    if (const auto missing = missingOf(standing, [](LiveNeed) { return true; }); !missing.empty()) {
        return liveRefused(one, "missing is: " + missing);
    }
    while (!typedEnd.empty() && typedEnd.front() == ' ') {
        typedEnd.remove_prefix(1);
    }
    while (!typedEnd.empty() && typedEnd.back() == ' ') {
        typedEnd.remove_suffix(1);
    }
    if (typedEnd.empty() || typedEnd != endOfAccount(paperOf(one)->test->account)) {
        return tl::unexpected(
            RunFailure{FailureKind::Refused,
                       "other_account",
                       "these are not the last characters of the account that the key belongs to: nothing was granted",
                       "look the account up at the broker, and see whether the key is the right one",
                       {},
                       0});
    }
    return {};
}

LiveGrant grantFor(const LiveCase& one, const LiveGrantor& grantor)
{
    const LivePaper& paper = *paperOf(one);
    LiveGrant grant;
    grant.number = nextNumber(one);
    grant.broker = one.settings.broker;
    grant.account = liveAccountName(one.settings);
    grant.venueAccount = paper.test->account;
    grant.key = *paper.key;
    grant.limits = one.limits;
    grant.at = grantor.at;
    grant.by = grantor.by;
    grant.second = grantor.second;
    return grant;
}

Outcome<void> keepGranted(ports::LogFolder& profile, vault::Vault& vault, const EvidenceSeal& seal,
                          const LiveGrant& grant)
{
    const GrantNote note{grant.broker, grant.account, grant.number, false, grant.at, grant.by, grant.second};
    if (const auto noted = addEvidence(profile, seal, note); !noted) {
        return failureOf(kindOf(noted.error().code), "writing what was granted", noted.error(), "nothing was granted");
    }
    return keepGrant(vault, grant, grant.at);
}

Outcome<void> endGranted(ports::LogFolder& profile, vault::Vault& vault, const LivePapers& papers,
                         std::string_view broker, PrincipalId by, Timestamp now)
{
    const LivePaper* paper = papers.of(broker);
    if (paper == nullptr || !paper->grant) {
        return tl::unexpected(RunFailure{
            FailureKind::Refused, "nothing_granted", fmt::format("nothing was granted for {}", broker), {}, {}, 0});
    }
    const GrantNote note{paper->grant->broker, paper->grant->account, paper->grant->number, true, now, by, {}};
    if (const auto noted = addEvidence(profile, *papers.seal, note); !noted) {
        return failureOf(kindOf(noted.error().code), "writing that it ends", noted.error(), "it was not ended");
    }
    return removeGrant(vault, broker, now);
}

} // namespace omni::runtime
