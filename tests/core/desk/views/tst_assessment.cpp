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

/// Draws desks and orders, and holds the assessment against what the engine then does.
class Rehearsal
{
public:
    explicit Rehearsal(std::uint64_t seed)
        : m_random(seed)
        , m_desk(sessionOf(seed))
        , m_venue(m_desk, m_random)
    {
        m_desk.open();
        auto second = acme(InstrumentId{2});
        second.symbol = "ZETA";
        m_desk.apply(events::InstrumentDefined{second, false});
        m_desk.arm(risk::Mode::Manual);
    }

    /// Empty: the two agreed throughout.
    std::string run(int steps)
    {
        for (int i = 0; i < steps && fault.empty(); ++i) {
            step();
            m_venue.listen();
        }
        return fault;
    }

    std::string fault;
    std::map<risk::Rule, int> refusals;
    int cleared = 0;

private:
    static events::SessionStarted sessionOf(std::uint64_t seed)
    {
        auto session = aSession();
        session.limits.losingStreak = 3;
        session.limits.ordersPerMinute = seed % 2 == 0 ? 8 : 120;
        session.limits.openOrders = seed % 3 == 0 ? 4 : 200;
        session.limits.grossExposure = BasisPoints{seed % 5 == 0 ? 300 : 8'000};
        session.strategies.push_back({StrategyId{2}, "sma_cross:interval=1s,fast=1,slow=3,direction=both"});
        return session;
    }
    InstrumentId anInstrument()
    {
        return InstrumentId{1 + m_random.below(2)};
    }

    void step()
    {
        const auto dice = m_random.below(100);
        if (dice < 25) {
            m_desk.pass(milliseconds(m_random.between(0, 800)));
            m_venue.act();
        } else if (dice < 45) {
            m_price = std::clamp<std::int64_t>(m_price + m_random.between(-25, 25), 9'000, 11'000);
            if (m_random.below(2) == 0) {
                m_desk.bar(m_price, anInstrument());
            } else {
                m_desk.pass(milliseconds(m_random.between(0, 900)));
                m_desk.quote(m_price - 1, m_price + 1, anInstrument());
            }
        } else if (dice < 85) {
            order();
        } else if (dice < 92) {
            approval();
        } else {
            trouble();
        }
    }

    events::PlaceOrder anOrder()
    {
        events::PlaceOrder place;
        auto& ticket = place.ticket;
        ticket.instrument = anInstrument();
        ticket.side = m_random.below(2) == 0 ? Side::Buy : Side::Sell;
        ticket.size = Lots{1 + static_cast<std::int64_t>(m_random.below(22))};
        ticket.reduceOnly = m_random.below(4) == 0;
        const std::int64_t sign = signOf(ticket.side);
        const auto dice = m_random.below(6);
        if (dice < 2) {
            ticket.kind = orders::OrderKind::Limit;
            ticket.limit = Ticks{m_price - sign * m_random.between(-20, 70)};
        } else if (dice == 2) {
            ticket.kind = orders::OrderKind::Stop;
            ticket.stop = Ticks{m_price + sign * m_random.between(-10, 80)};
        }
        if (m_random.below(8) != 0) {
            place.stop = Ticks{m_price - sign * m_random.between(80, 900)};
        }
        return place;
    }

    /// The same moment for both: the clock has come to it before the picture is made.
    void order()
    {
        m_desk.apply(events::TimerFired{});
        const events::PlaceOrder place = anOrder();
        const auto shot = m_desk.engine.snapshot();
        const Assessment made = views::assess(*shot, place.ticket, place.stop);
        m_desk.command(place);
        if (!m_desk.denial()) { // legs on the wrong side are no matter of the gate
            compare(made);
        }
    }

    void approval()
    {
        m_desk.apply(events::TimerFired{});
        const auto id = m_desk.newestProposal();
        if (!id) {
            return;
        }
        const auto shot = m_desk.engine.snapshot();
        const auto view = std::find_if(shot->proposals.begin(), shot->proposals.end(),
                                       [id](const auto& one) { return one.made.proposal.id == id; });
        const bool isInside = view->driftNow.isInside;
        const auto made = view->assessment;
        m_desk.approve(id);
        if (m_desk.now<events::ProposalDrifted>().empty() != isInside) {
            fault = "the band is not the desk's";
        }
        if (isInside) {
            compare(*made);
        }
    }

    void compare(const Assessment& made)
    {
        const auto refused = m_desk.now<events::OrderRefused>();
        const auto actual = refused.empty() ? std::nullopt : std::optional(refused.front().refusal);
        if (made.refusal != actual) {
            const auto name = [](const auto& refusal) {
                return refusal ? std::string(nameOf(refusal->rule)) + ' ' + std::to_string(refusal->limit) + ' '
                        + std::to_string(refusal->actual)
                               : std::string("nothing");
            };
            fault = "assessed " + name(made.refusal) + ", refused " + name(actual) + " at event "
                + std::to_string(m_desk.stamp.seq.value);
        }
        const bool passes
            = std::all_of(made.checks.begin(), made.checks.end(), [](const auto& one) { return one.passes; });
        if (!made.makesRoom && passes != !made.refusal) {
            fault = "the checks and the refusal differ at event " + std::to_string(m_desk.stamp.seq.value);
        }
        if (actual) {
            ++refusals[actual->rule];
        } else {
            ++cleared;
        }
    }

    void trouble()
    {
        switch (m_random.below(8)) {
        case 0:
            m_desk.command(events::Kill{{static_cast<risk::ScopeKind>(m_random.below(4)), 1},
                                        static_cast<risk::KillLevel>(1 + m_random.below(4))});
            break;
        case 1:
            m_desk.command(events::SetMode{static_cast<risk::Mode>(m_random.below(4))});
            break;
        case 2:
            m_desk.pass(seconds(static_cast<std::int64_t>(m_random.below(20))));
            m_desk.apply(events::TimerFired{});
            break;
        case 3:
            m_desk.tick(market::StatusChange{anInstrument(), m_desk.stamp.wall, market::TradingState::Halted});
            break;
        case 4:
            for (const InstrumentId id : {InstrumentId{1}, InstrumentId{2}}) {
                m_desk.tick(market::StatusChange{id, m_desk.stamp.wall, market::TradingState::Open});
                m_desk.quote(m_price - 1, m_price + 1, id);
            }
            break;
        default:
            heal();
        }
    }

    void heal()
    {
        for (const auto& latch : std::vector(m_desk.state().latches.begin(), m_desk.state().latches.end())) {
            m_desk.command(events::ResetKill{latch.key});
        }
        for (const auto& breaker : std::vector(m_desk.state().breakers.begin(), m_desk.state().breakers.end())) {
            m_desk.command(events::ClearBreaker{static_cast<std::uint8_t>(breaker.key.breaker),
                                                InstrumentId{breaker.key.subject}});
        }
        m_desk.arm(risk::Mode::Manual);
    }

    SeededRandom m_random;
    TestDesk m_desk;
    ModelVenue m_venue;
    std::int64_t m_price = 10'000;
};

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
        QVERIFY(!some.makesRoom);
        QVERIFY(some.refusal == (risk::Refusal{risk::Rule::ReduceOnly, 0, 9}));
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

    void theEngineRefusesWhatTheAssessmentDoesForAnyOrderOnAnyDesk()
    {
        std::map<risk::Rule, int> refusals;
        int cleared = 0;
        for (std::uint64_t seed = 1; seed <= 150; ++seed) {
            Rehearsal rehearsal(seed);

            const auto fault = rehearsal.run(150);

            QVERIFY2(fault.empty(), ("seed " + std::to_string(seed) + ": " + fault).c_str());
            cleared += rehearsal.cleared;
            for (const auto& [rule, count] : rehearsal.refusals) {
                refusals[rule] += count;
            }
        }
        QVERIFY2(cleared > 500, std::to_string(cleared).c_str());
        for (const auto rule :
             {risk::Rule::Mode, risk::Rule::Latched, risk::Rule::ReduceOnly, risk::Rule::UnknownOrder,
              risk::Rule::StaleData, risk::Rule::MarketClosed, risk::Rule::PriceCollar, risk::Rule::OrderRate,
              risk::Rule::OpenOrders, risk::Rule::PositionSize, risk::Rule::LossAtStop, risk::Rule::GrossExposure}) {
            QVERIFY2(refusals[rule] > 0, std::string(nameOf(rule)).c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TestAssessment)
#include "tst_assessment.moc"
