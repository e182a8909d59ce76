// A profile that has earned real money: keys, accounts with second factors, sealed evidence, a test of the key and a
// grant, each made by the program's own means. What a test wants to be missing it leaves out.

#pragma once

#include "core/host/access/account_store.h"
#include "core/host/access/going_live/going_live.h"
#include "core/host/access/venue_keys.h"
#include "tests/support/account_kit.h"

#include <QtGlobal>

#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace omni::tests {

inline constexpr Timestamp liveDay{1'795'000'000'000'000'000};

/// What is there; each may be taken away.
struct Earned {
    std::string broker = "binance";
    std::string liveSecret = "live-secret-1";
    std::string venueAccount = "100000452"; ///< As the test heard it.
    int sessions = 5;
    bool hasKey = true, hasTest = true, hasDrill = true, hasAccounts = true, hasFactor = true;
    Timestamp testAt = liveDay - hours(2), drillAt = liveDay - days(2);
    risk::Limits limits;
};

[[noreturn]] inline void kitFails(const std::string& why)
{
    qFatal("%s", why.c_str());
    std::abort();
}
template<class T> inline T must(runtime::Outcome<T> outcome)
{
    if (!outcome) {
        kitFails(outcome.error().message);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*outcome);
    }
}

inline runtime::PaperSession paperSession(const Earned& earned, int which)
{
    const auto start = liveDay - days(10) + hours(which);
    return {earned.broker, earned.broker + "-paper", static_cast<std::uint32_t>(which), start, start + minutes(20), 3,
            earned.limits};
}

/// One that knows just this broker: what a vault's papers are asked about.
inline std::span<const brokers::BrokerInfo* const> oneBroker(std::string_view key)
{
    static brokers::BrokerInfo info;
    static const brokers::BrokerInfo* const all[] = {&info};
    info.key = key;
    return all;
}

inline runtime::LivePapers papersOf(const vault::Vault& vault, std::string_view broker = "binance")
{
    return must(runtime::livePapersIn(vault, oneBroker(broker)));
}

/// The owner, and with a second factor if it is earned. Returns its seed, empty without.
inline platform::SecretBytes addOwner(vault::Vault& vault, bool hasFactor, std::function<accounts::Moment()> now)
{
    runtime::VaultAccountStore store(vault, [] { return liveDay; });
    const auto people = must(runtime::openAccounts(store, now));
    if (!people->add("owner", typed(ownersPassword), {})) {
        kitFails("no owner");
    }
    if (!hasFactor) {
        return {};
    }
    auto seed = people->beginEnrolment("owner", {typed(ownersPassword), {}});
    if (!seed) {
        kitFails(seed.error().detail);
    }
    const auto code = std::to_string(*totp::codeOf(seed->exposed(), *totp::stepAt(now().wall)));
    const auto codes
        = people->confirmEnrolment("owner", typed(std::string(totp::codeDigits - code.size(), '0') + code));
    if (!codes) {
        kitFails(codes.error().detail);
    }
    return std::move(*seed);
}

/// Everything but the grant. Returns the seed of the owner's second factor.
inline platform::SecretBytes earn(
    vault::Vault& vault, ports::LogFolder& profile, const Earned& earned = {},
    std::function<accounts::Moment()> now = [] {
        return accounts::Moment{liveDay - hours(3), {hours(10).ns, {std::byte{1}}}};
    })
{
    must(runtime::makeEvidenceSeal(vault, liveDay));
    if (earned.hasKey) {
        must(runtime::addVenueKey(vault, earned.broker + "-live", Secret("live-id-09c2"), Secret(earned.liveSecret),
                                  liveDay));
    }
    auto seed = earned.hasAccounts ? addOwner(vault, earned.hasFactor, std::move(now)) : platform::SecretBytes();
    const auto papers = papersOf(vault, earned.broker);
    for (int which = 1; which <= earned.sessions; ++which) {
        if (const auto added = runtime::addEvidence(profile, *papers.seal, paperSession(earned, which)); !added) {
            kitFails(added.error().detail);
        }
    }
    if (earned.hasDrill) {
        const runtime::KillDrill drill{earned.broker,  earned.broker + "-paper", 2,
                                       earned.drillAt, Duration{800'000'000},    2};
        if (const auto added = runtime::addEvidence(profile, *papers.seal, drill); !added) {
            kitFails(added.error().detail);
        }
    }
    const auto* paper = papers.of(earned.broker);
    if (earned.hasTest && paper->key) {
        must(runtime::keepKeyTest(vault, earned.broker, {earned.testAt, *paper->key, earned.venueAccount, true, true},
                                  liveDay));
    }
    return seed;
}

inline config::BrokerSettings liveSettings(std::string_view broker = "binance")
{
    config::BrokerSettings settings;
    settings.broker = broker;
    settings.environment = orders::Environment::Live;
    return settings;
}

/// Grants what has been earned, as a person with the right would.
inline runtime::LiveGrant grantEarned(vault::Vault& vault, ports::LogFolder& profile, const Earned& earned = {},
                                      Timestamp now = liveDay)
{
    const auto papers = papersOf(vault, earned.broker);
    const auto evidence = runtime::readEvidence(profile, *papers.seal);
    const auto settings = liveSettings(earned.broker);
    const runtime::LiveCase one{settings, earned.limits, true, &papers, *evidence, runtime::AuditFinding::Good, now};
    must(runtime::mayBeGranted(one, runtime::endOfAccount(earned.venueAccount)));
    auto grant = runtime::grantFor(one, {PrincipalId{1}, {}, now});
    must(runtime::keepGranted(profile, vault, *papers.seal, grant));
    return grant;
}

} // namespace omni::tests
