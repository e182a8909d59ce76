// needs: desk/engine

#include "core/desk/engine/seconding.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using namespace omni::events;
using risk::Role;

namespace {

constexpr PrincipalId anna{101}, ben{102};
constexpr risk::Roles mayRisk = risk::Roles::of(Role::Risk);

SetLimits looser(std::int32_t dailyLoss = 300)
{
    auto limits = aSession().limits;
    limits.dailyLoss = BasisPoints{dailyLoss};
    return {limits};
}

TestDesk deskOf(const std::vector<Person>& people)
{
    auto desk = TestDesk::armed();
    desk.apply(PeopleVouched{people});
    return desk;
}
TestDesk deskOfTwo()
{
    return deskOf({{engine::owner, risk::Roles::of(Role::Admin)}, {anna, mayRisk}, {ben, mayRisk}});
}
TestDesk deskOfOne()
{
    return deskOf({{engine::owner, risk::humanRoles}});
}

bool isLoosened(const TestDesk& desk)
{
    return !desk.denial() && desk.now<LimitsChanged>().size() == 1 && desk.now<SecondGiven>().size() == 1;
}

ClearBreaker lossClearing()
{
    return {static_cast<std::uint8_t>(Breaker::DailyLoss), {}, {}};
}

} // namespace

/// Four eyes where there are four, and a minute where there are two (safety 4.4, the cells "2").
class TestSeconding : public QObject
{
    Q_OBJECT

private slots:
    void whereTwoHaveTheRightTheOtherOneMustAskForTheSame()
    {
        auto desk = deskOfTwo();
        desk.command(looser(), anna);
        QVERIFY(desk.denial() == Denial::SecondPersonMissing);
        QVERIFY(desk.alerted("second.asked"));
        desk.pass(hours(0) + minutes(5));
        desk.command(looser(), anna); // however often, and however much later
        QVERIFY(desk.denial() == Denial::SecondPersonMissing);
        QVERIFY(desk.now<AlertRaised>().empty()); // told once
        desk.command(looser(), ben);
        QVERIFY(isLoosened(desk));
        QVERIFY((desk.now<SecondGiven>().front().first == anna) && desk.now<SecondGiven>().front().by == ben);
        QVERIFY(desk.state().awaited.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aConsentIsGoodOnce()
    {
        auto desk = deskOfTwo();
        desk.command(looser(), anna);
        desk.command(looser(), ben);
        desk.command(SetLimits{aSession().limits}, ben); // tighter: alone
        QVERIFY(!desk.denial());
        desk.command(looser(), ben);
        QVERIFY(desk.denial() == Denial::SecondPersonMissing);
    }

    void anotherFigureIsAnotherWish()
    {
        auto desk = deskOfTwo();
        desk.command(looser(300), anna);
        desk.command(looser(301), ben);
        QVERIFY(desk.denial() == Denial::SecondPersonMissing);
        desk.command(looser(301), anna);
        QVERIFY(isLoosened(desk));
    }

    // The broker's word has changed between the two.
    void whoSawOtherFiguresDidNotAgree()
    {
        auto session = aSession();
        session.environment = orders::Environment::Paper;
        auto desk = TestDesk::armed(session);
        desk.apply(PeopleVouched{{{anna, mayRisk}, {ben, mayRisk}}});
        const auto report = [&](std::int64_t lots) {
            desk.apply(PositionReported{AccountId{1}, InstrumentId{1}, Lots{lots}});
        };
        report(7);
        desk.command(AdoptPosition{InstrumentId{1}}, anna);
        report(9);
        desk.command(AdoptPosition{InstrumentId{1}}, ben);
        QVERIFY(desk.denial() == Denial::SecondPersonMissing);
        QCOMPARE(desk.position(), std::int64_t{0});
        desk.command(AdoptPosition{InstrumentId{1}}, anna);
        QVERIFY(!desk.denial());
        QCOMPARE(desk.position(), std::int64_t{9});
    }

    void whoHasTheRightAloneWaitsAMinuteAndIsTold()
    {
        auto desk = deskOfOne();
        desk.command(looser());
        QVERIFY(desk.denial() == Denial::AskAgainLater);
        QVERIFY(desk.alerted("second.cooling"));
        desk.pass(coolingAlone - Duration{1});
        desk.command(looser());
        QVERIFY(desk.denial() == Denial::AskAgainLater);
        desk.pass(Duration{1}); // impatience did not make it longer
        desk.command(looser());
        QVERIFY(isLoosened(desk));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The owner's own script is no second person.
    void aScriptIsTheOwnersHand()
    {
        auto desk = deskOfOne();
        desk.command(looser());
        desk.command(looser(), engine::script);
        QVERIFY(desk.denial() == Denial::AskAgainLater);
        auto two = deskOf({{engine::owner, risk::humanRoles}, {anna, mayRisk}});
        two.command(looser());
        two.command(looser(), engine::script);
        QVERIFY(two.denial() == Denial::SecondPersonMissing);
        two.command(looser(), anna);
        QVERIFY(isLoosened(two));
    }

    void withoutACodeNothingIsNoted()
    {
        auto desk = deskOfOne();
        desk.command(looser(), engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        desk.pass(coolingAlone);
        desk.command(looser());
        QVERIFY(desk.denial() == Denial::AskAgainLater);
        desk.pass(coolingAlone);
        desk.command(looser(), engine::owner, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
    }

    // rulings 1: cooling-off = the longer of two that apply.
    void theLongerOfTwoWaitsCounts()
    {
        auto desk = deskOfOne();
        desk.apply(CashMoved{AccountId{1}, desk.state().base, Money{-3'000 * oneDollar}, CashKind::Fee, {}, {}});
        QVERIFY(desk.state().isTripped(Breaker::DailyLoss));
        desk.command(lossClearing());
        QVERIFY(desk.denial() == Denial::AskAgainLater);
        desk.pass(coolingAlone);
        desk.command(lossClearing());
        QVERIFY(desk.denial() == Denial::CoolingOff);
        desk.pass(lossCoolingOff - coolingAlone);
        desk.command(lossClearing());
        QVERIFY(!desk.denial());
        QCOMPARE(desk.now<BreakerCleared>().size(), std::size_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }
    // Asked for at the end of the longer one, the shorter one is still due.
    void aMinuteIsDueHoweverLateItIsAskedFor()
    {
        auto desk = deskOfOne();
        desk.apply(CashMoved{AccountId{1}, desk.state().base, Money{-3'000 * oneDollar}, CashKind::Fee, {}, {}});
        desk.pass(lossCoolingOff);
        desk.command(lossClearing());
        QVERIFY(desk.denial() == Denial::AskAgainLater);
        desk.pass(coolingAlone);
        desk.command(lossClearing());
        QVERIFY(!desk.denial());
    }

    void whatNobodySecondsLapses()
    {
        auto desk = deskOfTwo();
        desk.command(looser(), anna);
        desk.pass(secondAwaited);
        desk.command(looser(), ben);
        QVERIFY(desk.denial() == Denial::SecondPersonMissing);
        desk.pass(secondAwaited - Duration{1});
        desk.command(looser(), anna);
        QVERIFY(isLoosened(desk));
    }

    // A kill, a breaker, other people, a new start: whoever asked did not know of it.
    void whatHappensInBetweenVoidsIt()
    {
        const auto voids = [](auto happen) {
            auto desk = deskOfTwo();
            desk.command(looser(), anna);
            const bool wasNoted = desk.state().awaited.size() == 1;
            happen(desk);
            return wasNoted && desk.state().awaited.isEmpty() && desk.recordFoldsToTheState();
        };
        QVERIFY(voids([](TestDesk& desk) { desk.command(Kill{}, ben); }));
        QVERIFY(voids([](TestDesk& desk) { desk.apply(KillLatched{}); }));
        QVERIFY(voids([](TestDesk& desk) { desk.apply(TroubleFound{Trouble::JournalFailed, {}, {}, {}}); }));
        QVERIFY(voids([](TestDesk& desk) { desk.apply(PeopleVouched{{{anna, mayRisk}}}); }));
        QVERIFY(voids([](TestDesk& desk) { desk.restart(); }));
        QVERIFY(!voids([](TestDesk& desk) { desk.quote(9'999, 10'001); }));
        QVERIFY(!voids([](TestDesk& desk) { // the same people again
            desk.apply(PeopleVouched{{{engine::owner, risk::Roles::of(Role::Admin)}, {anna, mayRisk}, {ben, mayRisk}}});
        }));
    }

    // Whoever sends the other one away stands alone, and then a minute is due all the same.
    void whoGetsRidOfTheOtherBeginsAnew()
    {
        auto desk = deskOfTwo();
        desk.command(looser(), anna);
        desk.pass(minutes(10));
        desk.apply(PeopleVouched{{{engine::owner, risk::Roles::of(Role::Admin)}, {anna, mayRisk}}});
        desk.command(looser(), anna);
        QVERIFY(desk.denial() == Denial::AskAgainLater);
        desk.pass(coolingAlone);
        desk.command(looser(), anna);
        QVERIFY(isLoosened(desk));
    }

    void aKillIsResetByOneWithACode()
    {
        auto desk = deskOfTwo();
        desk.command(Kill{}, anna);
        desk.command(ResetKill{}, anna, false);
        QVERIFY(desk.denial() == Denial::StepUpMissing);
        desk.command(ResetKill{}, anna);
        QVERIFY(!desk.denial());
    }

    // S26
    void whatWaitsIsBounded()
    {
        auto desk = deskOfTwo();
        for (std::int32_t i = 0; i < 200; ++i) {
            desk.command(looser(201 + i), anna);
            QVERIFY(desk.state().awaited.size() <= engine::mostAwaited);
        }
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_APPLESS_MAIN(TestSeconding)
#include "tst_seconding.moc"
