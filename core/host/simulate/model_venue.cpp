#include "core/host/simulate/model_venue_impl.h"

#include <algorithm>

namespace omni::simulate {

using namespace events;

ModelVenue::ModelVenue(AccountId account, Listeners listeners)
    : m_impl(std::make_unique<Impl>(account, std::move(listeners)))
{
}

ModelVenue::~ModelVenue() = default;

void ModelVenue::roll(std::uint64_t dice)
{
    m_impl->random = SeededRandom(dice);
}

void ModelVenue::setManners(const VenueManners& manners)
{
    m_impl->manners = manners;
}

void ModelVenue::setSkew(Duration skew) noexcept
{
    m_impl->skew = skew;
}

// --- the link --------------------------------------------------------------------------------------------------------

void ModelVenue::connect(std::string_view installNonce, std::string_view startNonce, OrderId lastKnown, Timestamp)
{
    Impl& v = *m_impl;
    v.install = installNonce;
    v.start = startNonce;
    v.lastKnown = lastKnown;
    for (Impl::Inside& inside : v.insides) {
        inside.isForeign = inside.isForeign || inside.number > lastKnown;
    }
    v.newest.clear();
    for (std::size_t i = 0; i < v.insides.size(); ++i) {
        if (!v.insides[i].isForeign && v.insides[i].number) {
            v.newest[v.insides[i].number.value] = i;
        }
    }
}

void ModelVenue::disconnect()
{
    Impl& v = *m_impl;
    v.words.clear();
    v.marketWords.clear();
    v.underWay.clear();
    v.unsent.clear();
    v.isUp = v.hasNoticed = true;
    v.isClogged = false;
}

void ModelVenue::cutLink(Timestamp now, bool halfOpen)
{
    Impl& v = *m_impl;
    if (!v.isUp) {
        return;
    }
    v.isUp = v.hasNoticed = false;
    v.noticeAt = halfOpen ? now + answerTimeOut : now;
    v.loseWords(now);
    if (!halfOpen) {
        v.noticeCut(now);
    }
}

void ModelVenue::restoreLink(Timestamp now)
{
    Impl& v = *m_impl;
    if (v.isUp) {
        return;
    }
    v.noticeCut(now);
    v.isUp = true;
    v.say(now, LinkChanged{LinkKind::Orders, v.account, true});
}

void ModelVenue::clog()
{
    m_impl->isClogged = true;
}

void ModelVenue::unclog()
{
    m_impl->isClogged = false;
}

bool ModelVenue::isLinkUp() const noexcept
{
    return m_impl->isUp;
}

/// What was on its way is gone; the venue still knows it.
void ModelVenue::Impl::loseWords(Timestamp)
{
    for (const Word& word : words) {
        if (const auto* told = std::get_if<OrderReport>(&word.event.event)) {
            underWay.push_back(told->order);
        }
    }
    words.clear();
}

/// The adapter sees that the line is cut: what it had asked for is lost.
void ModelVenue::Impl::noticeCut(Timestamp now)
{
    if (hasNoticed) {
        return;
    }
    hasNoticed = true;
    std::sort(underWay.begin(), underWay.end());
    underWay.erase(std::unique(underWay.begin(), underWay.end()), underWay.end());
    for (const OrderId number : underWay) {
        report(now, number, orders::OrderEventKind::Lost, indexOf(number));
    }
    underWay.clear();
    say(now, LinkChanged{LinkKind::Orders, account, false});
}

Timestamp ModelVenue::Impl::later(Timestamp now) noexcept
{
    return manners.mostDelay.ns > 0 ? now + Duration{random.between(0, manners.mostDelay.ns)} : now;
}

void ModelVenue::Impl::say(Timestamp due, decltype(ports::VenueEvent::event) event, std::size_t execution)
{
    words.push_back({due, {due, std::move(event)}, execution});
    if (happens(manners.shuffle) && words.size() > 1) {
        std::swap(words.back(), words[random.below(words.size())]);
    }
}

std::optional<Timestamp> ModelVenue::nextDue() const
{
    const Impl& v = *m_impl;
    std::optional<Timestamp> due;
    for (const auto* queue : {&v.words, &v.marketWords}) {
        if (!queue->empty() && !(queue == &v.words && v.isClogged)) {
            due = due ? std::min(*due, queue->front().due) : queue->front().due;
        }
    }
    return due;
}

bool ModelVenue::take(Timestamp until, ports::VenueEvent& out)
{
    Impl& v = *m_impl;
    if (!v.isUp && !v.hasNoticed && v.noticeAt <= until) {
        v.noticeCut(until);
    }
    if (!v.isClogged) {
        const auto due = std::find_if(v.words.begin(), v.words.end(),
                                      [until](const Impl::Word& word) { return word.due <= until; });
        if (due != v.words.end()) {
            out = std::move(due->event);
            if (due->execution > 0) {
                v.isTold[due->execution - 1] = true;
            }
            v.words.erase(due);
            return true;
        }
    }
    if (!v.marketWords.empty() && v.marketWords.front().due <= until) {
        out = std::move(v.marketWords.front().event);
        out.at = out.at + v.skew;
        v.marketWords.pop_front();
        return true;
    }
    return false;
}

// --- the market ------------------------------------------------------------------------------------------------------

void ModelVenue::define(const market::Instrument& instrument)
{
    Impl& v = *m_impl;
    if (v.bookOf(instrument.id) == nullptr) {
        Impl::Book book;
        book.instrument = instrument;
        book.mid = 10'000 * static_cast<std::int64_t>(instrument.id.value);
        v.books.push_back(std::move(book));
    }
}

ModelVenue::Impl::Book* ModelVenue::Impl::bookOf(InstrumentId id) noexcept
{
    return id.value >= 1 && id.value <= books.size() ? &books[id.value - 1] : nullptr;
}

void ModelVenue::Impl::publishQuote(Timestamp now, const Book& book)
{
    if (marketWords.size() >= mostWords) {
        return;
    }
    market::Quote quote;
    quote.instrument = book.instrument.id;
    quote.venueTime = now;
    quote.bid = Ticks{book.mid - book.spread / 2};
    quote.ask = Ticks{book.mid + (book.spread + 1) / 2};
    quote.bidSize = quote.askSize = Lots{100};
    if (happens(manners.badTick)) {
        switch (random.below(5)) {
        case 0:
            std::swap(quote.bid, quote.ask);
            break;
        case 1:
            quote.hasBid = false;
            break;
        case 2:
            quote.bid = Ticks{0};
            break;
        case 3:
            quote.bid = Ticks{book.mid * 10};
            quote.ask = Ticks{book.mid * 10 + 1};
            break;
        default:
            quote.hasBid = quote.hasAsk = false;
        }
    }
    marketWords.push_back({now, {now, market::Tick{quote}}, 0});
}

void ModelVenue::moveMarket(Timestamp now, InstrumentId instrument)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument);
    if (book == nullptr) {
        return;
    }
    const std::int64_t scale = std::max<std::int64_t>(book->mid / 4'000, 1);
    book->mid = std::clamp<std::int64_t>(book->mid + v.random.between(-3, 3) * scale, 2'000, 1'000'000);
    book->spread = v.random.between(1, 6);
    v.publishQuote(now, *book);
    if (book->state == market::TradingState::Open) {
        market::Print print;
        print.instrument = instrument;
        print.venueTime = now;
        print.price = Ticks{book->mid};
        print.size = Lots{v.random.between(1, 50)};
        print.aggressor = v.random.below(2) == 0 ? market::Aggressor::Buyer : market::Aggressor::Seller;
        v.marketWords.push_back({now, {now, market::Tick{print}}, 0});
        const auto tried = v.working; // an execution changes it
        for (const std::size_t at : tried) {
            if (v.orders[at].ticket.instrument == instrument && v.random.below(2) == 0) {
                v.tryOrder(now, at);
            }
        }
    }
}

void ModelVenue::setTrading(Timestamp now, InstrumentId instrument, market::TradingState state)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument);
    if (book == nullptr || book->state == state) {
        return;
    }
    book->state = state;
    v.marketWords.push_back({now, {now, market::Tick{market::StatusChange{instrument, now, state}}}, 0});
}

