// needs: edge/feeds ZLIB::ZLIB
// A recording as the market of the paper exchange: its prices, its book, its past and its end.
#include "core/edge/sandbox/exchange/recorded_market.h"

#include "core/base/seeded_random.h"
#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/sandbox/exchange/exchange.h"
#include "core/edge/sandbox/exchange/recorded_listing.h"
#include "tests/support/data_files.h"
#include "tests/support/gz_lines.h"
#include "tests/support/manual_clock.h"

#include <QTest>

using namespace omni;
using namespace omni::sandbox;

namespace {

constexpr Timestamp start{1'784'000'040'000'000'000}; // a whole minute
constexpr std::int64_t one = 100'000'000;
constexpr std::int64_t t0 = 1'700'000'040; // of the recordings made here, a whole minute

std::string ns(std::int64_t milliseconds)
{
    return std::to_string(t0 * 1'000 + milliseconds) + "000000";
}

struct Recording {
    std::vector<std::string> files;
    std::string instrument;
    Timestamp from;
    Spelling spelling = Spelling::Joined;
};

struct Bench {
    explicit Bench(const Recording& recording, std::int64_t quoteFunds = 1'000'000)
    {
        auto feed = feeds::FileFeed::open(recording.files, {.instrument = recording.instrument});
        if (!feed) {
            qFatal("%s", feed.error().text().c_str());
        }
        RecordedInstrument held;
        held.fed = {1};
        for (const auto& file : (*feed)->files()) {
            held.hasDepth |= file.kind == feeds::FileKind::Depth;
            held.hasQuotes |= file.kind == feeds::FileKind::Quotes;
            held.hasTrades |= file.kind == feeds::FileKind::Trades;
            held.hasBars |= file.kind == feeds::FileKind::Bars;
            held.interval = std::max(held.interval, file.interval);
        }
        Listing listing = recordedListing((*feed)->instruments().front(), recording.spelling, 0)->value();
        auto market = RecordedMarket::open(std::move(*feed), {listing}, {held},
                                           {.start = start, .from = recording.from, .ended = [this](const auto& why) {
                                                ++ends;
                                                fault = why;
                                            }});
        if (!market) {
            qFatal("%s", market.error().detail.c_str());
        }
        exchange = std::make_unique<Exchange>(std::move(*market), ExchangeConfig{}, clock);
        account = *exchange->openAccount({{{listing.quote, {quoteFunds * one}}, {listing.base, {1'000 * one}}}, false});
    }
    void pass(Duration time)
    {
        clock.pass(time);
        exchange->advance();
    }
    std::uint64_t limit(Side side, std::int64_t price, std::int64_t size)
    {
        OrderWish wish;
        wish.side = side;
        wish.limit = Ticks{price};
        wish.size = {size};
        const auto id = exchange->place(account, wish);
        return id ? *id : 0;
    }
    [[nodiscard]] std::int64_t filled(std::uint64_t id) const
    {
        return exchange->order(account, id)->filled.count;
    }
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> best(Side side) const
    {
        const auto levels = exchange->levels(0, side, 1);
        return levels.empty() ? std::pair<std::int64_t, std::int64_t>()
                              : std::pair(levels[0].first.count, levels[0].second.count);
    }
    test::ManualClock clock{start};
    std::unique_ptr<Exchange> exchange;
    AccountId account;
    int ends = 0;
    std::string fault;
};

constexpr std::string_view name = "binance:BTCUSDT,tick=1,lot=0.001,quote=USDT";

} // namespace

class TestRecordedMarket : public QObject
{
    Q_OBJECT

private slots:
    void depthAndTradesComeAtTheirOwnPace();
    void anOrderWaitsBehindWhatWasRecordedBeforeIt();
    void aPriceThatReachesAnOrderFillsIt();
    void whatAClientTookComesBackWithTheNextChange();
    void aBarIsWalkedOverItsEndsWithinItsTime();
    void thePastIsWhatLiesBeforeTheStart();
    void behindItsEndTheMarketIsHalted();
    void clientsNeverGainMoreThanOthersLose();
    void aRecordedDayPlaysAsRecorded();
    void namesAreThoseOfTheProtocol();

private:
    tests::DataFolder m_folder;
    Recording book()
    {
        const auto depth
            = m_folder.write("BTC_depth.csv",
                             "timestamp_ns,side,price,size,snapshot\n" + ns(0) + ",B,100,5,1\n" + ns(0) + ",B,99,7,1\n"
                                 + ns(0) + ",A,102,4,1\n" + ns(0) + ",A,103,6,1\n" + ns(5'000) + ",B,100,3,0\n"
                                 + ns(10'000) + ",A,102,0,0\n" + ns(10'000) + ",A,101,2,0\n" + ns(20'000)
                                 + ",A,101,0,0\n" + ns(20'000) + ",B,100,0,0\n" + ns(20'000) + ",A,100,1,0\n");
        const auto trades = m_folder.write("BTC_trades.csv",
                                           "timestamp_ns,price,size,side\n" + ns(1'000) + ",102,1,B\n" + ns(6'000)
                                               + ",100,4,S\n" + ns(30'000) + ",100,0.5,B\n");
        return {{depth, trades}, std::string(name), Timestamp{t0 * 1'000'000'000}};
    }
};

void TestRecordedMarket::depthAndTradesComeAtTheirOwnPace()
{
    Bench bench(book());
    QCOMPARE(bench.best(Side::Buy), std::pair(100L, 5'000L));
    QCOMPARE(bench.best(Side::Sell), std::pair(102L, 4'000L));
    QVERIFY(bench.exchange->publicTrades(0).empty());
    bench.pass(seconds(1));
    QCOMPARE(bench.exchange->publicTrades(0).size(), 1U);
    QCOMPARE(bench.exchange->publicTrades(0).back().at, start + seconds(1));
    QCOMPARE(bench.exchange->publicTrades(0).back().size.count, 1'000);
    // The recording says what a trade leaves; until it does the level stands.
    QCOMPARE(bench.best(Side::Sell), std::pair(102L, 4'000L));
    bench.pass(seconds(4));
    QCOMPARE(bench.best(Side::Buy), std::pair(100L, 3'000L));
    bench.pass(seconds(5));
    QCOMPARE(bench.best(Side::Sell), std::pair(101L, 2'000L));
    QCOMPARE(bench.exchange->touch(0).ask.count, 101);
}

void TestRecordedMarket::anOrderWaitsBehindWhatWasRecordedBeforeIt()
{
    Bench bench(book());
    const auto id = bench.limit(Side::Buy, 100, 2'000);
    QVERIFY(id != 0);
    QCOMPARE(bench.best(Side::Buy), std::pair(100L, 7'000L));
    bench.pass(seconds(5));
    QCOMPARE(bench.filled(id), 0);
    // Three stand before it, four trade.
    bench.pass(seconds(1));
    QCOMPARE(bench.filled(id), 1'000);
    std::int64_t told = 0;
    for (const auto& trade : bench.exchange->publicTrades(0)) {
        told += trade.at == start + seconds(6) ? trade.size.count : 0;
    }
    QCOMPARE(told, 4'000);
}

void TestRecordedMarket::aPriceThatReachesAnOrderFillsIt()
{
    Bench bench(book());
    const auto id = bench.limit(Side::Buy, 101, 3'000);
    bench.pass(seconds(9));
    QCOMPARE(bench.filled(id), 3'000); // the sale at 100 went through 101
    const auto higher = bench.limit(Side::Buy, 101, 3'000);
    bench.pass(seconds(1));
    QCOMPARE(bench.filled(higher), 2'000); // an ask came to 101
    QCOMPARE(bench.best(Side::Buy), std::pair(101L, 1'000L));
}

void TestRecordedMarket::whatAClientTookComesBackWithTheNextChange()
{
    Bench bench(book());
    const auto id = bench.limit(Side::Sell, 100, 5'000);
    QCOMPARE(bench.filled(id), 5'000);
    QCOMPARE(bench.best(Side::Buy), std::pair(99L, 7'000L));
    bench.pass(seconds(5));
    QCOMPARE(bench.best(Side::Buy), std::pair(100L, 3'000L));
}

void TestRecordedMarket::aBarIsWalkedOverItsEndsWithinItsTime()
{
    const auto bars = m_folder.write("WALK.csv",
                                     "timestamp,open,high,low,close,volume\n2024-01-01T00:00:00Z,100,110,90,105,1200\n"
                                     "2024-01-01T00:01:00Z,105,106,101,102,600\n");
    Bench bench({{bars}, "x:WALKUSDT,tick=1,lot=0.1,quote=USDT", timestampFromIso("2024-01-01").value()});
    bench.pass(seconds(59));
    std::int64_t lowest = 1'000, highest = 0, volume = 0;
    for (const auto& trade : bench.exchange->publicTrades(0)) {
        lowest = std::min(lowest, trade.price.count);
        highest = std::max(highest, trade.price.count);
        volume += trade.size.count;
    }
    QCOMPARE(bench.exchange->publicTrades(0).front().price.count, 100);
    QCOMPARE(bench.exchange->publicTrades(0).back().price.count, 105);
    QCOMPARE(lowest, 90);
    QCOMPARE(highest, 110);
    QCOMPARE(volume, 12'000);
    QCOMPARE(bench.exchange->levels(0, Side::Buy, 100).size(), std::size_t(RecordedMarket::madeLevels));
    QCOMPARE(bench.best(Side::Sell).first, 106);
    bench.pass(seconds(1));
    QCOMPARE(bench.exchange->publicTrades(0).size(), 61U);
}

void TestRecordedMarket::thePastIsWhatLiesBeforeTheStart()
{
    std::string text = "timestamp,open,high,low,close,volume\n";
    const Timestamp first = timestampFromIso("2024-01-01").value();
    for (int i = 0; i < 300; ++i) {
        text += isoText(first + minutes(i)) + ',' + std::to_string(1'000 + i) + ',' + std::to_string(1'001 + i) + ','
            + std::to_string(999 + i) + ',' + std::to_string(1'000 + i) + ",60\n";
    }
    Bench bench({{m_folder.write("PAST.csv", text)}, "x:PASTUSDT,tick=1,lot=1,quote=USDT", first + minutes(240)});
    const auto bars
        = bench.exchange->bars(0).bars({BarSpan::Unit::Minute, 1}, start - minutes(1'000), start, 1'000, true, false);
    QCOMPARE(bars.size(), 241U); // the first second of the next is played
    QCOMPARE(bars[239].opened, start - minutes(1));
    QCOMPARE(bars[239].close.count, 1'239);
    QCOMPARE(bars[0].opened, start - minutes(240));
    QCOMPARE(bars[240].open.count, 1'240);
}

void TestRecordedMarket::behindItsEndTheMarketIsHalted()
{
    Bench bench(book());
    bench.pass(seconds(29));
    QCOMPARE(bench.ends, 0);
    QVERIFY(bench.exchange->isOpen(0));
    bench.pass(minutes(5));
    bench.pass(minutes(5));
    QCOMPARE(bench.ends, 1);
    QVERIFY(bench.fault.empty());
    QVERIFY(!bench.exchange->isOpen(0));
    QCOMPARE(bench.best(Side::Buy), std::pair(0L, 0L));
    QCOMPARE(bench.exchange->lastPrice(0)->count, 100);
    OrderWish wish;
    wish.kind = OrderKind::Market;
    wish.size = {1'000};
    const auto refused = bench.exchange->place(bench.account, wish);
    QVERIFY(!refused || bench.filled(*refused) == 0);
    const auto resting = bench.limit(Side::Buy, 100, 1'000);
    QVERIFY(resting != 0);
    QCOMPARE(bench.filled(resting), 0);
    QVERIFY(bench.exchange->cancel(bench.account, resting).has_value());
}

// Sums are exact, whatever orders meet whatever rows.
void TestRecordedMarket::clientsNeverGainMoreThanOthersLose()
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SeededRandom random(seed);
        std::string depth = "timestamp_ns,side,price,size,snapshot\n";
        std::string trades = "timestamp_ns,price,size,side\n";
        std::int64_t middle = 1'000;
        for (int i = 0; i < 600; ++i) {
            middle += static_cast<std::int64_t>(random.below(3)) - 1;
            const auto far = static_cast<std::int64_t>(random.below(4)) + 1;
            const bool isBid = random.below(2) == 0;
            depth += ns(i * 100) + (isBid ? ",B," : ",A,") + std::to_string(isBid ? middle - far : middle + far) + ','
                + std::to_string(random.below(6)) + ',' + (i == 0 ? "1\n" : "0\n");
            trades += ns(i * 100 + 50) + ',' + std::to_string(middle) + ',' + std::to_string(random.below(5) + 1)
                + (isBid ? ",S\n" : ",B\n");
        }
        Bench bench({{m_folder.write("SEED_depth.csv", depth), m_folder.write("SEED_trades.csv", trades)},
                     std::string(name),
                     Timestamp{t0 * 1'000'000'000}});
        std::vector<std::uint64_t> orders;
        for (int i = 0; i < 300; ++i) {
            bench.pass(milliseconds(200));
            const auto price = bench.exchange->lastPrice(0).value_or(Ticks{1'000}).count;
            const auto id = bench.limit(random.below(2) == 0 ? Side::Buy : Side::Sell,
                                        price + static_cast<std::int64_t>(random.below(9)) - 4,
                                        static_cast<std::int64_t>(random.below(5'000)) + 100);
            if (id != 0) {
                orders.push_back(id);
            }
            if (!orders.empty() && random.below(3) == 0) {
                static_cast<void>(bench.exchange->cancel(bench.account, orders[random.below(orders.size())]));
            }
            const auto bid = bench.best(Side::Buy), ask = bench.best(Side::Sell);
            QVERIFY2(bid.first == 0 || ask.first == 0 || bid.first < ask.first, "the book is crossed");
        }
        std::int64_t fills = 0;
        for (const auto* order : bench.exchange->orders(bench.account)) {
            QVERIFY(order->filled.count <= order->wish.size.count);
            fills += order->filled.count;
        }
        QVERIFY(fills > 0);
        for (const auto& [asset, funds] : {std::pair("USDT", 1'000'000 * one), std::pair("BTC", 1'000 * one)}) {
            const auto index = bench.exchange->assetOf(asset);
            const auto& balance = bench.exchange->balances(bench.account)[index];
            QCOMPARE(balance.free.e8 + balance.locked.e8 + bench.exchange->house()[index].e8, funds);
            QVERIFY(balance.free.e8 >= 0 && balance.locked.e8 >= 0);
        }
    }
}

void TestRecordedMarket::aRecordedDayPlaysAsRecorded()
{
    const std::string folder = "data/ticks/BTCUSDT_spot_2024-08-08_";
    const auto depth = tests::sharedFile(folder + "depth.csv.gz");
    const auto trades = tests::sharedFile(folder + "trades.csv.gz");
    if (!depth || !trades) {
        QSKIP(tests::absenceOf(folder + "depth.csv.gz").c_str());
    }
    Bench bench({{depth->string(), trades->string()},
                 "binance:BTCUSDT,quote=USDT",
                 timestampFromIso("2024-08-08T23:54:00Z").value()});
    for (int i = 0; i < 300; ++i) {
        bench.pass(seconds(1));
        const auto bid = bench.best(Side::Buy), ask = bench.best(Side::Sell);
        QVERIFY(bid.first == 0 || bid.first < ask.first);
    }
    QVERIFY(bench.exchange->levels(0, Side::Buy, 5'000).size() >= 20);
    QVERIFY(bench.exchange->levels(0, Side::Sell, 5'000).size() >= 20);
    const auto trades300 = bench.exchange->publicTrades(0).size();
    QVERIFY2(trades300 > 5'000, std::to_string(trades300).c_str());
    bench.pass(minutes(10));
    QCOMPARE(bench.ends, 1);
}

void TestRecordedMarket::namesAreThoseOfTheProtocol()
{
    const auto symbolOf = [](const char* symbol, const char* quote, Spelling spelling) -> std::string {
        market::Instrument fed;
        fed.id = {1};
        fed.venue = "file";
        fed.symbol = symbol;
        fed.quoteCurrency = quote;
        fed.tickSize = {1, -2};
        fed.lotSize = {1, -6};
        const auto listing = recordedListing(fed, spelling, 0);
        return listing && *listing ? (*listing)->symbol : "";
    };
    QCOMPARE(symbolOf("BTCUSDT", "USD", Spelling::Joined), "BTCUSDT");
    QCOMPARE(symbolOf("BTCUSDT", "USD", Spelling::Slashed), "");
    QCOMPARE(symbolOf("ETH/USD", "USD", Spelling::Slashed), "ETH/USD");
    QCOMPARE(symbolOf("ETHUSD", "USD", Spelling::Slashed), "ETH/USD");
    QCOMPARE(symbolOf("ETHUSD", "USD", Spelling::Joined), "");
    QCOMPARE(symbolOf("GOOG", "USD", Spelling::Slashed), "GOOG");
    QCOMPARE(symbolOf("GOOG", "USD", Spelling::Joined), "");
    QCOMPARE(symbolOf("GBTC", "USD", Spelling::Slashed), "GBTC");
    QCOMPARE(symbolOf("BTCUSDT_spot_2024-08-08", "USD", Spelling::Joined), "");
    market::Instrument fine;
    fine.id = {1};
    fine.venue = "file";
    fine.symbol = "BTCUSDT";
    fine.quoteCurrency = "USDT";
    fine.tickSize = {1, -4};
    fine.lotSize = {1, -6};
    QVERIFY(!recordedListing(fine, Spelling::Joined, 0));
}

QTEST_GUILESS_MAIN(TestRecordedMarket)
#include "tst_recorded_market.moc"
