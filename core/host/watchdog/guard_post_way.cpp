// The watchdog's own way to the venue of a session: made, proven now and then, and silent while the venue wants
// silence.

#include "core/edge/brokers/registry.h"
#include "core/edge/platform/file_folder.h"
#include "core/host/access/ban_book.h"
#include "core/host/access/broker_access.h"
#include "core/host/watchdog/guard_post.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace omni::watchdog {

namespace {

constexpr Duration proveEvery = minutes(5);
constexpr Duration proveAgain = seconds(15); ///< Behind a failure.

brokers::BrokerKey copyOf(const brokers::BrokerKey& key)
{
    return {key.environment, Secret(key.id.exposed()), Secret(key.secret.exposed()), key.source};
}

} // namespace

bool GuardPost::openWay(const watch::Heartbeat& beat)
{
    if (!m_session || m_session->session != beat.session) {
        m_guard.reset();
        m_session.reset();
        m_look.hasWay = false;
        m_nextProof = {};
        m_wayCode = refusedCode;
        auto folder = platform::FileFolder::open(m_options.profile, platform::FileFolder::Access::ReadOnly);
        auto session = folder ? watch::keptWatched(**folder) : tl::unexpected(folder.error());
        if (!session || session->session != beat.session) {
            m_wayTrouble = session ? std::string("what stands there is of another session") : session.error().detail;
            return false; // looked for again with the next look
        }
        m_session.emplace(std::move(*session));
        auto guard = guardFor(*m_session);
        m_wayTrouble = guard ? std::string() : guard.error();
        m_guard = guard ? std::move(*guard) : nullptr;
        if (!m_guard) {
            alert("there is no way to the venue: " + m_wayTrouble);
        } else {
            say(fmt::format("a session of {} ({}) is watched, {} symbols", m_session->broker,
                            orders::nameOf(m_session->environment), m_session->symbols.size()));
        }
    }
    if (m_guard && !m_options.isOnce && m_clock.mono() >= m_nextProof) {
        proveWay();
    }
    return m_guard != nullptr;
}

tl::expected<std::unique_ptr<brokers::OrderGuard>, std::string>
GuardPost::guardFor(const watch::WatchedSession& session)
{
    const auto settings = settingsFor(m_config, session);
    if (!settings) {
        return tl::unexpected(settings.error().message);
    }
    const auto* info = brokers::brokerOf(session.broker, m_known);
    if (info == nullptr || info->guard == nullptr) {
        return tl::unexpected("nobody can watch over " + session.broker + " from outside");
    }
    const auto key = m_keys.find(session.broker);
    if (key == m_keys.end()) {
        return tl::unexpected("there is no key for " + session.broker);
    }
    auto config = runtime::brokerConfigOf(*settings);
    if (!config) {
        return tl::unexpected(config.error().message);
    }
    std::uint64_t seed = 1;
    static_cast<void>(platform::fillWithRandom(&seed, sizeof seed));
    const runtime::BanBook bans(m_options.profile);
    const auto note = [bans, &clock = m_clock, name = session.broker, environment = session.environment](
                          Timestamp until) { bans.note(name, environment, until, clock); };
    auto guard = info->guard({std::move(*config), copyOf(key->second), m_clock, seed, note});
    if (!guard) {
        return tl::unexpected(guard.error().detail);
    }
    return std::move(*guard);
}

/// Nothing is asked of a venue that has banned this machine, whichever program it told so (S34).
void GuardPost::proveWay()
{
    m_nextProof = m_clock.mono() + proveEvery;
    if (const Duration banned = banLeft(); banned.ns > 0) {
        m_nextProof = m_clock.mono() + banned;
        return;
    }
    m_guard->prove([this](const Result<void>& proven) {
        const bool hadWay = m_look.hasWay;
        m_look.hasWay = proven.has_value();
        if (proven) {
            m_look.wayProven = m_clock.wall();
            m_wayTrouble.clear();
            if (!hadWay) {
                say("the way to the venue is open, and the key is good");
            }
            return;
        }
        m_nextProof = m_clock.mono() + proveAgain;
        m_wayCode = proven.error().code == Errc::Denied ? refusedCode : unreachableCode;
        if (std::exchange(m_wayTrouble, proven.error().detail) != proven.error().detail) {
            alert("the way to the venue is not open: " + proven.error().detail);
        }
    });
}

Duration GuardPost::banLeft()
{
    const runtime::BanBook bans(m_options.profile);
    const Timestamp now = m_clock.wall();
    const auto until = m_session ? bans.until(m_session->broker, m_session->environment, m_clock) : std::nullopt;
    return until ? *until - now : Duration{};
}

} // namespace omni::watchdog
