#include "core/edge/brokers/alpaca/wire_account.h"

#include "core/edge/brokers/alpaca/json_fields.h"

#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::size_t mostRows = 20'000;

/// Reads each element of a list; the first fault is the fault of all.
template<class Row, class Read> Result<std::vector<Row>> listFrom(std::string_view json, Read read)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    simdjson::dom::array list;
    if (root->get(list) != simdjson::SUCCESS) {
        return failure(Errc::Invalid, "it is no list");
    }
    std::vector<Row> rows;
    for (const auto each : list) {
        JsonFields fields(each);
        Row row = read(fields);
        if (!fields.isSound()) {
            return tl::unexpected(fields.fault());
        }
        if (rows.size() == mostRows) {
            return failure(Errc::Full, "the list is too long");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Decimal neededDecimal(JsonFields& fields, std::string_view key)
{
    const auto value = fields.decimal(key);
    if (!value) {
        fields.fail(key);
    }
    return value.value_or(Decimal{});
}

FillActivity fillFrom(JsonFields& fields)
{
    FillActivity fill;
    fill.id = fields.neededText("id");
    if (const auto type = fields.text("activity_type"); !type.empty() && type != "FILL") {
        return fill;
    }
    fill.orderId = fields.neededText("order_id");
    fill.symbol = fields.neededText("symbol");
    const auto side = fields.text("side");
    if (side != "buy" && side != "sell" && side != "sell_short") {
        fields.fail("side");
    }
    fill.side = side == "buy" ? Side::Buy : Side::Sell;
    fill.price = neededDecimal(fields, "price");
    fill.size = neededDecimal(fields, "qty");
    fill.time = fields.time("transaction_time");
    if (fill.price.mantissa <= 0 || fill.size.mantissa <= 0) {
        fields.fail("the execution");
    }
    return fill;
}

} // namespace

Result<AccountImage> accountFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    JsonFields fields(*root);
    AccountImage account;
    account.number = fields.text("account_number");
    account.status = fields.neededText("status");
    account.currency = fields.text("currency");
    const auto cash = fields.money("cash");
    account.equity = fields.money("equity");
    account.buyingPower = fields.money("buying_power");
    account.maintenanceMargin = fields.money("maintenance_margin");
    account.tradingBlocked = fields.flag("trading_blocked");
    account.accountBlocked = fields.flag("account_blocked");
    account.transfersBlocked = fields.flag("transfers_blocked");
    account.suspendedByUser = fields.flag("trade_suspended_by_user");
    account.shortingEnabled = !fields.find("shorting_enabled") || fields.flag("shorting_enabled");
    if (!cash) {
        fields.fail("cash");
    }
    if (!fields.isSound()) {
        return tl::unexpected(fields.fault());
    }
    account.cash = *cash;
    return account;
}

std::string obstacleIn(const AccountImage& account)
{
    if (account.status != "ACTIVE") {
        return "the account's status is " + omni::quoted(account.status)
            + ", not ACTIVE: no order is taken. See the account at Alpaca.";
    }
    if (account.accountBlocked) {
        return "Alpaca has blocked the account: no order is taken. Ask Alpaca why.";
    }
    if (account.tradingBlocked) {
        return "Alpaca has blocked trading on this account: no order is taken. Ask Alpaca why.";
    }
    if (account.suspendedByUser) {
        return "trading is suspended in the account's own configuration: no order is taken. Allow it there again.";
    }
    if (account.equity && account.maintenanceMargin && *account.equity < *account.maintenanceMargin) {
        return "margin call: the account's equity, " + scaledText(account.equity->e8, 8)
            + ", is below the margin that Alpaca asks for, " + scaledText(account.maintenanceMargin->e8, 8)
            + ". Alpaca may sell what is held at any time; nothing that adds risk is sent. Close positions, or pay in.";
    }
    return {};
}

Result<AccountChoices> accountChoicesFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    JsonFields fields(*root);
    AccountChoices choices;
    choices.suspendTrade = fields.flag("suspend_trade");
    choices.noShorting = fields.flag("no_shorting");
    choices.fractionalTrading = !fields.find("fractional_trading") || fields.flag("fractional_trading");
    choices.dayTradeCheck = fields.text("dtbp_check");
    return fields.isSound() ? Result<AccountChoices>(std::move(choices)) : tl::unexpected(fields.fault());
}

std::string wordsOf(const AccountChoices& choices)
{
    std::string words;
    const auto add = [&words](std::string_view text) {
        words += words.empty() ? "the account's own configuration at Alpaca: " : ", ";
        words += text;
    };
    if (choices.suspendTrade) {
        add("trading is suspended");
    }
    if (choices.noShorting) {
        add("no short sales");
    }
    if (!choices.fractionalTrading) {
        add("no parts of shares");
    }
    if (choices.dayTradeCheck == "exit" || choices.dayTradeCheck == "both") {
        add("exits are checked for day trading power and may be refused");
    }
    return words;
}

Result<std::vector<PositionImage>> positionsFrom(std::string_view json)
{
    return listFrom<PositionImage>(json, [](JsonFields& fields) {
        PositionImage position;
        position.symbol = fields.neededText("symbol");
        position.assetClass = fields.text("asset_class");
        position.size = neededDecimal(fields, "qty");
        // Seen with a sign and without: the side is the word that counts.
        if (fields.text("side") == "short" && position.size.mantissa > 0) {
            position.size.mantissa = -position.size.mantissa;
        }
        return position;
    });
}

Result<ActivityPage> activitiesFrom(std::string_view json)
{
    auto rows = listFrom<FillActivity>(json, fillFrom);
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    ActivityPage page;
    page.activities = rows->size();
    for (FillActivity& fill : *rows) {
        page.lastId = fill.id;
        if (!fill.orderId.empty()) {
            page.fills.push_back(std::move(fill));
        }
    }
    return page;
}

std::string_view executionIdOf(std::string_view activityId) noexcept
{
    const auto at = activityId.rfind("::");
    return at == std::string_view::npos ? activityId : activityId.substr(at + 2);
}

namespace {

/// "2026-07-15T09:30:00-04:00" as "2026-07-15 09:30": written in New York's time.
std::string localText(std::string_view iso)
{
    std::string text(iso.substr(0, 16));
    if (text.size() == 16) {
        text[10] = ' ';
    }
    return text;
}

} // namespace

Result<VenueClock> clockFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    JsonFields fields(*root);
    VenueClock clock;
    const auto time = fields.time("timestamp");
    clock.isOpen = fields.flag("is_open");
    clock.nextOpen = fields.time("next_open");
    clock.nextClose = fields.time("next_close");
    if (!time) {
        fields.fail("timestamp");
    }
    if (!fields.isSound()) {
        return tl::unexpected(fields.fault());
    }
    clock.time = *time;
    clock.nextOpenText = localText(fields.text("next_open"));
    clock.nextCloseText = localText(fields.text("next_close"));
    return clock;
}

} // namespace omni::brokers::alpaca
