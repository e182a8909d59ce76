#include "tests/core/trade/portfolio/typical_portfolio.h"

#include <QTest>

#include <cmath>
#include <deque>
#include <limits>

using namespace omni;
using namespace omni::portfolio;

namespace {

LotPlan apply(LotBook& book, Side side, std::int64_t size, std::int64_t value, std::uint64_t fill = 1)
{
    const auto plan = book.plan(side, {size}, {value});
    if (!plan) {
        qFatal("a fill that fits");
    }
    book.commit(*plan, {fill}, noon);
    return *plan;
}

/// First in, first out, one lot at a time, in 2520ths of a unit: every size up to ten divides that.
class OneByOne
{
public:
    static constexpr std::int64_t parts = 2'520;

    void apply(Side side, std::int64_t size, std::int64_t value)
    {
        const std::int64_t each = value * parts / size;
        for (std::int64_t i = 0; i < size; ++i) {
            const bool closes = !m_open.empty() && m_side != side;
            if (!closes) {
                m_side = side;
                m_open.push_back(each);
                continue;
            }
            m_realised += m_side == Side::Buy ? each - m_open.front() : m_open.front() - each;
            m_open.pop_front();
        }
    }
    [[nodiscard]] std::int64_t position() const
    {
        return signOf(m_side) * static_cast<std::int64_t>(m_open.size());
    }
    [[nodiscard]] std::int64_t realised() const
    {
        return m_realised;
    }

private:
    Side m_side = Side::Buy;
    std::deque<std::int64_t> m_open;
    std::int64_t m_realised = 0;
};

} // namespace

class TestLots : public QObject
{
    Q_OBJECT

private slots:
    // 10 at 5 and 10 at 7; 15 sold for 120: their cost is 50 + 35.
    void theOldestLotClosesFirst()
    {
        LotBook book;
        apply(book, Side::Buy, 10, 50, 1);
        apply(book, Side::Buy, 10, 70, 2);

        const LotPlan plan = apply(book, Side::Sell, 15, 120, 3);

        QCOMPARE(plan.realised, Money{35});
        QCOMPARE(book.cost(), Money{35});
        QCOMPARE(book.openLots().size(), std::size_t{1});
        QCOMPARE(book.openLots()[0].fill, FillId{2});
    }

    // 20 for 120; 15 of them cost 90.
    void theAverageTakesAShareOfAll()
    {
        LotBook book(CostMethod::Average);
        apply(book, Side::Buy, 10, 50, 1);
        apply(book, Side::Buy, 10, 70, 2);

        QCOMPARE(apply(book, Side::Sell, 15, 120, 3).realised, Money{30});
        QCOMPARE(book.cost(), Money{30});
    }

    // Sold for 100, bought back for 80.
    void aShortGainsWhenBoughtBackForLess()
    {
        LotBook book;
        apply(book, Side::Sell, 10, 100);
        QCOMPARE(book.position(), Lots{-10});
        QCOMPARE(book.signedCost(), Money{-100});

        QCOMPARE(apply(book, Side::Buy, 10, 80).realised, Money{20});
        QCOMPARE(book.position(), Lots{0});
        QCOMPARE(book.cost(), Money{0});
    }

    // 7 lots for 100, of which 3 close: 300 / 7 = 42.86, so 43; the other 57 open the short.
    void aFillThatFlipsIsSplitWithoutLoss()
    {
        LotBook book;
        apply(book, Side::Buy, 3, 30, 1);

        const LotPlan plan = apply(book, Side::Sell, 7, 100, 2);

        QCOMPARE(plan.closed, Lots{3});
        QCOMPARE(plan.opened, Lots{4});
        QCOMPARE(plan.closedValue, Money{43});
        QCOMPARE(plan.openedCost, Money{57});
        QCOMPARE(plan.realised, Money{13});
        QCOMPARE(book.position(), Lots{-4});
    }

    void sharesRoundHalfToEven_data()
    {
        QTest::addColumn<qlonglong>("cost");
        QTest::addColumn<qlonglong>("half");
        QTest::newRow("5 / 2 = 2") << 5LL << 2LL;
        QTest::newRow("7 / 2 = 4") << 7LL << 4LL;
        QTest::newRow("6 / 2 = 3") << 6LL << 3LL;
    }

