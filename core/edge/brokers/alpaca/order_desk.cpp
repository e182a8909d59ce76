#include "core/edge/brokers/alpaca/order_desk.h"

#include "core/edge/brokers/alpaca/order_questions.h"
#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/order_rules.h"
#include "core/edge/brokers/alpaca/order_sending.h"
#include "core/edge/brokers/alpaca/short_sales.h"
#include "core/edge/brokers/alpaca/stop_claims.h"

#include <QCoroTask>

#include <utility>

namespace omni::brokers::alpaca {

namespace {

using Kind = orders::OrderEventKind;
using orders::OrderTicket;

/// After a cancel was taken the stream tells the end. If it does not, the order is asked for.
void watchEnd(const OrderDesk& desk, const OrderTicket& ticket, const std::string& name)
{
    later(desk.state, settleDelay, [desk, ticket, name] {
        const auto* known = desk.state->orders.find(ticket.id);
        if (known == nullptr || !known->hasEnded) {
            (void)askAbout(desk, ticket, name);
        }
    });
}

QCoro::Task<void> endByVenueId(OrderDesk desk, OrderTicket ticket, std::string name, std::string venueId)
{
    const auto state = desk.state;
    const OrderId order = ticket.id;
    auto request = endOf(venueId);
    auto task = state->trading->ask(std::move(request));
    const auto outcome = co_await task;
    if (state->isStopped) {
        co_return;
    }
    if (!outcome) {
        const auto kind = neverLeft(outcome) ? Kind::CancelRejected : Kind::Lost;
        report(*state, order, kind, nullptr, failureText(outcome.error()));
        co_return;
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    switch (verdict.verdict) {
    case Verdict::Done:
        watchEnd(desk, ticket, name);
        co_return;
    case Verdict::NoProof:
        report(*state, order, Kind::Lost, nullptr, verdict.words);
        co_return;
    case Verdict::KeyRefused:
        desk.onKeyRefused(verdict.words);
        [[fallthrough]];
    default:
        break;
    }
    report(*state, order, Kind::CancelRejected, nullptr, verdict.words);
    if (verdict.verdict == Verdict::Refused || verdict.verdict == Verdict::NotFound) {
        auto asked = askAbout(desk, ticket, name); // it has ended: how?
        co_await asked;
    }
}

/// A cancel goes by the venue's id; one that we do not know is asked for by name first, and then as what came with its
/// entry.
QCoro::Task<void> findAndEnd(OrderDesk desk, OrderTicket ticket, std::string name)
{
    const auto state = desk.state;
    const auto asked = state->clock.mono();
    auto task = imageOf(desk, name, net::Lane::WayOut);
    auto answer = co_await task;
    if (answer.verdict.verdict == Verdict::NotFound && !state->isStopped) {
        auto other = standsAsLeg(desk, ticket, false);
        answer = co_await other;
    }
    if (state->isStopped) {
        co_return;
    }
    const auto verdict = answer.verdict.verdict;
    if (answer.image) {
        state->orders.learnVenueId(ticket.id, answer.image->id);
        auto ended = endByVenueId(desk, ticket, name, answer.image->id);
        co_await ended;
    } else if (verdict == Verdict::NoProof) {
        report(*state, ticket.id, Kind::Lost, nullptr, answer.verdict.words);
    } else if (verdict == Verdict::NotFound) {
        const bool isProof = hasSettled(*state, ticket.id, asked);
        report(*state, ticket.id, isProof ? Kind::Rejected : Kind::Lost, nullptr, answer.verdict.words);
    } else {
        report(*state, ticket.id, Kind::CancelRejected, nullptr, answer.verdict.words);
    }
}

QCoro::Task<void> endExternal(OrderDesk desk, std::string venueId, std::function<void()> then)
{
    const auto state = desk.state;
    auto request = endOf(venueId);
    auto task = state->trading->ask(std::move(request));
    const auto outcome = co_await task;
    if (state->isStopped) {
        co_return;
    }
    if (outcome) {
        if (const auto verdict = verdictOf(outcome->status, outcome->body); verdict.verdict == Verdict::KeyRefused) {
            desk.onKeyRefused(verdict.words);
        }
    }
    then();
}

/// Alpaca calls it a potential wash trade, and takes it only as one of its classes of orders that stand together. It is
/// not sent, since cancelling the other for it is a person's to decide.
std::string wordsBeside(Side side, const KnownOrder& own, const market::Instrument& instrument)
{
    const auto price = own.limit ? own.limit : own.stop;
    return std::string("not sent: Alpaca takes no ") + (side == Side::Buy ? "buy" : "sale") + " beside your own "
        + (own.side == Side::Buy ? "buy" : "sell")
        + (own.limit      ? " limit"
               : own.stop ? " stop"
                          : " order")
        + (price ? " at " + market::priceText(instrument, *price) : "") + ". Cancel that one first.";
}

} // namespace

void OrderDesk::cancelExternal(const orders::VenueOrderId& order, std::function<void()> then) const
{
    (void)endExternal(*this, std::string(order.view()), std::move(then));
}

void OrderDesk::submit(const OrderTicket& ticket, const std::optional<orders::PlannedStop>& stop) const
{
    const auto refuse = [&](std::string_view why) {
        later(state, {},
              [own = state, id = ticket.id, text = std::string(why)] { reportUnsent(*own, id, Kind::Rejected, text); });
    };
    const auto* instrument = state->instrumentOf(ticket.instrument);
    if (ticket.environment != state->config.environment) {
        return refuse("the order is of another environment than the account: nothing was sent");
    }
    if (instrument == nullptr) {
        return refuse("this session is not about its instrument: nothing was sent");
    }
    const auto name = state->session->names.nameOf(ticket);
    if (!name) {
        return refuse("it has no name: " + name.error().detail);
    }
    if (const auto* known = state->orders.find(ticket.id); known != nullptr && known->sent) {
        return query(ticket); // its name makes it one order (S4): what became of the first?
    }
    auto wish = orderWishFrom(ticket, *instrument, name->view());
    if (!wish) {
        return refuse(wish.error().detail);
    }
    if (!state->obstacle.empty() && !ticket.reduceOnly) {
        return refuse(state->obstacle);
    }
    if (const auto fault = choiceFault(*state, ticket, *instrument, isPart(*wish))) {
        return refuse(*fault);
    }
    const bool carriesStop = stop && mayCarryStop(*state, ticket) && addStop(*wish, ticket, *instrument, stop->trigger);
    const auto limit = ticket.kind == orders::OrderKind::Limit ? ticket.limit : std::nullopt;
    if (const auto* own = state->orders.opponentOf(ticket.instrument, ticket.side, limit);
        own != nullptr && !ticket.reduceOnly && !carriesStop) {
        return refuse(wordsBeside(ticket.side, *own, *instrument));
    }
    auto& known = state->orders.of(ticket.id);
    known.instrument = ticket.instrument;
    known.side = ticket.side;
    known.limit = limit;
    known.stop = ticket.stop;
    known.isReaching = isReaching(ticket, *instrument);
    known.sent = state->clock.mono();
    known.isUnderWay = true;
    if (carriesStop) {
        auto& native = state->stops.of(ticket.id);
        native.wasSent = true;
        native.stop = stop->order;
    }
    start(ticket, std::string(name->view()), orderText(*wish));
}

namespace {

/// A target would take the shares that the venue keeps for the stop of its entry, or is refused beside it.
bool isBesideStop(SessionState& state, const OrderTicket& ticket)
{
    const auto* stop
        = ticket.role == orders::OrderRole::Target && ticket.parent ? state.stops.find(ticket.parent) : nullptr;
    if (stop == nullptr || (!stop->wasSent && !stop->isTold())) {
        return false;
    }
    const auto* claimed = stop->isClaimed ? state.orders.find(stop->stop) : nullptr;
    return claimed != nullptr ? !claimed->hasEnded : !stop->hasEnded();
}

} // namespace

/// A stop meets the one that its entry may have brought; what closes makes its shares free.
void OrderDesk::start(const OrderTicket& ticket, std::string name, std::string text) const
{
    if (mayHaveLeg(*state, ticket)) {
        auto& native = state->stops.of(ticket.parent);
        native.stop = ticket.id;
        const auto* entry = state->orders.find(ticket.parent);
        if (native.wasSent && !native.isLive() && !native.hasEnded() && entry != nullptr && !entry->hasEnded) {
            later(state, {}, [own = state, id = ticket.id] { reportUnsent(*own, id, Kind::Rejected, ofWhole); });
            return;
        }
        native.isUnderClaim = true;
        (void)sendStop(*this, ticket, std::move(name), std::move(text));
    } else if (ticket.role == orders::OrderRole::Stop && !ticket.parent && hasLegInItsPlace(*state, ticket)) {
        later(state, {}, [own = state, id = ticket.id] { reportUnsent(*own, id, Kind::Rejected, ofPart); });
    } else if (isBesideStop(*state, ticket)) {
        later(state, {}, [own = state, id = ticket.id] {
            reportUnsent(*own, id, Kind::Rejected, "Alpaca holds the stop of its entry, and sells no share twice");
        });
    } else if (ticket.reduceOnly && !ticket.parent) {
        (void)sendExit(*this, ticket, std::move(name), std::move(text));
    } else if (opensShort(*state, ticket)) {
        (void)sendShort(*this, ticket, std::move(name), std::move(text));
    } else {
        (void)send(*this, ticket, std::move(name), std::move(text));
    }
}

void OrderDesk::cancel(const OrderTicket& ticket) const
{
    const auto name = state->session->names.nameOf(ticket);
    if (!name) {
        later(state, {}, [own = state, id = ticket.id, why = name.error().detail] {
            report(*own, id, Kind::CancelRejected, nullptr, "it has no name: " + why);
        });
        return;
    }
    if (auto* claimed = state->stops.underClaim(ticket.id)) {
        claimed->isUnwanted = true; // nothing of it has left; what is found in its place is cancelled
        return;
    }
    const auto* known = state->orders.find(ticket.id);
    if (known != nullptr && !known->venueId.empty()) {
        (void)endByVenueId(*this, ticket, std::string(name->view()), known->venueId);
    } else {
        (void)findAndEnd(*this, ticket, std::string(name->view()));
    }
}

void OrderDesk::query(const OrderTicket& ticket) const
{
    const auto name = state->session->names.nameOf(ticket);
    if (!name) {
        later(state, {}, [own = state, id = ticket.id, why = name.error().detail] {
            report(*own, id, Kind::Lost, nullptr, "it has no name: " + why);
        });
        return;
    }
    if (state->stops.underClaim(ticket.id) == nullptr) { // else the claim's end is the answer
        (void)askAbout(*this, ticket, std::string(name->view()));
    }
}

} // namespace omni::brokers::alpaca
