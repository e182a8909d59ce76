#include "core/desk/engine/booking.h"

#include "core/desk/engine/asking_again.h"
#include "core/desk/engine/moved_legs.h"
#include "core/desk/engine/refused_legs.h"
#include "core/desk/engine/torn_pairs.h"
#include "core/desk/engine/watched_targets.h"
#include "core/desk/events/own_word.h"
#include "core/trade/market/notional.h"

#include <algorithm>
#include <limits>

namespace omni::engine {

namespace {

using namespace events;

template<class T> Folded outcomeOf(const Result<T>& result)
{
    Folded folded;
    if (!result) {
        folded.error = result.error();
    }
    return folded;
}

Folded failed(Errc code, const char* what)
{
    Folded folded;
    folded.error = Error{code, what};
    return folded;
}

/// The end of the range, where a sum does not fit: a figure that decides must not wrap around.
Money saturatedSum(Money a, std::int64_t b) noexcept
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return Money{checkedSum(a.e8, b).value_or(b < 0 ? -most : most)};
}

/// What could be booked to the position but not to its order is refused before anything is booked.
std::optional<Error> faultOf(const orders::OrderRecord* record, const orders::Fill& fill)
{
    if (fill.venueFillId.empty()) {
        return Error{Errc::Invalid, "a fill without the venue's id cannot be told from another"};
    }
    if (fill.size.count <= 0) {
        return Error{Errc::Invalid, "a fill without a size"};
    }
    const bool fitsOrder = record == nullptr
        || (checkedSum(record->filledValue.e8, fill.value.e8) && record->excess.count <= orders::mostExcess);
    if (fill.size.count > orders::largestCount || fill.price.count > orders::largestCount
        || fill.price.count < -orders::largestCount || !fitsOrder) {
        return Error{Errc::Overflow, "a fill beyond the largest size or value"};
    }
    return std::nullopt;
}

bool isOf(const orders::OrderTicket& ticket, const orders::Fill& fill) noexcept
{
    return ticket.instrument == fill.instrument && ticket.side == fill.side && ticket.account == fill.account;
}

/// A losing round trip makes the streak longer, a winning one ends it; nothing won and nothing lost leaves it.
void countTrip(DeskState& state, const orders::Fill& fill, const portfolio::BookedFill& booked)
{
    auto& trip = state.trips.findOrInsert(fill.instrument);
    trip.net = saturatedSum(trip.net, booked.realised.e8);
    if (booked.assetFee || fill.feeCurrency == state.portfolio.quoteOf(fill.instrument)) {
        const Money fee = booked.assetFee.value_or(fill.fee);
        trip.net = saturatedSum(trip.net, checkedDifference(0, fee.e8).value_or(0));
    }
    const bool isFlat = state.closable(fill.instrument, booked.positionAfter).count == 0; // dust is nothing
    if (booked.closed.count > 0 && (isFlat || booked.crossedZero)) {
        if (trip.net.e8 != 0) {
            state.losingStreak = trip.net.e8 < 0 ? std::min(state.losingStreak, 1'000'000) + 1 : 0;
        }
        trip.net = {};
    }
}

/// The loss of an autonomous strategy's day. What cannot be converted counts as all that there is: the grant ends.
void countLoss(DeskState& state, const Stamp& stamp, StrategyId strategy, const orders::Fill& fill,
               const portfolio::BookedFill& booked)
{
    auto* grant = state.grants.find(strategy);
    if (grant == nullptr) {
        return;
    }
    grant->usedOn(state.day);
    const auto take = [&](Money amount, CurrencyId currency) {
        if (amount.e8 == 0) {
            return;
        }
        const auto inBase = state.rates.convert(amount, currency, state.base, stamp.wall);
        grant->lossUsed = saturatedSum(grant->lossUsed, inBase ? inBase->e8 : std::numeric_limits<std::int64_t>::max());
    };
    take(Money{checkedDifference(0, booked.realised.e8).value_or(0)}, state.portfolio.quoteOf(fill.instrument));
    take(booked.assetFee.value_or(fill.fee),
         booked.assetFee ? state.portfolio.quoteOf(fill.instrument) : fill.feeCurrency);
}

void afterReversal(DeskState& state, const Stamp& stamp, const portfolio::BookedReversal& reversal)
{
    const auto* record = state.ledger.find(reversal.order);
    hold(state, stamp, {record != nullptr ? record->ticket.strategy : StrategyId{}, reversal.instrument},
         reversal.positionAfter.count - reversal.positionBefore.count);
    if (reversal.positionBefore.count != 0) {
        auto& trip = state.trips.findOrInsert(reversal.instrument);
        trip.net = saturatedSum(trip.net, reversal.realisedChange.e8);
    }
    dropFinishedBracket(state, reversal.order);
}

/// A leg in whose place another was planned has filled late, or has given back of what it had filled.
void noteOfEarlierLeg(DeskState& state, OrderId order, std::int64_t lots)
{
    const auto* record = state.ledger.find(order);
    auto* bracket = record != nullptr && record->ticket.parent ? state.brackets.find(record->ticket.parent) : nullptr;
    if (bracket != nullptr && bracket->stop != order && bracket->target != order) {
        addClosed(*bracket, lots);
    }
}

/// The broker spoke of the position, and of the cash, before they moved; nobody may adopt that any more.
void dropReport(DeskState& state, InstrumentId instrument)
{
    state.reported.erase(instrument);
    state.reportedCash.clear();
}

Folded bookReversal(DeskState& state, const Stamp& stamp, const portfolio::BookedReversal& reversal)
{
    Folded folded;
    dropReport(state, reversal.instrument);
    folded.orderId = reversal.order;
    folded.feeOnly = reversal.sizeChange.count == 0 && reversal.valueChange.e8 == 0;
    noteOfEarlierLeg(state, reversal.order, reversal.sizeChange.count);
    if (const auto outcome
        = state.ledger.correctFill(reversal.order, reversal.sizeChange, reversal.valueChange, stamp.wall)) {
        folded.order = *outcome;
    }
    afterReversal(state, stamp, reversal);
    return folded;
}

bool isEnded(const DeskState& state, OrderId order)
{
    const auto* record = state.ledger.find(order);
    return record == nullptr || orders::isTerminal(record->state);
}

/// No venue says these: they are what we do.
bool isOurWord(orders::OrderEventKind kind) noexcept
{
    return kind == orders::OrderEventKind::Sent || kind == orders::OrderEventKind::CancelSent
        || kind == orders::OrderEventKind::ReplaceSent;
}

/// With what an order stands at the venue. Of one by value "filled" tells the lots that it has bought, no size.
bool tellsFigures(const OrderReport& report, const orders::OrderTicket& ticket) noexcept
{
    return report.size && !ticket.notional
        && (report.kind == orders::OrderEventKind::Found || report.kind == orders::OrderEventKind::Filled);
}

/// The size that it tells, and the prices where it tells them.
orders::Replacement figuresIn(const OrderReport& report, const orders::OrderTicket& ticket)
{
    return {*report.size, report.limit ? report.limit : ticket.limit, report.stop ? report.stop : ticket.stop};
}

/// A leg that ended to come back in another size, while there is still something to cover.
bool comesBack(const DeskState& state, OrderId leg)
{
    const auto* mark = state.legMarks.find(leg);
    const auto* record = state.ledger.find(leg);
    return mark != nullptr && *mark == LegMark::Returning && record != nullptr
        && record->state != orders::OrderState::Filled
        && state.holdings.contains({record->ticket.strategy, record->ticket.instrument});
}

/// What was held is gone: no leg of it comes back.
void forgetLegsOf(DeskState& state, HoldingKey key)
{
    forgetMovesOf(state, key);
    if (state.legMarks.isEmpty()) {
        return;
    }
    for (const auto& entry : std::vector(state.legMarks.begin(), state.legMarks.end())) {
        const auto* record = state.ledger.find(entry.key);
        if (record == nullptr) {
            state.legMarks.erase(entry.key);
        } else if (HoldingKey{record->ticket.strategy, record->ticket.instrument} == key) {
            dropFinishedBracket(state, entry.key);
        }
    }
}

/// The venue would not give this leg another size: while a part of what it covers is being closed, or when it is to
/// cover more. What a strategy's stop does not cover gets another stop (`protect`); a person's does not, and there are
/// venues whose orders only become smaller: such a leg is taken back and set anew in its size.
void noteStiffLeg(DeskState& state, const orders::OrderRecord& leg)
{
    const auto& ticket = leg.ticket;
    if (!ticket.reduceOnly || ticket.role == orders::OrderRole::Exit || !leg.replacing
        || state.legMarks.contains(ticket.id)) {
        return;
    }
    const bool isInTheWay
        = leg.replacing->size != ticket.size && state.parts.contains({ticket.strategy, ticket.instrument});
    if (isInTheWay || (!ticket.strategy && leg.replacing->size > ticket.size)) {
        state.legMarks.insertOrAssign(ticket.id, LegMark::Stiff);
    }
}

} // namespace

