#include "core/edge/sandbox/alpaca/rest.h"

#include "core/edge/sandbox/alpaca/data_calls.h"
#include "core/edge/sandbox/keys/client_keys.h"

namespace omni::sandbox::alpaca {

namespace {

bool isCoinData(std::string_view path) noexcept
{
    return path.starts_with("/v1beta3/crypto/") || path.starts_with("/v1beta2/crypto");
}

bool isData(std::string_view path) noexcept
{
    return path.starts_with("/v2/stocks") || isCoinData(path);
}

std::vector<std::string> partsOf(std::string_view path)
{
    std::vector<std::string> parts = splitAt(path, '/');
    std::erase_if(parts, [](const std::string& part) { return part.empty(); });
    for (std::string& part : parts) {
        part = decoded(part);
    }
    return parts;
}

WebAnswer tradingCall(FaceParts& parts, ClientAccount& client, Call call)
{
    const std::string name = call.path.empty() ? std::string() : call.path.front();
    if (name == "orders" || name == "orders:by_client_order_id") {
        return orderCall(parts, client, call);
    }
    if (name == "positions") {
        if (call.path.size() == 3) { // a symbol with its slash
            call.path = {name, call.path[1] + '/' + call.path[2]};
        }
        return positionCall(parts, client, call);
    }
    if (name == "account") {
        return accountCall(parts, client, call);
    }
    if (name == "clock" && call.path.size() == 1 && call.method == "GET") {
        return clockCall(parts);
    }
    if (name == "calendar" && call.path.size() == 1 && call.method == "GET") {
        return calendarCall(call);
    }
    if (name == "assets") {
        return assetCall(parts, call);
    }
    if (name == "watchlists" || name == "watchlists:by_name") {
        return watchlistCall(parts, client, call);
    }
    return unknownCall();
}

WebAnswer answer(FaceParts& parts, const WebRequest& request, RateWindow*& window)
{
    const auto key = request.field("APCA-API-KEY-ID"), secret = request.field("APCA-API-SECRET-KEY");
    ClientAccount* client = clientWith(parts.clients, key, secret);
    const bool forData = isData(request.path);
    // Public clients ask for the data of coins without keys; wrong ones are wrong there, too.
    const bool isForAll = isCoinData(request.path) && key.empty() && secret.empty();
    if (client == nullptr && !isForAll) {
        return forData ? answerOf(Fault{401, 0, "unauthorized.", {}})
                       : answerOf(Fault{401, 40110000, "request is not authorized", {}});
    }
    window = client == nullptr ? &parts.keyless : forData ? &client->data : &client->trading;
    parts.exchange.advance();
    if (!window->take(parts.exchange.now(), requestsPerMinute)) {
        return answerOf(Fault{429, 42910000, "rate limit exceeded", {}});
    }
    auto path = partsOf(request.path);
    if (path.empty()) {
        return unknownCall();
    }
    const std::string version = path.front();
    path.erase(path.begin());
    Call call{request.method, std::move(path), Query(request.query), request.body};
    if (forData) {
        return dataCall(parts, call);
    }
    return version == "v2" ? tradingCall(parts, *client, std::move(call)) : unknownCall();
}

} // namespace

ClientAccount* clientWith(std::vector<ClientAccount>& clients, std::string_view key, std::string_view secret) noexcept
{
    for (ClientAccount& client : clients) {
        if (client.key == key) {
            return isSameSecret(client.secret, secret) ? &client : nullptr;
        }
    }
    return nullptr;
}

WebAnswer serve(FaceParts& parts, const WebRequest& request, std::uint64_t requestNumber)
{
    RateWindow* window = nullptr;
    WebAnswer answered = answer(parts, request, window);
    answered.fields.push_back({"X-Request-ID", uuidOf("request", parts.seed, requestNumber)});
    if (window != nullptr) {
        answered.fields.push_back({"X-RateLimit-Limit", std::to_string(requestsPerMinute)});
        answered.fields.push_back({"X-RateLimit-Remaining", std::to_string(requestsPerMinute - window->used())});
        answered.fields.push_back({"X-RateLimit-Reset", std::to_string(window->resetAt())});
    }
    return answered;
}

} // namespace omni::sandbox::alpaca
