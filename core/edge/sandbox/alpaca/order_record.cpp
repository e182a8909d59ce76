#include "core/edge/sandbox/alpaca/order_record.h"

#include "core/base/json_text.h"
#include "core/edge/sandbox/alpaca/wire_text.h"

#include <array>

namespace omni::sandbox::alpaca {

namespace {

constexpr std::array<std::string_view, 10> phaseNames{"pending_new",      "accepted", "new",      "held",
                                                      "partially_filled", "filled",   "canceled", "expired",
                                                      "replaced",         "rejected"};

void textOrNull(JsonText& json, std::string_view name, std::string_view text)
{
    json.key(name);
    text.empty() ? json.null() : json.text(text);
}

void timeOrNull(JsonText& json, std::string_view name, const std::optional<Timestamp>& time)
{
    textOrNull(json, name, time ? timeText(*time) : std::string());
}

void priceOrNull(JsonText& json, std::string_view name, const Listing& listing, const std::optional<Ticks>& price)
{
    textOrNull(json, name, price ? priceText(listing, *price) : std::string());
}

void writeTimes(JsonText& json, const OrderRecord& record)
{
    json.member("created_at", timeText(record.created));
    json.member("updated_at", timeText(record.updated));
    json.member("submitted_at", timeText(record.created));
    timeOrNull(json, "filled_at", record.filledAt);
    timeOrNull(json, "expired_at", record.expiredAt);
    timeOrNull(json, "canceled_at", record.canceledAt);
    timeOrNull(json, "failed_at", record.failedAt);
    timeOrNull(json, "replaced_at", record.replacedAt);
    textOrNull(json, "replaced_by", record.replacedById);
    textOrNull(json, "replaces", record.replacesId);
}

} // namespace

std::string_view nameOf(Phase phase) noexcept
{
    return phaseNames[static_cast<std::size_t>(phase)];
}

std::string jsonOf(const OrderRecord& record, const Listing& listing, std::string_view assetId,
                   const std::optional<TrailMark>& mark, const std::vector<std::string>& legs)
{
    const OrderRequest& asked = record.asked;
    JsonText json;
    json.object();
    json.member("id", record.id).member("client_order_id", asked.clientId);
    writeTimes(json, record);
    json.member("asset_id", assetId).member("symbol", listing.symbol);
    json.member("asset_class", listing.isShare ? "us_equity" : "crypto");
    textOrNull(json, "notional", asked.notional ? exactText(*asked.notional) : std::string());
    textOrNull(json, "qty", asked.size ? sizeText(listing, *asked.size) : std::string());
    json.member("filled_qty", sizeText(listing, record.filled));
    textOrNull(json, "filled_avg_price",
               record.filled.count > 0 ? averageText(record.spent, listing.quantityOf(record.filled)) : std::string());
    json.member("order_class", nameOf(asked.kind));
    json.member("order_type", nameOf(asked.type)).member("type", nameOf(asked.type));
    json.member("side", asked.side == Side::Buy ? "buy" : "sell");
    json.member("position_intent", asked.intent).member("time_in_force", nameOf(asked.tif));
    priceOrNull(json, "limit_price", listing, asked.limit);
    priceOrNull(json, "stop_price", listing, mark ? std::optional(mark->stop) : asked.stop);
    json.member("status", nameOf(record.phase)).member("extended_hours", asked.extendedHours);
    json.key("legs");
    if (legs.empty()) {
        json.null();
    } else {
        json.array();
        for (const std::string& leg : legs) {
            json.raw(leg);
        }
        json.end();
    }
    const Trail& trail = asked.trail;
    textOrNull(json, "trail_percent", trail.bp > 0 ? exactText({trail.bp * 1'000'000LL}) : std::string());
    textOrNull(json, "trail_price", trail.ticks.count > 0 ? priceText(listing, trail.ticks) : std::string());
    textOrNull(json, "hwm", mark ? priceText(listing, mark->best) : std::string());
    json.key("subtag").null().key("source").null();
    timeOrNull(json, "expires_at", record.expiresAt);
    return json.end().take();
}

} // namespace omni::sandbox::alpaca
