// The paper exchange itself: accounts, orders and the market that they meet, known to no wire protocol.
//
// A face (core/edge/sandbox/binance for instance) owns one exchange, gives its clients accounts, translates what they
// ask into the calls below, and watches what happens. Every call first lets the market come up to the clock, and has
// done all of its work when it returns: fills, triggers and second legs included. Sums are exact: what an account gains
// another account or the house has given. Bounded: see `ExchangeLimits`. One thread.

#pragma once

#include "core/base/time.h"
#include "core/edge/sandbox/exchange/bar_history.h"
#include "core/edge/sandbox/exchange/market.h"
#include "core/edge/sandbox/exchange/watcher.h"

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace omni::sandbox {

struct ExchangeLimits {
    std::size_t accounts = 1'000;
    std::size_t openOrders = 20'000; ///< Of all accounts; one more is refused with Full.
    std::size_t doneOrders = 100'000; ///< Kept; the oldest are forgotten.
    std::size_t trades = 100'000; ///< Of all accounts, kept.
    std::size_t publicTrades = 10'000; ///< Of each listing, kept.
};

struct ExchangeConfig {
    std::int64_t makerFeeE8 = 100'000; ///< Of what is received, in 10^-8: 0.1 %.
    std::int64_t takerFeeE8 = 100'000;
    bool sharesAreFree = true; ///< No fee on shares.
    bool feesInWholeLots = false; ///< A fee in the base is rounded down to a lot, so that what is held can be sold.
    /// Orders, lists and trades are numbered above it: a client who knows those of an earlier exchange takes none of
    /// this one for one of them. Below 2^62.
    std::uint64_t numbersAbove = 0;
    ExchangeLimits limits;
};

struct AccountTerms {
    std::vector<std::pair<std::string, Money>> funds; ///< By asset.
    bool maySellShort = false; ///< Of shares: a sale needs no holding, its value needs as much free quote; nothing of
                               ///< the base is locked, and its balance may be below zero.
};

/// What a replacement changes; what is absent stays.
struct OrderAmendment {
    std::optional<Lots> size; ///< The new total, filled lots included.
    std::optional<Ticks> limit, stop;
    std::optional<Trail> trail;
    std::optional<OrderLife> life;
    std::string clientId; ///< The order's from now on; empty: as it was.
    bool onlySmaller = false; ///< Refuse what would lose the place in the queue.
};

struct DayFigures {
    VenueBar day; ///< Of the last 24 hours; `trades` 0: none.
    Ticks before; ///< Last price before them.
    Lots lastSize;
};

class Exchange final : private MarketListener
{
public:
    /// `clock` outlives it. The market's start is to lie a little before the clock's time: what is between is lived
    /// through at once, so that there are trades and averages.
    Exchange(std::unique_ptr<Market> market, ExchangeConfig config, Clock& clock);
    ~Exchange() override;
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    /// Lets time pass up to the clock's. To be called every few milliseconds.
    void advance();
    /// Time of the exchange: the clock's at the last call.
    [[nodiscard]] Timestamp now() const noexcept
    {
        return m_now;
    }
    /// Outlives its place here, or leaves by `unwatch`.
    void watch(Watcher& watcher);
    void unwatch(Watcher& watcher);

    // --- what is listed ---
    [[nodiscard]] std::span<const Listing> listings() const
    {
        return m_market->listings();
    }
    [[nodiscard]] std::optional<std::size_t> listingOf(std::string_view symbol) const;
    /// All assets of all listings, sorted by name; balances are numbered like this.
    [[nodiscard]] const std::vector<std::string>& assets() const noexcept
    {
        return m_assets;
    }
    [[nodiscard]] std::size_t assetOf(std::string_view name) const; ///< `assets().size()` for an unknown one.
    [[nodiscard]] bool isOpen(std::size_t listing) const
    {
        return m_market->isOpen(listing);
    }

    // --- public data ---
    [[nodiscard]] std::uint64_t bookUpdate(std::size_t listing) const; ///< Number of the last change.
    /// Up to `most` levels, best first.
    [[nodiscard]] std::vector<std::pair<Ticks, Lots>> levels(std::size_t listing, Side side, std::size_t most) const;
    [[nodiscard]] Touch touch(std::size_t listing) const;
    [[nodiscard]] std::optional<Ticks> lastPrice(std::size_t listing) const;
    [[nodiscard]] const std::deque<PublicTrade>& publicTrades(std::size_t listing) const; ///< Oldest first.
    [[nodiscard]] const BarHistory& bars(std::size_t listing) const;
    [[nodiscard]] DayFigures dayFigures(std::size_t listing) const;
    /// By value, of the last five minutes; the last price where nobody traded, zero before the first.
    [[nodiscard]] Ticks averagePrice(std::size_t listing) const;

    // --- accounts ---
    [[nodiscard]] Outcome<AccountId> openAccount(const AccountTerms& terms); ///< Full beyond the limit.
    [[nodiscard]] const std::vector<Balance>& balances(AccountId account) const; ///< By asset.
    /// What everybody else has gained from the accounts, by asset; fees are in it. Accounts and house sum to the funds.
    [[nodiscard]] const std::vector<Money>& house() const noexcept
    {
        return m_house;
    }
    [[nodiscard]] std::int64_t feeRateE8(std::size_t listing, bool isMaker) const;

    // --- orders ---
    /// What `place` would refuse now.
    [[nodiscard]] std::optional<Refusal> check(AccountId account, const OrderWish& wish);
    /// The order's id. It may have ended already; `order` tells.
    [[nodiscard]] Outcome<std::uint64_t> place(AccountId account, const OrderWish& wish);
    /// Its state after it. `requestId`: the client's name of the cancel, handed to watchers.
    Outcome<VenueOrder> cancel(AccountId account, std::uint64_t order, std::string_view requestId = {});
    /// Fewer lots at the same price keep their place; anything else goes to the end of the queue, and may trade.
    Outcome<VenueOrder> amend(AccountId account, std::uint64_t order, const OrderAmendment& amendment);
    /// All legs are checked before the first is placed. The list's id.
    [[nodiscard]] Outcome<std::uint64_t> placeList(AccountId account, const ListWish& wish);
    /// Its orders as they ended.
    Outcome<std::vector<VenueOrder>> cancelList(AccountId account, std::uint64_t list, std::string_view requestId = {});

    /// Null: the account has no such order, or it is forgotten.
    [[nodiscard]] const VenueOrder* order(AccountId account, std::uint64_t id) const;
    /// The last one of that name.
    [[nodiscard]] const VenueOrder* orderByClientId(AccountId account, std::string_view clientId) const;
    /// Rising by id. `listing` absent: of all.
    [[nodiscard]] std::vector<const VenueOrder*> openOrders(AccountId account,
                                                            std::optional<std::size_t> listing = {}) const;
    /// Those kept, rising by id, from `fromId` on.
    [[nodiscard]] std::vector<const VenueOrder*> orders(AccountId account, std::optional<std::size_t> listing = {},
                                                        std::uint64_t fromId = 0) const;
    /// Those kept, in order of time.
    [[nodiscard]] std::vector<const AccountTrade*> trades(AccountId account,
                                                          std::optional<std::size_t> listing = {}) const;
    /// Of one order, in order of time. At most those kept.
    [[nodiscard]] std::vector<const AccountTrade*> tradesOf(AccountId account, std::uint64_t order) const;
    [[nodiscard]] const OrderList* list(AccountId account, std::uint64_t id) const;
    [[nodiscard]] const OrderList* listByClientId(AccountId account, std::string_view clientId) const;
    [[nodiscard]] std::vector<const OrderList*> lists(AccountId account) const; ///< Rising by id.

private:
    struct Room;
    struct Book; ///< An account's.

    // MarketListener
    void onTrades(std::size_t listing, Timestamp at, std::span<const sim::MatchTrade> trades) override;
    void onRemoved(std::size_t listing, Timestamp at, const sim::MatchRemoval& removal) override;
    void onTick(std::size_t listing, Timestamp at, const market::Tick& tick) override;

    // exchange_checks.cpp
    [[nodiscard]] std::optional<Refusal> faultOf(const Book& book, const OrderWish& wish, bool isHeldBack) const;
    [[nodiscard]] std::optional<Refusal> priceFault(const Listing& listing, const OrderWish& wish) const;
    [[nodiscard]] std::optional<Refusal> sizeFault(const Listing& listing, const OrderWish& wish) const;
    [[nodiscard]] std::optional<Refusal> triggerFault(const OrderWish& wish) const;
    [[nodiscard]] std::optional<Refusal> fundsFault(const Book& book, const OrderWish& wish) const;
    [[nodiscard]] std::optional<Refusal> positionFault(const Book& book, const OrderWish& wish) const;
    [[nodiscard]] std::optional<Refusal> countFault(const Book& book, const OrderWish& wish) const;
    [[nodiscard]] std::optional<Refusal> listFault(const Book& book, const ListWish& wish) const;
    [[nodiscard]] std::optional<Refusal> amendFault(const VenueOrder& order, const OrderAmendment& amendment,
                                                    const OrderWish& wished);
    [[nodiscard]] Money costAtMarket(std::size_t listing, Lots size) const; ///< Of a buy, by the book as it stands.
    [[nodiscard]] Lots sizeWithin(std::size_t listing, Side side, Money budget) const;
    [[nodiscard]] bool wouldTake(const OrderWish& wish) const;
    /// What an order locks while it stands: of the quote for a buy, of the base for a sell.
    [[nodiscard]] Money needOf(const Book& book, const OrderWish& wish, Lots left) const;

    // exchange_orders.cpp
    VenueOrder& make(Book& book, const OrderWish& wish, std::uint64_t list);
    void begin(VenueOrder& order);
    void enterBook(VenueOrder& order);
    void afterMatching(VenueOrder& order, const sim::MatchOutcome& outcome);
    void end(VenueOrder& order, OrderStatus status, OrderChange change, std::string_view requestId = {});
    void close(VenueOrder& order, OrderStatus status);
    void bookFill(VenueOrder& order, const sim::MatchTrade& match, std::uint64_t trade, bool isMaker, Timestamp at);
    void tell(const VenueOrder& order, OrderChange change, Timestamp at, const AccountTrade* trade = nullptr,
              std::string_view requestId = {});
    void lock(VenueOrder& order, Money amount);
    void forget();
    VenueOrder* find(std::uint64_t id) noexcept;

    // exchange_lists.cpp
    void onLegWorks(VenueOrder& order); ///< It has fired, filled or ended: what becomes of the others.
    void startSecond(OrderList& list);
    void finishIfDone(OrderList& list);
    [[nodiscard]] std::vector<VenueOrder*> siblingsOf(const VenueOrder& order);
    [[nodiscard]] std::vector<VenueOrder*> partnersOf(const VenueOrder& order);
    [[nodiscard]] std::pair<Money, Money> needOfLegs(const VenueOrder& order, const OrderWish& wished);

    // exchange_triggers.cpp
    void watchTrigger(VenueOrder& order);
    void unwatchTrigger(VenueOrder& order);
    void showPrice(Room& room, Timestamp at, Ticks price);
    void settle(); ///< Until no trigger and no list waits for its turn.
    void expireDayOrders();
    void tellBalances();
    void touchBalance(AccountId account, std::size_t asset);

    [[nodiscard]] Book* bookOf(AccountId account) noexcept;
    [[nodiscard]] const Book* bookOf(AccountId account) const noexcept;
    [[nodiscard]] std::size_t lockAsset(const VenueOrder& order) const;

    std::unique_ptr<Market> m_market;
    ExchangeConfig m_config;
    Clock& m_clock;
    Timestamp m_now;
    std::vector<std::string> m_assets;
    std::vector<std::unique_ptr<Room>> m_rooms;
    std::vector<std::unique_ptr<Book>> m_books; ///< Accounts are numbered from 1.
    std::unordered_map<std::uint64_t, std::unique_ptr<VenueOrder>> m_orders;
    std::map<std::uint64_t, OrderList> m_lists;
    std::deque<std::uint64_t> m_done; ///< In the order in which they ended.
    std::deque<AccountTrade> m_trades;
    std::vector<Money> m_house;
    std::vector<Watcher*> m_watchers;
    std::multimap<Timestamp, std::uint64_t> m_expiries; ///< Of orders for the day.
    std::vector<std::uint64_t> m_fired; ///< Orders whose trigger has fired and who wait for their turn.
    std::vector<std::uint64_t> m_secondParts; ///< Lists whose second part begins.
    std::set<std::pair<std::uint64_t, std::size_t>> m_touched; ///< Account and asset.
    std::uint64_t m_lastOrder = 0, m_lastList = 0, m_executions = 0;
    std::size_t m_open = 0;
    bool m_isEndingLegs = false;
};

} // namespace omni::sandbox
