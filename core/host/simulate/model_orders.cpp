// What the model venue does with orders, and what it says of them.

#include "core/host/simulate/model_venue_impl.h"
#include "core/trade/market/notional.h"

#include <algorithm>
#include <string>

namespace omni::simulate {

using namespace events;
using orders::OrderEventKind;
using orders::OrderKind;

namespace {

constexpr Duration recently = minutes(30); // a reconciliation tells of what changed within it

bool isGoneAtOnce(const orders::OrderTicket& ticket) noexcept
{
    return ticket.timeInForce == orders::TimeInForce::ImmediateOrCancel
        || ticket.timeInForce == orders::TimeInForce::FillOrKill;
}

} // namespace

// --- words about orders ----------------------------------------------------------------------------------------------

std::size_t ModelVenue::Impl::indexOf(OrderId number) const noexcept
{
    const auto found = newest.find(number.value);
    return found != newest.end() ? found->second : orders.size();
}

void ModelVenue::Impl::report(Timestamp due, OrderId number, OrderEventKind kind, std::size_t at)
{
    OrderReport told;
    told.order = number;
    told.account = account;
    told.kind = kind;
    told.venueTime = due;
    if (at < orders.size() && kind != OrderEventKind::Lost) {
        told.venueOrderId = orders::VenueOrderId("v" + std::to_string(at + 1));
        if (kind == OrderEventKind::Replaced) {
            told.size = orders[at].ticket.size;
            told.limit = orders[at].ticket.limit;
            told.stop = orders[at].ticket.stop;
        }
    }
    say(due, told);
}

void ModelVenue::Impl::tellExecution(Timestamp due, std::size_t execution)
{
    say(due, fills[execution - 1], execution);
}

/// All that the venue knows of an order: its executions, told before or not, then how it stands.
void ModelVenue::Impl::tellStory(Timestamp now, std::size_t at)
{
    const OrderId number = insides[at].number;
    for (std::size_t i = 0; i < fills.size(); ++i) {
        if (fills[i].order == number && !isGone[i] && (!isTold[i] || happens(200))) {
            tellExecution(later(now), i + 1);
        }
    }
    const Timestamp due = later(now);
    switch (orders[at].state) {
    case VenueOrder::State::Working:
        report(due, number, insides[at].wasReplaced ? OrderEventKind::Replaced : OrderEventKind::Found, at);
        break;
    case VenueOrder::State::Filled:
        report(due, number, OrderEventKind::Filled, at);
        break;
    case VenueOrder::State::Cancelled:
        report(due, number, OrderEventKind::Cancelled, at);
        break;
    case VenueOrder::State::Rejected:
        report(due, number, OrderEventKind::Rejected, at);
        break;
    case VenueOrder::State::Expired:
        report(due, number, OrderEventKind::Expired, at);
        break;
    }
}

// --- what is asked for -----------------------------------------------------------------------------------------------

/// It has come: from here on it is the venue's.
void ModelVenue::Impl::receive(Timestamp now, const orders::OrderTicket& ticket)
{
    VenueOrder order;
    order.clientId = orders::clientOrderId({orders::Nonce(install), orders::Nonce(start), ticket.id, ticket.role})
                         .value_or(orders::ClientOrderId());
    order.ticket = ticket;
    order.received = now;
    orders.push_back(order);
    Inside inside;
    inside.number = ticket.id;
    inside.changed = now;
    if (const Book* book = bookOf(ticket.instrument)) {
        inside.best = book->mid;
    }
    insides.push_back(inside);
    newest[ticket.id.value] = orders.size() - 1;
    working.push_back(orders.size() - 1);
    if (listeners.wire) {
        WireMessage message;
        message.kind = WireMessage::Kind::New;
        message.order = ticket.id;
        message.clientId = order.clientId;
        message.ticket = ticket;
        message.at = now;
        listeners.wire(message);
    }
    answerNew(now, orders.size() - 1);
}

void ModelVenue::Impl::answerNew(Timestamp now, std::size_t at)
{
    const OrderId number = insides[at].number;
    const Book* book = bookOf(orders[at].ticket.instrument);
    const bool isRefused = book == nullptr || book->state != market::TradingState::Open || happens(manners.refuseNew);
    if (isRefused) {
        end(now, at, VenueOrder::State::Rejected);
        return report(later(now), number, OrderEventKind::Rejected, at);
    }
    if (happens(manners.loseAck)) {
        return report(now + answerTimeOut, number, OrderEventKind::Lost, at);
    }
    if (happens(manners.unproven)) {
        return report(later(now), number, OrderEventKind::Lost, at);
    }
    report(later(now), number, OrderEventKind::Accepted, at);
}

void ModelVenue::submit(Timestamp now, const risk::ClearedOrder& order)
{
    Impl& v = *m_impl;
    const auto& ticket = order.ticket();
    if (!v.isUp) {
        v.unsent.push_back({ticket.id, now});
        return v.hasNoticed ? v.report(now, ticket.id, OrderEventKind::Lost, v.orders.size())
                            : v.underWay.push_back(ticket.id);
    }
    if (v.happens(v.manners.neverArrives)) {
        v.unsent.push_back({ticket.id, now});
        return v.report(now + answerTimeOut, ticket.id, OrderEventKind::Lost, v.orders.size());
    }
    v.receive(now, ticket);
}

/// A request about an order while the line is cut never comes.
void ModelVenue::cancel(Timestamp now, OrderId order)
{
    Impl& v = *m_impl;
    if (!v.isUp) {
        return v.notice(order, {});
    }
    if (v.listeners.wire) {
        WireMessage message;
        message.kind = WireMessage::Kind::Cancel;
        message.order = order;
        message.at = now;
        v.listeners.wire(message);
    }
    v.cancel(now, order);
}

/// The adapter knows that it was asked; it calls it lost when it sees the cut.
void ModelVenue::Impl::notice(OrderId number, const orders::OrderTicket&)
{
    if (hasNoticed) {
        report(Timestamp{}, number, OrderEventKind::Lost, orders.size());
    } else {
        underWay.push_back(number);
    }
}

void ModelVenue::Impl::cancel(Timestamp now, OrderId number)
{
    const std::size_t at = indexOf(number);
    const bool isLost = happens(manners.loseAnswer);
    const auto answer = [&](OrderEventKind kind) {
        isLost ? report(now + answerTimeOut, number, OrderEventKind::Lost, at) : report(later(now), number, kind, at);
    };
    if (at == orders.size() || orders[at].state != VenueOrder::State::Working || happens(manners.refuseCancel)) {
        return answer(OrderEventKind::CancelRejected);
    }
    end(now, at, VenueOrder::State::Cancelled);
    answer(OrderEventKind::Cancelled);
}

void ModelVenue::replace(Timestamp now, const ports::ReplaceRequest& request)
{
    Impl& v = *m_impl;
    if (!v.isUp) {
        return v.notice(request.order, {});
    }
    if (v.listeners.wire) {
        WireMessage message;
        message.kind = WireMessage::Kind::Replace;
        message.order = request.order;
        message.size = request.size;
        message.limit = request.limit;
        message.stop = request.stop;
        message.at = now;
        v.listeners.wire(message);
    }
    v.replace(now, request);
}

void ModelVenue::Impl::replace(Timestamp now, const ports::ReplaceRequest& request)
{
    const std::size_t at = indexOf(request.order);
    const bool isLost = happens(manners.loseAnswer);
    const auto answer = [&](OrderEventKind kind) {
        isLost ? report(now + answerTimeOut, request.order, OrderEventKind::Lost, at)
               : report(later(now), request.order, kind, at);
    };
    if (at == orders.size() || orders[at].state != VenueOrder::State::Working || happens(manners.refuseReplace)
        || (request.size && *request.size <= orders[at].filled)) {
        return answer(OrderEventKind::ReplaceRejected);
    }
    auto& ticket = orders[at].ticket;
    ticket.size = request.size.value_or(ticket.size);
    ticket.limit = request.limit ? request.limit : ticket.limit;
    ticket.stop = request.stop ? request.stop : ticket.stop;
    insides[at].changed = now;
    insides[at].wasReplaced = true;
    answer(OrderEventKind::Replaced);
}

void ModelVenue::query(Timestamp now, OrderId order)
{
    Impl& v = *m_impl;
    if (v.isUp) {
        if (v.listeners.wire) {
            WireMessage message;
            message.kind = WireMessage::Kind::Query;
            message.order = order;
            message.at = now;
            v.listeners.wire(message);
        }
        v.query(now, order);
    }
}

/// What was asked for and not found may still be on its way inside the venue: a proof only after the settle time.
void ModelVenue::Impl::query(Timestamp now, OrderId number)
{
    const std::size_t at = indexOf(number);
    if (at < orders.size()) {
        const bool isYoung = now - orders[at].received < settleTime;
        return isYoung && happens(manners.notFoundYet) ? report(later(now), number, OrderEventKind::Lost, orders.size())
                                                       : tellStory(now, at);
    }
    const auto asked
        = std::find_if(unsent.begin(), unsent.end(), [number](const Unsent& one) { return one.number == number; });
    const bool isProof = asked == unsent.end() || now - asked->at >= settleTime;
    report(isProof ? later(now) : asked->at + settleTime, number, OrderEventKind::Rejected, orders.size());
}

void ModelVenue::reconcile(Timestamp now)
{
    Impl& v = *m_impl;
    if (!v.isUp) {
        return; // when it comes up again it is asked for again
    }
    if (v.listeners.wire) {
        WireMessage message;
        message.kind = WireMessage::Kind::Reconcile;
        message.at = now;
        v.listeners.wire(message);
    }
    for (std::size_t at = 0; at < v.orders.size(); ++at) {
        const bool isOurs = v.insides[at].number && !v.insides[at].isForeign && v.indexOf(v.insides[at].number) == at;
        if (isOurs && (v.orders[at].state == VenueOrder::State::Working || now - v.insides[at].changed < recently)) {
            v.tellStory(now, at);
        }
    }
    for (std::size_t i = 0; i < v.fills.size(); ++i) {
        if (!v.isTold[i] && !v.fills[i].order && !v.isGone[i]) {
            v.tellExecution(now, i + 1);
        }
    }
    const Timestamp due = now + v.manners.mostDelay;
    for (const Impl::Book& book : v.books) {
        v.say(due, PositionReported{v.account, book.instrument.id, book.position});
    }
    v.say(due, Reconciled{v.account});
}

// --- what it does by itself ------------------------------------------------------------------------------------------

void ModelVenue::Impl::end(Timestamp now, std::size_t at, VenueOrder::State state)
{
    orders[at].state = state;
    insides[at].changed = now;
    working.erase(std::remove(working.begin(), working.end(), at), working.end());
}

/// The trigger of a stop is looked at once it has been met, for ever.
bool ModelVenue::Impl::isMarketable(const VenueOrder& order, Inside& inside, const Book& book) const
{
    const auto& ticket = order.ticket;
    const bool isBuy = ticket.side == Side::Buy;
    const std::int64_t price = isBuy ? book.mid + (book.spread + 1) / 2 : book.mid - book.spread / 2;
    if (ticket.kind == OrderKind::TrailingStop && ticket.trail) {
        inside.best = isBuy ? std::min(inside.best, price) : std::max(inside.best, price);
        const std::int64_t trigger = isBuy ? inside.best + ticket.trail->count : inside.best - ticket.trail->count;
        inside.isTriggered = inside.isTriggered || (isBuy ? price >= trigger : price <= trigger);
    } else if (ticket.stop && (ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit)) {
        inside.isTriggered = inside.isTriggered || (isBuy ? price >= ticket.stop->count : price <= ticket.stop->count);
    } else {
        inside.isTriggered = true;
    }
    const bool isWithinLimit = !ticket.limit || (isBuy ? price <= ticket.limit->count : price >= ticket.limit->count);
    return inside.isTriggered && isWithinLimit;
}

void ModelVenue::Impl::tryOrder(Timestamp now, std::size_t at)
{
    VenueOrder& order = orders[at];
    const Book* book = bookOf(order.ticket.instrument);
    if (order.state != VenueOrder::State::Working || book == nullptr || book->state != market::TradingState::Open) {
        return;
    }
    const std::int64_t price
        = order.ticket.side == Side::Buy ? book->mid + (book->spread + 1) / 2 : book->mid - book->spread / 2;
    std::int64_t left = order.ticket.size.count - order.filled.count;
    if (order.ticket.notional) {
        left = market::lotsWorth(book->instrument, Ticks{price}, *order.ticket.notional).count;
    }
    if (isMarketable(order, insides[at], *book) && left > 0) {
        const bool isAll = order.ticket.notional || order.ticket.timeInForce == orders::TimeInForce::FillOrKill
            || random.below(3) != 0;
        execute(now, at, isAll ? left : 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(left))),
                price);
    }
    const bool isOver = order.state == VenueOrder::State::Working
        && (isGoneAtOnce(order.ticket) || (order.ticket.notional && order.ticket.kind == OrderKind::Market));
    if (isOver) {
        end(now, at, VenueOrder::State::Cancelled);
        report(later(now), insides[at].number,
               random.below(2) == 0 ? OrderEventKind::Cancelled : OrderEventKind::Expired, at);
    }
}

