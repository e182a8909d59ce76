#include "core/edge/brokers/alpaca/order_questions.h"

#include "core/edge/brokers/alpaca/order_fills.h"
#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/stop_claims.h"

#include <utility>

namespace omni::brokers::alpaca {

namespace {

using Kind = orders::OrderEventKind;

constexpr int mostQuestions = 8;

/// The leg of an entry that is over, if it is what the order is to be and nobody's yet. Null: there is none.
NativeStop* standInFor(SessionState& state, const OrderImage& entry, const orders::OrderTicket& ticket, bool mustAgree)
{
    auto* stop = state.stops.find(ticket.parent);
    const bool isOver = stop != nullptr && !stop->isClaimed && !isOpen(entry.status);
    const bool isIt = isOver && (stop->hasFilled() || (stop->isLive() && (!mustAgree || agrees(state, *stop, ticket))));
    return isIt ? stop : nullptr;
}

/// It never left, and need not: what it was to protect has a stop (S17).
bool isOfPartUnderWhole(const SessionState& state, const orders::OrderTicket& ticket)
{
    const auto* stop = ticket.role == orders::OrderRole::Stop ? state.stops.find(ticket.parent) : nullptr;
    return stop != nullptr && isUnderWhole(state, *stop, ticket);
}

OrderAnswer noProof(std::string words)
{
    return {{Verdict::NoProof, std::move(words)}, std::nullopt};
}

} // namespace

bool neverLeft(const net::HttpOutcome& outcome) noexcept
{
    return !outcome && outcome.error().fate == net::Fate::NeverSent;
}

std::string failureText(const net::HttpFailure& failure)
{
    return std::string(net::nameOf(failure.kind)) + ": " + failure.detail;
}

std::string byNameTarget(std::string_view name)
{
    return "/v2/orders:by_client_order_id?client_order_id=" + inQuery(name);
}

std::string byIdTarget(std::string_view venueId)
{
    return "/v2/orders/" + inQuery(venueId);
}

std::string nestedTarget(std::string_view venueId)
{
    return byIdTarget(venueId) + "?nested=true";
}

RestRequest endOf(std::string_view venueId)
{
    RestRequest request;
    request.method = net::HttpMethod::Delete;
    request.target = byIdTarget(venueId);
    request.lane = net::Lane::WayOut;
    return request;
}

bool hasSettled(const SessionState& state, OrderId order, Monotonic asked)
{
    const auto* known = state.orders.find(order);
    if (known != nullptr && known->isSending) {
        return false;
    }
    const auto since = known != nullptr && known->sent ? *known->sent : state.started;
    return asked - since >= settleDelay;
}

namespace {

/// As soon as "no such order" is proof: a position may wait for its stop until then (S17).
void askWhenSettled(const OrderDesk& desk, const orders::OrderTicket& ticket, const std::string& name)
{
    const auto state = desk.state;
    const auto* known = state->orders.find(ticket.id);
    if ((known != nullptr && known->isSending) || !state->askedAgain.insert(ticket.id).second) {
        return;
    }
    const auto since = known != nullptr && known->sent ? *known->sent : state->started;
    const Duration wait = std::max(Duration{}, settleDelay - (state->clock.mono() - since)) + milliseconds(1);
    // Weakly: a session that has ended is not to live for its last questions.
    later(state, wait,
          [weak = std::weak_ptr(state), onKeyRefused = desk.onKeyRefused, onGap = desk.onGap, ticket, name] {
              if (const auto alive = weak.lock()) {
                  alive->askedAgain.erase(ticket.id);
                  (void)askAbout({alive, onKeyRefused, onGap}, ticket, name);
              }
          });
}

} // namespace

QCoro::Task<OrderAnswer> imageAt(OrderDesk desk, std::string target, net::Lane lane)
{
    const auto state = desk.state;
    RestRequest request;
    request.target = std::move(target);
    request.lane = lane;
    auto task = state->trading->ask(std::move(request));
    const auto outcome = co_await task;
    if (state->isStopped) {
        co_return noProof("the session was stopped");
    }
    if (!outcome) {
        co_return noProof(failureText(outcome.error()));
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    if (verdict.verdict == Verdict::KeyRefused) {
        desk.onKeyRefused(verdict.words);
    }
    if (verdict.verdict != Verdict::Done) {
        co_return OrderAnswer{verdict, std::nullopt};
    }
    auto image = orderFrom(outcome->body);
    if (!image) {
        ++state->malformedMessages;
        co_return noProof("the answer is no order");
    }
    co_return OrderAnswer{verdict, std::move(*image)};
}

QCoro::Task<OrderAnswer> imageOf(OrderDesk desk, std::string name, net::Lane lane)
{
    const auto state = desk.state;
    auto task = imageAt(desk, byNameTarget(name), lane);
    auto answer = co_await task;
    if (answer.image && answer.image->clientId != name) {
        ++state->malformedMessages;
        co_return noProof("the answer is no order of this name");
    }
    co_return answer;
}

QCoro::Task<OrderAnswer> standsAsLeg(OrderDesk desk, orders::OrderTicket ticket, bool mustAgree)
{
    const auto state = desk.state;
    const auto lane = mustAgree ? net::Lane::Ordinary : net::Lane::WayOut;
    const OrderAnswer nothing{{Verdict::NotFound, "Alpaca knows no order of this name"}, std::nullopt};
    if (const auto* known = state->orders.find(ticket.id); known != nullptr && !known->venueId.empty()) {
        auto task = imageAt(desk, byIdTarget(known->venueId), lane);
        auto answer = co_await task;
        if (answer.image && !state->isStopped) {
            state->orders.of(ticket.id).isLeg = true;
        }
        co_return answer;
    }
    if (ticket.role != orders::OrderRole::Stop || !ticket.parent) {
        co_return nothing;
    }
    auto task = askFamily(desk, ticket, lane);
    auto family = co_await task;
    if (state->isStopped || !family.image) {
        co_return family;
    }
    if (standInFor(*state, *family.image, ticket, mustAgree) == nullptr) {
        co_return nothing;
    }
    if (mustAgree) {
        // A stop of which the desk hears before the fills of its entry has nothing to cover, and would be cancelled.
        auto told = tellImage(state, ticket.parent, *family.image, true);
        co_await told;
        const auto* entry = state->orders.find(ticket.parent);
        if (state->isStopped || entry == nullptr || !entry->hasEnded) {
            co_return noProof("the fills of its entry could not be asked for");
        }
    }
    auto* stop = standInFor(*state, *family.image, ticket, mustAgree);
    if (stop == nullptr) {
        co_return noProof("another has taken it meanwhile");
    }
    claim(*state, *stop, ticket.id);
    co_return OrderAnswer{{Verdict::Done, {}}, stop->leg};
}

QCoro::Task<void> tellImage(SharedState state, OrderId order, OrderImage image, bool isAnswer)
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
    reportStatus(*state, order, image, isAnswer);
}

QCoro::Task<void> askAbout(OrderDesk desk, orders::OrderTicket ticket, std::string name)
{
    const auto state = desk.state;
    const auto* known = state->orders.find(ticket.id);
    const auto asked = state->clock.mono(); // what the venue knew then counts, however late its answer comes
    OrderAnswer answer{{Verdict::NotFound, "Alpaca knows no order of this name"}, std::nullopt};
    if (known == nullptr || !known->isLeg) {
        // It may use the reserve, as cancels do, but only some at a time: that is the cancels' first (F38).
        const bool isOnTheWayOut = state->questions < mostQuestions;
        state->questions += isOnTheWayOut ? 1 : 0;
        auto task = imageOf(desk, name, isOnTheWayOut ? net::Lane::WayOut : net::Lane::Ordinary);
        answer = co_await task;
        state->questions -= isOnTheWayOut ? 1 : 0;
    }
    if (answer.verdict.verdict == Verdict::NotFound && !state->isStopped) {
        auto task = standsAsLeg(desk, ticket, true);
        answer = co_await task;
    }
    if (state->isStopped) {
        co_return;
    }
    if (answer.image) {
        if (const auto* leg = stopLegOf(*answer.image)) {
            state->learnLeg(ticket.id, *leg);
            expectClaim(desk, ticket.id);
        }
        auto told = tellImage(state, ticket.id, std::move(*answer.image), true);
        co_await told;
    } else if (answer.verdict.verdict == Verdict::NotFound && hasSettled(*state, ticket.id, asked)
               && isOfPartUnderWhole(*state, ticket)) {
        reportUnsent(*state, ticket.id, Kind::Rejected, ofPart);
    } else if (answer.verdict.verdict == Verdict::NotFound && hasSettled(*state, ticket.id, asked)) {
        report(*state, ticket.id, Kind::Rejected, nullptr, "Alpaca knows no order of this name");
    } else {
        report(*state, ticket.id, Kind::Lost, nullptr, answer.verdict.words);
        if (answer.verdict.verdict == Verdict::NotFound) {
            askWhenSettled(desk, ticket, name);
        }
    }
}

} // namespace omni::brokers::alpaca
