// The way from the model venue to the program: delays, disorder, cuts.

#include "core/host/simulate/model_venue_impl.h"
#include "core/host/simulate/whose_turn.h"

#include <algorithm>

namespace omni::simulate {

using namespace events;

namespace {

constexpr Duration leastDisorder = milliseconds(20); // how far a word may be out of order where none is delayed

/// Under the same id; which figure is wrong follows from the execution itself.
orders::Fill garbled(orders::Fill fill)
{
    switch (fill.time.ns / 1'000 % 3) {
    case 0:
        fill.price.count += 7;
        break;
    case 1:
        fill.size.count += 1;
        break;
    default:
        fill.side = fill.side == Side::Buy ? Side::Sell : Side::Buy;
    }
    return fill;
}

} // namespace

// --- words are said --------------------------------------------------------------------------------------------------

/// Over a line that is cut nobody hears it; what is owed stays owed.
bool ModelVenue::Impl::isHeard() noexcept
{
    counts.lostWords += isUp ? 0U : 1U;
    return isUp;
}

void ModelVenue::Impl::sayInOrder(Timestamp now, const Word& word)
{
    if (!isHeard()) {
        return;
    }
    const Duration delay{manners.mostDelay.ns > 0 ? random.between(0, manners.mostDelay.ns) : 0};
    lastDue = std::max(lastDue, now + delay);
    if (word.kind == Word::Kind::Execution || word.kind == Word::Kind::Reversal) {
        Execution& one = executions[word.execution];
        one.isInStream = one.isInStream || (word.kind == Word::Kind::Execution ? !one.isTold : one.owesReversal);
    }
    words.push(lastDue, word);
}

void ModelVenue::Impl::say(Timestamp now, const Word& word)
{
    if (!happens(manners.shuffle)) {
        return sayInOrder(now, word);
    }
    ++counts.shuffled;
    sayAt(now + Duration{random.between(0, manners.mostDelay.ns + leastDisorder.ns)}, word);
}

void ModelVenue::Impl::sayAt(Timestamp due, const Word& word)
{
    if (isHeard()) {
        words.push(due, word);
    }
}

// --- words are told --------------------------------------------------------------------------------------------------

bool ModelVenue::Impl::form(const Word& word, ports::VenueEvent& out)
{
    switch (word.kind) {
    case Word::Kind::Report:
        if (word.endOf != 0 && orders[word.endOf - 1].state != VenueOrder::State::Working) {
            insides[word.endOf - 1].isEndTold = true;
        }
        out.event = word.report;
        return true;
    case Word::Kind::Execution: {
        const Execution& one = executions[word.execution];
        if (!one.isTold && (one.isGone || word.isGarbled)) {
            return false;
        }
        if (!one.isTold) {
            noteTold(word.execution);
        }
        out.event = word.isGarbled ? garbled(one.fill) : one.fill;
        return true;
    }
    case Word::Kind::Reversal: {
        const Execution& one = executions[word.execution];
        if (!one.isTold || !one.owesReversal) {
            return false;
        }
        noteTold(word.execution);
        const auto& fill = one.fill;
        if (one.isGone) {
            out.event = FillBusted{account, fill.instrument, fill.venueFillId};
        } else {
            out.event = correctionTo(fill);
        }
        return true;
    }
    case Word::Kind::Link:
        out.event = LinkChanged{LinkKind::Orders, account, word.isUp};
        return true;
    case Word::Kind::Position:
        out.event = PositionReported{account, word.instrument,
                                     word.isEarly ? word.position : bookOf(word.instrument)->heldAsTold()};
        return true;
    case Word::Kind::Cash:
        out.event = CashReported{account, word.currency, toldCash[word.currency.value - 1]};
        return true;
    case Word::Kind::Reconciled:
        out.event = Reconciled{account};
        return true;
    }
    return false;
}

/// Orders that take long to be found are there in the end.
void ModelVenue::Impl::arrive(Timestamp now)
{
    std::size_t kept = 0;
    for (const std::uint32_t at : hidden) {
        if (insides[at].visible > now) {
            hidden[kept++] = at;
        } else {
            match(now, at, true);
        }
    }
    hidden.resize(kept);
}

bool ModelVenue::Impl::takeWord(Timestamp until, ports::VenueEvent& out)
{
    Word word;
    while (!words.isEmpty() && words.firstDue() <= until) {
        out.at = words.firstDue();
        words.pop(word);
        if (form(word, out)) {
            return true;
        }
    }
    return false;
}

bool ModelVenue::take(Timestamp until, ports::VenueEvent& out)
{
    const BesideTheProgram here;
    Impl& v = *m_impl;
    if (!v.hasNoticed && v.noticeAt <= until) {
        v.noticeCut(v.noticeAt);
    }
    if (!v.hidden.empty()) {
        v.arrive(until);
    }
    if (v.isUp && v.askAgainAt && *v.askAgainAt <= until) {
        v.askAgain(until);
    }
    if (!isClogged(Line::Words) && v.takeWord(until, out)) {
        return true;
    }
    if (!isClogged(Line::Market) && !v.marketWords.isEmpty() && v.marketWords.firstDue() <= until) {
        market::Tick tick;
        v.marketWords.pop(out.at, tick);
        out.at = out.at + v.skew; // the feed stamps with the program's clock
        out.event = tick;
        return true;
    }
    return false;
}

std::optional<Timestamp> ModelVenue::nextDue() const
{
    const Impl& v = *m_impl;
    std::optional<Timestamp> due;
    const auto consider = [&due](Timestamp at) { due = due ? std::min(*due, at) : at; };
    if (!isClogged(Line::Words) && !v.words.isEmpty()) {
        consider(v.words.firstDue());
    }
    if (!isClogged(Line::Market) && !v.marketWords.isEmpty()) {
        consider(v.marketWords.firstDue());
    }
    if (!v.hasNoticed) {
        consider(v.noticeAt);
    }
    if (v.isUp && v.askAgainAt) {
        consider(*v.askAgainAt);
    }
    for (const std::uint32_t at : v.hidden) {
        consider(v.insides[at].visible);
    }
    return due;
}

// --- the link --------------------------------------------------------------------------------------------------------

void ModelVenue::connect(std::string_view installNonce, std::string_view startNonce, OrderId lastKnown, Timestamp now,
                         const IsOnRecord& isOnRecord)
{
    Impl& v = *m_impl;
    v.born = v.born.value_or(now);
    v.forgetWords(); // said since, to nobody, and under numbers that may be given again
    v.install = installNonce;
    v.start = startNonce;
    for (Impl::Inside& inside : v.insides) {
        if (inside.number > lastKnown) {
            inside.isForeign = inside.isEndTold = true;
        }
    }
    for (std::size_t i = 0; i < v.executions.size(); ++i) {
        auto& one = v.executions[i];
        if (v.insides[one.order].isForeign) {
            one.fill.order = {};
        }
        if (!isOnRecord || !one.isTold) {
            continue;
        }
        if (!isOnRecord(one.fill)) {
            v.forgetTold(static_cast<std::uint32_t>(i));
        } else if (one.isCorrected) {
            one.owesReversal = true; // its record may have gone with the program
            v.owe(static_cast<std::uint32_t>(i));
        }
    }
    for (orders::Fill& fill : v.standing) {
        fill.order = fill.order > lastKnown ? OrderId{} : fill.order;
    }
    v.lastDue = now;
    Word up;
    up.kind = Word::Kind::Link;
    up.isUp = true;
    v.sayInOrder(now, up);
}

/// What was said to a connection that is no more.
void ModelVenue::Impl::forgetWords()
{
    words.forEach([this](const Word& word) { noteUntold(word.changeOf); });
    words.clear();
    marketWords.clear();
    for (const std::uint32_t execution : owed) {
        executions[execution].isInStream = false;
    }
}

void ModelVenue::disconnect()
{
    Impl& v = *m_impl;
    v.forgetWords();
    v.underWay.clear();
    v.asked.clear();
    v.askAgainAt.reset();
    v.unsent.clear();
    v.isUp = v.hasNoticed = true;
    v.isClogged = {};
}

void ModelVenue::cutLink(Timestamp now, bool halfOpen)
{
    Impl& v = *m_impl;
    if (!v.isUp) {
        return;
    }
    ++v.counts.cuts;
    v.isUp = v.hasNoticed = false;
    v.noticeAt = halfOpen ? now + seconds(v.random.between(1, 20)) : now;
    v.loseWords();
    if (!halfOpen) {
        v.noticeCut(now);
    }
}

/// What was on its way is gone; the venue still knows it. What the adapter itself says of the link is not.
void ModelVenue::Impl::loseWords()
{
    words.removeIf([this](const Word& word) {
        if (word.kind == Word::Kind::Link) {
            return false;
        }
        ++counts.lostWords;
        noteUntold(word.changeOf);
        if (word.isAnswer) {
            underWay.push_back(word.report.order);
        } else if (word.isFound) {
            asked.push_back(word.report.order);
        }
        return true;
    });
    for (const std::uint32_t execution : owed) {
        executions[execution].isInStream = false;
    }
    askAgainAt.reset(); // when it is up again
}

/// The adapter sees that the line is cut: what it had asked for is lost.
void ModelVenue::Impl::noticeCut(Timestamp now)
{
    hasNoticed = true;
    std::sort(underWay.begin(), underWay.end());
    underWay.erase(std::unique(underWay.begin(), underWay.end()), underWay.end());
    lastDue = std::max(lastDue, now);
    for (const OrderId number : underWay) {
        Word word;
        word.isAnswer = true; // said by the adapter: a further cut does not take it away
        word.report = reportOn(now, number, orders.size(), orders::OrderEventKind::Lost);
        words.push(lastDue, word);
    }
    underWay.clear();
    Word down;
    down.kind = Word::Kind::Link;
    words.push(lastDue, down);
}

void ModelVenue::restoreLink(Timestamp now)
{
    Impl& v = *m_impl;
    if (v.isUp) {
        return;
    }
    if (!v.hasNoticed) {
        v.noticeCut(now);
    }
    v.isUp = true;
    Word up;
    up.kind = Word::Kind::Link;
    up.isUp = true;
    v.lastDue = std::max(v.lastDue, now);
    v.words.push(v.lastDue, up);
    v.askAgain(now);
}

void ModelVenue::clog(Line line)
{
    m_impl->isClogged[static_cast<std::size_t>(line)] = true;
}

void ModelVenue::unclog(Line line)
{
    m_impl->isClogged[static_cast<std::size_t>(line)] = false;
}

bool ModelVenue::isClogged(Line line) const noexcept
{
    return m_impl->isClogged[static_cast<std::size_t>(line)];
}

bool ModelVenue::isLinkUp() const noexcept
{
    return m_impl->isUp;
}

// --- everything that is owed -----------------------------------------------------------------------------------------

void ModelVenue::tellAll(Timestamp now)
{
    Impl& v = *m_impl;
    if (!v.isUp) {
        return;
    }
    v.words.hurry(now);
    v.lastDue = now;
    for (const std::uint32_t at : v.hidden) {
        v.insides[at].visible = now;
    }
    v.arrive(now);
    v.askAgainAt.reset();
    v.unsent.clear(); // nothing is under way any more: what is not there never comes
    for (const OrderId number : std::exchange(v.asked, {})) {
        const std::size_t at = v.indexOf(number);
        if (at < v.orders.size()) {
            v.tellStory(now, at, true);
        } else {
            v.find(now, number);
        }
    }
    v.tellOwed(now);
    for (const std::uint32_t at : v.recent) {
        const bool isOver = v.orders[at].state != VenueOrder::State::Working;
        if (isOver && !v.insides[at].isEndTold && v.indexOf(v.insides[at].number) == at && !v.isEndWaiting(at)) {
            v.tellStory(now, at, false);
        }
    }
    v.words.hurry(now);
    v.lastDue = now;
}

bool ModelVenue::Impl::isEndWaiting(std::size_t at) const
{
    bool waits = false;
    words.forEach([&waits, at](const Word& word) { waits = waits || word.endOf == at + 1; });
    return waits;
}

} // namespace omni::simulate
