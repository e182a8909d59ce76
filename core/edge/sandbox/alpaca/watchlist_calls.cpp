// /v2/watchlists

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/calls.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

namespace {

std::string watchlistJson(const FaceParts& parts, const ClientAccount& client, const Watchlist& list, bool withAssets)
{
    JsonText json;
    json.object().member("id", list.id).member("account_id", client.id).member("name", list.name);
    json.member("created_at", timeText(list.created)).member("updated_at", timeText(list.updated));
    if (withAssets) {
        json.key("assets").array();
        for (const std::size_t listing : list.listings) {
            json.raw(assetJson(parts, listing));
        }
        json.end();
    }
    return json.end().take();
}

std::optional<Fault> addSymbol(const FaceParts& parts, Watchlist& list, std::string_view symbol)
{
    const auto index = assetNamed(parts, symbol);
    if (!index) {
        return unprocessable(fmt::format("asset \"{}\" not found", symbol)).value();
    }
    if (std::find(list.listings.begin(), list.listings.end(), *index) == list.listings.end()) {
        list.listings.push_back(*index);
    }
    return std::nullopt;
}

/// Name and symbols of a body; what is absent stays.
std::optional<Fault> read(const FaceParts& parts, const ClientAccount& client, const JsonValue& body, Watchlist& list)
{
    if (const JsonValue* name = body.member("name"); name != nullptr && name->isText()) {
        list.name = name->text;
    }
    if (list.name.empty() || list.name.size() > 64) {
        return badField("name must have 1 to 64 characters").value();
    }
    const bool isTaken = std::any_of(client.watchlists.begin(), client.watchlists.end(), [&list](const Watchlist& one) {
        return one.name == list.name && one.id != list.id;
    });
    if (isTaken) {
        return badField("watchlist name must be unique").value();
    }
    if (const JsonValue* symbols = body.member("symbols"); symbols != nullptr) {
        list.listings.clear();
        for (const JsonValue& symbol : symbols->items) {
            if (const auto fault = addSymbol(parts, list, symbol.text)) {
                return fault;
            }
        }
    }
    return std::nullopt;
}

WebAnswer makeList(const FaceParts& parts, ClientAccount& client, const JsonValue& body)
{
    if (client.watchlists.size() >= mostWatchlists) {
        return answerOf(unprocessable("maximum number of watchlists reached").value());
    }
    Watchlist list;
    list.id = uuidOf("watchlist " + client.id, parts.seed, client.watchlistsMade + 1);
    list.created = list.updated = parts.exchange.now();
    if (const auto fault = read(parts, client, body, list)) {
        return answerOf(*fault);
    }
    ++client.watchlistsMade;
    client.watchlists.push_back(list);
    return answerOf(watchlistJson(parts, client, list, true));
}

/// PUT, and POST of one symbol.
WebAnswer changeList(const FaceParts& parts, const ClientAccount& client, Watchlist& list, const Call& call)
{
    const auto body = bodyOf(call);
    if (!body) {
        return answerOf(body.error());
    }
    Watchlist changed = list;
    const JsonValue* symbol = body->member("symbol");
    const auto fault = call.method == "PUT" ? read(parts, client, *body, changed)
                                            : addSymbol(parts, changed, symbol != nullptr ? symbol->text : "");
    if (fault) {
        return answerOf(*fault);
    }
    changed.updated = parts.exchange.now();
    list = changed;
    return answerOf(watchlistJson(parts, client, list, true));
}

} // namespace

WebAnswer watchlistCall(const FaceParts& parts, ClientAccount& client, const Call& call)
{
    const auto& path = call.path;
    const bool byName = path[0] == "watchlists:by_name";
    if (path.size() == 1 && !byName) {
        if (call.method == "POST") {
            const auto body = bodyOf(call);
            return body ? makeList(parts, client, *body) : answerOf(body.error());
        }
        if (call.method != "GET") {
            return unknownCall();
        }
        JsonText json;
        json.array();
        for (const Watchlist& list : client.watchlists) {
            json.raw(watchlistJson(parts, client, list, false));
        }
        return answerOf(json.end().take());
    }
    const std::string wanted = byName ? std::string(call.query.text("name")) : path[1];
    const auto list = std::find_if(client.watchlists.begin(), client.watchlists.end(),
                                   [&](const Watchlist& one) { return (byName ? one.name : one.id) == wanted; });
    if (list == client.watchlists.end()) {
        return answerOf(notFound("watchlist not found").value());
    }
    if (call.method == "GET") {
        return answerOf(watchlistJson(parts, client, *list, true));
    }
    if (call.method == "PUT" || call.method == "POST") {
        return changeList(parts, client, *list, call);
    }
    if (call.method != "DELETE") {
        return unknownCall();
    }
    if (path.size() > 2 || (byName && path.size() > 1)) {
        if (const auto index = assetNamed(parts, path.back())) {
            std::erase(list->listings, *index);
        }
        return answerOf(watchlistJson(parts, client, *list, true));
    }
    client.watchlists.erase(list);
    return answerOf(std::string(), 204);
}

} // namespace omni::sandbox::alpaca