void hold(DeskState& state, const Stamp& stamp, HoldingKey key, std::int64_t change)
{
    auto& holding = state.holdings.findOrInsert(key);
    const std::int64_t before = holding.lots.count;
    holding.lots.count = checkedSum(before, change).value_or(before);
    const bool wasNothing = before == 0 || state.closable(key.instrument, Lots{before}).count == 0;
    if (wasNothing || (before > 0) != (holding.lots.count > 0)) {
        holding.opened = stamp.wall;
    }
    if (holding.lots.count == 0) {
        state.holdings.erase(key);
        forgetLegsOf(state, key);
        state.refusedStops.erase(key);
    }
}

void disown(DeskState& state, const Stamp& stamp, HoldingKey key)
{
    if (!key.strategy) {
        if (state.portfolio.position(key.instrument).lots.count == 0) {
            state.holdings.eraseIf(
                [&](const HoldingKey& one, const Holding&) { return one.instrument == key.instrument; });
        }
        return;
    }
    if (const auto* holding = state.holdings.find(key)) {
        const std::int64_t lots = holding->lots.count;
        if (state.closable(key.instrument, holding->lots).count == 0) {
            return; // dust goes with what its holder buys next
        }
        state.holdings.erase(key);
        hold(state, stamp, {{}, key.instrument}, lots);
    }
}

