// needs: desk/engine desk/views

#include "core/desk/views/assessment.h"

#include "tests/support/model_venue.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace omni;
using namespace omni::test;
using views::Assessment;
using views::Use;
using views::UseKind;

namespace {

constexpr std::int64_t oneCent = oneDollar / 100;

/// 2 bp for what rests, 10 bp for what takes.
constexpr orders::FeeSchedule tenAndTwo{.makerE8 = 20'000, .takerE8 = 100'000, .perUnit = {}, .leastPerOrder = {}};

orders::OrderTicket aBuy(std::int64_t lots = 10)
{
    orders::OrderTicket ticket;
    ticket.instrument = InstrumentId{1};
    ticket.size = Lots{lots};
    return ticket;
}

Assessment assessed(TestDesk& desk, const orders::OrderTicket& ticket, std::optional<std::int64_t> stop = 9'800,
                    std::optional<std::int64_t> target = {})
{
    const auto shot = desk.engine.snapshot();
    return views::assess(*shot, ticket, stop ? std::optional(Ticks{*stop}) : std::nullopt,
                         target ? std::optional(Ticks{*target}) : std::nullopt);
}

const Use& of(UseKind kind, const Assessment& made)
{
    return made.uses[static_cast<std::size_t>(kind)];
}

std::optional<risk::Finding> of(risk::Rule rule, const Assessment& made)
{
    for (const auto& one : made.checks) {
        if (one.rule == rule) {
            return one;
        }
    }
    return std::nullopt;
}

} // namespace

