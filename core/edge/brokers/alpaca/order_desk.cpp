#include "core/edge/brokers/alpaca/order_desk.h"

#include "core/edge/brokers/alpaca/order_fills.h"
#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/order_rules.h"
#include "core/edge/brokers/alpaca/wire_answer.h"

#include <QCoroTask>

#include <utility>

namespace omni::brokers::alpaca {

namespace {

using Kind = orders::OrderEventKind;
using net::Fate;
using net::HttpMethod;
using net::HttpOutcome;

constexpr std::size_t mostLatencies = 32;
constexpr int mostQuestions = 8;

/// Nothing of it has left.
bool neverLeft(const HttpOutcome& outcome) noexcept
{
    return !outcome && outcome.error().fate == Fate::NeverSent;
}

std::string failureText(const net::HttpFailure& failure)
{
    return std::string(net::nameOf(failure.kind)) + ": " + failure.detail;
}

void rememberLatency(SessionState& state, const net::HttpAnswer& answer)
{
    if (state.orderLatencies.size() == mostLatencies) {
        state.orderLatencies.pop_front();
    }
    state.orderLatencies.push_back(answer.received - answer.sent);
}

std::string byNameTarget(std::string_view name)
{
    return "/v2/orders:by_client_order_id?client_order_id=" + inQuery(name);
}

/// It was sent by this session, or a former one, so long ago that the venue must know of it.
bool hasSettled(const SessionState& state, OrderId order)
{
    const auto* known = state.orders.find(order);
    const auto since = known != nullptr && known->sent ? *known->sent : state.started;
    return state.clock.mono() - since >= settleDelay;
}

/// An image that was asked for by name: told, with the fills that were missed first.
QCoro::Task<void> tellImage(SharedState state, OrderId order, OrderImage image)
{
    state->orders.learnVenueId(order, image.id);
    if (hasUnseenFills(*state, order, image)) {
        auto task = tellFillsOf(state, order, image);
        const bool isWhole = co_await task;
        if (state->isStopped) {
            co_return;
        }
        if (!isWhole) {
            report(*state, order, Kind::Lost, nullptr, "its fills could not be asked for");
            co_return;
        }
    }
    reportStatus(*state, order, image, true);
}

QCoro::Task<void> ask(OrderDesk desk, OrderId order, std::string name)
{
    const auto state = desk.state;
    // It may use the reserve, as cancels do, but only some at a time: that is the cancels' first (F38).
    const bool isOnTheWayOut = state->questions < mostQuestions;
    state->questions += isOnTheWayOut ? 1 : 0;
    auto task = state->trading->ask(
        {.target = byNameTarget(name), .lane = isOnTheWayOut ? net::Lane::WayOut : net::Lane::Ordinary});
    const auto outcome = co_await task;
    state->questions -= isOnTheWayOut ? 1 : 0;
    if (state->isStopped) {
        co_return;
    }
    if (!outcome) {
        report(*state, order, Kind::Lost, nullptr, failureText(outcome.error()));
        co_return;
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    if (verdict.verdict == Verdict::Done) {
        auto image = orderFrom(outcome->body);
        if (!image || image->clientId != name) {
            ++state->malformedMessages;
            report(*state, order, Kind::Lost, nullptr, "the answer is no order of this name");
            co_return;
        }
        auto told = tellImage(state, order, std::move(*image));
        co_await told;
    } else if (verdict.verdict == Verdict::NotFound && hasSettled(*state, order)) {
        report(*state, order, Kind::Rejected, nullptr, "Alpaca knows no order of this name");
    } else {
        if (verdict.verdict == Verdict::KeyRefused) {
            desk.onKeyRefused(verdict.words);
        }
        report(*state, order, Kind::Lost, nullptr, verdict.words);
    }
}

/// What an answer to a new order proves.
QCoro::Task<void> settleNew(OrderDesk desk, OrderId order, std::string name, net::HttpAnswer answer)
{
    const auto state = desk.state;
    const auto verdict = verdictOf(answer.status, answer.body);
    switch (verdict.verdict) {
    case Verdict::Done: {
        const auto image = orderFrom(answer.body);
        if (!image || image->clientId != name) {
            ++state->malformedMessages;
            report(*state, order, Kind::Lost, nullptr, "the answer to the order could not be read");
            co_return;
        }
        rememberLatency(*state, answer);
        state->orders.learnVenueId(order, image->id);
        reportStatus(*state, order, *image, false);
        co_return;
    }
    case Verdict::KeyRefused:
        desk.onKeyRefused(verdict.words);
        report(*state, order, Kind::Rejected, nullptr, verdict.words);
        co_return;
    case Verdict::Refused:
    case Verdict::TooMany:
        report(*state, order, Kind::Rejected, nullptr, verdict.words);
        co_return;
    case Verdict::NameTaken: {
        auto asked = ask(desk, order, name);
        co_await asked;
        co_return;
    }
    case Verdict::NotFound:
    case Verdict::NoProof:
        report(*state, order, Kind::Lost, nullptr, verdict.words);
        co_return;
    }
}

QCoro::Task<void> send(OrderDesk desk, orders::OrderTicket ticket, std::string name, std::string body)
{
    const auto state = desk.state;
    RestRequest request;
    request.method = HttpMethod::Post;
    request.target = "/v2/orders";
    request.body = std::move(body);
    request.repeat = net::Repeat::Never;
    request.lane = ticket.reduceOnly ? net::Lane::WayOut : net::Lane::Ordinary;
    request.mayGo = [state, ticket] {
        return !state->isStopped && state->session && (!state->session->mayGo || state->session->mayGo(ticket));
    };
    auto task = state->trading->ask(std::move(request));
    auto outcome = co_await task;
    if (state->isStopped) {
        co_return;
    }
    if (outcome) {
        auto settled = settleNew(desk, ticket.id, name, std::move(*outcome));
        co_await settled;
    } else if (neverLeft(outcome)) {
        reportNeverSent(*state, ticket.id, "never sent: " + failureText(outcome.error()));
    } else {
        report(*state, ticket.id, Kind::Lost, nullptr, failureText(outcome.error()));
    }
}

/// After a cancel was taken the stream tells the end. If it does not, the order is asked for.
void watchEnd(const OrderDesk& desk, OrderId order, const std::string& name)
{
    later(desk.state, settleDelay, [desk, order, name] {
        const auto* known = desk.state->orders.find(order);
        if (known == nullptr || !known->hasEnded) {
            (void)ask(desk, order, name);
        }
    });
}

QCoro::Task<void> endByVenueId(OrderDesk desk, OrderId order, std::string name, std::string venueId)
{
    const auto state = desk.state;
    RestRequest request;
    request.method = HttpMethod::Delete;
    request.target = "/v2/orders/" + inQuery(venueId);
    request.lane = net::Lane::WayOut;
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
        watchEnd(desk, order, name);
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
        auto asked = ask(desk, order, name); // it has ended: how?
        co_await asked;
    }
}

/// A cancel goes by the venue's id; one that we do not know is asked for by name first.
QCoro::Task<void> findAndEnd(OrderDesk desk, OrderId order, std::string name)
{
    const auto state = desk.state;
    RestRequest request;
    request.target = byNameTarget(name);
    request.lane = net::Lane::WayOut;
    auto task = state->trading->ask(std::move(request));
    const auto outcome = co_await task;
    if (state->isStopped) {
        co_return;
    }
    const auto verdict = outcome ? verdictOf(outcome->status, outcome->body) : AnswerVerdict{};
    if (!outcome || verdict.verdict == Verdict::NoProof) {
        report(*state, order, Kind::Lost, nullptr, outcome ? verdict.words : failureText(outcome.error()));
    } else if (verdict.verdict == Verdict::NotFound) {
        const bool isProof = hasSettled(*state, order);
        report(*state, order, isProof ? Kind::Rejected : Kind::Lost, nullptr, verdict.words);
    } else if (verdict.verdict != Verdict::Done) {
        report(*state, order, Kind::CancelRejected, nullptr, verdict.words);
    } else if (auto image = orderFrom(outcome->body); image && image->clientId == name) {
        state->orders.learnVenueId(order, image->id);
        auto ended = endByVenueId(desk, order, name, image->id);
        co_await ended;
    } else {
        ++state->malformedMessages;
        report(*state, order, Kind::Lost, nullptr, "the answer is no order of this name");
    }
}

QCoro::Task<void> endExternal(OrderDesk desk, std::string venueId, std::function<void()> then)
{
    const auto state = desk.state;
    RestRequest request;
    request.method = HttpMethod::Delete;
    request.target = "/v2/orders/" + inQuery(venueId);
    request.lane = net::Lane::WayOut;
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

/// Alpaca calls it a potential wash trade. It is not sent, since cancelling the other for it is a person's to decide.
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

void OrderDesk::submit(const orders::OrderTicket& ticket) const
{
    const auto refuse = [&](std::string_view why) {
        later(state, {}, [own = state, id = ticket.id, text = std::string(why)] { reportNeverSent(*own, id, text); });
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
    auto& known = state->orders.of(ticket.id);
    if (known.sent) {
        return query(ticket); // its name makes it one order (S4): what became of the first?
    }
    const auto wish = orderWishFrom(ticket, *instrument, name->view());
    if (!wish) {
        return refuse(wish.error().detail);
    }
    if (!state->obstacle.empty() && !ticket.reduceOnly) {
        return refuse(state->obstacle);
    }
    const auto limit = ticket.kind == orders::OrderKind::Limit ? ticket.limit : std::nullopt;
    if (const auto* own = state->orders.opponentOf(ticket.instrument, ticket.side, limit);
        own != nullptr && !ticket.reduceOnly) {
        return refuse(wordsBeside(ticket.side, *own, *instrument));
    }
    known.instrument = ticket.instrument;
    known.side = ticket.side;
    known.limit = limit;
    known.stop = ticket.stop;
    known.sent = state->clock.mono();
    known.isUnderWay = true;
    (void)send(*this, ticket, std::string(name->view()), orderText(*wish));
}

void OrderDesk::cancel(const orders::OrderTicket& ticket) const
{
    const auto name = state->session->names.nameOf(ticket);
    if (!name) {
        later(state, {}, [own = state, id = ticket.id, why = name.error().detail] {
            report(*own, id, Kind::CancelRejected, nullptr, "it has no name: " + why);
        });
        return;
    }
    const auto* known = state->orders.find(ticket.id);
    if (known != nullptr && !known->venueId.empty()) {
        (void)endByVenueId(*this, ticket.id, std::string(name->view()), known->venueId);
    } else {
        (void)findAndEnd(*this, ticket.id, std::string(name->view()));
    }
}

void OrderDesk::query(const orders::OrderTicket& ticket) const
{
    const auto name = state->session->names.nameOf(ticket);
    if (!name) {
        later(state, {}, [own = state, id = ticket.id, why = name.error().detail] {
            report(*own, id, Kind::Lost, nullptr, "it has no name: " + why);
        });
        return;
    }
    (void)ask(*this, ticket.id, std::string(name->view()));
}

} // namespace omni::brokers::alpaca
