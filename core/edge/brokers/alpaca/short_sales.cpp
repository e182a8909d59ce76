#include "core/edge/brokers/alpaca/short_sales.h"

#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/order_sending.h"
#include "core/edge/brokers/alpaca/wire_assets.h"

#include <utility>

namespace omni::brokers::alpaca {

namespace {

constexpr Duration lendingIsGood = minutes(10), answerWithin = seconds(5);

} // namespace

bool opensShort(const SessionState& state, const orders::OrderTicket& ticket)
{
    const auto* instrument = state.instrumentOf(ticket.instrument);
    if (ticket.side != Side::Sell || ticket.reduceOnly || instrument == nullptr || isCrypto(instrument->symbol)) {
        return false;
    }
    const auto held = state.positions.find(ticket.instrument);
    return held != state.positions.end() && held->second.count <= 0;
}

std::optional<std::string> choiceFault(const SessionState& state, const orders::OrderTicket& ticket,
                                       const market::Instrument& instrument, bool isOfParts)
{
    if (ticket.reduceOnly) {
        return std::nullopt; // the way out is tried whatever was chosen
    }
    if (state.choices.suspendTrade) {
        return "not sent: trading is suspended in the account's configuration at Alpaca. Allow it there";
    }
    if (isOfParts && !isCrypto(instrument.symbol) && !state.choices.fractionalTrading) {
        return "not sent: the account's configuration at Alpaca allows no parts of shares. Use whole ones";
    }
    if (opensShort(state, ticket) && (state.choices.noShorting || !state.mayShort)) {
        return state.choices.noShorting ? "not sent: the account's configuration at Alpaca allows no short sales"
                                        : "not sent: the account may not sell short at Alpaca (shorting_enabled)";
    }
    return std::nullopt;
}

QCoro::Task<void> sendShort(OrderDesk desk, orders::OrderTicket ticket, std::string name, std::string text)
{
    const auto state = desk.state;
    const auto* instrument = state->instrumentOf(ticket.instrument);
    const auto now = state->clock.mono();
    const auto known = state->lending.find(ticket.instrument);
    if (known == state->lending.end() || now - known->second.asked > lendingIsGood) {
        // It is on its way from now on: that the venue does not know it proves nothing until it has been sent.
        state->orders.of(ticket.id).isSending = true;
        auto task
            = state->trading->ask({.target = "/v2/assets/" + inQuery(instrument->symbol), .within = answerWithin});
        const auto outcome = co_await task;
        if (state->isStopped) {
            co_return;
        }
        const auto asset = outcome && outcome->status == 200 ? assetFrom(outcome->body)
                                                             : Result<AssetImage>(failure(Errc::Unavailable, {}));
        if (asset) {
            state->lending[ticket.instrument] = {asset->isLent, now};
        } else {
            state->lending.erase(ticket.instrument);
        }
    }
    const auto lending = state->lending.find(ticket.instrument);
    if (lending != state->lending.end() && !lending->second.isLent) {
        state->orders.of(ticket.id).isSending = false;
        reportUnsent(*state, ticket.id, orders::OrderEventKind::Rejected,
                     "not sent: nobody lends " + instrument->symbol + " at Alpaca now: it cannot be sold short");
        co_return;
    }
    auto sent = send(std::move(desk), ticket, std::move(name), std::move(text));
    co_await sent;
}

} // namespace omni::brokers::alpaca
