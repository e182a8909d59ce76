// What the program asks the model venue for, and what it answers.

#include "core/host/simulate/model_venue_impl.h"
#include "core/trade/market/venue_filters.h"

#include <algorithm>
#include <charconv>

namespace omni::simulate {

using namespace events;
using orders::OrderEventKind;
using orders::OrderKind;

namespace {

constexpr Duration recently = minutes(2); // a reconciliation tells of what has changed within it
constexpr std::size_t mostRemembered = 1'024; // orders that never came

OrderEventKind wordFor(VenueOrder::State state) noexcept
{
    switch (state) {
    case VenueOrder::State::Filled:
        return OrderEventKind::Filled;
    case VenueOrder::State::Cancelled:
        return OrderEventKind::Cancelled;
    case VenueOrder::State::Rejected:
        return OrderEventKind::Rejected;
    case VenueOrder::State::Expired:
        return OrderEventKind::Expired;
    case VenueOrder::State::Working:
        break;
    }
    return OrderEventKind::Found;
}

orders::VenueOrderId venueIdOf(std::size_t at)
{
    std::array<char, 21> text{'v'};
    const auto end = std::to_chars(text.data() + 1, text.data() + text.size(), at + 1).ptr;
    return orders::VenueOrderId(std::string_view(text.data(), static_cast<std::size_t>(end - text.data())));
}

bool isMissingOrUnwanted(const std::optional<Ticks>& price, bool isWanted) noexcept
{
    return price.has_value() != isWanted;
}

} // namespace

// --- words about orders ----------------------------------------------------------------------------------------------

OrderReport ModelVenue::Impl::reportOn(Timestamp now, OrderId number, std::size_t at, OrderEventKind kind) const
{
    OrderReport report;
    report.order = number;
    report.account = account;
    report.kind = kind;
    report.venueTime = now;
    if (at >= orders.size() || kind == OrderEventKind::Lost) {
        return report;
    }
    const VenueOrder& order = orders[at];
    report.venueOrderId = venueIdOf(at);
    const bool stands = kind == OrderEventKind::Found || kind == OrderEventKind::Filled;
    if (kind == OrderEventKind::Replaced || (stands && !order.ticket.notional)) {
        report.size = order.ticket.size;
        report.limit = order.ticket.limit;
        report.stop = order.ticket.stop;
    } else if (kind == OrderEventKind::Filled && order.ticket.notional) {
        report.size = order.filled; // nobody else can know how many lots the amount has bought
    }
    return report;
}

void ModelVenue::Impl::answer(Timestamp now, OrderId number, std::size_t at, OrderEventKind kind)
{
    Word word;
    word.isAnswer = true;
    word.report = reportOn(now, number, at, kind);
    if (at < orders.size() && orders[at].state != VenueOrder::State::Working && kind == wordFor(orders[at].state)) {
        word.endOf = static_cast<std::uint32_t>(at + 1);
    }
    word.changeOf = kind == OrderEventKind::Replaced ? static_cast<std::uint32_t>(at + 1) : 0;
    say(now, word);
}

/// The adapter's own word, when it gives up.
void ModelVenue::Impl::answerLost(Timestamp due, OrderId number)
{
    Word word;
    word.isAnswer = true;
    word.report = reportOn(due, number, orders.size(), OrderEventKind::Lost);
    words.push(due, word);
}

void ModelVenue::Impl::tellStory(Timestamp now, std::size_t at, bool isFound)
{
    for (std::uint32_t i = insides[at].lastExecution; i != 0; i = executions[i - 1].older) {
        const Execution& one = executions[i - 1];
        if (!isSettled(one)) {
            tellUnsettled(now, i - 1);
        } else if (!one.isGone && happens(manners.duplicateFill)) {
            ++counts.duplicateFills;
            tellExecution(now, i - 1);
        }
    }
    Word word;
    word.isFound = isFound;
    const bool isWorking = orders[at].state == VenueOrder::State::Working;
    const bool isChanged = isUp && isWorking && insides[at].owesChange;
    insides[at].owesChange = insides[at].owesChange && !isChanged;
    word.report
        = reportOn(now, insides[at].number, at, isChanged ? OrderEventKind::Replaced : wordFor(orders[at].state));
    word.endOf = isWorking ? 0 : static_cast<std::uint32_t>(at + 1);
    word.changeOf = isChanged ? static_cast<std::uint32_t>(at + 1) : 0;
    sayInOrder(now, word);
}

void ModelVenue::Impl::tellWire(Timestamp now, WireMessage::Kind kind, const WireMessage& about)
{
    if (!listeners.wire) {
        return;
    }
    WireMessage message = about;
    message.kind = kind;
    message.at = now;
    message.mono = Monotonic{born ? (now - *born).ns : 0};
    listeners.wire(message);
}

// --- new orders ------------------------------------------------------------------------------------------------------

std::string_view ModelVenue::Impl::faultOf(const orders::OrderTicket& ticket, const Book* book) const
{
    if (book == nullptr) {
        return "unknown instrument";
    }
    if (book->state != market::TradingState::Open) {
        return "trading is halted";
    }
    const bool hasLimit = ticket.kind == OrderKind::Limit || ticket.kind == OrderKind::StopLimit;
    const bool hasStop = ticket.kind == OrderKind::Stop || ticket.kind == OrderKind::StopLimit;
    if (isMissingOrUnwanted(ticket.limit, hasLimit) || (hasStop && !ticket.stop)
        || isMissingOrUnwanted(ticket.trail, ticket.kind == OrderKind::TrailingStop)) {
        return "prices missing or not wanted";
    }
    if (ticket.notional) {
        return ticket.kind == OrderKind::Market && ticket.notional->e8 > 0 ? "" : "an amount that is not wanted";
    }
    const auto refusal = ticket.limit ? market::refusalOf(book->instrument, *ticket.limit, ticket.size)
                                      : market::refusalOf(book->instrument, ticket.size);
    if (refusal) {
        return market::nameOf(*refusal);
    }
    if (ticket.postOnly) {
        const std::int64_t touch = book->touch(ticket.side);
        const bool takes = ticket.side == Side::Buy ? ticket.limit->count >= touch : ticket.limit->count <= touch;
        return ticket.kind != OrderKind::Limit ? "post-only is for limit orders" : takes ? "it would take" : "";
    }
    return orders.size() < mostOrders ? "" : "too many orders";
}

void ModelVenue::Impl::submit(Timestamp now, const orders::OrderTicket& ticket)
{
    const bool neverArrives = isUp && happens(manners.neverArrives);
    if (!isUp || neverArrives || ticket.id.value > mostNumber) {
        counts.neverArrived += neverArrives ? 1U : 0U;
        if (unsent.size() == mostRemembered) {
            unsent.erase(unsent.begin());
        }
        unsent.push_back({ticket.id, now});
        return isUp      ? answerLost(now + answerTimeOut, ticket.id)
            : hasNoticed ? answerLost(now, ticket.id)
                         : underWay.push_back(ticket.id);
    }
    VenueOrder order;
    order.clientId = orders::clientOrderId({orders::Nonce(install), orders::Nonce(start), ticket.id, ticket.role})
                         .value_or(orders::ClientOrderId());
    order.ticket = ticket;
    order.received = now;
    WireMessage message;
    message.order = ticket.id;
    message.clientId = order.clientId;
    message.ticket = ticket;
    const std::size_t before = indexOf(ticket.id);
    if (before < orders.size() && orders[before].clientId == order.clientId) {
        tellWire(now, WireMessage::Kind::New, message);
        return tellStory(now, before, false); // the same id again is the same order
    }
    const std::size_t at = add(order, ticket.id, now);
    std::string_view fault = faultOf(ticket, bookOf(ticket.instrument));
    if (fault.empty() && happens(manners.refuseNew)) {
        ++counts.refusedNew;
        fault = "not today";
    }
    if (!fault.empty()) {
        end(now, at, VenueOrder::State::Rejected);
    }
    tellWire(now, WireMessage::Kind::New, message);
    if (!fault.empty()) {
        return answer(now, ticket.id, at, OrderEventKind::Rejected);
    }
    if (happens(manners.loseAck)) {
        ++counts.lostAcks;
        answerLost(now + answerTimeOut, ticket.id);
    } else if (happens(manners.unproven)) {
        ++counts.unproven;
        answerLost(now + milliseconds(1), ticket.id);
        if (random.below(3) == 0) {
            ++counts.slowArrivals;
            insides[at].visible = now + milliseconds(random.between(100, settleTime.ns / 1'000'000 - 100));
            return hidden.push_back(static_cast<std::uint32_t>(at));
        }
    } else {
        answer(now, ticket.id, at, OrderEventKind::Accepted);
    }
    const bool isImmediate = ticket.notional || ticket.timeInForce == orders::TimeInForce::ImmediateOrCancel
        || ticket.timeInForce == orders::TimeInForce::FillOrKill;
    if (isImmediate || random.below(4) != 0) {
        match(now, at, true);
    }
}

void ModelVenue::Impl::noteUntold(std::size_t changeOf)
{
    if (changeOf != 0) {
        insides[changeOf - 1].owesChange = true;
    }
}

bool ModelVenue::Impl::isLostOnItsWay(Timestamp now, OrderId number)
{
    if (!happens(manners.loseChange)) {
        return false;
    }
    ++counts.lostChanges;
    answerLost(now + answerTimeOut, number);
    return true;
}

// --- changes ---------------------------------------------------------------------------------------------------------

void ModelVenue::Impl::cancel(Timestamp now, OrderId number)
{
    if (!isUp) {
        return hasNoticed ? answerLost(now, number) : underWay.push_back(number);
    }
    if (isLostOnItsWay(now, number)) {
        return;
    }
    WireMessage message;
    message.order = number;
    tellWire(now, WireMessage::Kind::Cancel, message);
    const std::size_t at = indexOf(number);
    const bool isThere
        = at < orders.size() && orders[at].state == VenueOrder::State::Working && insides[at].visible <= now;
    const bool isRefused = isThere && happens(manners.refuseCancel);
    counts.refusedCancels += isRefused ? 1U : 0U;
    const bool isDone = isThere && !isRefused;
    if (isDone) {
        end(now, at, VenueOrder::State::Cancelled);
    }
    if (happens(manners.loseAnswer)) {
        ++counts.lostAnswers;
        return answerLost(now + answerTimeOut, number);
    }
    if (happens(manners.unproven)) {
        ++counts.unproven;
        return answerLost(now + milliseconds(1), number);
    }
    answer(now, number, at, isDone ? OrderEventKind::Cancelled : OrderEventKind::CancelRejected);
}

void ModelVenue::Impl::replace(Timestamp now, const ports::ReplaceRequest& request)
{
    if (!isUp) {
        return hasNoticed ? answerLost(now, request.order) : underWay.push_back(request.order);
    }
    if (isLostOnItsWay(now, request.order)) {
        return;
    }
    WireMessage message;
    message.order = request.order;
    message.size = request.size;
    message.limit = request.limit;
    message.stop = request.stop;
    tellWire(now, WireMessage::Kind::Replace, message);
    const std::size_t at = indexOf(request.order);
    bool isDone = at < orders.size() && orders[at].state == VenueOrder::State::Working && insides[at].visible <= now;
    if (isDone) {
        orders::OrderTicket wanted = orders[at].ticket;
        wanted.size = request.size.value_or(wanted.size);
        wanted.limit = request.limit ? request.limit : wanted.limit;
        wanted.stop = request.stop ? request.stop : wanted.stop;
        const bool isRefused = happens(manners.refuseReplace);
        counts.refusedReplaces += isRefused ? 1U : 0U;
        const bool isTooLate = (request.size && (wanted.notional || *request.size <= orders[at].filled))
            || (request.stop && insides[at].isTriggered);
        isDone = !isRefused && !isTooLate && faultOf(wanted, bookOf(wanted.instrument)).empty();
        if (isDone) {
            orders[at].ticket = wanted;
            insides[at].trigger = request.stop ? request.stop->count : insides[at].trigger;
            noteChange(now, at);
        }
    }
    if (happens(manners.loseAnswer)) {
        ++counts.lostAnswers;
        noteUntold(isDone ? at + 1 : 0);
        return answerLost(now + answerTimeOut, request.order);
    }
    if (happens(manners.unproven)) {
        ++counts.unproven;
        noteUntold(isDone ? at + 1 : 0);
        return answerLost(now + milliseconds(1), request.order);
    }
    answer(now, request.order, at, isDone ? OrderEventKind::Replaced : OrderEventKind::ReplaceRejected);
}

// --- questions -------------------------------------------------------------------------------------------------------

/// What is not found may still be on its way inside the venue: a proof only after the settle time. Until then the
/// adapter says that it does not know, and asks again.
void ModelVenue::Impl::find(Timestamp now, OrderId number)
{
    const auto askAgain = [&](Timestamp due) {
        Word word;
        word.isFound = true;
        word.report = reportOn(now, number, orders.size(), OrderEventKind::Lost);
        sayInOrder(now, word);
        asked.push_back(number);
        askAgainAt = askAgainAt ? std::min(*askAgainAt, due) : due;
        ++counts.notFoundYet;
    };
    const std::size_t at = indexOf(number);
    if (at < orders.size()) {
        const bool isYoung = now - orders[at].received < settleTime;
        const bool isHidden = insides[at].visible > now;
        return isHidden || (isYoung && happens(manners.notFoundYet)) ? askAgain(orders[at].received + settleTime)
                                                                     : tellStory(now, at, true);
    }
    const auto sent
        = std::find_if(unsent.rbegin(), unsent.rend(), [number](const Unsent& one) { return one.number == number; });
    if (sent != unsent.rend() && now - sent->at < settleTime) {
        return askAgain(sent->at + settleTime);
    }
    Word word;
    word.isFound = true;
    word.report = reportOn(now, number, orders.size(), OrderEventKind::Rejected);
    sayInOrder(now, word);
}

void ModelVenue::Impl::askAgain(Timestamp now)
{
    askAgainAt.reset();
    std::vector<OrderId> numbers = std::move(asked);
    asked.clear();
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    for (const OrderId number : numbers) {
        find(now, number);
    }
}

void ModelVenue::Impl::query(Timestamp now, OrderId number)
{
    if (!isUp) {
        return asked.push_back(number);
    }
    WireMessage message;
    message.order = number;
    tellWire(now, WireMessage::Kind::Query, message);
    if (happens(manners.loseQuestion)) {
        ++counts.lostQuestions;
        return;
    }
    find(now, number);
}

/// Executions first, so that the positions behind them are those that follow from what was told.
void ModelVenue::Impl::reconcile(Timestamp now)
{
    if (!isUp) {
        return; // when it comes up again it is asked for again
    }
    tellWire(now, WireMessage::Kind::Reconcile, {});
    tellOwed(now);
    std::size_t kept = 0;
    for (const std::uint32_t at : recent) {
        Inside& inside = insides[at];
        const bool isOver = orders[at].state != VenueOrder::State::Working;
        inside.isRecent = !isOver || !inside.isEndTold || now - inside.changed < recently;
        if (inside.isRecent) {
            recent[kept++] = at;
        }
    }
    recent.resize(kept);
    for (const std::uint32_t at : recent) {
        const bool isOurs = insides[at].number && !insides[at].isForeign && indexOf(insides[at].number) == at;
        if (isOurs && insides[at].visible <= now) {
            tellStory(now, at, false);
        }
    }
    for (const Book& book : books) {
        Word word;
        word.kind = Word::Kind::Position;
        word.instrument = book.instrument.id;
        word.isEarly = book.heldAsTold() != book.held() && happens(manners.earlyPosition);
        word.position = book.held();
        counts.earlyPositions += word.isEarly ? 1U : 0U;
        sayInOrder(now, word);
    }
    Word word;
    word.kind = Word::Kind::Cash;
    for (std::size_t i = 0; i < cash.size(); ++i) {
        word.currency = CurrencyId{i + 1};
        sayInOrder(now, word);
    }
    word.kind = Word::Kind::Reconciled;
    sayInOrder(now, word);
}

} // namespace omni::simulate
