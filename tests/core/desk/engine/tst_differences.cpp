// needs: desk/engine

#include "core/desk/engine/differences.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;
using events::Denial;
using events::DifferenceKind;

namespace {

constexpr InstrumentId share{1};

/// A session at a real venue's test account, compared and armed.
TestDesk atVenue()
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    return TestDesk::armed(session);
}

/// The same before anything was ever booked: the link is up, and the account reported.
TestDesk firstSession()
{
    auto session = aSession();
    session.environment = orders::Environment::Paper;
    TestDesk desk(session);
    desk.apply(session);
    desk.apply(events::InstrumentDefined{acme(), false});
    desk.apply(events::LinkChanged{events::LinkKind::Orders, AccountId{1}, true});
    return desk;
}

void reportCash(TestDesk& desk, std::int64_t dollars)
{
    desk.apply(events::CashReported{AccountId{1}, desk.state().base, Money{dollars * oneDollar}});
}

void reportPosition(TestDesk& desk, std::int64_t lots)
{
    desk.apply(events::PositionReported{AccountId{1}, share, Lots{lots}});
}

std::vector<views::DifferenceView> shown(TestDesk& desk)
{
    return desk.engine.snapshot()->differences;
}

events::IgnoreDifference asSeen(const views::DifferenceView& line)
{
    return {line.what, line.ours, line.theirs};
}

bool arms(TestDesk& desk)
{
    desk.command(events::SetMode{risk::Mode::Halted});
    desk.command(events::SetMode{risk::Mode::Manual});
    return !desk.denial();
}

} // namespace

