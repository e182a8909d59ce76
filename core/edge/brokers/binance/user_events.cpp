#include "core/edge/brokers/binance/user_events.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr int decimals = 8;
constexpr std::int64_t latestMs = 7'258'118'400'000; // 2200

tl::unexpected<Error> invalid(std::string_view what, std::string_view field)
{
    return failure(Errc::Invalid, fmt::format("{} has no sound '{}'", what, field));
}

std::optional<Execution> executionFrom(std::string_view text) noexcept
{
    constexpr std::pair<std::string_view, Execution> words[] = {
        {"NEW", Execution::New},
        {"CANCELED", Execution::Cancelled},
        {"REPLACED", Execution::Replaced},
        {"REJECTED", Execution::Rejected},
        {"TRADE", Execution::Trade},
        {"EXPIRED", Execution::Expired},
        {"TRADE_PREVENTION", Execution::Prevented},
    };
    for (const auto& [word, kind] : words) {
        if (word == text) {
            return kind;
        }
    }
    return std::nullopt;
}

VenueTrade tradeFrom(Fields& event, const VenueOrder& order)
{
    VenueTrade trade;
    trade.id = event.number("t");
    trade.order = order.id;
    trade.price = event.scaled("L", decimals);
    trade.size = event.scaled("l", decimals);
    trade.value = event.scaled("Y", decimals);
    trade.fee = event.signedScaled("n", decimals);
    trade.feeAsset = event.textOr("N", "");
    trade.side = order.side;
    trade.liquidity = event.flag("m") ? orders::Liquidity::Maker : orders::Liquidity::Taker;
    trade.time = order.time;
    return trade;
}

Result<UserMessage> executionReportFrom(Fields& event)
{
    const auto kind = executionFrom(event.text("x"));
    const auto status = statusFrom(event.text("X"));
    const auto side = sideFrom(event.text("S"));
    ExecutionReport report;
    VenueOrder& order = report.order;
    order.symbol = event.text("s");
    // On a cancel and on an amend `c` names the request; the order's own name stands in `C`.
    const auto original = event.textOr("C", "");
    order.name = original.empty() ? event.text("c") : original;
    order.id = event.number("i");
    order.size = event.scaled("q", decimals);
    order.filled = event.scaled("z", decimals);
    order.value = event.scaled("Z", decimals);
    order.limit = event.scaled("p", decimals);
    order.stop = event.scaled("P", decimals);
    order.time = event.number("T");
    const auto type = event.text("o");
    order.isStop = type.starts_with("STOP_LOSS") || type.starts_with("TAKE_PROFIT");
    order.list = std::max<std::int64_t>(event.numberOr("g", -1), 0);
    const auto reason = event.textOr("r", "NONE");
    report.reason = reason == "NONE" ? "" : reportText(reason);
    if (!event.isSound() || !status || !side || order.time < 0 || order.time > latestMs) {
        return invalid("an execution", event.isSound() ? "X, S or T" : event.fault());
    }
    if (!kind) {
        return UserMessage(NotForUs{});
    }
    report.kind = *kind;
    order.status = *status;
    order.side = *side;
    if (*kind == Execution::Trade) {
        report.trade = tradeFrom(event, order);
        if (!event.isSound() || report.trade->id < 0) {
            return invalid("a trade", event.isSound() ? "t" : event.fault());
        }
    }
    return UserMessage(std::move(report));
}

Result<UserMessage> balancesFrom(Fields& event)
{
    BalancesTold told;
    for (const auto element : event.array("B")) {
        Fields row(element);
        told.balances.push_back({std::string(row.text("a")), row.scaled("f", decimals), row.scaled("l", decimals)});
        if (!row.isSound()) {
            return invalid("a balance", row.fault());
        }
    }
    return event.isSound() ? Result<UserMessage>(std::move(told)) : invalid("balances", event.fault());
}

Result<UserMessage> balanceMovedFrom(Fields& event)
{
    BalanceMoved moved{std::string(event.text("a")), event.signedScaled("d", decimals), event.number("T")};
    return event.isSound() ? Result<UserMessage>(std::move(moved)) : invalid("a moved balance", event.fault());
}

Result<UserMessage> answerFrom(Fields& root)
{
    Answered answer;
    const auto id = root.textOr("id", "0");
    std::from_chars(id.data(), id.data() + id.size(), answer.id);
    answer.status = static_cast<int>(std::clamp<std::int64_t>(root.number("status"), 0, 999));
    if (answer.status < 200 || answer.status >= 300) {
        VenueError error;
        error.text = fmt::format("refused with status {}", answer.status);
        if (root.has("error")) {
            Fields fault = root.object("error");
            error.code = static_cast<int>(std::clamp<std::int64_t>(fault.numberOr("code", 0), -99'999, 0));
            error.text = reportText(fmt::format("{} ({})", fault.textOr("msg", ""), error.code));
            error.meaning = answer.status >= 500 ? Meaning::Unknown : meaningOf(error.code, fault.textOr("msg", ""));
            if (fault.has("data")) {
                Fields data = fault.object("data");
                if (data.has("retryAfter")) {
                    answer.retryAfterMs = data.number("retryAfter");
                }
            }
        }
        answer.error = std::move(error);
    }
    return root.isSound() ? Result<UserMessage>(std::move(answer)) : invalid("an answer", root.fault());
}

} // namespace

Result<UserMessage> UserReader::read(std::string_view json)
{
    const auto root = m_reader.read(json);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Fields outer(*root);
    if (!outer.isSound()) {
        return invalid("a message", outer.fault());
    }
    if (outer.has("status")) {
        return answerFrom(outer);
    }
    Fields event = outer.has("event") ? outer.object("event") : Fields(*root);
    const auto type = event.textOr("e", "");
    if (!event.isSound()) {
        return invalid("an event", event.fault());
    }
    if (type == "executionReport") {
        return executionReportFrom(event);
    }
    if (type == "outboundAccountPosition") {
        return balancesFrom(event);
    }
    if (type == "balanceUpdate") {
        return balanceMovedFrom(event);
    }
    if (type == "eventStreamTerminated" || type == "serverShutdown") {
        return UserMessage(StreamEnds{});
    }
    return UserMessage(NotForUs{});
}

} // namespace omni::brokers::binance
