#include "core/host/runtime/control/connection_words.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// None: nothing was ever proved.
std::optional<std::int64_t> millisecondsSince(const std::optional<Timestamp>& proof, Timestamp now)
{
    if (!proof) {
        return std::nullopt;
    }
    const auto age = checkedDifference(now.ns, proof->ns);
    return age ? std::optional(std::max<std::int64_t>(0, *age / 1'000'000)) : std::nullopt;
}

void addNumber(JsonText& json, std::string_view name, std::optional<std::int64_t> number)
{
    json.key(name);
    number ? json.integer(*number) : json.null();
}

} // namespace

std::string textOf(const views::Connection& connection, Timestamp now)
{
    std::string out = fmt::format("broker {}, account {} ({}) at {}, key {}\n", connection.broker, connection.account,
                                  orders::nameOf(connection.environment), connection.host,
                                  connection.keySource.empty() ? "none" : connection.keySource);
    for (std::size_t i = 0; i < views::lineCount; ++i) {
        const auto& line = connection.lines.at(i);
        const auto age = millisecondsSince(line.lastProof, now);
        out += fmt::format("line {}: {} since {}, {}{}{}\n", views::nameOf(static_cast<views::LineKind>(i)),
                           views::nameOf(line.state), isoText(line.since),
                           age ? fmt::format("last proof {}.{:03} s ago", *age / 1'000, *age % 1'000)
                               : std::string("no proof yet"),
                           line.detail.empty() ? "" : ": ", line.detail);
    }
    return out;
}

void addConnection(JsonText& json, const views::Connection& connection, Timestamp now)
{
    json.key("connection").object().member("broker", connection.broker).member("account", connection.account);
    json.member("environment", orders::nameOf(connection.environment)).member("host", connection.host);
    json.member("key_source", connection.keySource);
    if (connection.hasKeyRights) {
        json.member("key_may_trade", connection.mayTrade).member("key_may_withdraw", connection.mayWithdraw);
    }
    json.key("lines").array();
    for (std::size_t i = 0; i < views::lineCount; ++i) {
        const auto& line = connection.lines.at(i);
        json.object().member("line", views::nameOf(static_cast<views::LineKind>(i)));
        json.member("state", views::nameOf(line.state)).member("since", isoText(line.since));
        addNumber(json, "last_proof_ms", millisecondsSince(line.lastProof, now));
        json.member("detail", line.detail).end();
    }
    json.end().key("abilities").object();
    for (std::size_t i = 0; i < views::abilityCount; ++i) {
        json.member(views::nameOf(static_cast<views::Ability>(i)), views::nameOf(connection.abilities.at(i)));
    }
    json.end();
    addNumber(json, "clock_offset_us",
              connection.clockOffset ? std::optional(connection.clockOffset->ns / 1'000) : std::nullopt);
    addNumber(json, "rate_used", connection.used);
    addNumber(json, "rate_limit", connection.limit);
    addNumber(json, "order_latency_us",
              connection.orderLatency ? std::optional(connection.orderLatency->ns / 1'000) : std::nullopt);
    json.member("reconnects", connection.reconnects).member("unknown_messages", connection.unknownMessages);
    json.member("malformed_messages", connection.malformedMessages).end();
}

} // namespace omni::runtime
