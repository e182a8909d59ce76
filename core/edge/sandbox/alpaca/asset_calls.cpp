// /v2/assets

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/calls.h"

#include <fmt/format.h>

namespace omni::sandbox::alpaca {

std::string_view exchangeNameOf(const Listing& listing) noexcept
{
    return !listing.isShare ? "CRYPTO" : listing.symbol == "SPY" ? "ARCA" : "NASDAQ";
}

std::optional<std::size_t> assetNamed(const FaceParts& parts, std::string_view name)
{
    for (std::size_t i = 0; i < parts.exchange.listings().size(); ++i) {
        if (parts.desk.assetId(i) == name) {
            return i;
        }
    }
    return listingNamed(parts.exchange.listings(), name);
}

std::string assetJson(const FaceParts& parts, std::size_t index)
{
    const Listing& listing = parts.exchange.listings()[index];
    const bool isShare = listing.isShare;
    JsonText json;
    json.object().member("id", parts.desk.assetId(index)).member("class", isShare ? "us_equity" : "crypto");
    json.member("exchange", exchangeNameOf(listing)).member("symbol", listing.symbol);
    json.member("name",
                isShare ? fmt::format("{} Common Stock", listing.symbol) : fmt::format("{} / US Dollar", listing.base));
    json.member("status", "active").member("tradable", true).member("marginable", isShare);
    json.member("maintenance_margin_requirement", 100).member("margin_requirement_long", "100");
    json.member("margin_requirement_short", "100");
    json.member("shortable", isShare).member("easy_to_borrow", isShare).member("fractionable", true);
    json.key("attributes").array().end();
    if (!isShare) {
        json.member("min_order_size", sizeText(listing, listing.smallest));
        json.member("min_trade_increment", exactText({listing.lotUnit}));
        json.member("price_increment", exactText({listing.tickUnit}));
    }
    return json.end().take();
}

WebAnswer assetCall(const FaceParts& parts, const Call& call)
{
    if (call.method != "GET" || call.path.size() > 3) {
        return unknownCall();
    }
    if (call.path.size() > 1) {
        // "BTC/USD" may come as one part or as two.
        const std::string name = call.path.size() == 2 ? call.path[1] : call.path[1] + '/' + call.path[2];
        const auto index = assetNamed(parts, name);
        return index ? answerOf(assetJson(parts, *index))
                     : answerOf(notFound(fmt::format("asset not found for {}", name)).value());
    }
    const auto status = call.query.text("status");
    const auto kind = call.query.text("asset_class");
    const auto venue = call.query.text("exchange");
    JsonText json;
    json.array();
    for (std::size_t i = 0; i < parts.exchange.listings().size(); ++i) {
        const Listing& listing = parts.exchange.listings()[i];
        if ((status.empty() || status == "active" || status == "all")
            && (kind.empty() || kind == (listing.isShare ? "us_equity" : "crypto"))
            && (venue.empty() || venue == exchangeNameOf(listing))) {
            json.raw(assetJson(parts, i));
        }
    }
    return answerOf(json.end().take());
}

} // namespace omni::sandbox::alpaca
