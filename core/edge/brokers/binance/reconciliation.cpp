#include "core/edge/brokers/binance/reconciliation.h"

#include <algorithm>

#include <fmt/format.h>

namespace omni::brokers::binance {

namespace {

constexpr int roundsMost = 5;
constexpr int ownerPagesMost = 50;
constexpr std::size_t pageRows = 1'000;
constexpr std::size_t tradesMost = 200'000;
constexpr std::size_t cheapSymbols = 13; // from then on all symbols at once cost less
constexpr Duration longestWindow = days(1);
constexpr Duration longestByTime = days(7); // further back it is read by number, which needs fewer requests
constexpr std::int64_t firstStride = 1'000'000; // numbers of trades of all accounts

std::string msText(Timestamp time)
{
    return std::to_string(time.ns / 1'000'000);
}

} // namespace

Reconciliation::Reconciliation(const ports::BrokerSession& session, Rest& rest, OrderTeller& teller,
                               TradedSymbols& symbols, Outlet& outlet, Timestamp since,
                               std::function<void(const Outcome&)> done)
    : m_session(session)
    , m_rest(rest)
    , m_teller(teller)
    , m_symbols(symbols)
    , m_outlet(outlet)
    , m_since(since)
    , m_done(std::move(done))
{
}

void Reconciliation::ask(std::string path, Params params, std::int64_t weight,
                         std::function<bool(const std::string&)> take, std::function<void()> next)
{
    Call call;
    call.path = std::move(path);
    call.params = std::move(params);
    call.weight = weight;
    call.isSigned = true;
    call.within = seconds(20);
    const std::weak_ptr<int> alive = m_alive;
    m_rest.send(std::move(call), [this, alive, take = std::move(take), next = std::move(next)](const auto& outcome) {
        if (alive.expired()) {
            return;
        }
        if (!outcome || outcome->status != 200) {
            auto error = outcome ? errorIn(outcome->status, outcome->body) : errorOf(outcome.error());
            fail(error.text, error);
        } else if (!take(outcome->body)) {
            fail("an answer about the account could not be read");
        } else {
            next();
        }
    });
}

void Reconciliation::fail(std::string why, VenueError error)
{
    m_alive.reset();
    m_done({false, std::move(why), std::move(error), {}, {}, {}});
}

void Reconciliation::run()
{
    m_asOf = m_rest.venueNow();
    ask(
        "/api/v3/account", {{"omitZeroBalances", "true"}}, 20,
        [this](const std::string& body) {
            auto account = accountFrom(body);
            m_before = account ? std::move(*account) : AccountAnswer{};
            return account.has_value();
        },
        [this] { beginRound(); });
}

void Reconciliation::beginRound()
{
    ++m_round;
    m_open.clear();
    m_openAsks.clear();
    m_tradeAsks.clear();
    for (const auto& [id, symbol] : m_symbols.all()) {
        if (!symbol.isListed) {
            continue; // the venue has no answer about it, and the others are not to wait for one (F46)
        }
        // Increments that have changed since stop its new orders, not the comparison of what stands (F46).
        if (!symbol.hasUnits) {
            fail(symbol.instrument.symbol + ": " + symbol.whyNot);
            return;
        }
        m_openAsks.push_back(symbol.instrument.symbol);
        m_tradeAsks.push_back(id);
    }
    if (m_openAsks.size() > cheapSymbols) {
        m_openAsks = {""};
    }
    askOpenOrders();
}

void Reconciliation::askOpenOrders()
{
    if (m_openAsks.empty()) {
        askTrades();
        return;
    }
    const auto symbol = m_openAsks.back();
    m_openAsks.pop_back();
    ask(
        "/api/v3/openOrders", symbol.empty() ? Params{} : Params{{"symbol", symbol}}, symbol.empty() ? 80 : 6,
        [this](const std::string& body) {
            auto orders = ordersFrom(body);
            if (orders) {
                std::move(orders->begin(), orders->end(), std::back_inserter(m_open));
            }
            return orders.has_value();
        },
        [this] { askOpenOrders(); });
}

void Reconciliation::askTrades()
{
    if (m_tradeAsks.empty()) {
        askOwners();
        return;
    }
    const auto id = m_tradeAsks.back();
    m_tradeAsks.pop_back();
    askTradesOf(id, m_since);
}

void Reconciliation::askTradesOf(InstrumentId instrument, Timestamp from)
{
    const auto& symbol = *m_symbols.find(instrument);
    auto& known = m_trades[instrument];
    Params params{{"symbol", symbol.instrument.symbol}, {"limit", std::to_string(pageRows)}};
    const auto now = m_rest.venueNow();
    const bool isByTime = known.empty() && now - from <= longestByTime;
    const auto until = from + longestWindow;
    if (known.empty() && !isByTime) {
        askTradesBehind(instrument, from, {}, firstStride);
        return;
    }
    if (isByTime) {
        params.emplace_back("startTime", msText(from));
        params.emplace_back("endTime", msText(until));
    } else {
        params.emplace_back("fromId", std::to_string(known.rbegin()->first + 1));
    }
    const auto rows = std::make_shared<std::size_t>(0);
    ask(
        "/api/v3/myTrades", std::move(params), 20,
        [this, rows, instrument](const std::string& body) {
            auto trades = tradesFrom(body);
            if (!trades || m_trades[instrument].size() > tradesMost) {
                return false;
            }
            *rows = trades->size();
            for (auto& trade : *trades) {
                const auto id = trade.id;
                m_trades[instrument].emplace(id, std::move(trade));
            }
            return true;
        },
        [this, rows, instrument, isByTime, until, from] {
            const bool isWhole = isByTime ? *rows == 0 && until > m_rest.venueNow() : *rows < pageRows;
            if (isWhole) {
                askTrades();
            } else {
                // From the first trade found on it goes by number, which misses none that share a millisecond.
                askTradesOf(instrument, isByTime && *rows == 0 ? until : from);
            }
        });
}

void Reconciliation::askTradesBehind(InstrumentId instrument, Timestamp from, std::optional<std::int64_t> newest,
                                     std::int64_t stride)
{
    Params params{{"symbol", m_symbols.find(instrument)->instrument.symbol}, {"limit", std::to_string(pageRows)}};
    const std::int64_t begin = newest ? std::max<std::int64_t>(0, *newest - stride) : 0;
    if (newest) {
        params.emplace_back("fromId", std::to_string(begin));
    }
    const auto page = std::make_shared<std::vector<VenueTrade>>();
    ask(
        "/api/v3/myTrades", std::move(params), 20,
        [page](const std::string& body) {
            auto trades = tradesFrom(body);
            if (trades) {
                *page = std::move(*trades);
            }
            return trades.has_value();
        },
        [this, page, instrument, from, newest, begin, stride] {
            const bool reachesBack = page->empty() || page->front().time * 1'000'000 < from.ns
                || (newest ? begin == 0 : page->size() < pageRows);
            if (!reachesBack) {
                askTradesBehind(instrument, from, newest ? *newest : page->front().id,
                                newest && stride <= *newest ? stride * 4 : stride);
                return;
            }
            for (auto& trade : *page) {
                const auto id = trade.id;
                m_trades[instrument].emplace(id, std::move(trade));
            }
            if (page->size() < pageRows) {
                askTrades();
            } else {
                askTradesOf(instrument, from); // on from there, by number
            }
        });
}

void Reconciliation::askOwners()
{
    for (const auto& order : m_open) {
        m_teller.remember(order);
    }
    for (const auto& [instrument, trades] : m_trades) {
        std::optional<std::int64_t> lowest;
        for (const auto& [id, trade] : trades) {
            const bool isWanted = trade.time * 1'000'000 >= m_since.ns && !m_teller.knows(trade.order);
            lowest = isWanted ? std::min(lowest.value_or(trade.order), trade.order) : lowest;
        }
        if (!lowest) {
            continue;
        }
        if (++m_ownerPages > ownerPagesMost) {
            fail("too many orders to find out whose they are");
            return;
        }
        // Trades name no client order id; orders do.
        ask(
            "/api/v3/allOrders",
            {{"symbol", m_symbols.find(instrument)->instrument.symbol},
             {"orderId", std::to_string(*lowest)},
             {"limit", std::to_string(pageRows)}},
            20,
            [this, lowest](const std::string& body) {
                const auto orders = ordersFrom(body);
                for (const auto& order : orders ? *orders : std::vector<VenueOrder>()) {
                    m_teller.remember(order);
                }
                return orders && m_teller.knows(*lowest); // else it would be asked for ever
            },
            [this] { askOwners(); });
        return;
    }
    ask(
        "/api/v3/account", {{"omitZeroBalances", "true"}}, 20,
        [this](const std::string& body) {
            auto account = accountFrom(body);
            if (account) {
                QTimer::singleShot(0,
                                   [this, alive = std::weak_ptr<int>(m_alive), after = std::move(*account)]() mutable {
                                       if (!alive.expired()) {
                                           compare(std::move(after));
                                       }
                                   });
            }
            return account.has_value();
        },
        [] {});
}

void Reconciliation::compare(AccountAnswer after)
{
    if (after == m_before) {
        tell();
        return;
    }
    if (m_round >= roundsMost) {
        fail("the account moves faster than it can be read");
        return;
    }
    m_before = std::move(after);
    beginRound();
}

void Reconciliation::tell()
{
    const auto whole = m_alive; // `tell` may be our end
    for (const auto& [instrument, trades] : m_trades) {
        auto& symbol = *m_symbols.find(instrument);
        for (const auto& [id, trade] : trades) {
            if (trade.time * 1'000'000 >= m_since.ns
                && !m_teller.tellTrade(trade, symbol, m_teller.ownerOf(trade.order).value_or(OrderId{}))) {
                fail("a trade of the account cannot be booked");
                return;
            }
        }
    }
    Outcome outcome{true, {}, {}, m_asOf, {}, m_before};
    std::set<OrderId> named;
    for (const auto& order : m_open) {
        const auto own = m_teller.ownerOf(order.id);
        const auto it = own ? m_teller.known().find(*own) : m_teller.known().end();
        auto word = orders::OrderEventKind::Found;
        if (it != m_teller.known().end() && it->second.ticket) {
            const auto* symbol = m_symbols.find(order.symbol);
            const auto& ticket = *it->second.ticket;
            const auto size = symbol != nullptr ? symbol->units.lots(order.size) : std::nullopt;
            word = size && !ticket.notional && *size != ticket.size ? orders::OrderEventKind::Replaced : word;
        }
        m_teller.tell(order, word);
        named.insert(own.value_or(OrderId{}));
    }
    m_teller.keepOthersOf(m_open);
    for (const auto& [id, known] : m_teller.known()) {
        if (known.isOpen && known.ticket && known.sent && !named.contains(id)) {
            outcome.missing.push_back(*known.ticket);
        }
    }
    tellBalances();
    m_outlet.put(events::Reconciled{m_session.account});
    m_alive.reset();
    m_done(outcome);
}

void Reconciliation::tellBalances()
{
    const auto totalOf = [this](std::string_view asset) {
        const auto it = std::find_if(m_before.balances.begin(), m_before.balances.end(),
                                     [asset](const Balance& balance) { return balance.asset == asset; });
        return it == m_before.balances.end() ? 0 : it->free + it->locked;
    };
    std::map<std::string, int> bases;
    std::set<std::string> quotes;
    for (const auto& [id, symbol] : m_symbols.all()) {
        ++bases[symbol.rules.base];
        quotes.insert(symbol.rules.quote);
    }
    const auto isShared = [&](const std::string& asset) { return bases[asset] > 1 || quotes.contains(asset); };
    for (const auto& [id, symbol] : m_symbols.all()) {
        if (!symbol.hasUnits || isShared(symbol.rules.base)) {
            continue;
        }
        if (const auto lots = symbol.units.lots(totalOf(symbol.rules.base))) {
            m_outlet.put(events::PositionReported{m_session.account, id, *lots});
        }
    }
    // What is bought under two symbols, or pays for a third, is nobody's position alone: the desk holds the sum against
    // all that its books have of it.
    std::set<std::string> sums = quotes;
    for (const auto& [asset, count] : bases) {
        if (count > 1) {
            sums.insert(asset);
        }
    }
    for (const auto& asset : sums) {
        const bool isInUnits = std::all_of(m_symbols.all().begin(), m_symbols.all().end(), [&asset](const auto& one) {
            return one.second.rules.base != asset || one.second.rules.baseDecimals == 8;
        });
        if (!isInUnits) {
            continue; // the desk's books of it may hold less than a lot more
        }
        if (const auto currency = m_session.currencies.numberOf(asset)) {
            m_outlet.put(events::CashReported{m_session.account, *currency, Money{totalOf(asset)}});
        }
    }
}

} // namespace omni::brokers::binance
