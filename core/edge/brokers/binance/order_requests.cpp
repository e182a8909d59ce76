#include "core/edge/brokers/binance/order_requests.h"

#include "core/base/wide_int.h"
#include "core/edge/brokers/binance/order_filters.h"

#include <fmt/format.h>

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <vector>

namespace omni::brokers::binance {

using orders::OrderEventKind;
using orders::OrderTicket;

OrderRequests::OrderRequests(const ports::BrokerSession& session, Rest& rest, OrderTeller& teller,
                             TradedSymbols& symbols, Clock& clock)
    : m_session(session)
    , m_rest(rest)
    , m_teller(teller)
    , m_symbols(symbols)
    , m_clock(clock)
    , m_started(clock.mono())
{
}

/// What adds no risk is tried whatever the venue said of the key or of the account before: it may have changed.
std::optional<OrderRequests::Named> OrderRequests::named(const OrderTicket& ticket, OrderEventKind ifNot)
{
    auto* symbol = m_symbols.find(ticket.instrument);
    const auto name = m_session.names.nameOf(ticket);
    const bool addsRisk = ifNot == OrderEventKind::Rejected && !ticket.reduceOnly;
    if (!silence.empty() || (addsRisk && !noRisk.empty())) {
        m_teller.say(ticket, ifNot, "not sent: " + (silence.empty() ? noRisk : silence));
        return std::nullopt;
    }
    if (symbol == nullptr || !name) {
        m_teller.say(ticket, ifNot,
                     symbol == nullptr ? "not sent: this session does not trade it" : name.error().detail);
        return std::nullopt;
    }
    return Named{std::string(name->view()), symbol};
}

bool OrderRequests::passes(const OrderTicket& ticket, const Named& named, std::int32_t beside)
{
    std::optional<std::string> fault;
    if (ticket.environment != m_session.environment) {
        fault = "it is of another environment (S35)";
    } else if (!named.symbol->whyNot.empty() && !(ticket.reduceOnly && named.symbol->takesClosing())) {
        fault = named.symbol->whyNot;
    } else if (!ticket.reduceOnly && m_rest.verdict() == net::ClockVerdict::Stop) {
        // It is looked at again before the first byte; here there are words for it (F19). The way out does not depend
        // on the clock of this machine: requests are stamped by the venue's.
        fault = "the clock of this machine is off by more than 1 s; set it, then try again";
    } else {
        // Counted before this order is noted as one that is open.
        FilterView view{named.symbol->average, m_teller.openOf(ticket.instrument, false) + beside,
                        m_teller.openOf(ticket.instrument, true) + beside, named.symbol->held};
        if (view.held) {
            view.held = checkedSum(*view.held, m_teller.openBuysOf(ticket.instrument));
        }
        fault = refusalOf(ticket, named.symbol->rules, named.symbol->units, view);
    }
    if (fault) {
        m_teller.say(ticket, OrderEventKind::Rejected, "not sent: " + *fault);
    }
    return !fault;
}

void OrderRequests::submit(const OrderTicket& ticket)
{
    const auto to = named(ticket, OrderEventKind::Rejected);
    if (!to || !passes(ticket, *to)) {
        return;
    }
    auto params = orderParams(ticket, to->name, to->symbol->rules, to->symbol->units);
    if (!params) {
        m_teller.say(ticket, OrderEventKind::Rejected, "not sent: " + params.error().detail);
        return;
    }
    m_teller.sending(ticket);
    m_underWay.emplace(ticket.id, ticket);
    Call call;
    call.method = net::HttpMethod::Post;
    call.path = "/api/v3/order";
    call.params = std::move(*params);
    call.isSigned = call.isNewOrder = true;
    call.lane = ticket.reduceOnly ? net::Lane::WayOut : net::Lane::Ordinary;
    call.repeat = net::Repeat::Never;
    call.onSend = [this, id = ticket.id] { m_teller.sentAt(id, m_clock.mono()); };
    call.mayGo = stillWanted(ticket);
    call.owner = m_alive;
    m_rest.send(std::move(call), [this, ticket](const net::HttpOutcome& outcome) { onSubmitted(ticket, outcome); });
}

void OrderRequests::submitPair(const OrderTicket& first, const OrderTicket& second)
{
    const auto one = named(first, OrderEventKind::Rejected);
    const auto other = named(second, OrderEventKind::Rejected);
    auto params = one && other && (one->symbol->whyNot.empty() || one->symbol->takesClosing())
        ? pairParams(first, one->name, second, other->name, one->symbol->rules, one->symbol->units)
        : std::nullopt;
    if (!params) {
        // What was not named has been told already.
        if (one) {
            submit(first);
        }
        if (other) {
            submit(second);
        }
        return;
    }
    const bool firstPasses = passes(first, *one);
    const bool secondPasses = passes(second, *other, firstPasses ? 1 : 0);
    if (!firstPasses || !secondPasses) {
        // A leg without the other protects all the same.
        if (firstPasses) {
            submit(first);
        } else if (secondPasses) {
            submit(second);
        }
        return;
    }
    if (const auto full = listRefusalOf(one->symbol->rules, m_teller.openListsOf(first.instrument))) {
        // One by one the venue would lock for each what it has once: what protects goes.
        const bool isFirstTheStop = first.kind != orders::OrderKind::Limit;
        m_teller.say(isFirstTheStop ? second : first, OrderEventKind::Rejected, "not sent: " + *full);
        submit(isFirstTheStop ? first : second);
        return;
    }
    sendPair(first, second, std::move(*params));
}

void OrderRequests::sendPair(const OrderTicket& first, const OrderTicket& second, Params params)
{
    m_teller.sendingPair(first, second);
    m_underWay.emplace(first.id, first);
    m_underWay.emplace(second.id, second);
    Call call;
    call.method = net::HttpMethod::Post;
    call.path = "/api/v3/orderList/oco";
    call.params = std::move(params);
    call.isSigned = call.isNewOrder = true;
    call.orders = 2;
    call.lane = net::Lane::WayOut;
    call.repeat = net::Repeat::Never;
    call.onSend = [this, a = first.id, b = second.id] {
        m_teller.sentAt(a, m_clock.mono());
        m_teller.sentAt(b, m_clock.mono());
    };
    call.mayGo = [one = stillWanted(first), other = stillWanted(second)] { return one() && other(); };
    call.owner = m_alive;
    m_rest.send(std::move(call),
                [this, first, second](const net::HttpOutcome& outcome) { onPairSubmitted(first, second, outcome); });
}

std::function<bool()> OrderRequests::stillWanted(const OrderTicket& ticket) const
{
    return [this, ticket] { return !m_session.mayGo || m_session.mayGo(ticket); };
}

VenueError OrderRequests::errorFrom(const net::HttpOutcome& outcome)
{
    auto error = outcome ? errorIn(outcome->status, outcome->body) : errorOf(outcome.error());
    if (onError) {
        onError(error);
    }
    return error;
}

void OrderRequests::tookLatency(const net::HttpAnswer& answer)
{
    ++m_answers;
    m_latencies.push_back(answer.received - answer.sent);
    if (m_latencies.size() > 31) {
        m_latencies.pop_front();
    }
}

std::optional<Duration> OrderRequests::medianLatency() const
{
    if (m_latencies.empty()) {
        return std::nullopt;
    }
    std::vector<Duration> sorted(m_latencies.begin(), m_latencies.end());
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

void OrderRequests::giveUp()
{
    for (const auto& [id, ticket] : std::exchange(m_underWay, {})) {
        m_teller.say(ticket, OrderEventKind::Lost, "the session ended before the answer");
    }
}

void OrderRequests::onSubmitted(const OrderTicket& ticket, const net::HttpOutcome& outcome)
{
    m_underWay.erase(ticket.id);
    if (outcome && outcome->status == 200) {
        tookLatency(*outcome);
        const auto order = orderFrom(outcome->body);
        const auto own = order ? m_session.names.orderOf(order->name) : std::nullopt;
        if (own == ticket.id) {
            m_teller.tell(*order, OrderEventKind::Accepted);
            return;
        }
    }
    onNotDone(ticket, errorFrom(outcome));
}

void OrderRequests::onPairSubmitted(const OrderTicket& first, const OrderTicket& second,
                                    const net::HttpOutcome& outcome)
{
    m_underWay.erase(first.id);
    m_underWay.erase(second.id);
    if (outcome && outcome->status == 200) {
        tookLatency(*outcome);
        const auto orders = listOrdersFrom(outcome->body);
        if (orders && orders->size() == 2) {
            for (const auto& order : *orders) {
                m_teller.tell(order, OrderEventKind::Accepted);
            }
            return;
        }
    }
    const auto error = errorFrom(outcome);
    onNotDone(first, error);
    onNotDone(second, error);
}

void OrderRequests::onNotDone(const OrderTicket& ticket, const VenueError& error)
{
    switch (error.meaning) {
    case Meaning::Refused:
    case Meaning::TooMany:
    case Meaning::WrongKey:
    case Meaning::WrongClock:
    case Meaning::FilterChanged:
    case Meaning::NoSuchOrder: // no word for a new order, but "nothing was done" in any reading
        m_teller.say(ticket, OrderEventKind::Rejected, error.text);
        return;
    case Meaning::Duplicate:
        // An order of this name stands there: ours, of an answer that was lost. Not a refusal of it (S4, F23).
        m_teller.say(ticket, OrderEventKind::Lost, error.text);
        query(ticket);
        return;
    case Meaning::Unknown:
        m_teller.say(ticket, OrderEventKind::Lost, error.text);
        return;
    }
}

void OrderRequests::cancel(const OrderTicket& ticket)
{
    const auto to = named(ticket, OrderEventKind::CancelRejected);
    if (!to) {
        return;
    }
    Call call;
    call.method = net::HttpMethod::Delete;
    call.path = "/api/v3/order";
    call.params = {{"symbol", to->symbol->instrument.symbol}, {"origClientOrderId", to->name}};
    call.isSigned = true;
    call.lane = net::Lane::WayOut;
    call.owner = m_alive;
    m_rest.send(std::move(call), [this, ticket](const net::HttpOutcome& outcome) { onCancelled(ticket, outcome); });
}

void OrderRequests::cancelExternal(InstrumentId instrument, const orders::VenueOrderId& order,
                                   std::function<void()> then)
{
    const auto* symbol = m_symbols.find(instrument);
    if (symbol == nullptr || !silence.empty()) {
        then();
        return;
    }
    Call call;
    call.method = net::HttpMethod::Delete;
    call.path = "/api/v3/order";
    call.params = {{"symbol", symbol->instrument.symbol}, {"orderId", std::string(order.view())}};
    call.isSigned = true;
    call.lane = net::Lane::WayOut;
    m_rest.send(std::move(call), [this, then = std::move(then)](const net::HttpOutcome& outcome) {
        if (!outcome || outcome->status != 200) {
            static_cast<void>(errorFrom(outcome)); // a key or a clock that is wrong has to be known
        }
        then();
    });
}

void OrderRequests::onCancelled(const OrderTicket& ticket, const net::HttpOutcome& outcome)
{
    if (outcome && outcome->status == 200) {
        for (const VenueOrder& order : cancelledFrom(outcome->body)) {
            if (m_session.names.orderOf(order.name) == ticket.id) {
                tellWithFills(ticket, order);
                return;
            }
        }
    }
    const auto error = errorFrom(outcome);
    if (error.meaning == Meaning::Unknown) {
        m_teller.say(ticket, OrderEventKind::Lost, error.text);
        return;
    }
    m_teller.say(ticket, OrderEventKind::CancelRejected, error.text);
    if (error.meaning == Meaning::NoSuchOrder) {
        query(ticket); // filled, cancelled or never there: the venue says which
    }
}

void OrderRequests::replace(const ports::ReplaceRequest& request, const OrderTicket& ticket)
{
    const auto to = named(ticket, OrderEventKind::ReplaceRejected);
    if (!to) {
        return;
    }
    const bool keepsPrices
        = (!request.limit || request.limit == ticket.limit) && (!request.stop || request.stop == ticket.stop);
    const auto size = request.size ? to->symbol->units.size(*request.size) : std::nullopt;
    if (!keepsPrices || !size || *size <= 0 || *request.size >= ticket.size || !to->symbol->rules.takesAmends) {
        m_teller.say(ticket, OrderEventKind::ReplaceRejected,
                     "not sent: the venue changes only the size of an order, and only to a smaller one");
        return;
    }
    const auto known = m_teller.known().find(ticket.id);
    const auto most = to->symbol->rules.amendsMost;
    if (most > 0 && known != m_teller.known().end() && known->second.amends >= most) {
        m_teller.say(ticket, OrderEventKind::ReplaceRejected,
                     fmt::format("not sent: it was changed {} times, as often as the venue allows "
                                 "(MAX_NUM_ORDER_AMENDS)",
                                 most));
        return;
    }
    Call call;
    call.method = net::HttpMethod::Put;
    call.path = "/api/v3/order/amend/keepPriority";
    // The name stays: an order has one for ever (S4).
    call.params = {{"symbol", to->symbol->instrument.symbol},
                   {"origClientOrderId", to->name},
                   {"newClientOrderId", to->name},
                   {"newQty", e8Text(*size)}};
    call.weight = 4;
    call.isSigned = true;
    call.repeat = net::Repeat::IfNeverSent;
    call.owner = m_alive;
    m_rest.send(std::move(call), [this, ticket](const net::HttpOutcome& outcome) {
        const auto order
            = outcome && outcome->status == 200 ? amendedFrom(outcome->body) : failure(Errc::Invalid, "no amend");
        if (order && m_session.names.orderOf(order->name) == ticket.id) {
            m_teller.tell(*order, OrderEventKind::Replaced);
            m_teller.amended(ticket.id);
            return;
        }
        const auto error = errorFrom(outcome);
        m_teller.say(ticket, error.meaning == Meaning::Unknown ? OrderEventKind::Lost : OrderEventKind::ReplaceRejected,
                     error.text);
    });
}

bool OrderRequests::isSettled(OrderId order, Monotonic asked) const
{
    if (m_underWay.contains(order)) {
        return false; // it waits for its turn, or may be on its way: the venue cannot know of it yet
    }
    return asked - sentAt(order) >= settleDelay;
}

Monotonic OrderRequests::sentAt(OrderId order) const
{
    const auto it = m_teller.known().find(order);
    return it != m_teller.known().end() && it->second.sent ? *it->second.sent : m_started;
}

void OrderRequests::askWhenSettled(const OrderTicket& ticket)
{
    if (m_underWay.contains(ticket.id) || !m_askedAgain.insert(ticket.id).second) {
        return;
    }
    const Duration wait = settleDelay - (m_clock.mono() - sentAt(ticket.id));
    const auto inMs = std::chrono::milliseconds(std::max<std::int64_t>(0, wait.ns / 1'000'000) + 1);
    QTimer::singleShot(inMs, [this, alive = std::weak_ptr<int>(m_alive), ticket] {
        if (!alive.expired()) {
            m_askedAgain.erase(ticket.id);
            query(ticket);
        }
    });
}

void OrderRequests::query(const OrderTicket& ticket)
{
    const auto to = named(ticket, OrderEventKind::Lost);
    if (!to) {
        return;
    }
    Call call;
    call.path = "/api/v3/order";
    call.params = {{"symbol", to->symbol->instrument.symbol}, {"origClientOrderId", to->name}};
    call.weight = 4;
    call.isSigned = true;
    call.owner = m_alive;
    OnOutcome done = [this, ticket](const net::HttpOutcome& outcome) { onQueried(ticket, outcome); };
    giveWay(call, done);
    m_rest.send(std::move(call), std::move(done));
}

void OrderRequests::giveWay(Call& call, OnOutcome& done) const
{
    constexpr int mostAtATime = 8;
    if (*m_questions >= mostAtATime) {
        return;
    }
    ++*m_questions;
    call.lane = net::Lane::WayOut;
    done = [questions = m_questions, then = std::move(done)](const net::HttpOutcome& outcome) {
        --*questions;
        then(outcome);
    };
}

void OrderRequests::onQueried(const OrderTicket& ticket, const net::HttpOutcome& outcome)
{
    if (outcome && outcome->status == 200) {
        const auto order = orderFrom(outcome->body);
        if (order && m_session.names.orderOf(order->name) == ticket.id) {
            tellWithFills(ticket, *order);
            return;
        }
    }
    // It counts when it was asked, not when the answer came.
    const auto error = errorFrom(outcome);
    const bool isMissing = outcome && error.code == -2013 && error.meaning == Meaning::NoSuchOrder;
    const bool isGone = isMissing && isSettled(ticket.id, outcome->sent);
    m_teller.say(ticket, isGone ? OrderEventKind::Rejected : OrderEventKind::Lost,
                 isGone ? "the venue has no such order; it never came" : error.text);
    if (isMissing && !isGone) {
        askWhenSettled(ticket);
    }
}

void OrderRequests::tellWithFills(const OrderTicket& ticket, const VenueOrder& order)
{
    m_teller.remember(order);
    if (order.filled == 0) {
        m_teller.tell(order, OrderEventKind::Found);
        return;
    }
    Call call;
    call.path = "/api/v3/myTrades";
    call.params = {{"symbol", order.symbol}, {"orderId", std::to_string(order.id)}, {"limit", "1000"}};
    call.weight = 5;
    call.isSigned = true;
    call.owner = m_alive;
    OnOutcome done = [this, ticket, order](const net::HttpOutcome& outcome) {
        const auto trades
            = outcome && outcome->status == 200 ? tradesFrom(outcome->body) : failure(Errc::Unavailable, "no answer");
        auto* symbol = m_symbols.find(order.symbol);
        std::int64_t filled = 0;
        if (trades && symbol != nullptr) {
            for (const auto& trade : *trades) {
                filled += trade.size;
                static_cast<void>(m_teller.tellTrade(trade, *symbol, ticket.id));
            }
        }
        if (filled < order.filled) {
            // Its end without its fills would free what they have taken.
            m_teller.say(ticket, OrderEventKind::Lost, "its fills could not be read; it will be asked again");
            return;
        }
        m_teller.tell(order, OrderEventKind::Found);
    };
    giveWay(call, done);
    m_rest.send(std::move(call), std::move(done));
}

} // namespace omni::brokers::binance
