// The book against recordings of real venues, and against the books that an independent replay of them gave.
// needs: ZLIB::ZLIB

#include "core/trade/market/order_book.h"
#include "tests/support/tick_files.h"

#include <QTest>

#include <map>

using namespace omni;
using namespace omni::market;
using namespace omni::tests;

namespace {

struct Recording {
    const char* depth;
    const char* reference;
    Decimal tick;
    Decimal lot;
    std::size_t every;
};

constexpr Recording binance{"data/ticks/BTCUSDT_perp_2024-08-08_depth.csv.gz",
                            "reference/ticks/BTCUSDT_perp_book_every50.csv",
                            {1, -1},
                            {1, -3},
                            50};
constexpr Recording bybit{"data/ticks/XRPUSDT_bybit_2024-12-01_depth.csv.gz",
                          "reference/ticks/XRPUSDT_bybit_book_every5.csv",
                          {1, -4},
                          {1, 0},
                          5};

/// Replays the recording and compares the book after every n-th message and after the last one. Returns how many rows
/// were compared.
std::size_t compareWithReference(const Recording& recording, const std::filesystem::path& depth, const Table& expected)
{
    const auto instrument = instrumentWith("RECORDED", recording.tick, recording.lot);
    OrderBook book(instrument.id, {.expectsSequence = true});
    std::size_t batches = 0;
    std::size_t compared = 0;
    const auto changes = depthOf(depth, instrument);
    for (const auto& change : changes) {
        if (book.apply(change) != BookFault::None) {
            qWarning("batch %zu: %s", batches, std::string(nameOf(book.fault())).c_str());
            return 0;
        }
        batches += change.endsBatch ? 1 : 0;
        const bool isDue = change.endsBatch && (batches % recording.every == 0 || &change == &changes.back());
        if (!isDue || compared == expected.rows.size()) {
            continue;
        }
        const auto& row = expected.rows[compared++];
        const auto bid = book.best(Side::Buy);
        const auto ask = book.best(Side::Sell);
        const bool isSame = book.isValid() && std::to_string(change.venueTime.ns) == row[0] && bid && ask
            && bid->price == ticksOf(instrument, row[1]) && bid->size == lotsOf(instrument, row[2])
            && ask->price == ticksOf(instrument, row[3]) && ask->size == lotsOf(instrument, row[4])
            && book.totalSize(Side::Buy, 5) == lotsOf(instrument, row[5])
            && book.totalSize(Side::Sell, 5) == lotsOf(instrument, row[6])
            && std::to_string(book.levelCount(Side::Buy)) == row[7]
            && std::to_string(book.levelCount(Side::Sell)) == row[8];
        if (!isSame) {
            qWarning("differs at %s", row[0].c_str());
            return 0;
        }
    }
    return compared;
}

} // namespace

class TestOrderBookRecorded : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithAnIndependentReplay_data()
    {
        QTest::addColumn<const Recording*>("recording");
        QTest::newRow("Binance BTCUSDT perpetual") << &binance;
        QTest::newRow("Bybit XRPUSDT") << &bybit;
    }

    void agreesWithAnIndependentReplay()
    {
        QFETCH(const Recording*, recording);
        const auto depth = sharedFile(recording->depth);
        const auto reference = sharedFile(recording->reference);
        if (!depth || !reference) {
            QSKIP(absenceOf(depth ? recording->reference : recording->depth).c_str());
        }
        const auto expected = tableOf(*reference);

        QVERIFY(expected.rows.size() >= 10);
        QCOMPARE(compareWithReference(*recording, *depth, expected), expected.rows.size());
    }

    // Every level after every thousandth row, not only the touch; and in a window that the market leaves often.
    void agreesWithAMapOnEveryLevel()
    {
        const auto depth = sharedFile(binance.depth);
        if (!depth) {
            QSKIP(absenceOf(binance.depth).c_str());
        }
        const auto instrument = instrumentWith("RECORDED", binance.tick, binance.lot);
        OrderBook book(instrument.id);
        OrderBook narrow(instrument.id, {.windowTicks = 1'024});
        std::map<std::int64_t, std::int64_t> sides[2];
        std::size_t rows = 0;
        for (const auto& change : depthOf(*depth, instrument)) {
            if (change.clearsBook) {
                sides[0].clear();
                sides[1].clear();
            }
            const bool isBuy = change.side == Side::Buy;
            auto& side = sides[isBuy ? 0 : 1];
            const std::int64_t key = isBuy ? -change.price.count : change.price.count;
            if (change.size.count == 0) {
                side.erase(key);
            } else {
                side[key] = change.size.count;
            }
            book.apply(change);
            narrow.apply(change);
            if (++rows % 1'000 != 0) {
                continue;
            }
            for (const Side which : {Side::Buy, Side::Sell}) {
                const auto& levels = sides[which == Side::Buy ? 0 : 1];
                for (const OrderBook* candidate : {&book, &narrow}) {
                    auto at = levels.begin();
                    bool isSame = candidate->levelCount(which) == levels.size();
                    candidate->forEachLevel(which, [&](BookLevel level) {
                        isSame = isSame && at != levels.end() && level.size.count == at->second
                            && level.price.count == (which == Side::Buy ? -at->first : at->first);
                        ++at;
                        return isSame;
                    });
                    QVERIFY2(isSame, qPrintable(QString::number(rows)));
                }
            }
        }
        QCOMPARE(rows, std::size_t{445'262});
    }

    // Mean over all quotes of the micro-price less the mid, as pandas gave it.
    void agreesOnTheMicroPrice()
    {
        const char* name = "data/ticks/BTCUSDT_perp_2024-08-08_quotes.csv.gz";
        const auto file = sharedFile(name);
        if (!file) {
            QSKIP(absenceOf(name).c_str());
        }
        const auto quotes = quotesOf(*file, instrumentWith("RECORDED", binance.tick, binance.lot));
        double sum = 0;
        double spread = 0;
        for (const auto& quote : quotes) {
            const double mid = static_cast<double>(quote.bid.count + quote.ask.count) / 2;
            sum += (microPriceTicks(quote) - mid) / 10;
            spread += static_cast<double>(quote.ask.count - quote.bid.count) / 10;
        }
        const auto count = static_cast<double>(quotes.size());

        QCOMPARE(quotes.size(), std::size_t{66'089});
        QVERIFY(std::abs(sum / count - -0.0017339748871383598) < 1e-9);
        QVERIFY(std::abs(spread / count - 0.20428210443477027) < 1e-9);
    }
};

QTEST_APPLESS_MAIN(TestOrderBookRecorded)
#include "tst_order_book_recorded.moc"
