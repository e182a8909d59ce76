// /v2/orders

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/calls.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

struct OrderFilter {
    bool open = true, closed = false, nested = false, rising = false;
    std::size_t limit = 50;
    std::optional<Timestamp> after, until;
    std::vector<std::string> symbols;
    std::string side;
};

Answer<OrderFilter> filterFrom(const Query& query)
{
    OrderFilter filter;
    const auto status = query.text("status");
    if (!status.empty() && status != "open" && status != "closed" && status != "all") {
        return badField(fmt::format("invalid status \"{}\"", status));
    }
    filter.open = status != "closed";
    filter.closed = status == "closed" || status == "all";
    if (query.has("limit")) {
        const auto limit = wholeNumber(query.text("limit"), 1, 500);
        if (!limit) {
            return badField("limit must be between 1 and 500");
        }
        filter.limit = static_cast<std::size_t>(*limit);
    }
    for (const auto& [name, to] : {std::pair("after", &filter.after), std::pair("until", &filter.until)}) {
        if (!query.text(name).empty()) {
            *to = timeFrom(query.text(name));
            if (!*to) {
                return badField(fmt::format("invalid {}: it must be a time of RFC 3339", name));
            }
        }
    }
    const auto direction = query.text("direction");
    if (!direction.empty() && direction != "asc" && direction != "desc") {
        return badField("direction must be asc or desc");
    }
    filter.rising = direction == "asc";
    filter.nested = query.isTrue("nested");
    filter.symbols = splitAt(query.text("symbols"), ',');
    filter.side = query.text("side");
    return filter;
}

bool fits(const OrderFilter& filter, const OrderRecord& record, const Listing& listing)
{
    if (isOpen(record.phase) ? !filter.open : !filter.closed) {
        return false;
    }
    if ((filter.after && record.created <= *filter.after) || (filter.until && record.created >= *filter.until)) {
        return false;
    }
    if (filter.nested && record.parent != 0) {
        return false; // it is within its parent
    }
    if (!filter.side.empty() && filter.side != (record.asked.side == Side::Buy ? "buy" : "sell")) {
        return false;
    }
    return filter.symbols.empty()
        || std::find(filter.symbols.begin(), filter.symbols.end(), listing.symbol) != filter.symbols.end();
}

WebAnswer listOrders(const FaceParts& parts, const ClientAccount& client, const Query& query)
{
    const auto filter = filterFrom(query);
    if (!filter) {
        return answerOf(filter.error());
    }
    auto all = parts.desk.all(client.account);
    if (!filter->rising) {
        std::reverse(all.begin(), all.end());
    }
    JsonText json;
    json.array();
    std::size_t count = 0;
    for (const OrderRecord* record : all) {
        if (count < filter->limit && fits(*filter, *record, parts.exchange.listings()[record->asked.listing])) {
            json.raw(parts.desk.json(*record, filter->nested));
            ++count;
        }
    }
    return answerOf(json.end().take());
}

WebAnswer cancelAll(FaceParts& parts, ClientAccount& client)
{
    JsonText json;
    json.array();
    std::vector<const OrderRecord*> records;
    for (const auto& [number, record] : parts.desk.open(client.account)) {
        records.push_back(record);
    }
    for (const OrderRecord* record : records) {
        // A leg goes with its list: it is gone, and that is what was asked.
        const bool isDone = !isOpen(record->phase) && record->parent != 0;
        const auto fault = isDone ? std::nullopt : parts.desk.cancel(client, *record);
        json.object().member("id", record->id).member("status", fault ? fault->status : 200).end();
    }
    return answerOf(json.end().take(), 207);
}

const OrderRecord* find(const FaceParts& parts, const ClientAccount& client, const Call& call)
{
    return parts.desk.byId(client.account, call.path[1]);
}

Fault unknownOrder(std::string_view id)
{
    return notFound(fmt::format("order not found for {}", id)).value();
}

WebAnswer placeOrder(FaceParts& parts, ClientAccount& client, const Call& call)
{
    const auto body = bodyOf(call);
    if (!body) {
        return answerOf(body.error());
    }
    auto request = orderRequestFrom(*body, parts.exchange.listings());
    if (!request) {
        return answerOf(request.error());
    }
    const auto placed = parts.desk.place(client, std::move(*request));
    return placed ? answerOf(placed->json) : answerOf(placed.error());
}

WebAnswer replaceOrder(FaceParts& parts, ClientAccount& client, const Call& call)
{
    const OrderRecord* record = find(parts, client, call);
    if (record == nullptr) {
        return answerOf(unknownOrder(call.path[1]));
    }
    const auto body = bodyOf(call);
    if (!body) {
        return answerOf(body.error());
    }
    const auto change = orderChangeFrom(*body, parts.exchange.listings()[record->asked.listing], record->asked.side);
    if (!change) {
        return answerOf(change.error());
    }
    const auto placed = parts.desk.replace(client, *record, *change);
    return placed ? answerOf(placed->json) : answerOf(placed.error());
}

WebAnswer cancelOrder(FaceParts& parts, ClientAccount& client, const Call& call)
{
    const OrderRecord* record = find(parts, client, call);
    if (record == nullptr) {
        return answerOf(unknownOrder(call.path[1]));
    }
    const auto fault = parts.desk.cancel(client, *record);
    return fault ? answerOf(*fault) : answerOf(std::string(), 204);
}

} // namespace

WebAnswer orderCall(FaceParts& parts, ClientAccount& client, const Call& call)
{
    const bool isOne = call.path.size() == 2;
    if (call.path[0] == "orders:by_client_order_id" && call.method == "GET") {
        const auto name = call.query.text("client_order_id");
        const OrderRecord* record = parts.desk.byClientId(client.account, name);
        return record != nullptr ? answerOf(parts.desk.json(*record, call.query.isTrue("nested")))
                                 : answerOf(unknownOrder(name));
    }
    if (call.path[0] != "orders" || call.path.size() > 2) {
        return unknownCall();
    }
    if (call.method == "POST" && !isOne) {
        return placeOrder(parts, client, call);
    }
    if (call.method == "GET") {
        if (!isOne) {
            return listOrders(parts, client, call.query);
        }
        const OrderRecord* record = find(parts, client, call);
        return record != nullptr ? answerOf(parts.desk.json(*record, call.query.isTrue("nested")))
                                 : answerOf(unknownOrder(call.path[1]));
    }
    if (call.method == "PATCH" && isOne) {
        return replaceOrder(parts, client, call);
    }
    if (call.method == "DELETE") {
        return isOne ? cancelOrder(parts, client, call) : cancelAll(parts, client);
    }
    return unknownCall();
}

} // namespace omni::sandbox::alpaca
