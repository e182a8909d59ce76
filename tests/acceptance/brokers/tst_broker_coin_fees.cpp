// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// A venue that takes its fee from the coin bought and says so nowhere: what the books hold is what the account holds
// (S9), whatever was said and whatever was lost, so that a stop covers it and all of it can be sold.

#include "tests/acceptance/brokers/alpaca_venue.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

namespace {

constexpr VenueMaker coins{"alpaca's coins",
                           []() -> std::unique_ptr<VenueUnderTest> { return std::make_unique<AlpacaCoinVenue>(); }};
constexpr std::int64_t bought = 100'000'000; ///< 10^-9 coins: the usual quantity.
constexpr std::int64_t takersFee = bought / 400, makersFee = bought * 3 / 2'000; ///< 0.25 and 0.15 per cent.

std::int64_t there(const BrokerDesk& desk)
{
    return static_cast<const AlpacaCoinVenue&>(*desk.venue).heldByAccount();
}

/// The books say what the account says, and nobody is asked to settle anything.
bool agrees(BrokerDesk& desk, std::int64_t held)
{
    return becomesTrue([&] { return desk.held() == held; }) && there(desk) == held && desk.isCompared();
}

std::string reportOf(BrokerDesk& desk)
{
    return "\n  books " + std::to_string(desk.held()) + ", account " + std::to_string(there(desk)) + desk.story();
}

} // namespace

class TestBrokerCoinFees : public QObject
{
    Q_OBJECT

private slots:
    void theFeeIsKnownWithTheExecution()
    {
        BrokerDesk desk(coins);
        QVERIFY(desk.open());

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(agrees(desk, bought - takersFee), reportOf(desk).c_str());
        QCOMPARE(desk.corrections(), std::size_t{0});
        QVERIFY2(desk.isSettled(), reportOf(desk).c_str()); // the stop covers what is there, and the venue takes it

        QVERIFY2(desk.moveTo(-12) && agrees(desk, 0), reportOf(desk).c_str()); // and does what a stop is for
    }

    void allOfItCanBeSold()
    {
        BrokerDesk desk(coins);
        QVERIFY(desk.open());
        QVERIFY(desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1)));
        QVERIFY2(agrees(desk, bought - takersFee) && desk.isSettled(), reportOf(desk).c_str());

        auto all = desk.ticket(OrderKind::Market, Side::Sell, 1);
        all.size = Lots{desk.held() / desk.unit()};
        all.reduceOnly = true;
        QVERIFY2(desk.place(all), desk.refusal().c_str());
        QVERIFY2(agrees(desk, 0), reportOf(desk).c_str());
    }

    void eachPartHasItsOwn()
    {
        BrokerDesk desk(coins);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 3));
        QVERIFY2(order && desk.works(*order), desk.refusal().c_str());
        for (std::int64_t part = 1; part <= 3; ++part) {
            desk.take(Side::Buy, 1);
            QVERIFY2(agrees(desk, part * (bought - makersFee)), reportOf(desk).c_str());
        }
        QCOMPARE(desk.corrections(), std::size_t{0});
        QVERIFY2(desk.isSettled(), reportOf(desk).c_str());
    }

    /// F34: the message with the execution is lost, and the list of executions names no fee: the account says it.
    void oneOfALostMessageIsFoundByComparing()
    {
        BrokerDesk desk(coins);
        QVERIFY(desk.open());
        desk.script(FrameRule{desk.venue->words().streamPath, desk.venue->words().fillText, FrameFault::Drop, 1});

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));
        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(becomesTrue([&] { return there(desk) == bought - takersFee; }), reportOf(desk).c_str());
        QCOMPARE(desk.held(), std::int64_t{0});
        desk.venue->call([&] { desk.venue->proxy->cut(); });

        QVERIFY2(agrees(desk, bought - takersFee), reportOf(desk).c_str());
        QCOMPARE(desk.corrections(), std::size_t{1});
        QVERIFY2(desk.isSettled(), reportOf(desk).c_str());
    }

    /// The list of a start goes back to the oldest open order, here the stop, which is older than the fill before it.
    void whatIsInTheBooksIsNotTaxedTwice()
    {
        BrokerDesk desk(coins);
        QVERIFY(desk.open());
        QVERIFY(desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1)));
        QVERIFY2(agrees(desk, bought - takersFee) && desk.isSettled(), reportOf(desk).c_str());

        QVERIFY2(desk.dieAndStart([] {}), reportOf(desk).c_str());

        QVERIFY2(agrees(desk, bought - takersFee) && desk.isSettled(), reportOf(desk).c_str());
        QCOMPARE(desk.corrections(), std::size_t{0});
    }

    /// F1: nobody was there when it filled.
    void oneOfANightIsFoundAtTheNextStart()
    {
        BrokerDesk desk(coins);
        QVERIFY(desk.open());
        const auto order = desk.place(desk.alone(Side::Buy, 1));
        QVERIFY2(order && desk.works(*order), desk.refusal().c_str());

        QVERIFY2(desk.dieAndStart([&] {
            desk.venue->call(
                [&] { desk.venue->take(Side::Sell, desk.base(), Lots{bought / 10}); }); // a lot there is 1e-8
            QTest::qWait(500);
        }),
                 reportOf(desk).c_str());

        QVERIFY2(agrees(desk, bought - makersFee), reportOf(desk).c_str());
        QVERIFY2(desk.isSettled(), reportOf(desk).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerCoinFees)
#include "tst_broker_coin_fees.moc"
