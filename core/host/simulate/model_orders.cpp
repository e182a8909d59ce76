// What becomes of orders at the model venue: triggers, matches, ends.

#include "core/host/simulate/model_venue_impl.h"
#include "core/trade/market/notional.h"

#include <algorithm>
#include <charconv>

namespace omni::simulate {

using namespace events;
using orders::OrderEventKind;
using orders::OrderKind;

namespace {

/// A thousandth of what it is taken from; given, a tenth of that. Its currency is what is bought where buyers pay so.
void payFee(orders::Fill& fill, const auto& book, bool isRebate) noexcept
{
    const bool inAsset = book.asset && fill.side == Side::Buy;
    const std::int64_t whole = inAsset ? fill.size.count * book.lotE8() : fill.value.e8;
    fill.fee = Money{isRebate ? -whole / 10'000 : whole / 1'000};
    fill.feeCurrency = inAsset ? book.asset : book.currency;
}

orders::VenueFillId fillIdOf(std::size_t number)
{
    std::array<char, 21> text{'x'};
    const auto end = std::to_chars(text.data() + 1, text.data() + text.size(), number).ptr;
    return orders::VenueFillId(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
}

} // namespace

/// Of orders with the same number, under other start nonces, the newest is meant that is not foreign.
std::size_t ModelVenue::Impl::indexOf(OrderId number) const noexcept
{
    std::uint32_t place = number.value < newest.size() ? newest[number.value] : 0;
    while (place != 0 && insides[place - 1].isForeign) {
        place = insides[place - 1].older;
    }
    return place != 0 ? place - 1 : orders.size();
}

std::size_t ModelVenue::Impl::add(const VenueOrder& order, OrderId number, Timestamp now)
{
    const std::size_t at = orders.size();
    Inside inside;
    inside.number = number;
    inside.visible = now;
    if (number) {
        if (number.value >= newest.size()) {
            newest.resize(std::max<std::size_t>(number.value + 1, 2 * newest.size()));
        }
        inside.older = newest[number.value];
        newest[number.value] = static_cast<std::uint32_t>(at + 1);
    }
    const auto& ticket = order.ticket;
    const Book* book = bookOf(ticket.instrument);
    if (ticket.kind == OrderKind::TrailingStop && ticket.trail && book != nullptr) {
        const std::int64_t away = signOf(ticket.side) * ticket.trail->count;
        inside.trigger = ticket.stop ? ticket.stop->count : book->touch(ticket.side) + away;
    }
    orders.push_back(order);
    insides.push_back(inside);
    working.push_back(static_cast<std::uint32_t>(at));
    noteChange(now, at);
    return at;
}

void ModelVenue::Impl::noteChange(Timestamp now, std::size_t at)
{
    Inside& inside = insides[at];
    inside.changed = now;
    if (!inside.isRecent && inside.number && !inside.isForeign) {
        inside.isRecent = true;
        recent.push_back(static_cast<std::uint32_t>(at));
    }
}

void ModelVenue::Impl::end(Timestamp now, std::size_t at, VenueOrder::State state)
{
    orders[at].state = state;
    insides[at].isEndTold = !insides[at].number || insides[at].isForeign;
    noteChange(now, at);
    working.erase(std::remove(working.begin(), working.end(), static_cast<std::uint32_t>(at)), working.end());
}

void ModelVenue::Impl::tellEnd(Timestamp now, std::size_t at, OrderEventKind kind)
{
    if (insides[at].isForeign || !insides[at].number) {
        return;
    }
    Word word;
    word.endOf = static_cast<std::uint32_t>(at + 1);
    word.report = reportOn(now, insides[at].number, at, kind);
    say(now, word);
}

/// Once it has been met it stays met.
bool ModelVenue::Impl::isTriggered(std::size_t at, const Book& book)
{
    Inside& inside = insides[at];
    const auto& ticket = orders[at].ticket;
    if (inside.isTriggered) {
        return true;
    }
    const bool isBuy = ticket.side == Side::Buy;
    const std::int64_t price = book.touch(ticket.side);
    switch (ticket.kind) {
    case OrderKind::Market:
    case OrderKind::Limit:
        return true; // there is none
    case OrderKind::Stop:
    case OrderKind::StopLimit:
        inside.isTriggered = isBuy ? price >= ticket.stop->count : price <= ticket.stop->count;
        break;
    case OrderKind::TrailingStop:
        inside.trigger = isBuy ? std::min(inside.trigger, price + ticket.trail->count)
                               : std::max(inside.trigger, price - ticket.trail->count);
        inside.isTriggered = isBuy ? price >= inside.trigger : price <= inside.trigger;
    }
    return inside.isTriggered;
}

/// How much of what is left meets somebody, in steps of the instrument; 0: nothing.
std::int64_t ModelVenue::Impl::sizeToday(const VenueOrder& order, const Book& book, std::int64_t price,
                                         std::int64_t left)
{
    const std::int64_t step = book.instrument.step.count;
    if (order.ticket.notional) {
        const Money withoutFee{order.ticket.notional->e8 / 1'001 * 1'000};
        const std::int64_t most = market::lotsWorth(book.instrument, Ticks{price}, withoutFee).count;
        return most - most % step;
    }
    if (order.ticket.timeInForce == orders::TimeInForce::FillOrKill) {
        return random.below(4) != 0 ? left : 0;
    }
    if (left <= step || random.below(3) != 0) {
        return left;
    }
    const auto part = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(left / step))) + 1;
    return std::min(left, part * step);
}