class TestAssessment : public QObject
{
    Q_OBJECT

private slots:
    void aTypicalEntryGoes()
    {
        auto desk = TestDesk::armed();

        const auto made = assessed(desk, aBuy(), 9'800, 10'403);

        QVERIFY(!made.refusal);
        QVERIFY(std::all_of(made.checks.begin(), made.checks.end(), [](const auto& one) { return one.passes; }));
        QCOMPARE(made.value->e8, 1'000 * oneDollar); // ten at 100.00
        QCOMPARE(made.valueShare->count, 100);
        QCOMPARE(made.lossAtStop->e8, 20 * oneDollar + 10 * oneCent); // from 100.01 to 98.00
        QCOMPARE(made.lossShare->count, 3); // 2.01 bp
        QCOMPARE(made.rewardRisk->count, 2'000); // 4.02 against 2.01
        QCOMPARE(made.cashBefore->e8, 100'000 * oneDollar);
        QCOMPARE(made.cashAfter->e8, 99'000 * oneDollar);
    }

    // 10 bp of 1'000.10 in, 10 bp of 980.00 out at the stop: 1.0001 and 0.98 on top of 20.10.
    void theLossIsToldWithTheFeesOfBothWays()
    {
        auto desk = TestDesk::armed();
        desk.engine.showFees(tenAndTwo);

        const auto made = assessed(desk, aBuy());

        QCOMPARE(made.entryFee->e8, std::int64_t{100'010'000});
        QCOMPARE(made.exitFee->e8, 98 * oneCent);
        QCOMPARE(made.lossAtStop->e8, 20 * oneDollar + 10 * oneCent);
        QCOMPARE(made.lossWithFees->e8, std::int64_t{2'208'010'000});
        QCOMPARE(made.lossWithFeesShare->count, 3); // 2.21 bp of 100'000
        QCOMPARE(of(UseKind::DayLoss, made).after->e8, std::int64_t{2'208'010'000});
        QCOMPARE(of(UseKind::LossAtStops, made).after->e8, std::int64_t{2'208'010'000});
    }

    // From 100.01 to 104.03 ten bring 40.20; 10 bp of 1'000.10 go for the entry, 2 bp of 1'040.30 for a target that
    // rests: 38.99194, over a loss of 22.0801.
    void theRewardIsToldWithTheFeesOfBothWays()
    {
        auto desk = TestDesk::armed();
        QVERIFY(!assessed(desk, aBuy(), 9'800, 10'403).gainWithFees); // fees that nobody knows are not nothing
        desk.engine.showFees(tenAndTwo);

        const auto made = assessed(desk, aBuy(), 9'800, 10'403);
        QCOMPARE(made.gainWithFees->e8, std::int64_t{3'899'184'000});
        QCOMPARE(made.rewardRiskWithFees->count, 1'765);

        // 0.90 on the way, 1.20 for the fees: even its target loses.
        const auto vain = assessed(desk, aBuy(), 9'800, 10'010);
        QCOMPARE(vain.gainWithFees->e8, std::int64_t{-30'030'000});
        QCOMPARE(vain.rewardRiskWithFees->count, -14); // -0.0136
        QVERIFY(vain.rewardRisk->count > 0);

        QVERIFY(!assessed(desk, aBuy(), 9'800).gainWithFees);
        QVERIFY(!assessed(desk, aBuy(), 9'800, 9'900).gainWithFees); // on the wrong side
    }

    void aLimitShortOfTheMarketPaysAsOneThatRests_data()
    {
        QTest::addColumn<std::int64_t>("limit");
        QTest::addColumn<std::int64_t>("fee");
        QTest::newRow("short of the ask") << std::int64_t{10'000} << std::int64_t{20'000'000}; // 2 bp of 1'000
        QTest::newRow("at the ask") << std::int64_t{10'001} << std::int64_t{100'010'000}; // 10 bp of 1'000.10
    }

    void aLimitShortOfTheMarketPaysAsOneThatRests()
    {
        QFETCH(std::int64_t, limit);
        auto desk = TestDesk::armed();
        desk.engine.showFees(tenAndTwo);
        auto ticket = aBuy();
        ticket.kind = orders::OrderKind::Limit;
        ticket.limit = Ticks{limit};

        const auto made = assessed(desk, ticket);

        QTEST(made.entryFee->e8, "fee");
    }

    void whereTheWayIsNotKnownTheDearerIsTaken()
    {
        auto desk = TestDesk::armed();
        desk.engine.showFees(tenAndTwo);
        auto ticket = aBuy();
        ticket.kind = orders::OrderKind::StopLimit;
        ticket.stop = Ticks{10'020};
        ticket.limit = Ticks{10'030};

        const auto made = assessed(desk, ticket);

        QCOMPARE(made.entryFee->e8, std::int64_t{100'300'000}); // 10 bp of 1'003
    }

    void anAmountPaysOnItsLots()
    {
        auto desk = TestDesk::armed();
        desk.engine.showFees(tenAndTwo);
        auto ticket = aBuy(0);
        ticket.notional = Money{1'000 * oneDollar}; // ten lots at the reference, 100.00

        const auto made = assessed(desk, ticket);

        QCOMPARE(made.entryFee->e8, std::int64_t{100'010'000}); // ten at the ask
        QCOMPARE(made.exitFee->e8, 98 * oneCent);
    }

    void feesThatAreNotKnownAreNotGuessed()
    {
        auto desk = TestDesk::armed();

        const auto made = assessed(desk, aBuy());

        QVERIFY(made.lossAtStop);
        QVERIFY(!made.entryFee);
        QVERIFY(!made.exitFee);
        QVERIFY(!made.lossWithFees);
        QVERIFY(!made.lossWithFeesShare);
    }

    void withoutAStopOnlyTheWayInHasAFee()
    {
        auto desk = TestDesk::armed();
        desk.engine.showFees(tenAndTwo);

        const auto made = assessed(desk, aBuy(), {});

        QVERIFY(made.entryFee);
        QVERIFY(!made.exitFee);
        QVERIFY(!made.lossWithFees);
    }

    void usesGoFromNowToAfter()
    {
        auto desk = TestDesk::armed();

        const auto made = assessed(desk, aBuy());

        QCOMPARE(made.uses.size(), views::useCount);
        // Nothing is held; afterwards ten at 100.01 of 100'000: 100.01 bp.
        for (const auto kind : {UseKind::GrossExposure, UseKind::NetExposure, UseKind::Position, UseKind::Leverage}) {
            QCOMPARE(of(kind, made).now->e8, std::int64_t{0});
            QCOMPARE(of(kind, made).after->e8, 1'000 * oneDollar + 10 * oneCent);
            QCOMPARE(of(kind, made).nowShare->count, 0);
            QCOMPARE(of(kind, made).afterShare->count, 101);
        }
        QCOMPARE(of(UseKind::GrossExposure, made).limit->count, 8'000);
        QCOMPARE(of(UseKind::NetExposure, made).limit->count, 6'000);
        QCOMPARE(of(UseKind::Position, made).limit->count, 200);
        QCOMPARE(of(UseKind::Leverage, made).limit->count, 10'000);
        QCOMPARE(of(UseKind::LossAtStops, made).now->e8, std::int64_t{0});
        QCOMPARE(of(UseKind::LossAtStops, made).after->e8, 20 * oneDollar + 10 * oneCent);
        QVERIFY(!of(UseKind::LossAtStops, made).limit);
        QCOMPARE(of(UseKind::DayLoss, made).now->e8, std::int64_t{0});
        QCOMPARE(of(UseKind::DayLoss, made).after->e8, 20 * oneDollar + 10 * oneCent);
        QCOMPARE(of(UseKind::DayLoss, made).afterShare->count, 3);
        QCOMPARE(of(UseKind::DayLoss, made).limit->count, 200);
    }

    void whatIsHeldCountsBeforeAndAfter()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(6, 9'900);

        const auto made = assessed(desk, aBuy(4), 9'900);

        QCOMPARE(of(UseKind::Position, made).now->e8, 600 * oneDollar + 6 * oneCent);
        QCOMPARE(of(UseKind::Position, made).after->e8, 1'000 * oneDollar + 10 * oneCent);
        QCOMPARE(of(UseKind::LossAtStops, made).now->e8, 6 * oneDollar); // from the mark at 100.00
        QCOMPARE(of(UseKind::LossAtStops, made).after->e8, 6 * oneDollar + 4 * (oneDollar + oneCent));
    }

    void anOrderThatReducesFreesWhatItCloses()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900);
        desk.command(events::CancelOrder{OrderId{2}});
        desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);
        auto close = aBuy(4);
        close.side = Side::Sell;
        close.reduceOnly = true;

        const auto made = assessed(desk, close, {});

        QVERIFY(!made.refusal);
        QCOMPARE(of(UseKind::Position, made).now->e8, 1'000 * oneDollar + 10 * oneCent);
        QCOMPARE(of(UseKind::Position, made).after->e8, 600 * oneDollar + 6 * oneCent);
        QCOMPARE(made.cashAfter->e8 - made.cashBefore->e8, 400 * oneDollar);
        QVERIFY(!made.lossAtStop);
    }

    void aWideStopIsRefusedWithTheGatesFigures()
    {
        auto desk = TestDesk::armed();

        const auto made = assessed(desk, aBuy(30));

        // 30 at 100.01 of a position limit of 2'000.
        QVERIFY(made.refusal
                == (risk::Refusal{risk::Rule::PositionSize, 2'000 * oneDollar, 3'000 * oneDollar + 30 * oneCent}));
        QVERIFY(!of(risk::Rule::PositionSize, made)->passes);
        QVERIFY(of(risk::Rule::LossAtStop, made)->passes);
    }

    void anOrderNearALimitIsFlagged()
    {
        auto desk = TestDesk::armed();

        const auto made = assessed(desk, aBuy(18)); // 1'800.18 of 2'000

        QVERIFY(!made.refusal);
        QVERIFY(of(risk::Rule::PositionSize, made)->isNear());
        QVERIFY(!of(risk::Rule::GrossExposure, made)->isNear());
    }

    void whatIsNotKnownStaysUnknown()
    {
        TestDesk desk;
        desk.open();
        auto foreign = acme(InstrumentId{2});
        foreign.symbol = "EURO";
        foreign.quoteCurrency = "EUR"; // no rate is given
        desk.apply(events::InstrumentDefined{foreign, false});
        desk.arm(risk::Mode::Manual);
        desk.quote(9'999, 10'001, InstrumentId{2});
        auto ticket = aBuy();
        ticket.instrument = InstrumentId{2};

        const auto made = assessed(desk, ticket);

        QVERIFY(made.refusal && made.refusal->rule == risk::Rule::EquityUnknown);
        QVERIFY(!made.value);
        QVERIFY(!made.lossAtStop);
        QVERIFY(!of(UseKind::GrossExposure, made).now);
        QVERIFY(!of(UseKind::Position, made).afterShare);
        QVERIFY(!of(risk::Rule::GrossExposure, made));
    }

    void anInstrumentThatIsNotKnownIsAnInvalidTicket()
    {
        auto desk = TestDesk::armed();
        auto ticket = aBuy();
        for (const std::uint64_t id : {std::uint64_t{0}, std::uint64_t{7}, std::numeric_limits<std::uint64_t>::max()}) {
            ticket.instrument = InstrumentId{id};

            const auto made = assessed(desk, ticket);

            QVERIFY(made.refusal && made.refusal->rule == risk::Rule::TicketInvalid);
            QCOMPARE(made.checks.size(), std::size_t{1});
            QVERIFY(made.uses.empty());
        }
    }

    void theLargestOrderThereIsOverflowsNothing()
    {
        auto desk = TestDesk::armed();
        for (const std::int64_t end :
             {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
            auto ticket = aBuy(std::numeric_limits<std::int64_t>::max());
            ticket.kind = orders::OrderKind::Limit;
            ticket.limit = Ticks{end};

            const auto made = assessed(desk, ticket, end, end);

            QVERIFY(made.refusal);
            QVERIFY(!made.value);
        }
    }

    void whoClosesAllIsMadeRoomFor()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900);
        auto close = aBuy(10);
        close.side = Side::Sell;
        close.reduceOnly = true;

        const auto all = assessed(desk, close, {});
        close.size = Lots{9};
        const auto some = assessed(desk, close, {});

        QVERIFY(all.makesRoom && !all.refusal);
        QVERIFY(some.makesRoom && !some.refusal);
    }

    void anEntryThatCrossesAnExitIsRefused()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900);
        auto sell = aBuy(5);
        sell.side = Side::Sell;

        const auto made = assessed(desk, sell, 10'200);

        // The stop may close all ten: nothing is left for another sell.
        QVERIFY(made.refusal == (risk::Refusal{risk::Rule::ReduceOnly, 0, 5}));
        QVERIFY(!of(risk::Rule::ReduceOnly, made)->passes);
    }

    void eachWaitingProposalIsAssessed()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        QVERIFY(id);

        const auto shot = desk.engine.snapshot();

        QCOMPARE(shot->proposals.size(), std::size_t{1});
        const auto& view = shot->proposals[0];
        QVERIFY(view.assessment);
        QVERIFY(!view.assessment->refusal);
        QCOMPARE(view.quoteAge->ns, std::int64_t{0});
        QCOMPARE(view.driftNow.price->count, std::int64_t{10'000});
        QCOMPARE(view.driftNow.low.count, std::int64_t{9'975}); // 0.25 % of 100.00
        QCOMPARE(view.driftNow.high.count, std::int64_t{10'025});
        QVERIFY(view.driftNow.isInside);
    }

    void aPriceBeyondTheBandIsOutside()
    {
        auto desk = TestDesk::armed();
        QVERIFY(desk.proposeBuy());

        desk.quote(10'024, 10'026);
        QVERIFY(desk.engine.snapshot()->proposals[0].driftNow.isInside);
        desk.quote(10'025, 10'027);

        const auto shot = desk.engine.snapshot();

        QCOMPARE(shot->proposals[0].driftNow.price->count, std::int64_t{10'026});
        QVERIFY(!shot->proposals[0].driftNow.isInside);
    }

    void theAccountInFigures()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900);
        desk.quote(9'979, 9'981); // ten lose 20 cents each

        const auto figures = views::figuresOf(*desk.engine.snapshot());

        QCOMPARE(figures.gross->e8, 998 * oneDollar);
        QCOMPARE(figures.net->e8, 998 * oneDollar);
        QCOMPARE(figures.grossShare->count, 100); // 99.802 bp of 99'998
        QCOMPARE(figures.dayPnl->e8, -2 * oneDollar);
        QCOMPARE(figures.dayPnlShare->count, -1); // -0.2 bp, rounded down
        QCOMPARE(figures.drawdownNow->count, 1);
        QCOMPARE(figures.dailyLossUsed->count, 10); // 2 of 2'000
        QCOMPARE(figures.lossIfAllStopsHit->e8, 8 * oneDollar);
        QCOMPARE(figures.unprotected, 0);
    }

    void aShortCountsAgainstTheNet()
    {
        auto desk = TestDesk::armed();
        const auto entry = desk.place(Side::Sell, 10, 10'200);
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, 10, 10'000);

        const auto figures = views::figuresOf(*desk.engine.snapshot());

        QCOMPARE(figures.gross->e8, 1'000 * oneDollar);
        QCOMPARE(figures.net->e8, -1'000 * oneDollar);
        QCOMPARE(figures.netShare->count, -100);
        QCOMPARE(figures.lossIfAllStopsHit->e8, 20 * oneDollar);
    }

    void aPositionWithoutAStopIsCountedApart()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop(10, 9'900);
        desk.command(events::CancelOrder{OrderId{2}});
        desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);

        const auto figures = views::figuresOf(*desk.engine.snapshot());

        QCOMPARE(figures.lossIfAllStopsHit->e8, std::int64_t{0});
        QCOMPARE(figures.unprotected, 1);
    }
};

QTEST_APPLESS_MAIN(TestAssessment)
#include "tst_assessment.moc"