void ModelVenue::Impl::execute(Timestamp now, std::size_t at, std::int64_t lots, std::int64_t price)
{
    VenueOrder& order = orders[at];
    Book& book = *bookOf(order.ticket.instrument);
    orders::Fill fill;
    fill.order = insides[at].isForeign ? OrderId{} : insides[at].number;
    fill.instrument = book.instrument.id;
    fill.account = account;
    fill.side = order.ticket.side;
    fill.price = Ticks{price};
    fill.size = Lots{lots};
    fill.value = market::notional(book.instrument, fill.price, fill.size).value_or(Money{});
    fill.fee = Money{random.below(4) == 0 ? -fill.value.e8 / 10'000 : fill.value.e8 / 1'000};
    fill.feeCurrency = CurrencyId{book.instrument.quoteCurrency == "USD" ? 1U : 2U};
    fill.time = now;
    fill.venueFillId = orders::VenueFillId("x" + std::to_string(nextFill++));
    book.position = Lots{book.position.count + signOf(fill.side) * lots};
    order.filled = Lots{order.filled.count + lots};
    insides[at].changed = now;
    fills.push_back(fill);
    isTold.push_back(false);
    isFrozen.push_back(false);
    isGone.push_back(false);
    isStandingFresh = false;
    if (listeners.execution) {
        listeners.execution(fill);
    }
    const bool isWhole = !order.ticket.notional && order.filled >= order.ticket.size;
    const std::size_t execution = fills.size();
    const bool isLate = happens(manners.lateFill);
    if (isWhole) {
        end(now, at, VenueOrder::State::Filled);
        if (random.below(4) == 0 && fill.order) {
            report(later(now), fill.order, OrderEventKind::Filled, at);
        }
    }
    if (order.ticket.notional) {
        end(now, at, VenueOrder::State::Filled);
        report(later(now) + milliseconds(1), fill.order, OrderEventKind::Filled, at);
    }
    tellExecution(isLate ? now + seconds(random.between(1, 90)) : later(now), execution);
    if (happens(manners.duplicateFill)) {
        tellExecution(now + seconds(random.between(0, 120)), execution);
    }
}

