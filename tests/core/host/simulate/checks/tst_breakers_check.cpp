// needs: host/simulate desk/engine

#include "core/host/simulate/checks/breakers_check.h"
#include "tests/support/shown_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using events::Breaker;

namespace {

struct Guarded {
    explicit Guarded(const std::function<void(events::SessionStarted&)>& change = {})
        : desk(checked.both, sessionOf(change))
    {
        desk.open();
        tick(10'000);
    }
    static events::SessionStarted sessionOf(const std::function<void(events::SessionStarted&)>& change)
    {
        auto session = aPaperSession();
        session.limits.positionPerTrade = {500};
        session.limits.dailyLoss = {50}; // of 100'000 dollars: 500
        if (change) {
            change(session);
        }
        return session;
    }
    void tick(std::int64_t price)
    {
        desk.pass(seconds(1));
        desk.quote(price - 1, price + 1);
        desk.step();
    }
    void clear(Breaker breaker, PrincipalId by = engine::owner, StrategyId strategy = {})
    {
        desk.desk.command(events::ClearBreaker{static_cast<std::uint8_t>(breaker), {}, strategy}, by);
        desk.step();
    }
    template<class Kind> void hide()
    {
        desk.alterFact = [](events::Fact& fact) { return !std::holds_alternative<Kind>(fact); };
    }
    void hideTrips()
    {
        hide<events::BreakerTripped>();
    }
    /// Buys ten and sells them at the price.
    void roundTrip(std::int64_t price)
    {
        desk.pass(seconds(11));
        desk.quote(9'999, 10'001);
        const OrderId entry = desk.desk.longWithStop(10);
        desk.desk.fill(OrderId{entry.value + 1}, 10, price);
    }
    void fall()
    {
        desk.desk.longWithStop(49, 9'900); // 4'900 dollars
        desk.pass(milliseconds(1));
        desk.quote(8'979, 8'981); // 10.20 a share: 499.80
        desk.quote(8'977, 8'979);
        desk.quote(8'969, 8'971); // 504.70
    }

    WithTold<simulate::BreakersCheck> checked;
    ShownDesk desk;
};

} // namespace

class TestBreakersCheck : public QObject
{
    Q_OBJECT

private slots:
    void aDayWithALossThatIsClearedBreaksNothing()
    {
        Guarded g;
        g.fall();
        g.desk.step();
        QVERIFY(g.desk.desk.state().isTripped(Breaker::DailyLoss));
        g.tick(8'900);
        g.clear(Breaker::DailyLoss); // refused: too soon
        QVERIFY(g.desk.desk.state().isTripped(Breaker::DailyLoss));
        g.desk.restart();
        g.desk.pass(minutes(16));
        g.clear(Breaker::DailyLoss);
        QVERIFY(!g.desk.desk.state().isTripped(Breaker::DailyLoss));
        g.tick(8'900);
        QCOMPARE(g.desk.what(), std::string());
    }
    void aLossThatDoesNotTripIsFound()
    {
        Guarded g;
        g.hideTrips();
        g.fall();
        QVERIFY(g.desk.broken() == 0); // it has one event more
        g.desk.quote(8'969, 8'971);
        g.desk.quote(8'969, 8'971);
        QCOMPARE(g.desk.broken(), 19);
    }
    void aFallFromThePeakIsFound()
    {
        Guarded g([](events::SessionStarted& session) { session.limits.drawdown = {50}; });
        g.desk.alterFact = [](events::Fact& fact) {
            const auto* tripped = std::get_if<events::BreakerTripped>(&fact);
            return tripped == nullptr || tripped->breaker != Breaker::Drawdown;
        };
        g.fall();
        g.desk.quote(8'969, 8'971);
        g.desk.quote(8'969, 8'971);
        QCOMPARE(g.desk.broken(), 19);
    }
    void aPeakThatIsNotNoticedIsFound()
    {
        Guarded g;
        g.desk.desk.longWithStop(10);
        g.desk.alterTick = [](market::Tick& tick) { // the check sees better days
            std::get<market::Quote>(tick).bid.count += 50;
            std::get<market::Quote>(tick).ask.count += 50;
            return true;
        };
        g.tick(10'000);
        QCOMPARE(g.desk.broken(), 19);
    }
    void aLossInCashCounts()
    {
        Guarded g;
        g.hideTrips();
        g.desk.desk.apply(events::CashMoved{AccountId{1},
                                            g.desk.desk.state().base,
                                            Money{-501 * oneDollar},
                                            events::CashKind::Funding,
                                            InstrumentId{1},
                                            {}});
        g.desk.quote(9'999, 10'001);
        g.desk.quote(9'999, 10'001);
        QCOMPARE(g.desk.broken(), 19);
    }
    void capitalThatLeavesIsNoLoss()
    {
        Guarded g;
        g.desk.desk.apply(events::CashMoved{
            AccountId{1}, g.desk.desk.state().base, Money{-5'000 * oneDollar}, events::CashKind::Withdrawal, {}, {}});
        g.tick(10'000);
        g.tick(10'000);
        QCOMPARE(g.desk.what(), std::string());
    }
    void aRowOfLossesIsFound()
    {
        Guarded g([](events::SessionStarted& session) { session.limits.losingStreak = 2; });
        g.roundTrip(9'990);
        QVERIFY(g.desk.broken() == 0);
        g.hideTrips();
        g.roundTrip(9'990);
        QVERIFY(g.desk.broken() == 0);
        g.desk.quote(9'999, 10'001);
        g.desk.quote(9'999, 10'001);
        QCOMPARE(g.desk.broken(), 19);
    }
    void gainsEndARowOfLosses()
    {
        Guarded g([](events::SessionStarted& session) { session.limits.losingStreak = 2; });
        g.roundTrip(9'990);
        g.roundTrip(10'010);
        g.roundTrip(9'990);
        g.tick(10'000);
        QCOMPARE(g.desk.what(), std::string());
        QVERIFY(!g.desk.desk.state().isTripped(Breaker::LosingStreak));
    }
    void aStormOfRefusalsIsFound()
    {
        Guarded g;
        g.desk.alterFact = [](events::Fact& fact) { return !std::holds_alternative<events::BreakerTripped>(fact); };
        for (std::int64_t lots = 1; lots <= 10; ++lots) {
            g.desk.pass(milliseconds(100));
            g.desk.quote(9'999, 10'001);
            g.desk.desk.report(g.desk.desk.place(Side::Buy, lots, 9'900), orders::OrderEventKind::Rejected);
        }
        QVERIFY(g.desk.broken() == 0);
        g.desk.quote(9'999, 10'001);
        g.desk.quote(9'999, 10'001);
        QCOMPARE(g.desk.broken(), 19);
    }
    void theHousesOwnWordIsNoRefusal()
    {
        Guarded g;
        for (std::int64_t lots = 1; lots <= 12; ++lots) {
            g.desk.pass(milliseconds(100));
            g.desk.quote(9'999, 10'001);
            events::OrderReport report;
            report.order = g.desk.desk.place(Side::Buy, lots, 9'900);
            report.account = AccountId{1};
            report.kind = orders::OrderEventKind::Rejected;
            report.venueTime = Timestamp{-1};
            g.desk.desk.apply(report);
        }
        g.tick(10'000);
        QCOMPARE(g.desk.what(), std::string());
    }
    void executionsInARowAreFound()
    {
        Guarded g;
        g.hideTrips();
        orders::OrderTicket ticket;
        ticket.instrument = InstrumentId{1};
        ticket.account = AccountId{1};
        ticket.size = Lots{1};
        ticket.strategy = StrategyId{1};
        auto& told = g.checked.told;
        auto& one = g.checked.one;
        const simulate::Scene scene;
        for (std::uint64_t id = 101; id <= 121; ++id) {
            ticket.id = OrderId{id};
            told.onFact(scene, g.desk.desk.stamp, events::OrderPlanned{ticket, {}}, g.desk.findings);
            told.onFact(scene, g.desk.desk.stamp, events::OrderReleased{ticket.id, Lots{1}}, g.desk.findings);
            auto fill = g.desk.desk.fillOf({}, 1, 10'000);
            fill.order = ticket.id;
            const events::Event event = fill;
            told.onInput(scene, g.desk.desk.stamp, event, g.desk.findings);
            one.onInput(scene, g.desk.desk.stamp, event, g.desk.findings);
            QVERIFY(g.desk.broken() == 0); // twenty are one too many; the next event is still in time
        }
        one.onInput(scene, g.desk.desk.stamp, events::TimerFired{}, g.desk.findings);
        QCOMPARE(g.desk.broken(), 19);
    }

    // --- standing and clearing ---
    void aBreakerThatStandsNoMoreIsFound()
    {
        Guarded g;
        g.fall();
        g.desk.step();
        g.desk.pass(minutes(16));
        g.tick(10'000); // or the same figures would trip it again
        g.hide<events::BreakerCleared>(); // the desk has dropped it by itself
        g.clear(Breaker::DailyLoss);
        QCOMPARE(g.desk.broken(), 12);
    }
    void aStartThatForgetsABreakerIsFound()
    {
        Guarded g;
        const auto before = g.desk.keep();
        g.fall();
        g.desk.step();
        g.desk.restart({before.state, g.desk.desk.stamp.seq}); // though it was on record
        g.desk.step();
        QCOMPARE(g.desk.broken(), 12);
    }
    void aCrashMayTakeWhatWasNotOnRecord()
    {
        Guarded g;
        const auto before = g.desk.keep();
        g.fall();
        g.desk.step();
        g.desk.restart(before);
        g.desk.step();
        QCOMPARE(g.desk.what(), std::string());
    }
    void clearingAsksForAPersonAReasonAndTime_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<int>("invariant");
        QTest::newRow("no command") << 0 << 12;
        QTest::newRow("a strategy") << 1 << 12;
        QTest::newRow("no reason") << 2 << 12;
        QTest::newRow("no second step") << 3 << 12;
        QTest::newRow("another breaker") << 4 << 12;
        QTest::newRow("too soon") << 5 << 19;
    }
    void clearingAsksForAPersonAReasonAndTime()
    {
        QFETCH(int, which);
        QFETCH(int, invariant);
        Guarded g;
        g.fall();
        g.desk.step();
        g.desk.pass(minutes(16));
        g.desk.alterEvent = [which](events::Event& event) {
            auto* command = std::get_if<events::Command>(&event);
            if (command == nullptr) {
                return true;
            }
            switch (which) {
            case 0:
                command->what = events::AddNote{};
                break;
            case 1:
                command->by = engine::principalOf(StrategyId{1});
                break;
            case 2:
                command->reason = {};
                break;
            case 3:
                command->stepUp = false;
                break;
            case 4:
                command->what = events::ClearBreaker{static_cast<std::uint8_t>(Breaker::Drawdown), {}, {}};
                break;
            default:
                break;
            }
            return true;
        };
        g.desk.alterFact = [which](events::Fact& fact) {
            auto* cleared = std::get_if<events::BreakerCleared>(&fact);
            if (cleared != nullptr && which == 1) {
                cleared->by = engine::principalOf(StrategyId{1});
            }
            return true;
        };
        if (which == 5) { // the check has seen it trip a minute later
            simulate::ToldDesk& told = g.checked.told;
            const Stamp late = g.desk.desk.stamp;
            told.onFact({}, late, events::BreakerCleared{Breaker::DailyLoss, {}, engine::owner, {}, {}},
                        g.desk.findings);
            told.onFact({}, late, events::BreakerTripped{Breaker::DailyLoss, {}, {}, 0, 0}, g.desk.findings);
        }
        g.clear(Breaker::DailyLoss);
        QCOMPARE(g.desk.broken(), invariant);
    }
    void whatOpensWhileABreakerStandsIsFound()
    {
        Guarded g;
        const events::BreakerTripped tripped{Breaker::RejectStorm, {}, {}, 0, 0};
        g.checked.told.onFact({}, g.desk.desk.stamp, tripped, g.desk.findings); // the desk knows of none
        g.desk.desk.place(Side::Buy, 5, 9'900);
        QCOMPARE(g.desk.broken(), 19);
    }
    void aBreakerOfOneSymbolStopsThatSymbol()
    {
        Guarded g;
        const events::BreakerTripped tripped{Breaker::NeedsReconcile, InstrumentId{2}, {}, 0, 0};
        g.checked.told.onFact({}, g.desk.desk.stamp, tripped, g.desk.findings);
        g.desk.desk.place(Side::Buy, 5, 9'900); // of the other
        QVERIFY(g.desk.broken() == 0);
    }
    void whatClosesIsNotStopped()
    {
        Guarded g;
        g.desk.desk.longWithStop(10);
        g.desk.desk.report(OrderId{2}, orders::OrderEventKind::Cancelled);
        const events::BreakerTripped tripped{Breaker::RejectStorm, {}, {}, 0, 0};
        g.checked.told.onFact({}, g.desk.desk.stamp, tripped, g.desk.findings);
        events::PlaceOrder wish;
        wish.ticket.instrument = InstrumentId{1};
        wish.ticket.side = Side::Sell;
        wish.ticket.size = Lots{4};
        wish.ticket.reduceOnly = true;
        QVERIFY(g.desk.desk.placed(wish));
        QVERIFY(g.desk.broken() == 0);
    }
};

QTEST_APPLESS_MAIN(TestBreakersCheck)
#include "tst_breakers_check.moc"
