#include "core/base/json_text.h"
#include "core/edge/brokers/alpaca/wire_market.h"

#include <array>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

void packHead(std::string& out, std::uint8_t small, std::uint8_t wide, std::size_t count)
{
    if (count < 16) {
        out += static_cast<char>(small | count);
    } else {
        out += static_cast<char>(wide);
        out += static_cast<char>(count >> 8U & 0xffU);
        out += static_cast<char>(count & 0xffU);
    }
}

/// Ours are short: names, keys, symbols.
void packText(std::string& out, std::string_view text)
{
    const auto size = text.size() < 256 ? text.size() : 255;
    if (size < 32) {
        out += static_cast<char>(0xa0U | size);
    } else {
        out += static_cast<char>(0xd9U);
        out += static_cast<char>(size);
    }
    out += text.substr(0, size);
}

using NamedList = std::pair<std::string_view, const std::vector<std::string>*>;

std::vector<NamedList> namedLists(const Channels& channels)
{
    const std::array<NamedList, 4> all{{{"trades", &channels.trades},
                                        {"quotes", &channels.quotes},
                                        {"statuses", &channels.statuses},
                                        {"orderbooks", &channels.orderbooks}}};
    std::vector<NamedList> used;
    for (const auto& each : all) {
        if (!each.second->empty()) {
            used.push_back(each);
        }
    }
    return used;
}

} // namespace

std::string authText(std::string_view keyId, std::string_view secret, bool isMsgpack)
{
    if (!isMsgpack) {
        JsonText json;
        json.object().member("action", "auth").member("key", keyId).member("secret", secret).end();
        return json.take();
    }
    std::string out;
    out.reserve(64 + keyId.size() + secret.size());
    packHead(out, 0x80, 0xde, 3);
    packText(out, "action");
    packText(out, "auth");
    packText(out, "key");
    packText(out, keyId);
    packText(out, "secret");
    packText(out, secret);
    return out;
}

std::string subscriptionText(std::string_view action, const Channels& channels, bool isMsgpack)
{
    const auto lists = namedLists(channels);
    if (!isMsgpack) {
        JsonText json;
        json.object().member("action", action);
        for (const auto& [name, symbols] : lists) {
            json.key(name).array();
            for (const auto& symbol : *symbols) {
                json.text(symbol);
            }
            json.end();
        }
        json.end();
        return json.take();
    }
    std::string out;
    packHead(out, 0x80, 0xde, 1 + lists.size());
    packText(out, "action");
    packText(out, action);
    for (const auto& [name, symbols] : lists) {
        packText(out, name);
        packHead(out, 0x90, 0xdc, symbols->size());
        for (const auto& symbol : *symbols) {
            packText(out, symbol);
        }
    }
    return out;
}

} // namespace omni::brokers::alpaca