void ModelVenue::Impl::executeExternal(Timestamp now)
{
    Book& book = books[random.below(books.size())];
    VenueOrder order;
    order.ticket.instrument = book.instrument.id;
    order.ticket.side = random.below(2) == 0 ? Side::Buy : Side::Sell;
    order.ticket.size = Lots{book.instrument.step.count * random.between(1, 5)};
    order.isExternal = true;
    order.received = now;
    orders.push_back(order);
    Inside inside;
    inside.isForeign = true;
    insides.push_back(inside);
    working.push_back(orders.size() - 1);
    execute(now, orders.size() - 1, order.ticket.size.count, book.mid);
}

/// Of an execution that was told and has not changed its units since.
void ModelVenue::Impl::bustOrCorrect(Timestamp now)
{
    if (fills.empty()) {
        return;
    }
    const std::size_t i = random.below(fills.size());
    orders::Fill& fill = fills[i];
    if (!isTold[i] || isFrozen[i] || isGone[i]) {
        return;
    }
    Book& book = *bookOf(fill.instrument);
    if (random.below(2) == 0) {
        isGone[i] = true;
        isStandingFresh = false;
        book.position = Lots{book.position.count - signOf(fill.side) * fill.size.count};
        const FillBusted bust{account, fill.instrument, fill.venueFillId};
        if (listeners.bust) {
            listeners.bust(bust);
        }
        return say(later(now), bust);
    }
    fill.price = Ticks{fill.price.count + random.between(-3, 3)};
    fill.value = market::notional(book.instrument, fill.price, fill.size).value_or(fill.value);
    fill.fee = Money{fill.fee.e8 + random.between(-1'000, 1'000)};
    isStandingFresh = false;
    const FillCorrected corrected{account,   fill.instrument, fill.venueFillId, fill.price,
                                  fill.size, fill.value,      fill.fee};
    if (listeners.correction) {
        listeners.correction(corrected);
    }
    say(later(now), corrected);
}