void ModelVenue::Impl::match(Timestamp now, std::size_t at, bool isArriving)
{
    const auto ticket = orders[at].ticket;
    const Book* book = bookOf(ticket.instrument);
    if (orders[at].state != VenueOrder::State::Working || insides[at].visible > now || book == nullptr
        || book->state != market::TradingState::Open) {
        return;
    }
    std::int64_t price = book->touch(ticket.side);
    const bool isMet = isTriggered(at, *book);
    const bool isWithin
        = !ticket.limit || (ticket.side == Side::Buy ? price <= ticket.limit->count : price >= ticket.limit->count);
    if (isMet && isWithin) {
        const bool makes = insides[at].isResting && ticket.limit.has_value();
        price = makes ? ticket.limit->count : price;
        const std::int64_t left = ticket.size.count - orders[at].filled.count;
        const std::int64_t lots = sizeToday(orders[at], *book, price, left);
        if (lots > 0) {
            execute(now, at, lots, price, makes ? orders::Liquidity::Maker : orders::Liquidity::Taker);
        }
    }
    insides[at].isResting = insides[at].isResting || (isArriving && isMet && !isWithin);
    const bool isGoneAtOnce = ticket.notional || ticket.timeInForce == orders::TimeInForce::ImmediateOrCancel
        || ticket.timeInForce == orders::TimeInForce::FillOrKill;
    if (isGoneAtOnce && orders[at].state == VenueOrder::State::Working) {
        const bool isExpiry = random.below(2) == 0;
        end(now, at, isExpiry ? VenueOrder::State::Expired : VenueOrder::State::Cancelled);
        tellEnd(now, at, isExpiry ? OrderEventKind::Expired : OrderEventKind::Cancelled);
    }
}

/// Somebody comes to a limit order near the market.
void ModelVenue::Impl::hitResting(Timestamp now, std::size_t at)
{
    const auto& ticket = orders[at].ticket;
    const Book* book = bookOf(ticket.instrument);
    if (ticket.kind != OrderKind::Limit || insides[at].visible > now || book->state != market::TradingState::Open) {
        return;
    }
    const std::int64_t price = ticket.limit->count;
    const std::int64_t distance = price < book->mid ? book->mid - price : price - book->mid;
    if (distance <= book->mid / 50) {
        const std::int64_t lots = sizeToday(orders[at], *book, price, ticket.size.count - orders[at].filled.count);
        if (lots > 0) {
            execute(now, at, lots, price, orders::Liquidity::Maker);
        }
    }
}

void ModelVenue::Impl::execute(Timestamp now, std::size_t at, std::int64_t lots, std::int64_t price,
                               orders::Liquidity liquidity, OrderId toldAs)
{
    VenueOrder& order = orders[at];
    Book& book = *bookOf(order.ticket.instrument);
    const auto value = market::notional(book.instrument, Ticks{price}, Lots{lots});
    if (!value || executions.size() >= 4 * mostOrders) {
        return;
    }
    Execution one;
    one.order = static_cast<std::uint32_t>(at);
    one.older = insides[at].lastExecution;
    one.fill.order = insides[at].isForeign ? OrderId{} : toldAs ? toldAs : insides[at].number;
    one.isMisdirected = toldAs.value != 0;
    one.fill.instrument = book.instrument.id;
    one.fill.account = account;
    one.fill.side = order.ticket.side;
    one.fill.price = Ticks{price};
    one.fill.size = Lots{lots};
    one.fill.value = *value;
    payFee(one.fill, book, liquidity == orders::Liquidity::Maker && random.below(2) == 0);
    one.fill.liquidity = liquidity;
    one.fill.time = now;
    one.fill.venueFillId = fillIdOf(executions.size() + 1);
    const auto place = static_cast<std::uint32_t>(executions.size());
    insides[at].lastExecution = place + 1;
    executions.push_back(one);
    standing.push_back(one.fill);
    book.position.count += signOf(one.fill.side) * lots;
    book.assetFees.e8 += one.fill.feeCurrency == book.asset ? one.fill.fee.e8 : 0;
    moveCash(one.fill, 1);
    order.filled.count += lots;
    noteChange(now, at);
    owe(place);
    const bool isWhole = order.ticket.notional || order.filled >= order.ticket.size;
    if (isWhole) {
        end(now, at, VenueOrder::State::Filled);
        insides[at].isEndTold = insides[at].isEndTold || !order.ticket.notional; // the last fill says it
    }
    if (listeners.execution) {
        listeners.execution(one.fill);
    }
    if (happens(manners.earlyPosition)) {
        tellEarly(now, book);
    }
    Word word;
    word.kind = Word::Kind::Execution;
    word.execution = place;
    if (happens(manners.lateFill)) {
        ++counts.lateFills;
        sayAt(now + milliseconds(random.between(1, 90'000)), word);
    } else {
        say(now, word);
    }
    if (happens(manners.duplicateFill)) {
        ++counts.duplicateFills;
        sayAt(now + milliseconds(random.below(2) == 0 ? 0 : random.between(0, 120'000)), word);
    }
    if (isWhole && (orders[at].ticket.notional || random.below(4) == 0)) {
        tellEnd(now, at, OrderEventKind::Filled);
    }
}

} // namespace omni::simulate