void dropFinishedBracket(DeskState& state, OrderId order)
{
    const auto* record = state.ledger.find(order);
    const OrderId parent = record != nullptr && record->ticket.parent ? record->ticket.parent : order;
    const auto* bracket = state.brackets.find(parent);
    if (bracket != nullptr && isEnded(state, parent) && isEnded(state, bracket->stop) && isEnded(state, bracket->target)
        && !comesBack(state, bracket->stop) && !comesBack(state, bracket->target)) {
        state.legMarks.erase(bracket->stop);
        state.legMarks.erase(bracket->target);
        state.brackets.erase(parent);
    }
}

void endParts(DeskState& state, risk::Scope scope, risk::KillLevel level)
{
    if (level < risk::KillLevel::CancelAll) {
        return;
    }
    state.parts.eraseIf([&](const HoldingKey& key, const PartWish&) {
        return risk::reaches(scope, state.session.account, key.strategy, key.instrument);
    });
    for (const auto& entry : std::vector(state.legMarks.begin(), state.legMarks.end())) {
        const auto* record = state.ledger.find(entry.key);
        if (record == nullptr
            || risk::reaches(scope, record->ticket.account, record->ticket.strategy, record->ticket.instrument)) {
            state.legMarks.erase(entry.key);
            dropFinishedBracket(state, entry.key);
        }
    }
}

std::int64_t closedBy(const orders::OrderRecord& leg) noexcept
{
    return leg.filled.count + leg.excess.count; // each is bounded, and so is their sum
}

void addClosed(Bracket& bracket, std::int64_t lots) noexcept
{
    const std::int64_t sum = checkedSum(bracket.closed.count, lots).value_or(orders::mostExcess);
    bracket.closed = Lots{std::clamp<std::int64_t>(sum, 0, orders::mostExcess)};
}