void ModelVenue::publishImages(Timestamp now)
{
    for (const Impl::Book& book : m_impl->books) {
        m_impl->publishQuote(now, book);
    }
}

void ModelVenue::onTick(Timestamp, const market::Tick&) { }

// --- instruments that change -----------------------------------------------------------------------------------------

namespace {

/// Nothing of the instrument works, and nothing about it is still to be told.
template<class Impl> bool isAtRest(const Impl& v, InstrumentId instrument)
{
    for (const std::size_t at : v.working) {
        if (v.orders[at].ticket.instrument == instrument) {
            return false;
        }
    }
    for (std::size_t i = 0; i < v.fills.size(); ++i) {
        if (v.fills[i].instrument == instrument && !v.isTold[i]) {
            return false;
        }
    }
    return v.words.empty();
}

} // namespace

bool ModelVenue::split(Timestamp now, InstrumentId instrument, std::int32_t factor)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument);
    if (book == nullptr || !isAtRest(v, instrument) || book->mid / factor < 2'000) {
        return false;
    }
    book->position = Lots{book->position.count * factor};
    book->mid /= factor;
    for (std::size_t i = 0; i < v.fills.size(); ++i) {
        if (v.fills[i].instrument == instrument) {
            v.isFrozen[i] = true;
        }
    }
    v.marketWords.clear();
    v.publishQuote(now, *book);
    return true;
}

bool ModelVenue::redefine(const market::Instrument& instrument)
{
    Impl& v = *m_impl;
    Impl::Book* book = v.bookOf(instrument.id);
    if (book == nullptr || !isAtRest(v, instrument.id)) {
        return false;
    }
    for (int i = instrument.lotSize.exponent; i < book->instrument.lotSize.exponent; ++i) {
        book->position = Lots{book->position.count * 10};
    }
    book->instrument = instrument;
    for (std::size_t i = 0; i < v.fills.size(); ++i) {
        if (v.fills[i].instrument == instrument.id) {
            v.isFrozen[i] = true;
        }
    }
    return true;
}

// --- the truth -------------------------------------------------------------------------------------------------------

std::span<const VenueOrder> ModelVenue::orders() const noexcept
{
    return m_impl->orders;
}

const VenueOrder* ModelVenue::find(const orders::ClientOrderId& id) const noexcept
{
    const auto& all = m_impl->orders;
    const auto found
        = std::find_if(all.begin(), all.end(), [&id](const VenueOrder& one) { return one.clientId == id; });
    return found != all.end() ? &*found : nullptr;
}

Lots ModelVenue::position(InstrumentId instrument) const noexcept
{
    const Impl::Book* book = m_impl->bookOf(instrument);
    return book != nullptr ? book->position : Lots{};
}

std::span<const orders::Fill> ModelVenue::executions() const noexcept
{
    Impl& v = *m_impl;
    if (!v.isStandingFresh) {
        v.standing.clear();
        for (std::size_t i = 0; i < v.fills.size(); ++i) {
            if (!v.isGone[i]) {
                v.standing.push_back(v.fills[i]);
            }
        }
        v.isStandingFresh = true;
    }
    return v.standing;
}

} // namespace omni::simulate
