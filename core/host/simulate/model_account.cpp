// The account at the model venue: executions that are owed, taken back, changed, and those of somebody else.

#include "core/host/simulate/model_venue_impl.h"
#include "core/trade/market/notional.h"

#include <algorithm>

namespace omni::simulate {

using namespace events;
using orders::OrderEventKind;

namespace {

constexpr Duration changedWithin = hours(24); // an execution that is older stands
constexpr std::uint64_t strangersNumbers = 1'000'000'000; // no order of ours comes so far

std::int64_t signedLots(const orders::Fill& fill) noexcept
{
    return signOf(fill.side) * fill.size.count;
}

/// The fee that was taken from what was bought.
Money takenBy(const orders::Fill& fill, CurrencyId quote) noexcept
{
    return fill.feeCurrency == quote ? Money{} : fill.fee;
}

/// In the quote currency.
Money broughtBy(const orders::Fill& fill, CurrencyId quote) noexcept
{
    const Money fee = fill.feeCurrency == quote ? fill.fee : Money{};
    return Money{narrowed(Int128{-signOf(fill.side)} * fill.value.e8 - fee.e8).value_or(0)};
}

} // namespace

/// Everything that is to be told of it has been.
bool ModelVenue::Impl::isSettled(const Execution& one) const noexcept
{
    return one.isTold ? !one.owesReversal : one.isGone;
}

void ModelVenue::Impl::owe(std::uint32_t execution)
{
    Execution& one = executions[execution];
    if (!one.isOwed) {
        one.isOwed = true;
        owed.push_back(execution);
    }
}

void ModelVenue::Impl::tellExecution(Timestamp now, std::uint32_t execution)
{
    Word word;
    word.kind = Word::Kind::Execution;
    word.execution = execution;
    sayInOrder(now, word);
}

void ModelVenue::Impl::tellUnsettled(Timestamp now, std::uint32_t execution)
{
    const Execution& one = executions[execution];
    if (one.isInStream || isSettled(one)) {
        return;
    }
    Word word;
    word.kind = one.isTold ? Word::Kind::Reversal : Word::Kind::Execution;
    word.execution = execution;
    sayInOrder(now, word);
}

void ModelVenue::Impl::tellOwed(Timestamp now)
{
    std::size_t kept = 0;
    for (const std::uint32_t execution : owed) {
        Execution& one = executions[execution];
        one.isOwed = !isSettled(one);
        if (one.isOwed) {
            owed[kept++] = execution;
            tellUnsettled(now, execution);
        }
    }
    owed.resize(kept);
}

/// It is being told, with the figures that it has now.
void ModelVenue::Impl::noteTold(std::uint32_t execution)
{
    Execution& one = executions[execution];
    const Lots is{one.isGone ? 0 : signedLots(one.fill) * one.scale};
    Book& book = *bookOf(one.fill.instrument);
    book.told.count += is.count - one.told.count;
    one.told = is;
    const Money taken = one.isGone ? Money{} : takenBy(one.fill, book.currency);
    book.toldFees.e8 += taken.e8 - one.toldFee.e8;
    one.toldFee = taken;
    noteToldCash(one, one.isGone ? Money{} : broughtBy(one.fill, book.currency));
    one.isTold = true;
    one.owesReversal = false;
    one.isInStream = false;
}

/// Whoever was told is gone and has left no record of it.
void ModelVenue::Impl::forgetTold(std::uint32_t execution)
{
    Execution& one = executions[execution];
    bookOf(one.fill.instrument)->told.count -= one.told.count;
    bookOf(one.fill.instrument)->toldFees.e8 -= one.toldFee.e8;
    one.told = {};
    one.toldFee = {};
    noteToldCash(one, {});
    one.isTold = one.owesReversal = false;
    if (!one.isGone) {
        owe(execution);
    }
}

void ModelVenue::Impl::repeatOld(Timestamp now, bool isGarbled)
{
    const auto place = static_cast<std::uint32_t>(random.below(executions.size()));
    if (!executions[place].isTold) {
        return;
    }
    ++(isGarbled ? counts.garbledFills : counts.duplicateFills);
    Word word;
    word.kind = Word::Kind::Execution;
    word.execution = place;
    word.isGarbled = isGarbled;
    say(now, word);
}

/// As a portfolio stream does that overtakes the one of executions.
void ModelVenue::Impl::tellEarly(Timestamp now, const Book& book)
{
    Word word;
    word.kind = Word::Kind::Position;
    word.instrument = book.instrument.id;
    word.isEarly = true;
    word.position = book.held();
    counts.earlyPositions += 1U;
    sayInOrder(now, word);
}

/// Of another instrument or the other side.
OrderId ModelVenue::Impl::wrongOrderFor(const orders::OrderTicket& ticket) noexcept
{
    for (std::size_t i = 0; i < std::min<std::size_t>(orders.size(), 16); ++i) {
        const std::size_t at = orders.size() - 1 - i;
        const auto& one = orders[at].ticket;
        if (insides[at].number && !insides[at].isForeign
            && (one.instrument != ticket.instrument || one.side != ticket.side)) {
            return insides[at].number;
        }
    }
    return {};
}

void ModelVenue::Impl::executeExternal(Timestamp now)
{
    const Book& book = books[random.below(books.size())];
    VenueOrder order;
    order.ticket.instrument = book.instrument.id;
    order.ticket.account = account;
    order.ticket.side = random.below(2) == 0 ? Side::Buy : Side::Sell;
    order.ticket.size = Lots{book.instrument.step.count * random.between(1, 5)};
    order.isExternal = true;
    order.received = now;
    const std::size_t at = add(order, {}, now);
    ++counts.externalFills;
    const OrderId wrong = happens(manners.misdirect) ? wrongOrderFor(order.ticket) : OrderId{};
    counts.misdirectedFills += wrong ? 1U : 0U;
    execute(now, at, order.ticket.size.count, book.touch(order.ticket.side), orders::Liquidity::Unknown, wrong);
    if (orders[at].state == VenueOrder::State::Working) {
        end(now, at, VenueOrder::State::Cancelled);
    }
    if (happens(manners.misdirect)) {
        ++counts.misdirectedReports;
        Word word;
        const bool isFilled = orders[at].state == VenueOrder::State::Filled;
        word.report = reportOn(now, OrderId{strangersNumbers + at}, at,
                               isFilled ? OrderEventKind::Filled : OrderEventKind::Cancelled);
        say(now, word);
    }
}

/// Of an execution that was told, of an order that has ended: what a venue would do about the lots that a working one
/// gets back differs from one to the next.
void ModelVenue::Impl::bustOrCorrect(Timestamp now, bool isBust)
{
    if (executions.empty()) {
        return;
    }
    const std::size_t last = executions.size() - 1;
    const auto place = static_cast<std::uint32_t>(last - random.below(std::min<std::size_t>(executions.size(), 32)));
    Execution& one = executions[place];
    VenueOrder& order = orders[one.order];
    if (!one.isTold || one.owesReversal || one.isMisdirected || one.scale != 1 || one.isGone
        || (one.isCorrected && !isBust) || order.state == VenueOrder::State::Working
        || now - one.fill.time > changedWithin) {
        return;
    }
    Book& book = *bookOf(one.fill.instrument);
    const Lots before = one.fill.size;
    moveCash(one.fill, -1);
    book.assetFees.e8 -= takenBy(one.fill, book.currency).e8;
    one.owesReversal = true;
    one.isCorrected = true;
    if (isBust) {
        one.isGone = true;
    } else {
        const std::int64_t step = book.instrument.step.count;
        const std::int64_t price = one.fill.price.count + random.between(-3, 3);
        const std::int64_t lots = before.count > step && random.below(3) == 0 ? before.count - step : before.count;
        const auto value = market::notional(book.instrument, Ticks{price}, Lots{lots});
        one.fill.price = value && price > 0 ? Ticks{price} : one.fill.price;
        one.fill.size = value && price > 0 ? Lots{lots} : before;
        one.fill.value = value && price > 0 ? *value : one.fill.value;
        one.fill.fee.e8 += random.between(-1'000, 1'000);
    }
    const std::int64_t change = (isBust ? 0 : one.fill.size.count) - before.count;
    book.position.count += signOf(one.fill.side) * change;
    if (!isBust) {
        moveCash(one.fill, 1);
        book.assetFees.e8 += takenBy(one.fill, book.currency).e8;
    }
    order.filled.count += change;
    replaceStanding(one);
    owe(place);
    const auto& fill = one.fill;
    if (isBust) {
        ++counts.busts;
        if (listeners.bust) {
            listeners.bust({account, fill.instrument, fill.venueFillId});
        }
    } else {
        ++counts.corrections;
        if (listeners.correction) {
            listeners.correction(correctionTo(fill));
        }
    }
    Word word;
    word.kind = Word::Kind::Reversal;
    word.execution = place;
    say(now, word);
}

void ModelVenue::Impl::moveCash(const orders::Fill& fill, std::int64_t sign)
{
    const CurrencyId quote = bookOf(fill.instrument)->currency;
    Money& balance = cash[quote.value - 1];
    balance.e8 = narrowed(balance.e8 + sign * Int128{broughtBy(fill, quote).e8}).value_or(balance.e8);
}

void ModelVenue::Impl::noteToldCash(Execution& one, Money is)
{
    Money& balance = toldCash[bookOf(one.fill.instrument)->currency.value - 1];
    balance.e8 = narrowed(Int128{balance.e8} + is.e8 - one.toldCash.e8).value_or(balance.e8);
    one.toldCash = is;
}

void ModelVenue::Impl::replaceStanding(const Execution& one)
{
    const auto found = std::find_if(standing.rbegin(), standing.rend(), [&one](const orders::Fill& fill) {
        return fill.venueFillId == one.fill.venueFillId;
    });
    if (found == standing.rend()) {
        return;
    }
    if (one.isGone) {
        standing.erase(std::next(found).base());
    } else {
        *found = one.fill;
    }
}

} // namespace omni::simulate