void forgetOld(DeskState& state, const Stamp& stamp)
{
    const Timestamp before = stamp.wall - recordsKept;
    state.ledger.forgetTerminal(before);
    state.portfolio.sealHistory(before);
}

bool isOwnExit(const orders::OrderTicket& ticket) noexcept
{
    return ticket.reduceOnly && !ticket.parent && ticket.kind == orders::OrderKind::Market
        && (ticket.role == orders::OrderRole::Exit || ticket.role == orders::OrderRole::Stop);
}

bool isStopOfTheDesk(const orders::OrderTicket& ticket) noexcept
{
    return ticket.role == orders::OrderRole::Stop && !ticket.parent && ticket.origin == orders::Origin::Risk
        && ticket.kind != orders::OrderKind::Market;
}

void noteExitFailure(DeskState& state, const Stamp& stamp, const orders::OrderTicket& ticket)
{
    if (!isOwnExit(ticket)) {
        return;
    }
    if (auto* wish = state.exits.find({ticket.strategy, ticket.instrument})) {
        wish->failures = std::min(wish->failures, 1'000U) + 1;
        wish->failedAt = momentOf(stamp);
    }
}

Folded bookFill(DeskState& state, const Stamp& stamp, const orders::Fill& fill)
{
    Folded folded;
    if (state.seen.find(fill.account, fill.instrument, fill.venueFillId)) {
        folded.repeated = true;
        ++state.counters.duplicateFills;
        return folded;
    }
    const auto* record = state.ledger.find(fill.order);
    folded.contradicts = record != nullptr && !isOf(record->ticket, fill);
    if (folded.contradicts) {
        record = nullptr;
    }
    if (auto fault = faultOf(record, fill)) {
        folded.error = std::move(fault);
        return folded;
    }
    orders::Fill numbered = fill;
    numbered.id = FillId{state.portfolio.lastFill().value + 1};
    numbered.order = folded.contradicts ? OrderId{} : fill.order;
    const auto booked = state.portfolio.book(numbered);
    if (!booked) {
        return outcomeOf(booked);
    }
    // The key is noted after the booking: a fill that could not be booked may come again, mended.
    if (const auto noted = state.seen.insert(fill.account, fill.instrument, fill.venueFillId, booked->id); !noted) {
        folded.error = noted.error();
    }
    folded.booked = *booked;
    dropReport(state, fill.instrument);
    folded.external = record == nullptr;
    folded.orderId = fill.order;
    ++state.counters.fills;
    StrategyId strategy;
    if (record != nullptr) {
        strategy = record->ticket.strategy;
        const bool isFirst = record->filled.count == 0 && record->excess.count == 0;
        if (strategy && isFirst && record->ticket.role == orders::OrderRole::Entry) {
            auto& repeats = state.repeats.findOrInsert({strategy, fill.instrument});
            folded.repeatsTooOften = repeats.onExecution(fill.side, stamp.mono);
        }
        if (const auto outcome = state.ledger.addFill(fill.order, fill.size, fill.value, stamp.wall)) {
            folded.order = *outcome;
            state.counters.lateFills += outcome->lateFill ? 1U : 0U;
            if (outcome->terminalNow) {
                state.askedInVain.erase(fill.order);
                noteEntryEnded(state, fill.order);
            }
        }
        noteOfEarlierLeg(state, fill.order, fill.size.count);
        noteTornPair(state, fill.order);
        dropFinishedBracket(state, fill.order);
    }
    // A fee that was taken from what was bought has left the position, and so what is held of it.
    if (booked->positionAfter != booked->positionBefore) {
        hold(state, stamp, {strategy, fill.instrument}, booked->positionAfter.count - booked->positionBefore.count);
    }
    countTrip(state, fill, *booked);
    if (strategy) {
        countLoss(state, stamp, strategy, fill, *booked);
    }
    return folded;
}

Folded bookReport(DeskState& state, const Stamp& stamp, const OrderReport& report)
{
    if (isOurWord(report.kind)) {
        return failed(Errc::Invalid, "a report with a word that is not a venue's");
    }
    Folded folded;
    folded.orderId = report.order;
    const auto* record = state.ledger.find(report.order);
    if (record == nullptr || (report.account && report.account != record->ticket.account)) {
        folded.external = true;
        return folded;
    }
    if (record->state == orders::OrderState::Created) {
        Folded refused = failed(Errc::Conflict, "a report about an order that was never sent");
        refused.orderId = report.order;
        return refused;
    }
    // Neither what never left counts, nor the answer to a question about an order that was lost.
    const bool isRefusal = report.kind == orders::OrderEventKind::Rejected && !isOwnWord(report)
        && (record->state == orders::OrderState::Sent || record->state == orders::OrderState::Working);
    if (report.kind == orders::OrderEventKind::ReplaceRejected) {
        noteStiffLeg(state, *record);
        noteRefusedMove(state, *record);
    }
    Result<orders::Outcome> outcome = failure(Errc::Invalid, "a report without figures");
    if (report.kind == orders::OrderEventKind::Replaced) {
        const auto with = report.size ? std::optional(figuresIn(report, record->ticket)) : std::nullopt;
        outcome = state.ledger.replaced(report.order, stamp.wall, with, report.venueOrderId);
        if (outcome) {
            state.movedLegs.erase(report.order); // it stands where the last wish put it
        }
    } else if (tellsFigures(report, record->ticket)) {
        outcome = state.ledger.standsWith(report.order, report.kind, figuresIn(report, record->ticket), stamp.wall,
                                          report.venueOrderId);
    }
    // Figures that cannot be are no reason not to hear the word.
    if (!outcome && report.kind != orders::OrderEventKind::Replaced) {
        outcome = state.ledger.apply(report.order, report.kind, stamp.wall, report.venueOrderId);
    }
    if (!outcome) {
        folded.error = outcome.error();
        return folded;
    }
    folded.order = *outcome;
    if (outcome->terminalNow && outcome->after != orders::OrderState::Filled) {
        noteExitFailure(state, stamp, state.ledger.find(report.order)->ticket);
    }
    noteAnswer(state, stamp, report, outcome->before, isRefusal);
    if (outcome->terminalNow) {
        noteEntryEnded(state, report.order);
    }
    noteRefusedLeg(state, stamp, report, *outcome);
    noteTornPair(state, report.order);
    noteWatchedTarget(state, report, *outcome);
    if (outcome->terminalNow && isRefusal) {
        folded.rejectsTooOften = state.rejects.onReject(stamp.mono);
    }
    dropFinishedBracket(state, report.order);
    return folded;
}

Folded bookBust(DeskState& state, const Stamp& stamp, const FillBusted& busted)
{
    const auto fill = state.seen.find(busted.account, busted.instrument, busted.venueFillId);
    if (!fill) {
        return failed(Errc::NotFound, "a bust names a fill that was never booked");
    }
    const auto reversal = state.portfolio.bust(*fill, stamp.wall);
    return reversal ? bookReversal(state, stamp, *reversal) : outcomeOf(reversal);
}

Folded bookCorrection(DeskState& state, const Stamp& stamp, const FillCorrected& corrected)
{
    const auto fill = state.seen.find(corrected.account, corrected.instrument, corrected.venueFillId);
    if (!fill) {
        return failed(Errc::NotFound, "a correction names a fill that was never booked");
    }
    if (corrected.size.count > orders::largestCount) {
        return failed(Errc::Overflow, "a correction beyond the largest size");
    }
    const CurrencyId paidIn = corrected.feeCurrency ? corrected.feeCurrency : state.portfolio.feeCurrencyOf(*fill);
    const portfolio::CorrectedFill with{corrected.price, corrected.size, corrected.value, corrected.fee,
                                        paidIn ? paidIn : state.portfolio.quoteOf(corrected.instrument)};
    const auto reversal = state.portfolio.correct(*fill, with, stamp.wall);
    return reversal ? bookReversal(state, stamp, *reversal) : outcomeOf(reversal);
}

} // namespace omni::engine