/// F49, S9: what differs is shown line by line, and settled by a person.
class TestDifferences : public QObject
{
    Q_OBJECT

private slots:
    void eachDifferenceIsALine()
    {
        auto desk = atVenue();
        QVERIFY(shown(desk).empty());
        desk.pass(seconds(1));
        const Timestamp then = desk.stamp.wall;
        reportPosition(desk, 7);
        reportCash(desk, 99'990);
        desk.apply(events::ExternalOrderReported{
            AccountId{1}, share, orders::VenueOrderId("x1"), Side::Buy, Lots{3}, {}, {}, true});
        desk.pass(seconds(5));
        reportPosition(desk, 7); // said again: it differs since the first time
        const auto lines = shown(desk);
        QCOMPARE(lines.size(), std::size_t{3});
        QVERIFY(lines[0].what.kind == DifferenceKind::Position && lines[0].what.instrument == share);
        QCOMPARE(lines[0].ours, std::int64_t{0});
        QCOMPARE(lines[0].theirs, std::int64_t{7});
        QCOMPARE(lines[0].since, then);
        QVERIFY(lines[1].what.kind == DifferenceKind::Cash);
        QCOMPARE(lines[1].ours, 100'000 * oneDollar);
        QCOMPARE(lines[1].theirs, 99'990 * oneDollar);
        QVERIFY(lines[2].what.kind == DifferenceKind::OrderThereOnly);
        QCOMPARE(lines[2].theirs, std::int64_t{3});
        QVERIFY(std::none_of(lines.begin(), lines.end(), [](const auto& line) { return line.isIgnored; }));
        QVERIFY(desk.recordFoldsToTheState());
    }

    void anOrderNobodyAnswersForIsALineAndHoldsUpItsSymbolAlone()
    {
        auto desk = atVenue();
        const OrderId entry = desk.place(Side::Buy, 5, 9'900);
        desk.report(entry, orders::OrderEventKind::Lost);
        const auto lines = shown(desk);
        QCOMPARE(lines.size(), std::size_t{1});
        QVERIFY(lines[0].what.kind == DifferenceKind::OrderHereOnly && lines[0].what.order == entry);
        QCOMPARE(lines[0].ours, std::int64_t{5});
        QVERIFY(arms(desk));
        desk.command(asSeen(lines[0]));
        QVERIFY(desk.denial() == Denial::Invalid); // asked for, or settled by a word of its own
    }

    // Arming needs that nobody has to look at anything.
    void whileOneIsOpenNobodyArms()
    {
        auto desk = atVenue();
        reportCash(desk, 99'990);
        QVERIFY(!arms(desk));
        QVERIFY(desk.denial() == Denial::DeskUnwell);
        reportCash(desk, 100'000);
        QVERIFY(arms(desk));
    }

    // A person's word, with a reason, is good for these figures. It lifts the breaker of the symbol with it.
    void whatIsIgnoredStaysSoForItsFigures()
    {
        auto desk = atVenue();
        reportPosition(desk, 7);
        QVERIFY(desk.state().isTripped(events::Breaker::Mismatch));
        const auto line = shown(desk).front();
        desk.command(asSeen(line), engine::owner, true, "");
        QVERIFY(desk.denial() == Denial::Invalid);
        auto other = asSeen(line);
        other.theirs = 8;
        desk.command(other);
        QVERIFY(desk.denial() == Denial::WrongDigest);
        desk.command(asSeen(line), PrincipalId{});
        QVERIFY(desk.denial() == Denial::NoRight);

        desk.command(asSeen(line));
        QVERIFY(!desk.denial());
        QVERIFY(desk.state().breakers.isEmpty());
        QVERIFY(shown(desk).front().isIgnored);
        QVERIFY(arms(desk));
        reportPosition(desk, 7);
        QVERIFY(desk.state().breakers.isEmpty());
        reportPosition(desk, 8);
        QVERIFY(desk.state().isTripped(events::Breaker::Mismatch));
        QVERIFY(!shown(desk).front().isIgnored);
        reportPosition(desk, 0); // they agree: that it comes back is news
        QVERIFY(shown(desk).empty());
        reportPosition(desk, 7);
        QVERIFY(!shown(desk).front().isIgnored);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What we trade beside it moves both figures and not what is between them.
    void whatIsBetweenTheFiguresCounts()
    {
        auto desk = atVenue();
        reportPosition(desk, 7);
        desk.command(asSeen(shown(desk).front()));
        QVERIFY(arms(desk));
        desk.longWithStop();
        reportPosition(desk, 17);
        QVERIFY(shown(desk).front().isIgnored);
        QVERIFY(desk.state().breakers.isEmpty());
    }

    void somebodyElsesOrderMayStand()
    {
        auto desk = atVenue();
        const auto told = [&](std::int64_t left, bool isOpen = true) {
            desk.apply(events::ExternalOrderReported{
                AccountId{1}, share, orders::VenueOrderId("x1"), Side::Buy, Lots{left}, {}, {}, isOpen});
        };
        told(3);
        QVERIFY(!arms(desk));
        desk.command(asSeen(shown(desk).front()));
        QVERIFY(arms(desk));
        told(2); // it fills on
        QVERIFY(shown(desk).front().isIgnored);
        told(4); // it has grown
        QVERIFY(!shown(desk).front().isIgnored);
        told(0, false);
        told(3); // the same number again
        QVERIFY(!shown(desk).front().isIgnored);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void somebodyElsesOrderEndsByAPersonsWordAlone()
    {
        auto desk = atVenue();
        desk.apply(events::ExternalOrderReported{
            AccountId{1}, share, orders::VenueOrderId("x1"), Side::Buy, Lots{3}, {}, {}, true});
        desk.command(events::CancelExternalOrder{share, orders::VenueOrderId("x2")});
        QVERIFY(desk.denial() == Denial::NotFound);
        desk.command(events::CancelExternalOrder{share, orders::VenueOrderId("x1")});
        const auto wanted = desk.wanted<events::CancelExternal>();
        QCOMPARE(wanted.size(), std::size_t{1});
        QCOMPARE(wanted.front().venueOrderId.view(), std::string_view("x1"));
        QCOMPARE(wanted.front().account, AccountId{1});
        QCOMPARE(desk.state().external.count(), 1); // until the venue says that it is gone
    }

    // As capital: what is measured from moves with it, and nothing was won or lost.
    void cashIsTakenOverAsCapital()
    {
        auto desk = atVenue();
        const auto before = desk.engine.snapshot();
        reportCash(desk, 150'000);
        desk.command(events::AdoptCash{desk.state().base, true}, engine::owner, true, "paid in by hand");
        QVERIFY(!desk.denial());
        QCOMPARE(desk.state().portfolio.cash(desk.state().base), Money{150'000 * oneDollar});
        QCOMPARE(desk.state().invested, Money{150'000 * oneDollar});
        QVERIFY(shown(desk).empty());
        const auto adopted = desk.now<events::CashAdopted>();
        QCOMPARE(adopted.size(), std::size_t{1});
        QCOMPARE(adopted.front().reason.view(), std::string_view("paid in by hand"));
        QCOMPARE(desk.engine.snapshot()->dayStart.value_or(Money{}).e8 - before->dayStart.value_or(Money{}).e8,
                 50'000 * oneDollar);
        reportCash(desk, 150'000);
        QVERIFY(shown(desk).empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // As a result: a cost that nobody told counts against the day.
    void cashIsTakenOverAsAResult()
    {
        auto desk = atVenue();
        const Money invested = desk.state().invested;
        reportCash(desk, 97'000);
        desk.command(events::AdoptCash{desk.state().base, false});
        QVERIFY(!desk.denial());
        QCOMPARE(desk.state().portfolio.cash(desk.state().base), Money{97'000 * oneDollar});
        QCOMPARE(desk.state().invested, invested);
        QVERIFY(desk.state().isTripped(events::Breaker::DailyLoss)); // 3 % of a day that may lose 2
        desk.command(events::AdoptCash{desk.state().base, false});
        QVERIFY(desk.denial() == Denial::NotFound);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What they hold more than we do: taken over, and that much closed; a stop that stands keeps its lots.
    void whatIsMoreThereIsClosed()
    {
        auto desk = atVenue();
        desk.longWithStop();
        reportPosition(desk, 13);
        desk.command(events::CloseDifference{share});
        QVERIFY(!desk.denial());
        QCOMPARE(desk.position(), std::int64_t{13});
        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{1});
        QVERIFY(sent.front().side == Side::Sell && sent.front().reduceOnly);
        QCOMPARE(sent.front().size, Lots{3});
        desk.report(sent.front().id, orders::OrderEventKind::Accepted);
        desk.fill(sent.front().id, 3, 9'999);
        QCOMPARE(desk.position(), std::int64_t{10});
        reportPosition(desk, 10);
        QVERIFY(shown(desk).empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whatIsLessThereCannotBeClosed()
    {
        auto desk = atVenue();
        desk.longWithStop();
        reportPosition(desk, 4);
        desk.command(events::CloseDifference{share});
        QVERIFY(desk.denial() == Denial::Invalid);
        QCOMPARE(desk.position(), std::int64_t{10});
        QVERIFY(desk.sent().empty());
        desk.command(events::CloseDifference{InstrumentId{9}});
        QVERIFY(desk.denial() == Denial::NotFound);
    }

    // Where nothing was ever booked the account's own figures are where the books begin.
    void theFirstSessionBeginsWithWhatTheBrokerReports()
    {
        auto desk = firstSession();
        reportCash(desk, 5'000);
        reportPosition(desk, 7);
        desk.command(events::AdoptOpening{});
        QVERIFY(desk.denial() == Denial::DeskUnwell); // not all has been reported
        desk.apply(events::Reconciled{AccountId{1}});
        QVERIFY(desk.engine.snapshot()->mayAdoptOpening);
        QVERIFY(desk.ever<events::AlertRaised>().empty()); // nothing is amiss: the books have not begun
        desk.command(events::AdoptOpening{});
        QVERIFY(desk.denial() == Denial::NotFound); // no price yet: all of it, or nothing
        QCOMPARE(desk.state().portfolio.cash(desk.state().base), Money{0});

        desk.quote(9'999, 10'001);
        desk.command(events::AdoptOpening{}, engine::owner, true, "first session");
        QVERIFY(!desk.denial());
        QCOMPARE(desk.state().portfolio.cash(desk.state().base), Money{5'000 * oneDollar});
        QCOMPARE(desk.position(), std::int64_t{7});
        QCOMPARE(desk.state().invested, Money{5'700 * oneDollar}); // what was there is no gain of the first day
        QCOMPARE(desk.engine.snapshot()->equity, std::optional(desk.state().invested));
        QVERIFY(desk.state().day < 0 || desk.state().dayStart == desk.state().invested);
        QVERIFY(shown(desk).empty());
        QVERIFY(desk.state().breakers.isEmpty());
        QVERIFY(!desk.engine.snapshot()->mayAdoptOpening);
        QVERIFY(arms(desk));
        desk.command(events::AdoptOpening{});
        QVERIFY(desk.denial() == Denial::DeskUnwell); // once
        QVERIFY(desk.recordFoldsToTheState());
    }

    void anAccountWithAHistoryHasNoOpening()
    {
        auto desk = atVenue();
        reportCash(desk, 5'000);
        desk.command(events::AdoptOpening{});
        QVERIFY(desk.denial() == Denial::DeskUnwell);
        QVERIFY(!desk.engine.snapshot()->mayAdoptOpening);
        QCOMPARE(desk.state().portfolio.cash(desk.state().base), Money{100'000 * oneDollar});
    }
};

QTEST_APPLESS_MAIN(TestDifferences)
#include "tst_differences.moc"
