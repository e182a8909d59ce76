// /v2/account and /v2/account/configurations

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/calls.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

void writeFigures(JsonText& json, const ClientAccount& client, const AccountFigures& figures)
{
    const std::string equity = exactText(figures.equity());
    const std::string power = exactText(figures.buyingPower);
    // Nothing is lent: what is long is paid whole, what is short is kept back whole.
    const std::string margin = exactText({figures.longValue.e8 - figures.shortValue.e8});
    json.member("cash", exactText(figures.cash)).member("portfolio_value", equity).member("equity", equity);
    json.member("last_equity", exactText(client.lastEquity));
    json.member("buying_power", power).member("regt_buying_power", power).member("daytrading_buying_power", "0");
    json.member("effective_buying_power", power);
    json.member("non_marginable_buying_power", power).member("options_buying_power", "0");
    json.member("long_market_value", exactText(figures.longValue));
    json.member("short_market_value", exactText(figures.shortValue));
    json.member("position_market_value", margin);
    json.member("initial_margin", margin).member("maintenance_margin", margin);
    json.member("last_maintenance_margin", "0").member("sma", "0").member("multiplier", "1");
    json.member("accrued_fees", "0").member("pending_transfer_in", "0");
}

WebAnswer showAccount(const FaceParts& parts, const ClientAccount& client)
{
    const AccountFigures figures = figuresOf(parts.exchange, client, parts.desk.open(client.account));
    JsonText json;
    json.object().member("id", client.id).member("account_number", client.number);
    json.member("status", "ACTIVE").member("crypto_status", "ACTIVE").member("currency", "USD");
    writeFigures(json, client, figures);
    json.member("daytrade_count", 0).member("pattern_day_trader", false);
    json.member("trading_blocked", false).member("transfers_blocked", false).member("account_blocked", false);
    json.member("trade_suspended_by_user", client.configuration.suspendTrade);
    json.member("shorting_enabled", !client.configuration.noShorting);
    json.member("created_at", timeText(client.created));
    json.member("balance_asof", newYorkText(parts.exchange.now() - days(1)).substr(0, 10));
    return answerOf(json.end().take());
}

std::string configurationJson(const Configuration& set)
{
    JsonText json;
    json.object().member("dtbp_check", set.dtbpCheck).member("trade_confirm_email", set.tradeConfirmEmail);
    json.member("suspend_trade", set.suspendTrade).member("no_shorting", set.noShorting);
    json.member("fractional_trading", set.fractionalTrading);
    json.member("max_margin_multiplier", set.maxMarginMultiplier).member("pdt_check", set.pdtCheck);
    json.member("ptp_no_exception_entry", set.ptpNoExceptionEntry);
    return json.end().take();
}

struct Choice {
    std::string_view name;
    std::string Configuration::*field;
    std::vector<std::string_view> values;
};
struct Switch {
    std::string_view name;
    bool Configuration::*field;
};

std::optional<Fault> setOne(Configuration& to, std::string_view name, const JsonValue& value)
{
    static const std::vector<Choice> choices{
        {"dtbp_check", &Configuration::dtbpCheck, {"both", "entry", "exit"}},
        {"trade_confirm_email", &Configuration::tradeConfirmEmail, {"all", "none"}},
        {"pdt_check", &Configuration::pdtCheck, {"both", "entry", "exit"}},
        {"max_margin_multiplier", &Configuration::maxMarginMultiplier, {"1"}},
    };
    static const std::vector<Switch> switches{
        {"suspend_trade", &Configuration::suspendTrade},
        {"no_shorting", &Configuration::noShorting},
        {"fractional_trading", &Configuration::fractionalTrading},
        {"ptp_no_exception_entry", &Configuration::ptpNoExceptionEntry},
    };
    for (const Choice& choice : choices) {
        if (choice.name == name) {
            if (std::find(choice.values.begin(), choice.values.end(), value.text) == choice.values.end()) {
                return badField(fmt::format("invalid {} value", name)).value();
            }
            to.*choice.field = value.text;
        }
    }
    for (const Switch& one : switches) {
        if (one.name == name) {
            if (value.kind != JsonValue::Kind::True && value.kind != JsonValue::Kind::False) {
                return badField(fmt::format("{} must be true or false", name)).value();
            }
            to.*one.field = value.kind == JsonValue::Kind::True;
        }
    }
    return std::nullopt;
}

WebAnswer configurations(ClientAccount& client, const Call& call)
{
    if (call.method == "PATCH") {
        const auto body = bodyOf(call);
        if (!body || body->kind != JsonValue::Kind::Object) {
            return answerOf(body ? malformed("request body format is invalid").value() : body.error());
        }
        Configuration set = client.configuration;
        for (const auto& [name, value] : body->members) {
            if (const auto fault = setOne(set, name, value)) {
                return answerOf(*fault);
            }
        }
        client.configuration = set;
    }
    return answerOf(configurationJson(client.configuration));
}

} // namespace

Answer<JsonValue> bodyOf(const Call& call)
{
    auto read = jsonFrom(call.body);
    if (!read) {
        return malformed("request body format is invalid");
    }
    return std::move(*read);
}

WebAnswer unknownCall()
{
    return answerOf(Fault{404, 40410000, "endpoint not found.", {}});
}

WebAnswer accountCall(FaceParts& parts, ClientAccount& client, const Call& call)
{
    const auto& path = call.path;
    if (path.size() == 1 && call.method == "GET") {
        return showAccount(parts, client);
    }
    if (path.size() == 2 && path[1] == "configurations" && (call.method == "GET" || call.method == "PATCH")) {
        return configurations(client, call);
    }
    if (call.method == "GET" && path.size() >= 2 && path.size() <= 3 && path[1] == "activities") {
        return activityCall(parts, client, call);
    }
    if (call.method == "GET" && path.size() == 3 && path[1] == "portfolio" && path[2] == "history") {
        return historyCall(parts, client, call);
    }
    return unknownCall();
}

} // namespace omni::sandbox::alpaca
