// needs: desk/engine
// An entry fills in several parts within a moment, and the house keeps the stop of the first back, since the venue
// holds that of the whole (S17): that is told in the second in which it has to be, and only where it is still true.

#include "core/desk/engine/doubted_stops.h"
#include "core/desk/engine/settling_stops.h"
#include "core/desk/events/own_word.h"
#include "tests/support/bracket_kit.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

/// The house has not let it out.
void keepBack(TestDesk& desk, OrderId order)
{
    events::OrderReport report;
    report.order = order;
    report.account = desk.state().session.account;
    report.kind = OrderEventKind::Rejected;
    report.venueTime = events::neverAtVenue;
    desk.apply(report);
}

/// Ten are being bought by a person with a stop, and four have filled: their stop is on its way.
TestDesk aPartHasFilled()
{
    auto desk = TestDesk::armed();
    desk.place(Side::Buy, 10, 9'900);
    desk.report(entry, OrderEventKind::Accepted);
    desk.fill(entry, 4, 10'000);
    return desk;
}

/// The same of a strategy: five of what it buys have filled.
TestDesk aPartOfAStrategysHasFilled()
{
    auto desk = TestDesk::armed();
    desk.approve(desk.proposeBuy());
    desk.report(entry, OrderEventKind::Accepted);
    desk.fill(entry, 5, 10'000);
    return desk;
}

std::int64_t sizeOf(const TestDesk& desk)
{
    return desk.order(entry).ticket.size.count;
}

/// As the driver does when the engine's time has come; no market says anything.
void passTill(TestDesk& desk, Duration span)
{
    desk.pass(span);
    if (desk.stamp.mono >= desk.engine.nextExpiry()) {
        desk.apply(events::TimerFired{});
    }
}

std::int64_t timesTold(const TestDesk& desk)
{
    const auto all = desk.ever<events::AlertRaised>();
    return std::count_if(all.begin(), all.end(),
                         [](const auto& one) { return one.key.view() == "position.unprotected"; });
}

std::int64_t stopsSent(const TestDesk& desk)
{
    const auto sent = desk.sent();
    return std::count_if(sent.begin(), sent.end(), [](const auto& one) { return one.role == orders::OrderRole::Stop; });
}

} // namespace

class TestSettlingStops : public QObject
{
    Q_OBJECT

private slots:
    void thatAPartHasNoStopIsToldWithinItsSecond_data()
    {
        QTest::addColumn<bool>("isOfStrategy");
        QTest::newRow("a person's") << false;
        QTest::newRow("a strategy's") << true;
    }
    void thatAPartHasNoStopIsToldWithinItsSecond()
    {
        QFETCH(const bool, isOfStrategy);
        auto desk = isOfStrategy ? aPartOfAStrategysHasFilled() : aPartHasFilled();
        passTill(desk, milliseconds(20));
        keepBack(desk, stop);
        passTill(desk, milliseconds(679));
        QCOMPARE(timesTold(desk), std::int64_t{0});

        passTill(desk, milliseconds(1)); // 700 from the fill, not from the refusal

        QCOMPARE(timesTold(desk), std::int64_t{1});
        QVERIFY(engine::settlingPatience < seconds(1));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whatFillsWholeWithinAMomentIsNoWordToAnybody_data()
    {
        thatAPartHasNoStopIsToldWithinItsSecond_data();
    }
    void whatFillsWholeWithinAMomentIsNoWordToAnybody()
    {
        QFETCH(const bool, isOfStrategy);
        auto desk = isOfStrategy ? aPartOfAStrategysHasFilled() : aPartHasFilled();
        keepBack(desk, stop);
        passTill(desk, milliseconds(300));
        desk.fill(entry, 2, 10'000);
        QCOMPARE(stopsSent(desk), std::int64_t{0});
        desk.fill(entry, sizeOf(desk) - desk.order(entry).filled.count, 10'000);
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        const auto whole = desk.sent().front();
        QCOMPARE(whole.size.count, sizeOf(desk));
        passTill(desk, milliseconds(500)); // it is on its way
        desk.report(whole.id, OrderEventKind::Accepted);
        passTill(desk, seconds(1));

        QCOMPARE(timesTold(desk), std::int64_t{0});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The fills come faster than the answer: the stop of the part comes back when the entry is over.
    void aStopThatItsEntryHasOutgrownComesAgainAtOnce_data()
    {
        thatAPartHasNoStopIsToldWithinItsSecond_data();
    }
    void aStopThatItsEntryHasOutgrownComesAgainAtOnce()
    {
        QFETCH(const bool, isOfStrategy);
        auto desk = isOfStrategy ? aPartOfAStrategysHasFilled() : aPartHasFilled();
        desk.fill(entry, 2, 10'000);
        QCOMPARE(stopsSent(desk), std::int64_t{0}); // none is put beside the one whose answer is due
        desk.fill(entry, sizeOf(desk) - desk.order(entry).filled.count, 10'000);
        QCOMPARE(stopsSent(desk), std::int64_t{0});
        keepBack(desk, stop);
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        const auto whole = desk.sent().front();
        QCOMPARE(whole.size.count, sizeOf(desk));
        QVERIFY(whole.stop == desk.order(stop).ticket.stop);
        QCOMPARE(timesTold(desk), std::int64_t{0});

        // It cannot be outgrown once more: it is missing, which is told in its time, and waited for (F31).
        keepBack(desk, whole.id);
        QCOMPARE(stopsSent(desk), std::int64_t{0});
        passTill(desk, milliseconds(700));
        QCOMPARE(timesTold(desk), std::int64_t{1});
        desk.pass(milliseconds(300));
        desk.quote(9'999, 10'001);
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void anAnswerThatIsSlowMakesNoFalseWord()
    {
        auto desk = aPartHasFilled();
        desk.fill(entry, 6, 10'000);
        passTill(desk, seconds(2));
        keepBack(desk, stop);
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        desk.report(desk.sent().front().id, OrderEventKind::Accepted);
        passTill(desk, seconds(2));
        QCOMPARE(timesTold(desk), std::int64_t{0});
    }

    // Nobody knew whether the first had left; it had not, and the venue's stop of the whole stands.
    void aLostStopThatItsEntryHasOutgrownComesAgainAtOnce()
    {
        auto desk = aPartHasFilled();
        desk.restart();
        desk.fill(entry, 6, 10'000);
        desk.report(stop, OrderEventKind::Lost);
        passTill(desk, seconds(3));
        keepBack(desk, stop);
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
        QCOMPARE(timesTold(desk), std::int64_t{0});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Some of it has been sold meanwhile, so the next stop is no larger: no loop of refusals (F31).
    void whatIsNotLargerThanTheRefusedWaits()
    {
        auto desk = aPartHasFilled();
        auto sold = desk.fillOf(OrderId{}, 6, 10'000);
        sold.side = Side::Sell;
        desk.fill(entry, 6, 10'000);
        desk.apply(sold);
        std::int64_t refused = 0;
        for (OrderId next = stop; refused < 10; ++refused) {
            keepBack(desk, next);
            if (desk.sent().empty()) {
                break;
            }
            next = desk.sent().front().id;
        }
        QVERIFY2(refused < 3, qPrintable(QString::number(refused)));
        passTill(desk, milliseconds(700));
        QCOMPARE(timesTold(desk), std::int64_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void theVenuesOwnRefusalIsToldAtOnce()
    {
        for (const bool isWhole : {false, true}) {
            auto desk = aPartHasFilled();
            if (isWhole) {
                desk.fill(entry, 6, 10'000);
            }
            desk.report(stop, OrderEventKind::Rejected);
            QCOMPARE(timesTold(desk), std::int64_t{1});
            QVERIFY(desk.sent().empty());
        }
    }

    void whatIsLeftOfACancelledEntryIsToldInItsTime()
    {
        auto desk = aPartHasFilled();
        desk.report(entry, OrderEventKind::Cancelled);
        keepBack(desk, stop);
        passTill(desk, milliseconds(700));
        QCOMPARE(timesTold(desk), std::int64_t{1});
    }

    void afterItsMomentEachRefusalIsToldAsBefore()
    {
        auto desk = aPartHasFilled();
        keepBack(desk, stop);
        passTill(desk, milliseconds(700));
        for (int second = 0; second < 8; ++second) {
            desk.pass(seconds(1));
            desk.quote(9'999, 10'001);
            if (!desk.sent().empty()) {
                keepBack(desk, desk.sent().front().id);
            }
        }
        QCOMPARE(timesTold(desk), std::int64_t{4}); // at once, and with the refusals of 1, 3 and 7 s
    }

    void whatIsBeingClosedIsNotTold()
    {
        auto desk = aPartHasFilled();
        keepBack(desk, stop);
        desk.command(events::Kill{{}, risk::KillLevel::Flatten});
        passTill(desk, milliseconds(700));
        QCOMPARE(timesTold(desk), std::int64_t{0});
    }

    // Nothing new is opened while a strategy's part has no stop, told or not.
    void nothingNewIsOpenedMeanwhile()
    {
        auto desk = aPartOfAStrategysHasFilled();
        keepBack(desk, stop);
        QCOMPARE(timesTold(desk), std::int64_t{0});
        desk.place(Side::Buy, 1, 9'900);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.refusal().has_value());
    }

    // A stop whose answer does not come in time is no reason to leave the rest without one.
    void theRestGetsItsOwnStopWhereNoAnswerComes()
    {
        auto desk = aPartOfAStrategysHasFilled();
        desk.fill(entry, 3, 10'000);
        QCOMPARE(stopsSent(desk), std::int64_t{0});
        passTill(desk, milliseconds(700));
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{3});
    }

    void aTriggerThatTheMarketPassesMeanwhileClosesAtOnce()
    {
        auto desk = aPartOfAStrategysHasFilled();
        keepBack(desk, stop);
        const std::int64_t under = desk.order(stop).ticket.stop->count - 5;
        desk.pass(milliseconds(100));
        desk.quote(under - 1, under + 1);
        desk.fill(entry, 1, under);
        QVERIFY(desk.order(entry).state == OrderState::CancelSent); // of the way of the exit
        QVERIFY(desk.state().exits.contains({StrategyId{1}, InstrumentId{1}}));
    }

    // Killed within the moment: nobody has been told. No market data after the start, either.
    void aRestartWithinTheMomentForgetsNoWord()
    {
        auto desk = aPartHasFilled();
        keepBack(desk, stop);
        desk.pass(milliseconds(100));
        desk.restart();
        QCOMPARE(timesTold(desk), std::int64_t{0});
        passTill(desk, engine::doubtedStopPatience);
        QCOMPARE(timesTold(desk), std::int64_t{1});
    }

    void aRestartWithinTheMomentTellsTheNextRefusalAtOnce()
    {
        auto desk = aPartHasFilled();
        keepBack(desk, stop);
        desk.restart();
        for (int second = 0; second < 3 && desk.sent().empty(); ++second) {
            desk.pass(seconds(1));
            desk.quote(9'999, 10'001);
        }
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        keepBack(desk, desk.sent().front().id);
        QCOMPARE(timesTold(desk), std::int64_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aRestartSaysNothingOfWhatStandsByThen()
    {
        auto desk = aPartHasFilled();
        keepBack(desk, stop);
        desk.restart();
        desk.fill(entry, 6, 10'000);
        QCOMPARE(stopsSent(desk), std::int64_t{1});
        desk.report(desk.sent().front().id, OrderEventKind::Accepted);
        passTill(desk, seconds(20));
        QCOMPARE(timesTold(desk), std::int64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestSettlingStops)
#include "tst_settling_stops.moc"