void ModelVenue::work(Timestamp now)
{
    Impl& v = *m_impl;
    if (v.happens(v.manners.external)) {
        return v.executeExternal(now);
    }
    if (v.happens(v.manners.bust) || v.happens(v.manners.correct)) {
        return v.bustOrCorrect(now);
    }
    if (v.working.empty()) {
        return;
    }
    const std::size_t at = v.working[v.random.below(v.working.size())];
    if (v.random.below(60) == 0 && v.orders[at].ticket.timeInForce == orders::TimeInForce::Day) {
        v.end(now, at, VenueOrder::State::Expired);
        return v.report(v.later(now), v.insides[at].number, OrderEventKind::Expired, at);
    }
    v.tryOrder(now, at);
}

/// Words that wait come at once; what was lost on its way is told again.
void ModelVenue::tellAll(Timestamp now)
{
    Impl& v = *m_impl;
    for (Impl::Word& word : v.words) {
        word.due = std::min(word.due, now);
        word.event.at = word.due;
    }
    for (std::size_t i = 0; i < v.fills.size(); ++i) {
        const bool isWaiting = std::any_of(v.words.begin(), v.words.end(),
                                           [i](const Impl::Word& word) { return word.execution == i + 1; });
        if (!v.isTold[i] && !v.isGone[i] && !isWaiting) {
            v.tellExecution(now, i + 1);
        }
    }
}

} // namespace omni::simulate
