#include "core/edge/brokers/binance/account_wire.h"

#include "core/base/decimal.h"
#include "core/base/wide_int.h"
#include "core/edge/brokers/binance/json.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr int decimals = 8;
constexpr std::size_t balancesMost = 20'000;
constexpr std::int64_t latestMs = 7'258'118'400'000; // 2200

tl::unexpected<Error> invalid(std::string_view what, std::string_view field)
{
    return failure(Errc::Invalid, fmt::format("{} has no sound '{}'", what, field));
}

/// Element `at` of a row as decimal text in e8; -1 if it is none.
std::int64_t amountAt(const std::vector<simdjson::dom::element>& row, std::size_t at)
{
    std::string_view text;
    if (row[at].get(text) != simdjson::SUCCESS) {
        return -1;
    }
    return scaledFromText(text, decimals).value_or(-1);
}

std::optional<market::Bar> barFrom(const std::vector<simdjson::dom::element>& row, const SymbolUnits& units,
                                   Duration interval)
{
    std::int64_t opened = 0;
    std::int64_t trades = 0;
    if (row.size() < 9 || row[0].get(opened) != simdjson::SUCCESS || row[8].get(trades) != simdjson::SUCCESS
        || opened < 0 || opened > latestMs || trades < 0) {
        return std::nullopt;
    }
    const auto open = units.ticks(amountAt(row, 1));
    const auto high = units.ticks(amountAt(row, 2));
    const auto low = units.ticks(amountAt(row, 3));
    const auto close = units.ticks(amountAt(row, 4));
    const std::int64_t volume = amountAt(row, 5);
    if (!open || !high || !low || !close || volume < 0) {
        return std::nullopt;
    }
    market::Bar bar;
    bar.instrument = units.id();
    bar.opened = Timestamp{opened * 1'000'000};
    bar.interval = interval;
    bar.closedAt = bar.opened + interval;
    bar.open = *open;
    bar.high = *high;
    bar.low = *low;
    bar.close = *close;
    bar.volume = static_cast<double>(volume) / 1e8; // for statistics only
    bar.trades = static_cast<std::uint32_t>(std::min<std::int64_t>(trades, UINT32_MAX));
    return bar;
}

} // namespace

Result<AccountAnswer> accountFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    AccountAnswer answer;
    answer.canTrade = fields.flag("canTrade");
    answer.canWithdraw = fields.flagOr("canWithdraw", false);
    answer.number = fields.numberOr("uid", 0);
    const auto rows = fields.array("balances");
    if (!fields.isSound() || rows.size() > balancesMost) {
        return invalid("the account", fields.isSound() ? "balances" : fields.fault());
    }
    for (const auto element : rows) {
        Fields row(element);
        Balance balance{std::string(row.text("asset")), row.scaled("free", decimals), row.scaled("locked", decimals)};
        if (!row.isSound() || !checkedSum(balance.free, balance.locked)) {
            return invalid("a balance", row.isSound() ? "free" : row.fault());
        }
        answer.balances.push_back(std::move(balance));
    }
    return answer;
}

Result<KeyRights> keyRightsFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    const KeyRights rights{fields.flag("enableSpotAndMarginTrading"), fields.flag("enableWithdrawals"),
                           fields.flagOr("ipRestrict", false)};
    return fields.isSound() ? Result<KeyRights>(rights) : invalid("the rights of the key", fields.fault());
}

Result<Timestamp> serverTimeFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    const auto ms = fields.number("serverTime");
    if (!fields.isSound() || ms < 0 || ms > latestMs) {
        return invalid("the time", "serverTime");
    }
    return Timestamp{ms * 1'000'000};
}

Result<std::int64_t> averagePriceFrom(std::string_view json)
{
    JsonReader reader;
    const auto root = reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields fields(*root);
    const auto price = fields.scaled("price", decimals);
    return fields.isSound() && price > 0 ? Result<std::int64_t>(price) : invalid("the average price", "price");
}

Result<std::vector<market::Bar>> barsFrom(std::string_view json, const SymbolUnits& units, Duration interval,
                                          Timestamp until)
{
    JsonReader reader;
    const auto root = reader.read(json);
    const auto rows = root ? elementsOf(*root) : std::nullopt;
    if (!rows || rows->size() > 2'000) {
        return failure(Errc::Invalid, "no list of bars");
    }
    std::vector<market::Bar> bars;
    for (const auto element : *rows) {
        const auto row = elementsOf(element);
        const auto bar = row ? barFrom(*row, units, interval) : std::nullopt;
        if (!bar) {
            return failure(Errc::Invalid, fmt::format("bar {} of an answer cannot be read", bars.size() + 1));
        }
        if (bar->closedAt <= until) {
            bars.push_back(*bar);
        }
    }
    return bars;
}

} // namespace omni::brokers::binance
