#include "core/edge/sandbox/binance/rates.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::binance {

namespace {

constexpr std::size_t mostPeers = 10'000;

std::int64_t secondsUntil(Timestamp now, Timestamp then) noexcept
{
    return std::max<std::int64_t>(1, ((then - now).ns + 999'999'999) / 1'000'000'000);
}

Fault banned(Timestamp until)
{
    return {-1003,
            fmt::format("Way too much request weight used; IP banned until {}. Please use WebSocket Streams for live "
                        "updates to avoid bans.",
                        until.ns / 1'000'000),
            418,
            {}};
}

} // namespace

Rates::Peer& Rates::peerOf(const std::string& name)
{
    if (m_peers.size() >= mostPeers && !m_peers.contains(name)) {
        m_peers.erase(m_peers.begin());
    }
    return m_peers[name];
}

Rates::Account& Rates::accountOf(std::uint64_t account)
{
    return m_accounts[account]; // there are no more than the exchange has
}

Rates::Stop Rates::tooMuch(Peer& peer, Timestamp now, Duration window)
{
    if (++peer.tolerated > m_limits.toleratedAfterLimit) {
        Duration ban = m_limits.firstBan;
        for (int i = 0; i < peer.bans && ban < m_limits.longestBan; ++i) {
            ban = ban * 2;
        }
        ban = std::min(ban, m_limits.longestBan);
        ++peer.bans;
        peer.tolerated = 0;
        peer.bannedUntil = now + ban;
        return {banned(peer.bannedUntil), secondsUntil(now, peer.bannedUntil)};
    }
    return {Fault{-1003,
                  fmt::format("Too much request weight used; current limit is {} request weight per 1 MINUTE. Please "
                              "use WebSocket Streams for live updates to avoid polling the API.",
                              m_limits.weight),
                  429,
                  {}},
            secondsUntil(now, flooredTo(now, window) + window)};
}

std::optional<Rates::Stop> Rates::enter(const std::string& name, Timestamp now)
{
    Peer& peer = peerOf(name);
    if (now < peer.bannedUntil) {
        ++m_turnedAway;
        return Stop{banned(peer.bannedUntil), secondsUntil(now, peer.bannedUntil)};
    }
    if (++peer.raw.at(now, minutes(5)) > m_limits.rawRequests) {
        return tooMuch(peer, now, minutes(5));
    }
    return std::nullopt;
}

bool Rates::wouldStop(const std::string& name, Timestamp now)
{
    Peer& peer = peerOf(name);
    return now < peer.bannedUntil || peer.raw.at(now, minutes(5)) >= m_limits.rawRequests;
}

std::optional<Rates::Stop> Rates::weigh(const std::string& name, std::int64_t weight, Timestamp now)
{
    Peer& peer = peerOf(name);
    std::int64_t& used = peer.weight.at(now, minutes(1));
    if (used + weight > m_limits.weight) {
        return tooMuch(peer, now, minutes(1));
    }
    used += weight;
    peer.tolerated = 0;
    return std::nullopt;
}

void Rates::unweigh(const std::string& name, std::int64_t weight)
{
    Peer& peer = peerOf(name);
    peer.weight.used = std::max<std::int64_t>(0, peer.weight.used - weight);
}

std::int64_t Rates::usedWeight(const std::string& name, Timestamp now)
{
    return peerOf(name).weight.at(now, minutes(1));
}

std::optional<Rates::Stop> Rates::mayOrder(std::uint64_t account, std::int64_t orders, Timestamp now)
{
    const auto stop = [&](std::int64_t limit, std::string_view interval, Duration window) {
        return Stop{Fault{-1015,
                          fmt::format("Too many new orders; current limit is {} orders per {}.", limit, interval),
                          429,
                          {}},
                    secondsUntil(now, flooredTo(now, window) + window)};
    };
    if (ordersTenSeconds(account, now) + orders > m_limits.ordersTenSeconds) {
        return stop(m_limits.ordersTenSeconds, "10 SECOND", seconds(10));
    }
    if (ordersDay(account, now) + orders > m_limits.ordersDay) {
        return stop(m_limits.ordersDay, "1 DAY", days(1));
    }
    return std::nullopt;
}

void Rates::countOrders(std::uint64_t account, std::int64_t orders, Timestamp now)
{
    Account& one = accountOf(account);
    one.tenSeconds.at(now, seconds(10)) += orders;
    one.day.at(now, days(1)) += orders;
}

void Rates::giveBack(std::uint64_t account, Timestamp placed, Timestamp now)
{
    Account& one = accountOf(account);
    for (auto [window, length] : {std::pair(&one.tenSeconds, seconds(10)), std::pair(&one.day, days(1))}) {
        std::int64_t& used = window->at(now, length);
        if (placed >= window->opened && used > 0) {
            --used;
        }
    }
}

std::int64_t Rates::ordersTenSeconds(std::uint64_t account, Timestamp now)
{
    return accountOf(account).tenSeconds.at(now, seconds(10));
}

std::int64_t Rates::ordersDay(std::uint64_t account, Timestamp now)
{
    return accountOf(account).day.at(now, days(1));
}

} // namespace omni::sandbox::binance
