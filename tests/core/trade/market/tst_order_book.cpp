#include "core/trade/market/order_book.h"
#include "tests/support/book_rows.h"

#include <QTest>

#include <map>
#include <random>

using namespace omni;
using namespace omni::market;
using namespace omni::tests;

namespace {

/// The book as anybody would write it first.
class NaiveBook
{
public:
    explicit NaiveBook(std::size_t mostLevels = static_cast<std::size_t>(-1))
        : m_most(mostLevels)
    {
    }
    void apply(const DepthChange& change)
    {
        if (change.clearsBook) {
            m_sides[0].clear();
            m_sides[1].clear();
        }
        auto& side = m_sides[indexOf(change.side)];
        const std::int64_t key = change.side == Side::Buy ? ~change.price.count : change.price.count;
        if (change.size.count == 0) {
            side.erase(key);
            return;
        }
        side[key] = change.size.count;
        if (side.size() > m_most) {
            side.erase(std::prev(side.end()));
        }
    }
    [[nodiscard]] std::vector<BookLevel> levels(Side which) const
    {
        std::vector<BookLevel> levels;
        for (const auto& [key, size] : m_sides[indexOf(which)]) {
            levels.push_back({{which == Side::Buy ? ~key : key}, {size}});
        }
        return levels;
    }

private:
    static std::size_t indexOf(Side side)
    {
        return side == Side::Buy ? 0 : 1;
    }
    std::size_t m_most;
    std::map<std::int64_t, std::int64_t> m_sides[2]; // best first
};

} // namespace

class TestOrderBook : public QObject
{
    Q_OBJECT

private slots:
    void showsTheBestOfBothSides()
    {
        const auto book = aTypicalBook();

        QVERIFY(book.isValid());
        QVERIFY(book.best(Side::Buy) == (BookLevel{{99}, {5}}));
        QVERIFY(book.best(Side::Sell) == (BookLevel{{101}, {4}}));
        QCOMPARE(book.quote(), (Quote{.instrument = ours, .bid = {99}, .ask = {101}, .bidSize = {5}, .askSize = {4}}));
    }

    void listsLevelsBestFirst()
    {
        const auto book = aTypicalBook();

        QCOMPARE(levelsOf(book, Side::Buy), (std::vector<BookLevel>{{{99}, {5}}, {{98}, {10}}, {{95}, {20}}}));
        QCOMPARE(levelsOf(book, Side::Sell), (std::vector<BookLevel>{{{101}, {4}}, {{102}, {8}}, {{105}, {30}}}));
    }

    void copiesNoMoreThanThereIsRoomFor()
    {
        std::array<BookLevel, 2> out;

        QCOMPARE(aTypicalBook().copyLevels(Side::Sell, out), std::size_t{2});
        QCOMPARE(out[1], (BookLevel{{102}, {8}}));
    }

    void setsAbsoluteSizes()
    {
        auto book = aTypicalBook();

        book.apply(ending(row(Side::Buy, 98, 3)));

        QCOMPARE(book.sizeAt(Side::Buy, {98}).count, std::int64_t{3});
        QCOMPARE(book.levelCount(Side::Buy), std::size_t{3});
    }

    void removesALevelWithSizeZero()
    {
        auto book = aTypicalBook();

        book.apply(ending(row(Side::Buy, 99, 0)));

        QVERIFY(book.best(Side::Buy) == (BookLevel{{98}, {10}}));
        QCOMPARE(book.sizeAt(Side::Buy, {99}).count, std::int64_t{0});
    }