    void sharesRoundHalfToEven()
    {
        QFETCH(qlonglong, cost);
        LotBook book;
        apply(book, Side::Buy, 2, cost);

        QTEST(qlonglong{apply(book, Side::Sell, 1, 0).closedCost.e8}, "half");
    }

    // Against one lot at a time in exact fractions: off by at most half a unit a split, and exact when flat.
    void fifoAgreesWithOneLotAtATime()
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            SeededRandom random(seed);
            LotBook book;
            OneByOne exact;
            std::int64_t splits = 0;
            for (int i = 0; i < 100; ++i) {
                const Side side = random.below(2) == 0 ? Side::Buy : Side::Sell;
                const auto size = 1 + static_cast<std::int64_t>(random.below(10));
                const auto value = static_cast<std::int64_t>(random.below(1'000'003));
                const LotPlan plan = apply(book, side, size, value);
                exact.apply(side, size, value);
                splits += (plan.partLots.count > 0 ? 1 : 0) + (plan.closed.count > 0 && plan.opened.count > 0 ? 1 : 0);

                QCOMPARE(book.position().count, exact.position());
                const std::int64_t off = book.realised().e8 * OneByOne::parts - exact.realised();
                QVERIFY(std::abs(off) <= splits * OneByOne::parts / 2);
                if (book.position().count == 0) {
                    QCOMPARE(off, std::int64_t{0});
                    splits = 0;
                }
            }
        }
    }

    void theAverageAgreesWithFractions()
    {
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            SeededRandom random(seed);
            LotBook book(CostMethod::Average);
            long double cost = 0; // signed
            long double realised = 0;
            std::int64_t position = 0;
            for (int i = 0; i < 100; ++i) {
                const Side side = random.below(2) == 0 ? Side::Buy : Side::Sell;
                const auto size = 1 + static_cast<std::int64_t>(random.below(10));
                const auto value = static_cast<std::int64_t>(random.below(1'000'003));
                apply(book, side, size, value);
                const std::int64_t change = signOf(side) * size;
                const long double price = static_cast<long double>(value) / static_cast<long double>(size);
                if (position != 0 && (position > 0) != (change > 0)) {
                    const std::int64_t closed = std::min(std::abs(position), size);
                    const long double gone = cost * static_cast<long double>(closed) / std::abs(position);
                    realised
                        += static_cast<long double>(signOf(side)) * -price * static_cast<long double>(closed) - gone;
                    cost -= gone;
                    cost += static_cast<long double>(signOf(side)) * price * static_cast<long double>(size - closed);
                } else {
                    cost += static_cast<long double>(signOf(side) * value);
                }
                position += change;

                QCOMPARE(book.position().count, position);
                QVERIFY(std::abs(static_cast<long double>(book.realised().e8) - realised)
                        <= static_cast<long double>(i));
                QVERIFY(std::abs(static_cast<long double>(book.signedCost().e8) - cost) <= static_cast<long double>(i));
            }
        }
    }

    // cash + cost - realised = 0: nothing is made or lost by rounding, whatever the fills.
    void valuesEqualCostAndResultToTheLastUnit()
    {
        for (const CostMethod method : {CostMethod::Fifo, CostMethod::Average}) {
            SeededRandom random(11);
            LotBook book(method);
            Int128 cash = 0;
            for (int i = 0; i < 20'000; ++i) {
                const Side side = random.below(2) == 0 ? Side::Buy : Side::Sell;
                const auto size = 1 + static_cast<std::int64_t>(random.below(1'000));
                const auto value = static_cast<std::int64_t>(random.below(1'000'000'000'039));
                apply(book, side, size, value);
                cash -= signOf(side) * Int128{value};
                QVERIFY(cash + book.signedCost().e8 - book.realised().e8 == 0);
            }
        }
    }

    // 3 + 3 + 2 shares, 3 for 2: running sums 3, 6, 8 become 4, 9, 12.
    void aSplitKeepsCostAndOrder()
    {
        LotBook book;
        apply(book, Side::Buy, 3, 30, 1);
        apply(book, Side::Buy, 3, 33, 2);
        apply(book, Side::Buy, 2, 24, 3);

        QVERIFY(book.rescale({3, 2, 2, 3}));

        const auto lots = book.openLots();
        QCOMPARE(lots.size(), std::size_t{3});
        QCOMPARE(lots[0].size, Lots{4});
        QCOMPARE(lots[1].size, Lots{5});
        QCOMPARE(lots[2].size, Lots{3});
        QCOMPARE(book.cost(), Money{87});
        QCOMPARE(book.position(), Lots{12});
    }

    // 1 + 1 shares, 1 for 2: the first lot gives its cost to the second.
    void aLotThatVanishesLeavesItsCost()
    {
        LotBook book;
        apply(book, Side::Buy, 1, 10, 1);
        apply(book, Side::Buy, 1, 13, 2);

        QVERIFY(book.rescale({1, 2, 2, 1}));

        QCOMPARE(book.openLots().size(), std::size_t{1});
        QCOMPARE(book.openLots()[0].cost, Money{23});
    }

    void aSplitThatDoesNotFitChangesNothing()
    {
        LotBook book;
        apply(book, Side::Buy, 5, 10);
        const LotBook before = book;

        QCOMPARE(book.rescale({3, 2, 2, 3}).error().code, Errc::Conflict);
        QVERIFY(book == before);
    }

    // F47
    void whatDoesNotFitIsRefusedAndChangesNothing()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        LotBook book;
        apply(book, Side::Buy, most, most);
        const LotBook before = book;

        QCOMPARE(book.plan(Side::Buy, {1}, {0}).error().code, Errc::Overflow);
        QCOMPARE(book.plan(Side::Sell, {0}, {0}).error().code, Errc::Invalid);
        QVERIFY(book == before);

        apply(book, Side::Sell, most, 0); // the greatest loss there is
        QCOMPARE(book.realised(), Money{-most});
        apply(book, Side::Buy, 1, 1);
        QCOMPARE(book.plan(Side::Sell, {1}, {0}).error().code, Errc::Overflow);
    }

    // S26. At the bound each fill is a lot; beyond it the newest lot takes the next fill in, and no unit is lost.
    void beyondTheLastLotTheNewestTakesTheNextFillIn()
    {
        LotBook book;
        for (std::uint64_t fill = 1; fill <= mostOpenLots; ++fill) {
            apply(book, Side::Buy, 1, static_cast<std::int64_t>(fill), fill);
        }
        QCOMPARE(book.openLots().size(), std::size_t{100'000});
        QCOMPARE(book.openLots().back().fill, FillId{100'000});

        apply(book, Side::Buy, 3, 7, 100'001);

        const auto lots = book.openLots();
        QCOMPARE(lots.size(), std::size_t{100'000});
        QCOMPARE(lots.back(), (OpenLot{Lots{4}, Money{100'007}, noon, FillId{100'000}}));
        QCOMPARE(book.position(), Lots{100'003});
        QCOMPARE(book.cost(), Money{5'000'050'000 + 7}); // 1 + 2 + … + 100,000, and 7
        LotBook loaded;
        const Bytes saved = bytesOf(book);
        ByteReader in(saved);
        QVERIFY(loaded.load(in) && in.finished());
        QVERIFY(loaded == book);
    }

    void thousandsOfLotsStayInOrder()
    {
        LotBook book;
        for (std::uint64_t fill = 1; fill <= 5'000; ++fill) {
            apply(book, Side::Buy, 2, 2 * static_cast<std::int64_t>(fill), fill);
            if (fill % 2 == 0) {
                apply(book, Side::Sell, 3, 0, fill);
            }
        }
        // Every two fills buy 4 and sell 3: 7'500 of 10'000 are sold, the fill of the 7'501st is 3'751.
        QCOMPARE(book.position(), Lots{2'500});
        QCOMPARE(book.openLots().front().fill, FillId{3'751});
        QCOMPARE(book.openLots().size(), std::size_t{1'250});

        LotBook loaded;
        const Bytes saved = bytesOf(book);
        ByteReader in(saved);
        QVERIFY(loaded.load(in) && in.finished());
        QVERIFY(loaded == book);
        QCOMPARE(bytesOf(loaded), saved);
    }
};

QTEST_APPLESS_MAIN(TestLots)
#include "tst_lots.moc"
