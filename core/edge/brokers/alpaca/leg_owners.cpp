#include "core/edge/brokers/alpaca/leg_owners.h"

#include "core/edge/brokers/alpaca/order_questions.h"
#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/stop_claims.h"

#include <algorithm>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

/// Entry and leg are made in one moment; the list is of a moment before and after.
std::string momentTarget(const OrderImage& image, Timestamp at)
{
    return "/v2/orders?status=all&nested=true&direction=asc&limit=500&symbols=" + inQuery(image.symbol)
        + "&after=" + inQuery(isoText(at - seconds(1))) + "&until=" + inQuery(isoText(at + seconds(1)));
}

void noteOwner(SessionState& state, const OrderImage& wanted, const std::vector<OrderImage>& orders)
{
    for (const OrderImage& entry : orders) {
        const auto leg = std::find_if(entry.legs.begin(), entry.legs.end(),
                                      [&wanted](const OrderImage& each) { return each.id == wanted.id; });
        const bool isStop = leg != entry.legs.end() && &*leg == stopLegOf(entry);
        const auto owner
            = isStop && !entry.clientId.empty() ? state.session->names.orderOf(entry.clientId) : std::nullopt;
        if (owner) {
            state.orders.learnVenueId(*owner, entry.id);
            state.learnLeg(*owner, *leg);
            state.learnLeg(*owner, wanted);
            return;
        }
    }
    state.stops.noteStranger(wanted.id);
}

/// What was told meanwhile: of a stranger's as always; of a leg of ours its fills are kept for who claims it.
QCoro::Task<void> settleOwnerless(OrderDesk desk, OrderImage image)
{
    const auto state = desk.state;
    auto task = findOwner(state, image);
    const auto found = co_await task;
    if (state->isStopped) {
        co_return;
    }
    if (!found) {
        state->stops.noteStranger(image.id);
    }
    const auto waiting = state->ownerless.extract(image.id);
    bool areTold = found.has_value();
    for (const TradeUpdate& update : waiting ? waiting.mapped() : std::vector<TradeUpdate>{}) {
        areTold = takeUpdate(desk, update) && areTold;
    }
    if (!areTold) {
        desk.onGap("whose an order is could not be found out");
    }
}

} // namespace

bool isOwnerless(SessionState& state, const OrderImage& image)
{
    return isOfFamily(image) && state.instrumentOf(image.symbol) != nullptr && !ownOrderOf(state, image)
        && state.stops.byLeg(image.id) == nullptr && !state.stops.isStranger(image.id);
}

QCoro::Task<Result<void>> findOwner(SharedState state, OrderImage image)
{
    const auto at = image.created ? image.created : image.submitted;
    if (!at) {
        state->stops.noteStranger(image.id);
        co_return Result<void>();
    }
    RestRequest request;
    request.target = momentTarget(image, *at);
    request.within = seconds(90);
    auto task = state->trading->ask(std::move(request));
    const auto outcome = co_await task;
    if (state->isStopped) {
        co_return failure(Errc::Unavailable, "the session was stopped");
    }
    if (!outcome) {
        co_return failure(Errc::Unavailable, outcome.error().detail);
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    if (verdict.verdict != Verdict::Done) {
        co_return failure(Errc::Unavailable, verdict.words);
    }
    const auto orders = ordersFrom(outcome->body);
    if (!orders) {
        ++state->malformedMessages;
        co_return tl::unexpected(orders.error());
    }
    if (state->stops.byLeg(image.id) == nullptr) { // else an answer was quicker
        noteOwner(*state, image, *orders);
    }
    co_return Result<void>();
}

bool takeUpdate(const OrderDesk& desk, const TradeUpdate& update)
{
    auto& state = *desk.state;
    const OrderImage& image = update.order;
    const auto* instrument = state.instrumentOf(image.symbol);
    if (instrument != nullptr && update.position) {
        if (const auto held = market::lotsFrom(*instrument, *update.position)) {
            state.positions.insert_or_assign(instrument->id, *held);
        }
    }
    if (const auto order = ownOrderOf(state, image)) {
        const bool isTold = reportUpdate(state, update);
        if (auto* stop = state.stops.find(*order); stop != nullptr && !isOpen(image.status)) {
            stop->entryOver = stop->entryOver.value_or(state.clock.mono());
            expectClaim(desk, *order);
        }
        return isTold;
    }
    if (auto* stop = state.stops.byLeg(image.id); stop != nullptr && !state.stops.isStranger(image.id)) {
        noteLeg(desk, *stop, update);
        return true;
    }
    if (image.status == OrderStatus::Held) {
        return true; // what waits for another is not at work
    }
    if (!isOwnerless(state, image)) {
        return reportUpdate(state, update);
    }
    auto& words = state.ownerless[image.id];
    words.push_back(update);
    const bool isFirst = words.size() == 1;
    if (state.ownerless.size() > mostOwnerless || words.size() > mostOwnerless) {
        state.ownerless.erase(image.id);
        return false;
    }
    if (isFirst) {
        (void)settleOwnerless(desk, image); // may be over when it returns
    }
    return true;
}

} // namespace omni::brokers::alpaca
