#include "core/edge/brokers/alpaca/stop_claims.h"

#include "core/edge/brokers/alpaca/order_reports.h"
#include "core/edge/brokers/alpaca/order_sending.h"
#include "core/edge/net/once.h"

#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>

namespace omni::brokers::alpaca {

namespace {

using Kind = orders::OrderEventKind;
using orders::OrderTicket;

constexpr Duration lookAgain = milliseconds(200);
constexpr int mostLooks
    = 8; ///< 15 s of waits, each twice as long as the one before, up to 3 s: questions have a price.

/// Whatever becomes of the session: who waits is woken.
QCoro::Task<void> restAfter(int look)
{
    const Duration span{lookAgain.ns << std::min(look, 4)};
    const auto once = std::make_shared<net::Once<bool>>();
    QTimer::singleShot(static_cast<int>(span.ns / 1'000'000), [once] { once->set(true); });
    net::Once<bool>::Awaiter awaiter(*once);
    (void)co_await awaiter;
}

/// What is known of the desk's wish, by the stages of a claim.
enum class Next : std::uint8_t { Send, Claim, Refuse, Wait, End };

struct Judgement {
    Next next = Next::Send;
    std::string_view why = {};
};

bool isOnItsWay(OrderStatus status) noexcept
{
    return status == OrderStatus::PendingCancel || status == OrderStatus::PendingReplace;
}

/// How the venue says that both stand. `isPatient`: the venue may still be at it.
Judgement judge(const SessionState& state, const OrderImage& entry, const NativeStop& stop, const OrderTicket& ticket,
                bool isPatient)
{
    if (!stop.isTold() || stop.isClaimed) {
        return {Next::Send};
    }
    if (stop.hasFilled()) {
        return {Next::Claim};
    }
    if (stop.hasEnded()) {
        return {Next::Send};
    }
    if (stop.isHeld() && isOpen(entry.status)) {
        return {Next::Refuse, ofWhole};
    }
    if (stop.isHeld() && entry.status == OrderStatus::Replaced) {
        return {Next::Send}; // it belongs to what somebody has put in the entry's place, and would take that along
    }
    if (stop.isHeld() || isOnItsWay(stop.leg.status)) {
        return {isPatient ? Next::Wait : Next::End};
    }
    if (agrees(state, stop, ticket)) {
        return {Next::Claim};
    }
    if (isOpen(entry.status)) {
        return {Next::Refuse, ofWhole}; // with the leg the venue would end what is left of the entry
    }
    const bool isFresh = stop.entryOver && state.clock.mono() - *stop.entryOver < settleDelay;
    if (isFresh && isUnderWhole(state, stop, ticket)) {
        return {Next::Refuse, ofPart};
    }
    return {Next::End};
}

/// That the venue does not know an entry which has filled is no proof of anything but that it needs time (F32).
Judgement judgeAnswer(const SessionState& state, const OrderAnswer& family, const NativeStop* stop,
                      const OrderTicket& ticket, bool isPatient)
{
    if (family.image) {
        return stop != nullptr ? judge(state, *family.image, *stop, ticket, isPatient) : Judgement{};
    }
    const bool wentWith = stop != nullptr && (stop->wasSent || stop->isTold());
    if (!wentWith && hasSettled(state, ticket.parent, state.clock.mono())) {
        return {Next::Send};
    }
    return isPatient ? Judgement{Next::Wait} : Judgement{Next::Refuse, "not sent: Alpaca does not find its entry"};
}

/// Asks for the end of a leg. Empty: the venue has taken it, or says that it is too late; else why nothing is known.
QCoro::Task<std::string> askForEnd(OrderDesk desk, std::string venueId)
{
    const auto state = desk.state;
    auto request = endOf(venueId);
    auto task = state->trading->ask(std::move(request));
    const auto outcome = co_await task;
    if (!outcome) {
        co_return failureText(outcome.error());
    }
    const auto verdict = verdictOf(outcome->status, outcome->body);
    const bool isSure = verdict.verdict == Verdict::Done || verdict.verdict == Verdict::Refused
        || verdict.verdict == Verdict::NotFound;
    co_return isSure ? std::string() : verdict.words;
}

/// The claim is over; what has been asked meanwhile is answered.
void letGo(SessionState& state, const OrderTicket& ticket)
{
    if (auto* stop = state.stops.underClaim(ticket.id)) {
        stop->isUnderClaim = false;
        stop->isUnwanted = false;
    }
}

void refuse(SessionState& state, const OrderTicket& ticket, std::string_view why)
{
    letGo(state, ticket);
    reportUnsent(state, ticket.id, Kind::Rejected, why);
}

QCoro::Task<void> claimAndTell(OrderDesk desk, OrderTicket ticket)
{
    const auto state = desk.state;
    auto* stop = state->stops.underClaim(ticket.id);
    if (stop == nullptr) {
        co_return refuse(*state, ticket, "not sent: too many entries stand at Alpaca with their stops");
    }
    const bool isUnwanted = std::exchange(stop->isUnwanted, false);
    claim(*state, *stop, ticket.id);
    const OrderImage leg = stop->leg;
    auto told = tellImage(state, ticket.id, leg, false);
    co_await told;
    if (isUnwanted && !state->isStopped) {
        desk.cancel(ticket);
    }
}

QCoro::Task<void> sendOwn(OrderDesk desk, OrderTicket ticket, std::string name, std::string text)
{
    const auto* stop = desk.state->stops.underClaim(ticket.id);
    const bool isUnwanted = stop != nullptr && stop->isUnwanted;
    letGo(*desk.state, ticket);
    if (isUnwanted) {
        reportUnsent(*desk.state, ticket.id, Kind::Cancelled, "cancelled before it was sent");
        co_return;
    }
    auto task = send(desk, ticket, std::move(name), std::move(text));
    co_await task;
}

/// Its entry is over, as far as is known, and nobody has claimed what may be at work of it against the same holding.
/// What was heard last of the leg may be old: the stream may have been deaf.
bool mayHoldShares(const SessionState& state, OrderId entry, const OrderTicket& closing)
{
    const auto* stop = state.stops.find(entry);
    const auto* known = state.orders.find(entry);
    if (stop == nullptr || stop->isClaimed || stop->isUnderClaim || stop->hasEnded()
        || (!stop->isTold() && !stop->wasSent)) {
        return false;
    }
    const auto* instrument = state.instrumentOf(closing.instrument);
    const bool isOfHolding = stop->isTold()
        ? state.instrumentOf(stop->leg.symbol) == instrument && stop->leg.side == closing.side
        : known != nullptr && known->instrument == closing.instrument;
    return isOfHolding && (stop->isLive() || (known != nullptr && known->hasEnded));
}

/// Ends the leg of an entry that is over, and waits until the venue has confirmed it, or for a while.
QCoro::Task<void> endUnclaimed(OrderDesk desk, OrderId entry, OrderTicket closing)
{
    const auto state = desk.state;
    closing.parent = entry;
    bool isEndAsked = false;
    for (int look = 0; look < mostLooks / 2; ++look) {
        auto asked = askFamily(desk, closing, net::Lane::WayOut);
        const auto family = co_await asked;
        if (state->isStopped || (!family.image && !isEndAsked)) {
            co_return; // nothing is known of it: the venue will say of the exit what it thinks
        }
        const auto* stop = state->stops.find(entry);
        const bool isInTheWay = stop != nullptr && stop->isTold() && !stop->hasEnded() && !stop->isClaimed
            && !stop->isUnderClaim && stop->leg.side == closing.side;
        if (!isInTheWay || (family.image && isOpen(family.image->status))) {
            co_return;
        }
        if (!std::exchange(isEndAsked, true)) {
            auto ended = askForEnd(desk, stop->leg.id);
            const auto why = co_await ended;
            if (state->isStopped || !why.empty()) {
                co_return;
            }
        }
        auto wait = restAfter(look);
        co_await wait;
        if (state->isStopped) {
            co_return;
        }
    }
}

/// Nobody has claimed it in its time.
void takeCareOf(const OrderDesk& desk, NativeStop& stop)
{
    const auto& state = desk.state;
    if (stop.hasFilled() && stop.stop) {
        const OrderId order = stop.stop;
        claim(*state, stop, order);
        (void)tellImage(state, order, stop.leg, true);
    } else if (stop.hasFilled()) {
        state->stops.noteStranger(stop.leg.id);
        stop.isClaimed = true;
        for (const FillActivity& fill : std::exchange(stop.fills, {})) {
            (void)reportFill(*state, std::nullopt, fill);
        }
        reportForeign(*state, stop.leg);
    } else if (stop.isLive()) {
        stop.isShown = true;
        reportForeign(*state, stop.leg);
    }
}

} // namespace

QCoro::Task<OrderAnswer> askFamily(OrderDesk desk, OrderTicket stop, net::Lane lane)
{
    const auto state = desk.state;
    OrderTicket entry = stop;
    entry.id = stop.parent;
    entry.role = orders::OrderRole::Entry;
    const auto name = state->session->names.nameOf(entry);
    if (!name) {
        co_return OrderAnswer{{Verdict::NoProof, "its entry has no name: " + name.error().detail}, std::nullopt};
    }
    const auto* known = state->orders.find(stop.parent);
    std::string venueId = known != nullptr ? known->venueId : std::string();
    if (venueId.empty()) {
        auto named = imageOf(desk, std::string(name->view()), lane);
        const auto answer = co_await named;
        if (state->isStopped || !answer.image) {
            co_return answer;
        }
        venueId = answer.image->id;
        state->orders.learnVenueId(stop.parent, venueId);
    }
    auto task = imageAt(desk, nestedTarget(venueId), lane);
    auto answer = co_await task;
    if (answer.image && answer.image->clientId != name->view()) {
        ++state->malformedMessages;
        co_return OrderAnswer{{Verdict::NoProof, "the answer is not its entry"}, std::nullopt};
    }
    if (const auto* leg = answer.image && !state->isStopped ? stopLegOf(*answer.image) : nullptr) {
        state->learnLeg(stop.parent, *leg);
    }
    co_return answer;
}

bool agrees(const SessionState& state, const NativeStop& stop, const OrderTicket& ticket)
{
    const auto* instrument = state.instrumentOf(ticket.instrument);
    if (instrument == nullptr || state.instrumentOf(stop.leg.symbol) != instrument || !stop.leg.size || !stop.leg.stop
        || !ticket.stop) {
        return false;
    }
    const auto size = market::lotsFrom(*instrument, *stop.leg.size);
    const auto trigger = market::ticksFrom(*instrument, *stop.leg.stop);
    const bool isGtc = ticket.timeInForce == orders::TimeInForce::GoodTillCancelled;
    return ticket.kind == orders::OrderKind::Stop && stop.leg.type == "stop" && stop.leg.side == ticket.side
        && stop.leg.timeInForce == (isGtc ? "gtc" : "day") && size && *size == ticket.size && trigger
        && *trigger == *ticket.stop;
}

bool isUnderWhole(const SessionState& state, const NativeStop& stop, const OrderTicket& ticket)
{
    const auto* instrument = state.instrumentOf(ticket.instrument);
    if (instrument == nullptr || stop.isClaimed || !stop.isLive() || !stop.leg.size || stop.leg.side != ticket.side) {
        return false;
    }
    const auto size = market::lotsFrom(*instrument, *stop.leg.size);
    return size && ticket.size < *size;
}

bool hasLegInItsPlace(const SessionState& state, const OrderTicket& ticket)
{
    const auto* instrument = state.instrumentOf(ticket.instrument);
    const auto entries = state.stops.unclaimed();
    return std::any_of(entries.begin(), entries.end(), [&](OrderId entry) {
        const auto* stop = state.stops.find(entry);
        const bool isOfHolding = instrument != nullptr && stop->isLive() && !stop->isShown && stop->leg.size
            && state.instrumentOf(stop->leg.symbol) == instrument && stop->leg.side == ticket.side;
        const auto size = isOfHolding ? market::lotsFrom(*instrument, *stop->leg.size) : Result<Lots>(Lots{});
        return size && size->count > 0 && *size >= ticket.size;
    });
}

void claim(SessionState& state, NativeStop& stop, OrderId order)
{
    stop.stop = order;
    stop.isClaimed = true;
    stop.isUnderClaim = false;
    state.orders.of(order).isLeg = true;
    state.orders.learnVenueId(order, stop.leg.id);
    if (std::exchange(stop.isShown, false)) {
        OrderImage over = stop.leg;
        over.status = OrderStatus::Canceled; // as somebody else's
        reportForeign(state, over);
    }
    for (const FillActivity& fill : std::exchange(stop.fills, {})) {
        (void)reportFill(state, order, fill);
    }
}

bool mayCarryStop(const SessionState& state, const OrderTicket& entry)
{
    // The class is for what opens or adds: against a position it is refused.
    const auto held = state.positions.find(entry.instrument);
    return held == state.positions.end() || held->second.count * signOf(entry.side) >= 0;
}

void expectClaim(const OrderDesk& desk, OrderId entry)
{
    const auto* stop = desk.state->stops.find(entry);
    if (stop == nullptr || stop->isClaimed || (!stop->isLive() && !stop->hasFilled())) {
        return;
    }
    later(desk.state, claimPatience, [desk, entry] {
        auto* waited = desk.state->stops.find(entry);
        if (waited != nullptr && !waited->isClaimed && !waited->isUnderClaim) {
            takeCareOf(desk, *waited);
        }
    });
}

void noteLeg(const OrderDesk& desk, NativeStop& stop, const TradeUpdate& update)
{
    const OrderId entry = stop.entry;
    auto& known = desk.state->learnLeg(entry, update.order);
    const bool isFill = update.event == UpdateEvent::Fill || update.event == UpdateEvent::PartialFill;
    if (isFill && known.fills.size() < mostFillsUnclaimed) {
        known.fills.push_back({update.executionId, update.order.id, update.order.symbol, update.order.side,
                               *update.price, *update.size, update.time});
    }
    if (known.isShown) {
        reportForeign(*desk.state, known.leg);
    }
    expectClaim(desk, entry);
}

bool mayHaveLeg(const SessionState& state, const OrderTicket& stop)
{
    const auto* instrument = state.instrumentOf(stop.instrument);
    if (stop.role != orders::OrderRole::Stop || !stop.parent || instrument == nullptr) {
        return false;
    }
    const auto* native = state.stops.find(stop.parent);
    const auto* entry = state.orders.find(stop.parent);
    const bool wentWithout = entry != nullptr && entry->sent && (native == nullptr || !native->wasSent);
    return !wentWithout && (native == nullptr || !native->isClaimed);
}

QCoro::Task<void> sendStop(OrderDesk desk, OrderTicket ticket, std::string name, std::string text)
{
    const auto state = desk.state;
    const auto begun = state->clock.mono();
    bool isEndAsked = false;
    for (int look = 0; look < mostLooks; ++look) {
        auto asked = askFamily(desk, ticket, net::Lane::WayOut);
        const auto family = co_await asked;
        if (state->isStopped) {
            co_return;
        }
        if (!family.image && family.verdict.verdict != Verdict::NotFound) {
            co_return refuse(*state, ticket, "not sent, its entry could not be asked for: " + family.verdict.words);
        }
        auto* stop = state->stops.find(ticket.parent);
        if (stop != nullptr && family.image && !isOpen(family.image->status) && !stop->entryOver) {
            stop->entryOver = state->clock.mono();
        }
        const bool isPatient = state->clock.mono() - begun < settleDelay;
        const auto verdict = judgeAnswer(*state, family, stop, ticket, isPatient);
        if (verdict.next == Next::Send) {
            auto task = sendOwn(desk, ticket, std::move(name), std::move(text));
            co_await task;
            co_return;
        }
        if (verdict.next == Next::Claim) {
            auto task = claimAndTell(desk, ticket);
            co_await task;
            co_return;
        }
        if (verdict.next == Next::Refuse && !isEndAsked) {
            co_return refuse(*state, ticket, verdict.why);
        }
        if (verdict.next == Next::End && !isEndAsked) {
            isEndAsked = true;
            auto task = askForEnd(desk, stop->leg.id);
            const auto why = co_await task;
            if (state->isStopped) {
                co_return;
            }
            if (!why.empty()) {
                co_return refuse(*state, ticket, "not sent, the stop in its place could not be cancelled: " + why);
            }
        }
        auto wait = restAfter(look);
        co_await wait;
        if (state->isStopped) {
            co_return;
        }
    }
    refuse(*state, ticket, "not sent: Alpaca does not say what became of the stop in its place");
}

QCoro::Task<void> sendExit(OrderDesk desk, OrderTicket ticket, std::string name, std::string text)
{
    const auto state = desk.state;
    for (const OrderId entry : state->stops.unclaimed()) {
        if (!mayHoldShares(*state, entry, ticket)) {
            continue;
        }
        auto task = endUnclaimed(desk, entry, ticket);
        co_await task;
        if (state->isStopped) {
            co_return;
        }
    }
    auto task = send(desk, ticket, std::move(name), std::move(text));
    co_await task;
}

} // namespace omni::brokers::alpaca
