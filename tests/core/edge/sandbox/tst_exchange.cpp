// The paper exchange's own books, by seeds: sums are exact, nothing is locked twice, nothing is served beyond its size.
#include "core/edge/sandbox/exchange/exchange.h"

#include "core/base/seeded_random.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <limits>

using namespace omni;
using namespace omni::sandbox;

namespace {

constexpr Timestamp start{1'784'000'000'000'000'000};
constexpr std::int64_t one = 100'000'000;

struct Bench {
    explicit Bench(std::uint64_t seed = 1)
        : exchange(std::make_unique<BuiltInMarket>(BuiltInMarketConfig{.seed = seed, .start = start}, builtInCoins()),
                   ExchangeConfig{}, clock)
    {
        clock.pass(minutes(1));
        exchange.advance();
    }
    AccountId open(std::int64_t usdt = 100'000, std::int64_t btc = 2)
    {
        return *exchange.openAccount({{{"USDT", {usdt * one}}, {"BTC", {btc * one}}}, false});
    }
    [[nodiscard]] Balance balance(AccountId account, std::string_view asset) const
    {
        return exchange.balances(account)[exchange.assetOf(asset)];
    }
    [[nodiscard]] Ticks best(Side side) const
    {
        return exchange.levels(0, side, 1).front().first;
    }
    test::ManualClock clock{start};
    Exchange exchange;
};

OrderWish limit(Side side, Ticks price, Lots size)
{
    OrderWish wish;
    wish.side = side;
    wish.limit = price;
    wish.size = size;
    return wish;
}

OrderWish atMarket(Side side, Lots size)
{
    OrderWish wish;
    wish.side = side;
    wish.kind = OrderKind::Market;
    wish.size = size;
    return wish;
}

OrderWish stop(Side side, OrderKind kind, Ticks price, Lots size)
{
    OrderWish wish;
    wish.side = side;
    wish.kind = kind;
    wish.stop = price;
    wish.size = size;
    return wish;
}

OrderWish drawn(SeededRandom& random, const Bench& bench)
{
    const Side side = random.chance(0.5) ? Side::Buy : Side::Sell;
    const Ticks near{bench.best(side).count + random.between(-30, 30)};
    const Lots size{random.between(100, 60'000)};
    const double kind = random.uniform();
    if (kind < 0.3) {
        return atMarket(side, size);
    }
    if (kind < 0.75) {
        auto wish = limit(side, near, size);
        wish.life = random.chance(0.2) ? OrderLife::ImmediateOrCancel
            : random.chance(0.1)       ? OrderLife::FillOrKill
                                       : OrderLife::GoodTillCancelled;
        wish.kind = random.chance(0.2) ? OrderKind::LimitMaker : OrderKind::Limit;
        wish.preventsSelfTrade = random.chance(0.3);
        return wish;
    }
    auto wish = stop(side, random.chance(0.5) ? OrderKind::Stop : OrderKind::TakeProfit, near, size);
    if (random.chance(0.3)) {
        wish.kind = OrderKind::StopLimit;
        wish.limit = Ticks{near.count + random.between(-5, 5)};
    }
    if (random.chance(0.2)) {
        wish.trail.bp = static_cast<std::int32_t>(random.between(10, 100));
    }
    return wish;
}

ListWish drawnList(SeededRandom& random, const Bench& bench)
{
    ListWish wish;
    const Side side = random.chance(0.5) ? Side::Buy : Side::Sell;
    const Side other = opposite(side);
    const std::int64_t way = signOf(side);
    const Lots size{random.between(1'000, 30'000)};
    const std::int64_t middle = bench.best(side).count;
    const std::int64_t far = random.between(2, 25);
    if (random.chance(0.5)) {
        auto target = limit(side, Ticks{middle - way * far}, size);
        target.kind = OrderKind::LimitMaker;
        wish.legs = {stop(side, OrderKind::Stop, Ticks{middle + way * far}, size), target};
        return wish;
    }
    wish.kind = random.chance(0.5) ? ListKind::Bracket : ListKind::OneTriggersOther;
    wish.legs = {limit(side, Ticks{middle + way * random.between(-3, 3)}, size),
                 stop(other, OrderKind::Stop, Ticks{middle - way * far}, size)};
    if (wish.kind == ListKind::Bracket) {
        wish.legs.push_back(limit(other, Ticks{middle + way * far}, size));
    }
    return wish;
}

} // namespace

class TestExchange : public QObject
{
    Q_OBJECT

private slots:
    void writesEachAmountWithItsEightPlaces()
    {
        constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

        QCOMPARE(amountText({0}), std::string("0.00000000"));
        QCOMPARE(amountText({1}), std::string("0.00000001"));
        QCOMPARE(amountText({99'999'999}), std::string("0.99999999"));
        QCOMPARE(amountText({one}), std::string("1.00000000"));
        QCOMPARE(amountText({-50'000 * one - one / 100}), std::string("-50000.01000000"));
        QCOMPARE(amountText({most}), std::string("92233720368.54775807"));
        QCOMPARE(amountText({-most - 1}), std::string("-92233720368.54775808"));
    }

    /// S7: a client who knows the executions of an earlier exchange takes none of this one for one of them.
    void numbersOrdersAndTradesAboveThoseOfAnEarlierOne()
    {
        test::ManualClock clock{start};
        ExchangeConfig config;
        config.numbersAbove = 3'000'000'000;
        Exchange exchange(
            std::make_unique<BuiltInMarket>(BuiltInMarketConfig{.seed = 1, .start = start}, builtInCoins()), config,
            clock);
        clock.pass(minutes(1));
        exchange.advance();
        const auto account = *exchange.openAccount({{{"USDT", {100'000 * one}}}, false});

        const auto order = exchange.place(account, atMarket(Side::Buy, Lots{1'000}));

        QVERIFY(order && *order > 3'000'000'000);
        const auto trades = exchange.trades(account);
        QVERIFY(!trades.empty());
        for (const auto* trade : trades) {
            QVERIFY(trade->id > 3'000'000'000);
        }
        QVERIFY(exchange.publicTrades(0).front().id > 3'000'000'000);
    }

    // Every asset: what all accounts hold and what the house has gained sum to what they began with.
    void sumsAreExactWhateverIsTraded_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 8; ++seed) {
            QTest::addRow("seed %d", seed) << seed;
        }
    }
    void sumsAreExactWhateverIsTraded()
    {
        QFETCH(int, seed);
        Bench bench(static_cast<std::uint64_t>(seed));
        SeededRandom random(static_cast<std::uint64_t>(seed) * 77);
        std::vector<AccountId> accounts{bench.open(5'000'000, 90), bench.open(30'000, 0), bench.open(90'000, 2)};
        std::vector<std::int64_t> begun(bench.exchange.assets().size());
        for (const AccountId account : accounts) {
            for (std::size_t asset = 0; asset < begun.size(); ++asset) {
                begun[asset] += bench.exchange.balances(account)[asset].free.e8;
            }
        }
        int taken = 0, listed = 0;
        for (int step = 0; step < 1'500; ++step) {
            bench.clock.pass(milliseconds(random.between(1, 400)));
            const AccountId account = accounts[random.below(accounts.size())];
            const double deed = random.uniform();
            const auto open = bench.exchange.openOrders(account);
            if (deed < 0.55) {
                taken += bench.exchange.place(account, drawn(random, bench)).has_value() ? 1 : 0;
            } else if (deed < 0.65) {
                listed += bench.exchange.placeList(account, drawnList(random, bench)).has_value() ? 1 : 0;
            } else if (deed < 0.85 && !open.empty()) {
                static_cast<void>(bench.exchange.cancel(account, open[random.below(open.size())]->id));
            } else if (!open.empty()) {
                OrderAmendment amendment;
                amendment.size = Lots{random.between(1, 40'000)};
                amendment.limit = Ticks{bench.best(Side::Buy).count + random.between(-20, 20)};
                static_cast<void>(bench.exchange.amend(account, open[random.below(open.size())]->id, amendment));
            }
            checkBooks(bench, accounts, begun);
            if (QTest::currentTestFailed()) {
                qWarning("step %d", step);
                return;
            }
        }
        QVERIFY2(taken > 150 && listed > 10, qPrintable(QStringLiteral("%1 %2").arg(taken).arg(listed)));
        QVERIFY(!bench.exchange.trades(accounts.front()).empty());
    }

    void aMarketOrderFillsAtOnceAndPaysItsFeeInWhatItGets()
    {
        Bench bench;
        const AccountId account = bench.open();

        const auto id = bench.exchange.place(account, atMarket(Side::Buy, Lots{200}));

        QVERIFY(id.has_value());
        const VenueOrder& order = *bench.exchange.order(account, *id);
        QCOMPARE(order.status, OrderStatus::Filled);
        // 0.002 BTC, a thousandth of it as a fee.
        QCOMPARE(bench.balance(account, "BTC").free.e8, 2 * one + 200'000 - 200);
        QCOMPARE(bench.balance(account, "USDT").free.e8, 100'000 * one - order.spent.e8);
    }

    void whatRestsIsLockedAndACancelFreesIt()
    {
        Bench bench;
        const AccountId account = bench.open();
        const Ticks price{bench.best(Side::Buy).count - 500};

        const auto id = bench.exchange.place(account, limit(Side::Buy, price, Lots{100'000}));

        QVERIFY(id.has_value());
        QCOMPARE(bench.balance(account, "USDT").locked.e8, price.count * one); // one coin
        QVERIFY(bench.exchange.cancel(account, *id).has_value());
        QCOMPARE(bench.balance(account, "USDT"), (Balance{{100'000 * one}, {}}));
        QVERIFY(bench.exchange.cancel(account, *id).error() == Refusal::UnknownOrder);
    }

    void twoLegsLockTheBaseOnceAndOneEndsTheOther()
    {
        Bench bench;
        const AccountId account = bench.open();
        const std::int64_t middle = bench.best(Side::Buy).count;
        auto target = limit(Side::Sell, Ticks{middle + 400}, Lots{150'000});
        target.kind = OrderKind::LimitMaker;
        const ListWish wish{ListKind::OneCancelsOther,
                            {},
                            {stop(Side::Sell, OrderKind::Stop, Ticks{middle - 400}, Lots{150'000}), target}};

        const auto id = bench.exchange.placeList(account, wish);

        QVERIFY(id.has_value());
        QCOMPARE(bench.balance(account, "BTC").locked.e8, one * 3 / 2);
        const auto ended = bench.exchange.cancel(account, bench.exchange.list(account, *id)->orders.back());
        QVERIFY(ended.has_value());
        QVERIFY(bench.exchange.openOrders(account).empty());
        QVERIFY(bench.exchange.list(account, *id)->isDone);
        QCOMPARE(bench.balance(account, "BTC").locked.e8, std::int64_t{0});
    }

    // The leg that works lives on; only the other one goes.
    void theLegThatWorksOutlivesTheOther()
    {
        Bench bench;
        const AccountId account = bench.open();
        const std::int64_t middle = bench.best(Side::Buy).count;
        auto target = limit(Side::Sell, Ticks{middle + 4}, Lots{150'000});
        target.kind = OrderKind::LimitMaker;
        const auto id = bench.exchange.placeList(
            account,
            {ListKind::OneCancelsOther,
             {},
             {stop(Side::Sell, OrderKind::Stop, Ticks{middle - 900}, Lots{150'000}), target}});
        QVERIFY(id.has_value());
        const auto legs = bench.exchange.list(account, *id)->orders;

        for (int i = 0; i < 7'200 && bench.exchange.order(account, legs[1])->isOpen(); ++i) {
            bench.clock.pass(seconds(1));
            bench.exchange.advance();
        }

        QCOMPARE(bench.exchange.order(account, legs[0])->status, OrderStatus::Expired);
        QCOMPARE(bench.exchange.order(account, legs[1])->status, OrderStatus::Filled);
        QCOMPARE(bench.balance(account, "BTC"), (Balance{{one / 2}, {}}));
        QVERIFY(bench.exchange.list(account, *id)->isDone);
    }

    void theSecondPartBeginsWhenTheFirstHasFilled()
    {
        Bench bench;
        const AccountId account = bench.open();
        const std::int64_t middle = bench.best(Side::Buy).count;
        const auto id = bench.exchange.placeList(account,
                                                 {ListKind::Bracket,
                                                  {},
                                                  {limit(Side::Buy, Ticks{middle + 20}, Lots{10'000}),
                                                   stop(Side::Sell, OrderKind::Stop, Ticks{middle - 900}, Lots{9'990}),
                                                   limit(Side::Sell, Ticks{middle + 900}, Lots{9'990})}});
        QVERIFY(id.has_value());
        const auto legs = bench.exchange.list(account, *id)->orders;
        QCOMPARE(bench.exchange.order(account, legs[0])->status, OrderStatus::Filled);
        QCOMPARE(bench.exchange.order(account, legs[1])->status, OrderStatus::New);
        QCOMPARE(bench.exchange.order(account, legs[2])->status, OrderStatus::New);
        QCOMPARE(bench.balance(account, "BTC").locked.e8, std::int64_t{9'990'000});
        QVERIFY(bench.exchange.cancel(account, legs[2]).has_value());
        QVERIFY(bench.exchange.openOrders(account).empty());
    }

    void aStopFiresWhenTheMarketComesToIt()
    {
        Bench bench;
        const AccountId account = bench.open();
        const Ticks last = *bench.exchange.lastPrice(0);
        const auto id
            = bench.exchange.place(account, stop(Side::Sell, OrderKind::Stop, Ticks{last.count - 3}, Lots{1'000}));
        QVERIFY(id.has_value());
        QCOMPARE(bench.balance(account, "BTC").locked.e8, std::int64_t{1'000'000});

        for (int i = 0; i < 3'600 && bench.exchange.order(account, *id)->isOpen(); ++i) {
            bench.clock.pass(seconds(1));
            bench.exchange.advance();
        }

        QCOMPARE(bench.exchange.order(account, *id)->status, OrderStatus::Filled);
        QVERIFY(bench.exchange.order(account, *id)->hasFired);
        QCOMPARE(bench.balance(account, "BTC").locked.e8, std::int64_t{0});
    }

    void refusesWhatTheRulesForbid()
    {
        Bench bench;
        const AccountId account = bench.open(100, 0);
        const Ticks last = *bench.exchange.lastPrice(0);
        const auto refusal = [&](const OrderWish& wish) {
            const auto id = bench.exchange.place(account, wish);
            return id ? -1 : static_cast<int>(id.error());
        };
        const auto is = [](Refusal expected) { return static_cast<int>(expected); };
        QCOMPARE(refusal(atMarket(Side::Buy, Lots{1'000})), is(Refusal::Funds));
        QCOMPARE(refusal(limit(Side::Sell, last, Lots{100})), is(Refusal::Funds));
        QCOMPARE(refusal(limit(Side::Buy, last, Lots{1})), is(Refusal::Value));
        QCOMPARE(refusal(limit(Side::Buy, Ticks{last.count * 6}, Lots{100})), is(Refusal::PriceBand));
        QCOMPARE(refusal(stop(Side::Buy, OrderKind::Stop, Ticks{last.count - 10}, Lots{100})),
                 is(Refusal::WouldTrigger));
        auto maker = limit(Side::Buy, Ticks{last.count + 200}, Lots{100});
        maker.kind = OrderKind::LimitMaker;
        QCOMPARE(refusal(maker), is(Refusal::WouldTake));
        auto named = limit(Side::Buy, Ticks{last.count - 900}, Lots{20});
        named.clientId = "twice";
        QCOMPARE(refusal(named), -1);
        QCOMPARE(refusal(named), is(Refusal::DuplicateClientId));
    }

    /// What is held and what every open buy would add; of a pair, of which one leg alone fills, the larger.
    void nobodyBuysMoreThanTheAccountMayHold()
    {
        BuiltInMarketConfig config{.seed = 1, .start = start};
        config.adapt = [](Listing& listing) {
            if (listing.base == "BTC") {
                listing.mostHeld = Lots{250'000}; // 2.5 BTC
            }
        };
        test::ManualClock clock{start};
        Exchange exchange(std::make_unique<BuiltInMarket>(config, builtInCoins()), ExchangeConfig{}, clock);
        clock.pass(minutes(1));
        exchange.advance();
        const auto account = *exchange.openAccount({{{"USDT", {1'000'000 * one}}, {"BTC", {2 * one}}}, false});
        const Ticks far{exchange.lastPrice(0)->count - 900};
        const auto refusal = [&](const OrderWish& wish) {
            const auto id = exchange.place(account, wish);
            return id ? -1 : static_cast<int>(id.error());
        };
        const int tooMuch = static_cast<int>(Refusal::Position);

        QCOMPARE(refusal(limit(Side::Buy, far, Lots{50'001})), tooMuch);
        QCOMPARE(refusal(limit(Side::Buy, far, Lots{30'000})), -1);
        QCOMPARE(refusal(limit(Side::Buy, far, Lots{20'001})), tooMuch);
        QCOMPARE(refusal(atMarket(Side::Buy, Lots{20'001})), tooMuch);
        ListWish pair;
        auto maker = limit(Side::Buy, far, Lots{20'000});
        maker.kind = OrderKind::LimitMaker;
        pair.legs = {stop(Side::Buy, OrderKind::Stop, Ticks{far.count + 1'800}, Lots{20'000}), maker};
        QVERIFY(exchange.placeList(account, pair));
        QCOMPARE(refusal(limit(Side::Buy, far, Lots{100})), tooMuch);
        QCOMPARE(refusal(atMarket(Side::Sell, Lots{50'000})), -1); // a sale makes room
        QCOMPARE(refusal(limit(Side::Buy, far, Lots{40'000})), -1);
    }

    // S26: the oldest that have ended are forgotten, and their names with them.
    void keepsNoMoreThanItsLimits()
    {
        test::ManualClock clock{start};
        ExchangeConfig config;
        config.limits.doneOrders = 20;
        config.limits.openOrders = 5;
        Exchange exchange(std::make_unique<BuiltInMarket>(BuiltInMarketConfig{.start = start}, builtInCoins()), config,
                          clock);
        clock.pass(minutes(1));
        const AccountId account = *exchange.openAccount({{{"USDT", {100'000 * one}}}, false});
        const Ticks far{63'000};
        for (int i = 0; i < 100; ++i) {
            const auto id = exchange.place(account, limit(Side::Buy, Ticks{far.count - 3'000}, Lots{100}));
            QVERIFY(id.has_value());
            QVERIFY(exchange.cancel(account, *id).has_value());
        }
        QCOMPARE(exchange.orders(account).size(), std::size_t{20});
        for (int i = 0; i < 5; ++i) {
            QVERIFY(exchange.place(account, limit(Side::Buy, Ticks{far.count - 3'000}, Lots{100})).has_value());
        }
        QVERIFY(exchange.place(account, limit(Side::Buy, Ticks{far.count - 3'000}, Lots{100})).error()
                == Refusal::Full);
    }

    void hasABookAndAPast()
    {
        Bench bench;
        bench.clock.pass(minutes(4));
        bench.exchange.advance();
        for (std::size_t listing = 0; listing < bench.exchange.listings().size(); ++listing) {
            QVERIFY(bench.exchange.levels(listing, Side::Buy, 100).size() >= 20);
            QVERIFY(bench.exchange.levels(listing, Side::Sell, 100).size() >= 20);
            // A trade about every second, in five minutes.
            QVERIFY(bench.exchange.publicTrades(listing).size() >= 200);
            const auto hourly = bench.exchange.bars(listing).bars({BarSpan::Unit::Minute, 60}, {}, bench.exchange.now(),
                                                                  1'000, true, true);
            QVERIFY(hourly.size() >= 7 * 24);
            for (std::size_t i = 1; i < hourly.size(); ++i) {
                QVERIFY(hourly[i].opened - hourly[i - 1].opened == hours(1));
                QVERIFY(hourly[i].low <= hourly[i].open && hourly[i].open <= hourly[i].high);
            }
        }
    }

private:
    static void checkBooks(Bench& bench, const std::vector<AccountId>& accounts, const std::vector<std::int64_t>& begun)
    {
        const auto& assets = bench.exchange.assets();
        std::vector<std::int64_t> sum(assets.size());
        for (std::size_t asset = 0; asset < assets.size(); ++asset) {
            sum[asset] = bench.exchange.house()[asset].e8;
        }
        for (const AccountId account : accounts) {
            std::vector<std::int64_t> locked(assets.size());
            for (const VenueOrder* order : bench.exchange.openOrders(account)) {
                QVERIFY(order->filled < order->wish.size);
                QVERIFY(order->locked.e8 >= 0);
                locked[bench.exchange.assetOf(order->wish.side == Side::Buy ? "USDT" : "BTC")] += order->locked.e8;
            }
            for (std::size_t asset = 0; asset < assets.size(); ++asset) {
                const Balance& balance = bench.exchange.balances(account)[asset];
                QVERIFY2(balance.free.e8 >= 0, assets[asset].c_str());
                QCOMPARE(balance.locked.e8, locked[asset]);
                sum[asset] += balance.free.e8 + balance.locked.e8;
            }
        }
        QVERIFY(sum == begun);
    }
};

QTEST_GUILESS_MAIN(TestExchange)
#include "tst_exchange.moc"