    void takesTheRemovalOfAnUnknownLevelForNothing()
    {
        auto book = aTypicalBook();

        QCOMPARE(book.apply(ending(row(Side::Buy, 97, 0))), BookFault::None);
        QCOMPARE(book.apply(ending(row(Side::Buy, -1'000'000'000, 0))), BookFault::None);

        QVERIFY(book.isValid());
        QCOMPARE(book.levelCount(Side::Buy), std::size_t{3});
    }

    void sumsTheSizesOfTheBestLevels()
    {
        const auto book = aTypicalBook();

        QCOMPARE(book.totalSize(Side::Buy, 0).count, std::int64_t{0});
        QCOMPARE(book.totalSize(Side::Buy, 2).count, std::int64_t{15});
        QCOMPARE(book.totalSize(Side::Buy, 100).count, std::int64_t{35});
    }

    // 4 at 101, 8 at 102 and 3 of the 30 at 105: 404 + 816 + 315 = 1'535.
    void pricesTheSweepOfASize()
    {
        const auto sweep = aTypicalBook().sweep(Side::Buy, {15});

        QCOMPARE(sweep.filled.count, std::int64_t{15});
        QVERIFY(sweep.tickLots == 1'535);
        QCOMPARE(sweep.last.count, std::int64_t{105});
        QCOMPARE(sweep.levels, std::size_t{3});
        QCOMPARE(sweep.averageTicks(), 1'535.0 / 15);
    }

    // 5 x 99 + 10 x 98 + 20 x 95 = 3'375.
    void fillsASweepOnlyAsFarAsTheBookGoes()
    {
        const auto sweep = aTypicalBook().sweep(Side::Sell, {1'000});

        QCOMPARE(sweep.filled.count, std::int64_t{35});
        QVERIFY(sweep.tickLots == 3'375);
    }

    void stopsASweepAtTheEndOfALevel()
    {
        const auto sweep = aTypicalBook().sweep(Side::Buy, {4});

        QCOMPARE(sweep.levels, std::size_t{1});
        QCOMPARE(sweep.last.count, std::int64_t{101});
    }

    // (99 x 4 + 101 x 5) / 9.
    void weighsTheMidByTheOppositeSizes()
    {
        QCOMPARE(microPriceTicks(aTypicalBook().quote()), 901.0 / 9);
        QCOMPARE(microPriceTicks({.bid = {99}, .ask = {101}}), 100.0);
    }

    // --- bounds ---

    void givesUpTheWorstLevelWhenFull()
    {
        auto book = aTypicalBook({.mostLevels = 3});
        QVERIFY(!book.cutAt(Side::Buy));

        book.apply(ending(row(Side::Buy, 97, 1)));

        QVERIFY(book.isValid());
        QCOMPARE(levelsOf(book, Side::Buy), (std::vector<BookLevel>{{{99}, {5}}, {{98}, {10}}, {{97}, {1}}}));
        QCOMPARE(book.cutAt(Side::Buy)->count, std::int64_t{95});
    }

    void takesNoLevelWorseThanTheWorstWhenFull()
    {
        auto book = aTypicalBook({.mostLevels = 3});

        book.apply(ending(row(Side::Sell, 106, 1)));

        QCOMPARE(book.levelCount(Side::Sell), std::size_t{3});
        QCOMPARE(book.sizeAt(Side::Sell, {106}).count, std::int64_t{0});
        QCOMPARE(book.cutAt(Side::Sell)->count, std::int64_t{106});
    }

    void forgetsTheCutWithTheNextImage()
    {
        auto book = aTypicalBook({.mostLevels = 3});
        book.apply(ending(row(Side::Sell, 106, 1)));

        book.apply(starting(ending(row(Side::Sell, 101, 1))));

        QVERIFY(!book.cutAt(Side::Sell));
    }

    void holdsPricesAtBothEndsOfTheRange()
    {
        OrderBook book(ours);
        book.apply(starting(row(Side::Buy, least, 1)));
        book.apply(row(Side::Buy, most - 1, 2));
        book.apply(row(Side::Buy, 0, 3));
        book.apply(row(Side::Sell, most, most));

        QCOMPARE(book.apply(ending(row(Side::Sell, most, most))), BookFault::None);

        QCOMPARE(levelsOf(book, Side::Buy), (std::vector<BookLevel>{{{most - 1}, {2}}, {{0}, {3}}, {{least}, {1}}}));
        QVERIFY(book.sweep(Side::Buy, {most}).tickLots == Int128{most} * most);
        QCOMPARE(book.totalSize(Side::Sell, 1).count, most);
    }

    void tellsTheLargestSizeWhereTheSumDoesNotFit()
    {
        auto book = aTypicalBook();
        book.apply(row(Side::Buy, 98, most));
        book.apply(ending(row(Side::Buy, 97, most)));

        QCOMPARE(book.totalSize(Side::Buy, 9).count, most);
    }

    // --- against the naive book ---

    void agreesWithTheNaiveBook_data()
    {
        QTest::addColumn<std::int64_t>("spread");
        QTest::addColumn<std::int64_t>("drift");
        QTest::addColumn<quint64>("window");
        QTest::addColumn<quint64>("levels");

        const auto row = [](const char* name, std::int64_t spread, std::int64_t drift, quint64 window, quint64 levels) {
            QTest::newRow(name) << spread << drift << window << levels;
        };
        row("dense", 200, 1, 65'536, 16'384);
        row("dense in the smallest window", 200, 1, 64, 16'384);
        row("wandering out of its window", 500, 40, 256, 16'384);
        row("far apart", 1'000'000'000'000, 1'000'000, 64, 16'384);
        row("wandering and full", 500, 40, 256, 50);
        row("dense and full", 300, 3, 65'536, 100);
        row("one level", 300, 3, 64, 1);
    }

    void agreesWithTheNaiveBook()
    {
        QFETCH(std::int64_t, spread);
        QFETCH(std::int64_t, drift);
        QFETCH(quint64, window);
        QFETCH(quint64, levels);
        std::mt19937_64 random{20'240'808};
        OrderBook book(ours, {.mostLevels = levels, .windowTicks = window});
        NaiveBook naive(levels);
        std::int64_t middle = 1'000'000'000'000'000;
        bool isImage = true;
        for (int i = 0; i < 40'000; ++i) {
            middle += static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(2 * drift + 1)) - drift;
            const auto away = 1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(spread));
            const bool isBuy = random() % 2 == 0;
            auto change = row(isBuy ? Side::Buy : Side::Sell, isBuy ? middle - away : middle + away,
                              static_cast<std::int64_t>(random() % 3 == 0 ? 0 : 1 + random() % 1'000));
            change.clearsBook = isImage || random() % 5'000 == 0;
            isImage = false;
            QCOMPARE(book.apply(change), BookFault::None); // never at the end of a batch: it may be crossed here
            naive.apply(change);

            const auto bids = i % 97 == 0 ? naive.levels(Side::Buy) : std::vector<BookLevel>{};
            const auto asks = i % 97 == 0 ? naive.levels(Side::Sell) : std::vector<BookLevel>{};
            if (i % 97 == 0) {
                QCOMPARE(levelsOf(book, Side::Buy), bids);
                QCOMPARE(levelsOf(book, Side::Sell), asks);
            }
            if (!bids.empty()) {
                QVERIFY(book.best(Side::Buy) == bids.front());
                const auto& any = bids[random() % bids.size()];
                QCOMPARE(book.sizeAt(Side::Buy, any.price), any.size);
            }
        }
    }

    // A sweep is the sum of what it takes, for any size.
    void sweepsWhatTheLevelsHold()
    {
        std::mt19937_64 random{5};
        for (int round = 0; round < 2'000; ++round) {
            OrderBook book(ours, {.mostLevels = 64, .windowTicks = 64});
            for (int i = 0; i < 20; ++i) {
                auto change
                    = row(Side::Sell, static_cast<std::int64_t>(random() % 200), 1 + std::int64_t(random() % 50));
                change.clearsBook = i == 0;
                book.apply(change);
            }
            const Lots size{1 + static_cast<std::int64_t>(random() % 800)};

            const auto sweep = book.sweep(Side::Buy, size);

            std::int64_t open = size.count;
            Int128 value = 0;
            for (const auto& level : levelsOf(book, Side::Sell)) {
                const auto taken = std::min(open, level.size.count);
                value += Int128{level.price.count} * taken;
                open -= taken;
            }
            QCOMPARE(sweep.filled.count, size.count - open);
            QVERIFY(sweep.tickLots == value);
        }
    }
};

QTEST_APPLESS_MAIN(TestOrderBook)
#include "tst_order_book.moc"
