#include "core/host/runtime/history/trip_book.h"

#include <QTest>

#include <cstdlib>
#include <random>

using namespace omni;
using namespace omni::runtime;

namespace {

constexpr InstrumentId acme{1};

/// A book and a position that goes with it, as the portfolio would tell it.
struct Trader {
    std::optional<views::RoundTripRow> trade(Side side, std::int64_t lots, std::int64_t value, std::int64_t fee,
                                             std::int64_t realised)
    {
        TripFill fill;
        fill.seq = {++seq};
        fill.at = {static_cast<std::int64_t>(seq) * 1'000};
        fill.instrument = acme;
        fill.strategy = strategy;
        fill.proposal = proposal;
        fill.side = side;
        fill.size = {lots};
        fill.booked.positionBefore = {position};
        const std::int64_t after = position + signOf(side) * lots;
        const bool isAgainst = position != 0 && (position > 0) != (signOf(side) > 0);
        fill.booked.closed = {isAgainst ? std::min(lots, std::abs(position)) : 0};
        fill.booked.positionAfter = {after};
        fill.booked.crossedZero = isAgainst && after != 0 && (after > 0) != (position > 0);
        fill.value = hasRates ? std::optional(Money{value}) : std::nullopt;
        fill.fee = Money{fee};
        fill.realised = Money{realised};
        fill.risk = risk;
        position = after;
        return book.add(fill);
    }

    TripBook book;
    std::int64_t position = 0;
    std::uint64_t seq = 0;
    StrategyId strategy{1};
    ProposalId proposal{7};
    std::optional<Money> risk = Money{100};
    bool hasRates = true;
};

} // namespace

class TestTripBook : public QObject
{
    Q_OBJECT

private slots:
    void tellsATripFromFlatToFlat()
    {
        Trader trader;
        QVERIFY(!trader.trade(Side::Buy, 10, 1'000, 5, 0));

        const auto trip = trader.trade(Side::Sell, 10, 1'200, 6, 200);

        QVERIFY(trip);
        QCOMPARE(trip->seq, Sequence{2});
        QCOMPARE(trip->instrument, acme);
        QCOMPARE(trip->strategy, StrategyId{1});
        QCOMPARE(trip->proposal, ProposalId{7});
        QCOMPARE(trip->side, Side::Buy);
        QCOMPARE(trip->lots, Lots{10});
        QCOMPARE(trip->opened, Timestamp{1'000});
        QCOMPARE(trip->closed, Timestamp{2'000});
        QCOMPARE(trip->entryValue, Money{1'000});
        QCOMPARE(trip->fees, Money{11});
        QCOMPARE(trip->net, Money{189});
        QCOMPARE(trip->risk, std::optional(Money{100}));
    }

    void joinsSeveralEntriesAndExits()
    {
        Trader trader;
        QVERIFY(!trader.trade(Side::Sell, 10, 1'000, 1, 0));
        trader.proposal = {8};
        QVERIFY(!trader.trade(Side::Sell, 5, 510, 1, 0));
        QVERIFY(!trader.trade(Side::Buy, 12, 1'150, 1, 58));

        const auto trip = trader.trade(Side::Buy, 3, 290, 1, 12);

        QVERIFY(trip);
        QCOMPARE(trip->side, Side::Sell);
        QCOMPARE(trip->lots, Lots{15});
        QCOMPARE(trip->entryValue, Money{1'510});
        QCOMPARE(trip->net, Money{58 + 12 - 4});
        QCOMPARE(trip->proposal, ProposalId{7});
        QCOMPARE(trip->risk, std::optional(Money{200})); // of both proposals, each once
    }

    void countsTheRiskOfAProposalOnceForAllFillsOfItsOrder()
    {
        Trader trader;
        (void)trader.trade(Side::Buy, 4, 400, 0, 0);
        (void)trader.trade(Side::Buy, 6, 600, 0, 0);
        QCOMPARE(trader.trade(Side::Sell, 10, 900, 0, -100)->risk, std::optional(Money{100}));
    }

    void splitsAFillThatCrossesZero()
    {
        Trader trader;
        (void)trader.trade(Side::Buy, 10, 1'000, 0, 0);

        const auto first = trader.trade(Side::Sell, 15, 1'501, 3, 0); // 10 of 15 close

        QVERIFY(first);
        QCOMPARE(first->fees, Money{2});
        const auto second = trader.trade(Side::Buy, 5, 480, 0, 20);
        QVERIFY(second);
        QCOMPARE(second->side, Side::Sell);
        QCOMPARE(second->lots, Lots{5});
        QCOMPARE(second->entryValue, Money{500}); // 1'501 less round(1'501 x 10 / 15)
        QCOMPARE(second->fees, Money{1});
        QCOMPARE(second->net, Money{19});
        QCOMPARE(second->opened, Timestamp{2'000});
    }

    void doesNotKnowTheRiskWhereOneEntryHadNone()
    {
        Trader trader;
        (void)trader.trade(Side::Buy, 10, 1'000, 0, 0);
        trader.risk.reset();
        trader.proposal = {};
        trader.strategy = {};
        (void)trader.trade(Side::Buy, 10, 1'000, 0, 0);
        const auto trip = trader.trade(Side::Sell, 20, 2'000, 0, 0);
        QVERIFY(trip);
        QVERIFY(!trip->risk);
        QCOMPARE(trip->strategy, StrategyId{}); // of several
    }

    void tellsNoTripOfWhichItKnowsAPartOnly()
    {
        Trader noRate;
        noRate.hasRates = false;
        (void)noRate.trade(Side::Buy, 10, 1'000, 0, 0);
        noRate.hasRates = true;
        QVERIFY(!noRate.trade(Side::Sell, 10, 1'000, 0, 0));
        (void)noRate.trade(Side::Buy, 10, 1'000, 0, 0);
        QVERIFY(noRate.trade(Side::Sell, 10, 1'000, 0, 0)); // the next one is whole again

        Trader heldBefore;
        heldBefore.position = 5;
        QVERIFY(!heldBefore.trade(Side::Sell, 5, 500, 0, 0));

        Trader adopted;
        (void)adopted.trade(Side::Buy, 10, 1'000, 0, 0);
        adopted.book.unknow(acme, {12});
        adopted.position = 12;
        QVERIFY(!adopted.trade(Side::Sell, 12, 1'000, 0, 0));
    }

    void goesOnWhereItWasSaved()
    {
        for (std::uint32_t seed = 1; seed <= 200; ++seed) {
            std::mt19937_64 random(seed);
            Trader whole, parted;
            for (int i = 0; i < 40; ++i) {
                const auto draw
                    = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)); };
                const Side side = draw(2) == 0 ? Side::Buy : Side::Sell;
                const std::int64_t lots = 1 + draw(20), value = draw(1'000), fee = draw(9) - 2,
                                   realised = draw(99) - 50;
                for (Trader* trader : {&whole, &parted}) {
                    trader->proposal = {static_cast<std::uint64_t>(i / 3)};
                    trader->risk = i % 7 == 0 ? std::nullopt : std::optional(Money{i});
                }
                const auto expected = whole.trade(side, lots, value, fee, realised);
                const auto got = parted.trade(side, lots, value, fee, realised);
                QCOMPARE(got.has_value(), expected.has_value());
                if (got) {
                    QCOMPARE(got->net, expected->net);
                    QCOMPARE(got->fees, expected->fees);
                    QCOMPARE(got->entryValue, expected->entryValue);
                    QCOMPARE(got->risk, expected->risk);
                    QCOMPARE(got->lots, expected->lots);
                }
                Bytes bytes;
                ByteWriter out(bytes);
                parted.book.save(out);
                ByteReader in(bytes);
                parted.book = TripBook();
                parted.book.load(in);
                QVERIFY(in.finished());
            }
        }
    }

    void resultsOfAllTripsAddUpToThoseOfTheFills()
    {
        for (std::uint32_t seed = 1; seed <= 500; ++seed) {
            std::mt19937_64 random(seed);
            const auto draw
                = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most)); };
            Trader trader;
            std::int64_t net = 0, fees = 0, told = 0, toldFees = 0;
            const auto trade = [&](Side side, std::int64_t lots) {
                const bool closes = trader.position != 0 && (trader.position > 0) != (side == Side::Buy);
                const std::int64_t realised = closes ? draw(2'000) - 1'000 : 0, fee = draw(50) - 10;
                net += realised - fee;
                fees += fee;
                if (const auto trip = trader.trade(side, lots, draw(100'000), fee, realised)) {
                    told += trip->net.e8;
                    toldFees += trip->fees.e8;
                }
            };
            for (int i = 0; i < 100; ++i) {
                trade(draw(2) == 0 ? Side::Buy : Side::Sell, 1 + draw(10));
            }
            if (trader.position != 0) {
                trade(trader.position > 0 ? Side::Sell : Side::Buy, std::abs(trader.position));
            }
            QCOMPARE(told, net);
            QCOMPARE(toldFees, fees);
        }
    }

    void anAmountThatDoesNotFitMakesNoRow()
    {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        Trader trader;
        (void)trader.trade(Side::Buy, 1, most, 0, 0);
        (void)trader.trade(Side::Buy, 1, most, 0, 0);
        QVERIFY(!trader.trade(Side::Sell, 2, most, 0, 0));
    }
};

QTEST_APPLESS_MAIN(TestTripBook)
#include "tst_trip_book.moc"
