#include "core/edge/brokers/alpaca/wire_trade_update.h"

#include "core/base/json_text.h"
#include "core/edge/brokers/alpaca/wire_order_tree.h"

#include <algorithm>
#include <array>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr std::array<std::pair<std::string_view, UpdateEvent>, 20> words{{
    {"new", UpdateEvent::New},
    {"accepted", UpdateEvent::Accepted},
    {"pending_new", UpdateEvent::PendingNew},
    {"fill", UpdateEvent::Fill},
    {"partial_fill", UpdateEvent::PartialFill},
    {"canceled", UpdateEvent::Canceled},
    {"expired", UpdateEvent::Expired},
    {"done_for_day", UpdateEvent::DoneForDay},
    {"replaced", UpdateEvent::Replaced},
    {"rejected", UpdateEvent::Rejected},
    {"pending_cancel", UpdateEvent::PendingCancel},
    {"pending_replace", UpdateEvent::PendingReplace},
    {"held", UpdateEvent::Held},
    {"stopped", UpdateEvent::Stopped},
    {"calculated", UpdateEvent::Calculated},
    {"suspended", UpdateEvent::Suspended},
    {"order_replace_rejected", UpdateEvent::ReplaceRejected},
    {"order_cancel_rejected", UpdateEvent::CancelRejected},
    {"trade_bust", UpdateEvent::Bust},
    {"trade_correct", UpdateEvent::Correction},
}};

UpdateEvent eventFrom(std::string_view word) noexcept
{
    const auto* const found
        = std::find_if(words.begin(), words.end(), [word](const auto& each) { return each.first == word; });
    return found == words.end() ? UpdateEvent::Other : found->second;
}

bool isAboveZero(const std::optional<Decimal>& value) noexcept
{
    return value && value->mantissa > 0;
}

Result<StreamMessage> tradeUpdateFrom(JsonFields& data)
{
    TradeUpdate update;
    update.event = eventFrom(data.neededText("event"));
    update.executionId = data.text("execution_id");
    update.correctedId = data.text("previous_execution_id");
    update.time = data.time("timestamp");
    update.price = data.decimal("price");
    update.size = data.decimal("qty");
    update.position = data.decimal("position_qty");
    const auto order = data.find("order");
    if (!order) {
        data.fail("order");
    }
    const bool isFill = update.event == UpdateEvent::Fill || update.event == UpdateEvent::PartialFill;
    if (isFill && (update.executionId.empty() || !isAboveZero(update.price) || !isAboveZero(update.size))) {
        data.fail("the execution");
    }
    if (!data.isSound()) {
        return tl::unexpected(data.fault());
    }
    auto image = orderFrom(*order);
    if (!image) {
        return tl::unexpected(image.error());
    }
    update.order = std::move(*image);
    return update;
}

Result<StreamMessage> listeningFrom(const JsonFields& data)
{
    Listening listening;
    simdjson::dom::array streams;
    if (const auto found = data.find("streams"); found && found->get(streams) == simdjson::SUCCESS) {
        for (const auto each : streams) {
            std::string_view name;
            listening.hasTradeUpdates |= each.get(name) == simdjson::SUCCESS && name == "trade_updates";
        }
    }
    return listening;
}

} // namespace

std::string authenticateText(std::string_view keyId, std::string_view secret)
{
    JsonText json;
    json.object().member("action", "authenticate").key("data").object();
    json.member("key_id", keyId).member("secret_key", secret).end().end();
    return json.take();
}

std::string listenText()
{
    return R"({"action":"listen","data":{"streams":["trade_updates"]}})";
}

Result<StreamMessage> streamMessageFrom(std::string_view json)
{
    JsonTree tree;
    const auto root = tree.parse(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    JsonFields fields(*root);
    const auto stream = fields.neededText("stream");
    const auto found = fields.find("data");
    if (!fields.isSound()) {
        return tl::unexpected(fields.fault());
    }
    if (stream != "authorization" && stream != "listening" && stream != "trade_updates") {
        return OtherStream{};
    }
    if (!found) {
        return failure(Errc::Invalid, "it has no data");
    }
    JsonFields data(*found);
    if (!data.isSound()) {
        return tl::unexpected(data.fault());
    }
    if (stream == "trade_updates") {
        return tradeUpdateFrom(data);
    }
    if (stream == "listening") {
        return listeningFrom(data);
    }
    Authorization authorization{data.text("status") == "authorized", std::string(data.text("action"))};
    return data.isSound() ? Result<StreamMessage>(std::move(authorization)) : tl::unexpected(data.fault());
}

} // namespace omni::brokers::alpaca
