// One comparison of the account: missed fills, open orders, positions, cash (F34, S9).
//
// The account is read before and after; only when nothing has moved in between is it told, so that a fill under way
// does not look like a difference.

#pragma once

#include "core/edge/brokers/binance/account_wire.h"
#include "core/edge/brokers/binance/order_teller.h"
#include "core/edge/brokers/binance/rest.h"
#include "core/edge/brokers/binance/venue_error.h"

#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace omni::brokers::binance {

/// One thread. Runs once; a new one is a new object.
class Reconciliation
{
public:
    /// Trades at or after `since` are told. Orders in it that the venue has not named among the open ones are
    /// `missing`.
    struct Outcome {
        bool isDone = false;
        std::string why; ///< Not done.
        VenueError error;
        Timestamp asOf; ///< Fills before it have all been told.
        std::vector<orders::OrderTicket> missing;
        std::optional<AccountAnswer> account;
    };
    Reconciliation(const ports::BrokerSession& session, Rest& rest, OrderTeller& teller, TradedSymbols& symbols,
                   Outlet& outlet, Timestamp since, std::function<void(const Outcome&)> done);
    void run();

private:
    using Next = void (Reconciliation::*)();
    void ask(std::string path, Params params, std::int64_t weight, std::function<bool(const std::string&)> take,
             std::function<void()> next);
    void fail(std::string why, VenueError error = {});
    void beginRound();
    void askOpenOrders();
    void askTrades();
    void askTradesOf(InstrumentId instrument, Timestamp from);
    /// The page of trades that begins before `from`, looked for from the newest trades back in strides that grow:
    /// neither the whole history is read nor each day of a long time. `newest`: the first of the newest page.
    void askTradesBehind(InstrumentId instrument, Timestamp from, std::optional<std::int64_t> newest,
                         std::int64_t stride);
    void askOwners();
    void compare(AccountAnswer after);
    void tell();
    void tellBalances();

    const ports::BrokerSession& m_session;
    Rest& m_rest;
    OrderTeller& m_teller;
    TradedSymbols& m_symbols;
    Outlet& m_outlet;
    Timestamp m_since;
    std::function<void(const Outcome&)> m_done;
    Timestamp m_asOf;
    int m_round = 0, m_ownerPages = 0;
    AccountAnswer m_before;
    std::vector<std::string> m_openAsks; ///< Symbols still to be asked for; "" is all.
    std::vector<VenueOrder> m_open;
    std::vector<InstrumentId> m_tradeAsks;
    std::map<InstrumentId, std::map<std::int64_t, VenueTrade>> m_trades;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0);
};

} // namespace omni::brokers::binance
