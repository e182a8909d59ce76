// needs: desk/views
#include "core/desk/views/closing_cost.h"

#include "core/base/seeded_random.h"
#include "core/desk/views/desk_snapshot.h"

#include <QTest>

#include <limits>

using namespace omni;
using views::ClosingCost;

namespace {

constexpr std::int64_t oneCent = 1'000'000;
constexpr std::int64_t oneDollar = 100 * oneCent;

/// Shares in cents: bid 100.00, ask 100.04, 10 bp for what takes. A dollar is a dollar.
views::DeskSnapshot aDesk()
{
    views::InstrumentView view;
    view.instrument.id = InstrumentId{1};
    view.instrument.venue = "demo";
    view.instrument.symbol = "TEST";
    view.instrument.quoteCurrency = "USD";
    view.instrument.tickSize = {1, -2};
    view.instrument.lotSize = {1, 0};
    view.instrument.largest = Lots{1'000'000'000};
    view.instrument = market::completed(view.instrument).value();
    market::Quote quote;
    quote.instrument = view.instrument.id;
    quote.bid = Ticks{10'000};
    quote.ask = Ticks{10'004};
    view.quote = quote;
    view.age = milliseconds(100);
    views::DeskSnapshot desk;
    desk.instruments = {view};
    desk.risk.instruments.resize(1);
    desk.risk.instruments[0].rate = portfolio::Rate{};
    desk.venueFees = orders::FeeSchedule{.makerE8 = 0, .takerE8 = 100'000, .perUnit = {}, .leastPerOrder = {}};
    desk.limits.quoteAge = seconds(2);
    return desk;
}

views::PositionView held(std::int64_t lots)
{
    views::PositionView view;
    view.position.instrument = InstrumentId{1};
    view.position.lots = Lots{lots};
    return view;
}

ClosingCost costOf(const views::DeskSnapshot& desk, const std::vector<views::PositionView>& positions)
{
    std::vector<const views::PositionView*> all;
    for (const auto& one : positions) {
        all.push_back(&one);
    }
    return views::closingCost(desk, all);
}

} // namespace

class TestClosingCost : public QObject
{
    Q_OBJECT

private slots:
    // Half of four cents on 50 shares is a dollar; 5'000.00 at 10 bp is five.
    void isHalfTheSpreadAndTheFeeOfTakingTheBid()
    {
        const ClosingCost cost = costOf(aDesk(), {held(50)});

        QCOMPARE(cost.spread, std::optional(Money{1 * oneDollar}));
        QCOMPARE(cost.fees, std::optional(Money{5 * oneDollar}));
    }

    // 50 shares at the ask are 5'002.00.
    void whatWasSoldIsBoughtAtTheAsk()
    {
        const ClosingCost cost = costOf(aDesk(), {held(-50)});

        QCOMPARE(cost.spread, std::optional(Money{1 * oneDollar}));
        QCOMPARE(cost.fees, std::optional(Money{5 * oneDollar + oneCent / 5}));
    }

    void isInTheBaseCurrency()
    {
        auto desk = aDesk();
        desk.risk.instruments[0].rate = portfolio::Rate{11, 10};

        QCOMPARE(costOf(desk, {held(50)}).spread, std::optional(Money{110 * oneCent}));
        QCOMPARE(costOf(desk, {held(50)}).fees, std::optional(Money{550 * oneCent}));
    }

    void ofNothingIsZero()
    {
        QCOMPARE(costOf(aDesk(), {}).spread, std::optional(Money{}));
        auto desk = aDesk();
        desk.instruments.clear();
        QCOMPARE(costOf(desk, {held(0)}).fees, std::optional(Money{}));
    }

    void isNeverGuessed_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("no quote") << 0;
        QTest::newRow("only one side") << 1;
        QTest::newRow("a crossed quote") << 2;
        QTest::newRow("an old quote") << 3;
        QTest::newRow("of unknown age") << 4;
        QTest::newRow("no rate") << 5;
        QTest::newRow("an instrument that is not known") << 6;
    }
    void isNeverGuessed()
    {
        QFETCH(int, what);
        auto desk = aDesk();
        auto& view = desk.instruments[0];
        switch (what) {
        case 0:
            view.quote.reset();
            break;
        case 1:
            view.quote->hasAsk = false;
            break;
        case 2:
            view.quote->ask = Ticks{9'999};
            break;
        case 3:
            view.age = seconds(2) + Duration{1};
            break;
        case 4:
            view.age.reset();
            break;
        case 5:
            desk.risk.instruments[0].rate.reset();
            break;
        default:
            desk.instruments.clear();
        }

        const ClosingCost cost = costOf(desk, {held(50)});

        QVERIFY(!cost.spread);
        QVERIFY(!cost.fees);
    }

    void withoutTheVenuesFeesTheSpreadIsStillKnown()
    {
        auto desk = aDesk();
        desk.venueFees.reset();

        QCOMPARE(costOf(desk, {held(50)}).spread, std::optional(Money{1 * oneDollar}));
        QVERIFY(!costOf(desk, {held(50)}).fees);
    }

    void onePositionThatIsNotKnownMakesTheSumUnknown()
    {
        auto foreign = held(1);
        foreign.position.instrument = InstrumentId{7};

        QVERIFY(!costOf(aDesk(), {held(50), foreign}).spread);
    }

    void ofManyIsTheSumOfEach()
    {
        SeededRandom random(31);
        for (int i = 0; i < 5'000; ++i) {
            auto desk = aDesk();
            desk.instruments[0].quote->bid = Ticks{1 + static_cast<std::int64_t>(random.below(1'000'000))};
            const std::int64_t width = 1 + static_cast<std::int64_t>(random.below(1'000));
            desk.instruments[0].quote->ask = Ticks{desk.instruments[0].quote->bid.count + width};
            std::vector<views::PositionView> positions;
            std::int64_t spread = 0;
            for (std::uint64_t k = 0; k < 1 + random.below(4); ++k) {
                const std::int64_t lots = static_cast<std::int64_t>(random.below(20'001)) - 10'000;
                positions.push_back(held(lots));
                spread += width * (lots < 0 ? -lots : lots) * oneCent / 2; // a cent is even in 1e-8
            }

            const ClosingCost cost = costOf(desk, positions);

            QCOMPARE(cost.spread, std::optional(Money{spread}));
            QVERIFY(cost.fees && cost.fees->e8 >= 0);
        }
    }

    void whatDoesNotFitIsNotKnown()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        auto desk = aDesk();
        for (const std::int64_t lots : {most, -most, least}) {
            QVERIFY(!costOf(desk, {held(lots)}).spread);
        }
        desk.instruments[0].quote->bid = Ticks{-most};
        desk.instruments[0].quote->ask = Ticks{most};
        QVERIFY(!costOf(desk, {held(1)}).spread);
    }
};

QTEST_APPLESS_MAIN(TestClosingCost)
#include "tst_closing_cost.moc"
