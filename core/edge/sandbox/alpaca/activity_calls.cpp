// /v2/account/activities and /v2/account/portfolio/history

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/calls.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

std::string fillJson(const Fill& fill, const Listing& listing)
{
    JsonText json;
    json.object().member("id", fill.id).member("activity_type", "FILL");
    json.member("transaction_time", timeText(fill.at)).member("type", fill.isWhole ? "fill" : "partial_fill");
    json.member("price", priceText(listing, fill.price)).member("qty", sizeText(listing, fill.size));
    json.member("side", fill.side == Side::Buy ? "buy" : "sell").member("symbol", listing.symbol);
    json.member("leaves_qty", sizeText(listing, fill.left)).member("cum_qty", sizeText(listing, fill.total));
    json.member("order_id", fill.orderId).member("order_status", fill.isWhole ? "filled" : "partially_filled");
    return json.end().take();
}

struct ActivityFilter {
    std::size_t size = 100;
    bool rising = false;
    std::optional<Timestamp> after, until;
    bool hasFills = true; ///< FILL is among the types asked for.
};

Answer<ActivityFilter> filterFrom(const Call& call)
{
    ActivityFilter filter;
    if (call.query.has("page_size")) {
        const auto size = wholeNumber(call.query.text("page_size"), 1, 100);
        if (!size) {
            return badField("page_size must be between 1 and 100");
        }
        filter.size = static_cast<std::size_t>(*size);
    }
    const auto direction = call.query.text("direction");
    if (!direction.empty() && direction != "asc" && direction != "desc") {
        return badField("direction must be asc or desc");
    }
    filter.rising = direction == "asc";
    for (const auto& [name, to] : {std::pair("after", &filter.after), std::pair("until", &filter.until)}) {
        if (!call.query.text(name).empty()) {
            *to = timeFrom(call.query.text(name));
            if (!*to) {
                return badField(fmt::format("invalid {}", name));
            }
        }
    }
    if (const auto date = call.query.text("date"); !date.empty()) {
        const auto day = timeFrom(date.substr(0, 10));
        if (!day) {
            return badField("invalid date");
        }
        filter.after = *day - nanoseconds(1);
        filter.until = *day + days(1);
    }
    const auto types
        = splitAt(call.path.size() == 3 ? std::string_view(call.path[2]) : call.query.text("activity_types"), ',');
    filter.hasFills = types.empty() || std::find(types.begin(), types.end(), "FILL") != types.end();
    return filter;
}

/// A step of the equity's history.
std::optional<Duration> stepFrom(std::string_view text)
{
    if (text == "1Min") {
        return minutes(1);
    }
    if (text == "5Min") {
        return minutes(5);
    }
    if (text == "15Min" || text.empty()) {
        return minutes(15);
    }
    if (text == "1H") {
        return hours(1);
    }
    return text == "1D" ? std::optional(days(1)) : std::nullopt;
}

} // namespace

WebAnswer activityCall(const FaceParts& parts, const ClientAccount& client, const Call& call)
{
    const auto filter = filterFrom(call);
    if (!filter) {
        return answerOf(filter.error());
    }
    std::vector<const Fill*> found;
    for (const Fill& fill : client.fills) {
        if (filter->hasFills && (!filter->after || fill.at > *filter->after)
            && (!filter->until || fill.at < *filter->until)) {
            found.push_back(&fill);
        }
    }
    if (!filter->rising) {
        std::reverse(found.begin(), found.end());
    }
    auto first = found.begin();
    if (const auto token = call.query.text("page_token"); !token.empty()) {
        first = std::find_if(found.begin(), found.end(), [token](const Fill* fill) { return fill->id == token; });
        first = first != found.end() ? first + 1 : first;
    }
    JsonText json;
    json.array();
    for (std::size_t count = 0; first != found.end() && count < filter->size; ++first, ++count) {
        json.raw(fillJson(**first, parts.exchange.listings()[(*first)->listing]));
    }
    return answerOf(json.end().take());
}

WebAnswer historyCall(const FaceParts& parts, const ClientAccount& client, const Call& call)
{
    const auto step = stepFrom(call.query.text("timeframe"));
    if (!step) {
        return answerOf(badField("invalid timeframe: it must be 1Min, 5Min, 15Min, 1H or 1D").value());
    }
    // The last mark of each step, and what stands now.
    std::vector<EquityMark> marks;
    const auto put = [&marks, &step](Timestamp at, Money equity) {
        const Timestamp opened = flooredTo(at, *step);
        if (marks.empty() || marks.back().at != opened) {
            marks.push_back({opened, equity});
        }
        marks.back().equity = equity;
    };
    for (const EquityMark& mark : client.equity) {
        put(mark.at, mark.equity);
    }
    put(parts.exchange.now(), figuresOf(parts.exchange, client, parts.desk.open(client.account)).equity());
    const auto column = [&marks](auto write) {
        JsonText json;
        json.array();
        for (const EquityMark& mark : marks) {
            write(json, mark);
        }
        return json.end().take();
    };
    const std::int64_t base = client.funds.e8;
    JsonText json;
    json.object();
    json.key("timestamp").raw(column([](JsonText& to, const EquityMark& mark) {
        to.integer(mark.at.ns / seconds(1).ns);
    }));
    json.key("equity").raw(column([](JsonText& to, const EquityMark& mark) { to.raw(exactText(mark.equity)); }));
    json.key("profit_loss").raw(column([base](JsonText& to, const EquityMark& mark) {
        to.raw(exactText({mark.equity.e8 - base}));
    }));
    json.key("profit_loss_pct").raw(column([base](JsonText& to, const EquityMark& mark) {
        to.raw(quotientText(mark.equity.e8 - base, base, 9));
    }));
    json.key("base_value").raw(exactText(client.funds));
    json.member("timeframe", call.query.has("timeframe") ? call.query.text("timeframe") : "15Min");
    json.key("cashflow").object().end();
    return answerOf(json.end().take());
}

} // namespace omni::sandbox::alpaca
