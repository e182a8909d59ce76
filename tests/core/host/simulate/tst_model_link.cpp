#include "core/host/simulate/model_venue.h"

#include "tests/support/model_venue_bench.h"

#include <QTest>

#include <set>

using namespace omni;
using namespace omni::simulate;
using namespace omni::test;
using orders::OrderEventKind;
using State = VenueOrder::State;

namespace {

using Kinds = std::vector<OrderEventKind>;

bool holds(const Kinds& kinds, OrderEventKind kind)
{
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

} // namespace

class TestModelLink : public QObject
{
    Q_OBJECT

private slots:
    void cutLinkLosesWordsAndSaysSo();
    void nothingIsHeardWhileTheLinkIsCut();
    void halfOpenLinkIsNoticedLate();
    void secondCutTakesNoLostReportAway();
    void reconciliationEndsWithItsEnd();
    void endThatWasLostIsToldMuchLater();
    void tellAllTellsEndsWhoseAnswersWereLost();
    void notFoundIsNoProofWithinTheSettleTime();
    void lostOrderStandsAllTheSame();
    void eachLineIsCloggedByItself();
    void forgottenQuestionIsNotAnswered();
    void cancelThatIsLostChangesNothing();
    void replaceWhoseAnswerWasLostIsToldToWhoeverAsks();
    void positionOvertakesItsFill();
    void fillComesAgainWithOtherFigures();
    void tradeOfSomebodyElseComesUnderAWrongNumber();
    void endOfSomebodyElsesOrderComesUnderANumberThatWasNeverGiven();
    void cashHasDepositsInIt();
    void orderThatNobodyKnowsIsForeign();
    void numberUsedAgainMeansTheKnownOrder();
    void earlierOrderKeepsItsId();
    void tellsAgainUnderTheSameId();
    void fillComesAgainWeeksLater();
};

void TestModelLink::cutLinkLosesWordsAndSaysSo()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000))); // its answer is under way

    bench.venue.cutLink(bench.now, false);
    bench.hear();

    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Lost});
    QCOMPARE(bench.heard<events::LinkChanged>().size(), std::size_t{1});
    QVERIFY(!bench.heard<events::LinkChanged>().front().up);
    QVERIFY(std::holds_alternative<events::LinkChanged>(bench.words.back().event));
    QCOMPARE(bench.order(1)->state, State::Working); // it stands all the same
    QVERIFY(!bench.venue.isLinkUp());

    QVERIFY(bench.submit(limitTicket(2, Side::Buy, 10, 9'000)));
    bench.hear();
    QCOMPARE(bench.reportsOn(2), Kinds{OrderEventKind::Lost});
    QVERIFY(bench.order(2) == nullptr); // and this one has never come
}

void TestModelLink::nothingIsHeardWhileTheLinkIsCut()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 100, 9'990)));
    bench.hear();
    bench.venue.cutLink(bench.now, false);
    bench.hear();
    bench.words.clear();

    QVERIFY(bench.work(2'000, [&] { return bench.order(1)->state == State::Filled; }));
    QVERIFY(bench.words.empty());

    bench.venue.restoreLink(bench.now);
    bench.venue.reconcile(bench.now);
    bench.hear();
    QVERIFY(bench.heard<events::LinkChanged>().front().up);
    QCOMPARE(bench.told.positions[1], std::int64_t{100});
    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Filled});
}

void TestModelLink::halfOpenLinkIsNoticedLate()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));

    bench.venue.cutLink(bench.now, true);
    QVERIFY(bench.submit(limitTicket(2, Side::Buy, 10, 9'000)));
    bench.cancel(1);
    QCOMPARE(bench.hear(), std::size_t{0});

    bench.pass(seconds(20));
    bench.hear();
    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Lost});
    QCOMPARE(bench.reportsOn(2), Kinds{OrderEventKind::Lost});
    QVERIFY(!bench.heard<events::LinkChanged>().back().up);
    QVERIFY(bench.order(2) == nullptr);
    QCOMPARE(bench.order(1)->state, State::Working); // the cancel has never come
}

void TestModelLink::secondCutTakesNoLostReportAway()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));

    bench.venue.cutLink(bench.now, false); // nobody listens yet
    bench.venue.restoreLink(bench.now);
    bench.venue.cutLink(bench.now, false);
    bench.hear();

    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Lost});
}

void TestModelLink::reconciliationEndsWithItsEnd()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    QVERIFY(bench.submit(limitTicket(2, Side::Buy, 10, 9'000)));
    bench.cancel(2);
    bench.hear();
    bench.words.clear();

    bench.venue.reconcile(bench.now);
    bench.hear();

    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Found});
    QCOMPARE(bench.reportsOn(2), Kinds{OrderEventKind::Cancelled});
    QCOMPARE(bench.heard<events::PositionReported>().size(), std::size_t{3});
    QCOMPARE(bench.heard<events::CashReported>().size(), std::size_t{2}); // USD, EUR
    QVERIFY(std::holds_alternative<events::Reconciled>(bench.words.back().event));
    QCOMPARE(bench.heard<events::Reconciled>().size(), std::size_t{1});
}

void TestModelLink::endThatWasLostIsToldMuchLater()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();
    bench.cancel(1);
    bench.venue.cutLink(bench.now, false); // the answer is gone
    bench.hear();
    QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::Lost);

    bench.pass(hours(10));
    bench.venue.restoreLink(bench.now);
    bench.venue.reconcile(bench.now);
    bench.hear();

    QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::Cancelled);
}

void TestModelLink::tellAllTellsEndsWhoseAnswersWereLost()
{
    VenueBench bench;
    VenueManners manners;
    manners.loseAnswer = 1'000;
    bench.venue.setManners(manners);
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.cancel(1);
    bench.pass(seconds(5));
    bench.hear();
    QCOMPARE(bench.reportsOn(1), (Kinds{OrderEventKind::Accepted, OrderEventKind::Lost}));

    bench.venue.tellAll(bench.now);
    bench.hear();

    QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::Cancelled);
}

void TestModelLink::notFoundIsNoProofWithinTheSettleTime()
{
    VenueBench bench;
    VenueManners manners;
    manners.neverArrives = 1'000;
    bench.venue.setManners(manners);

    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.pass(seconds(1));
    bench.venue.query(bench.now, OrderId{1});
    bench.hear();
    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Lost}); // nothing is known yet

    bench.pass(milliseconds(1'999));
    bench.hear();
    QCOMPARE(bench.reportsOn(1).size(), std::size_t{1});

    bench.pass(milliseconds(1)); // three seconds
    bench.hear();
    QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::Rejected);
    QVERIFY(bench.order(1) == nullptr);
}

void TestModelLink::lostOrderStandsAllTheSame()
{
    bool hasBeenSlow = false;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        VenueBench bench;
        VenueManners manners;
        manners.unproven = 1'000;
        bench.venue.setManners(manners);

        bench.venue.roll(seed);
        QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
        bench.pass(milliseconds(50));
        bench.venue.query(bench.now, OrderId{1});
        bench.hear();
        QCOMPARE(bench.reportsOn(1).front(), OrderEventKind::Lost);
        hasBeenSlow = hasBeenSlow || bench.reportsOn(1).back() == OrderEventKind::Lost;

        bench.pass(seconds(3));
        bench.hear();
        QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::Found);
        QVERIFY(!holds(bench.reportsOn(1), OrderEventKind::Rejected));
    }
    QVERIFY(hasBeenSlow);
}

void TestModelLink::eachLineIsCloggedByItself()
{
    for (const auto line : {ModelVenue::Line::Words, ModelVenue::Line::Market}) {
        VenueBench bench;
        bench.venue.clog(line);
        QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
        bench.venue.moveMarket(bench.now, InstrumentId{1});
        bench.pass(hours(1));
        bench.hear();
        QCOMPARE(bench.reportsOn(1).empty(), line == ModelVenue::Line::Words);
        QCOMPARE(bench.ticks.empty(), line == ModelVenue::Line::Market);
        bench.venue.unclog(line);
        bench.hear();
        QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Accepted});
        QVERIFY(!bench.ticks.empty());
    }
}

void TestModelLink::forgottenQuestionIsNotAnswered()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();
    VenueManners manners;
    manners.loseQuestion = 1'000;
    bench.venue.setManners(manners);

    bench.venue.query(bench.now, OrderId{1});
    bench.pass(hours(1));
    bench.hear();

    QCOMPARE(bench.reportsOn(1), Kinds{OrderEventKind::Accepted});
    QCOMPARE(bench.venue.counts().lostQuestions, std::uint64_t{1});
}

void TestModelLink::cancelThatIsLostChangesNothing()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();
    VenueManners manners;
    manners.loseChange = 1'000;
    bench.venue.setManners(manners);

    bench.cancel(1);
    bench.pass(seconds(5));
    bench.hear();

    QCOMPARE(bench.reportsOn(1).back(), OrderEventKind::Lost);
    QVERIFY(bench.order(1)->state == VenueOrder::State::Working);
    QCOMPARE(bench.wire.size(), std::size_t{1}); // the order alone
}

void TestModelLink::replaceWhoseAnswerWasLostIsToldToWhoeverAsks()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();
    VenueManners manners;
    manners.loseAnswer = 1'000;
    bench.venue.setManners(manners);
    bench.replace(1, Lots{7}, {});
    bench.pass(seconds(5));
    bench.hear();

    bench.venue.query(bench.now, OrderId{1});
    bench.venue.query(bench.now, OrderId{1});
    bench.hear();

    QCOMPARE(bench.reportsOn(1),
             (Kinds{OrderEventKind::Accepted, OrderEventKind::Lost, OrderEventKind::Replaced, OrderEventKind::Found}));
    const auto reports = bench.heard<events::OrderReport>();
    QVERIFY(reports[2].size == Lots{7});
}

void TestModelLink::positionOvertakesItsFill()
{
    VenueBench bench;
    VenueManners manners;
    manners.earlyPosition = 1'000;
    bench.venue.setManners(manners);

    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 10)));
    QVERIFY(bench.work(100, [&bench] { return bench.order(1)->state == VenueOrder::State::Filled; }));

    std::size_t position = bench.words.size(), fill = bench.words.size();
    for (std::size_t i = bench.words.size(); i > 0; --i) {
        const auto& event = bench.words[i - 1].event;
        position = std::holds_alternative<events::PositionReported>(event) ? i - 1 : position;
        fill = std::holds_alternative<orders::Fill>(event) ? i - 1 : fill;
    }
    QVERIFY(position < fill);
    QCOMPARE(bench.venue.counts().earlyPositions > 0, true);
}

void TestModelLink::fillComesAgainWithOtherFigures()
{
    VenueBench bench;
    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 10)));
    bench.hear();
    const auto first = bench.heard<orders::Fill>();
    QVERIFY(!first.empty());
    VenueManners manners;
    manners.garbledFill = 1'000;
    bench.venue.setManners(manners);

    QVERIFY(bench.work(100, [&bench] { return bench.venue.counts().garbledFills > 0; }));

    const auto all = bench.heard<orders::Fill>();
    QCOMPARE(all.back().venueFillId, first.front().venueFillId);
    QVERIFY(!(all.back() == first.front()));
    QCOMPARE(bench.venue.executions().size(), first.size());
}

void TestModelLink::tradeOfSomebodyElseComesUnderAWrongNumber()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();
    VenueManners manners;
    manners.external = manners.misdirect = 1'000;
    bench.venue.setManners(manners);

    QVERIFY(bench.work(200, [&bench] { return bench.venue.counts().misdirectedFills > 0; }));

    const auto fills = bench.heard<orders::Fill>();
    const auto wrong = std::find_if(fills.begin(), fills.end(), [](const orders::Fill& fill) { return fill.order; });
    QVERIFY(wrong != fills.end());
    QCOMPARE(wrong->order, OrderId{1});
    QVERIFY(wrong->side == Side::Sell || wrong->instrument != InstrumentId{1});
    QCOMPARE(bench.order(1)->filled, Lots{0});
}

void TestModelLink::endOfSomebodyElsesOrderComesUnderANumberThatWasNeverGiven()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 10, 9'000)));
    bench.hear();
    VenueManners manners;
    manners.external = manners.misdirect = 1'000;
    bench.venue.setManners(manners);

    QVERIFY(bench.work(200, [&bench] { return bench.venue.counts().misdirectedReports > 0; }));

    const auto reports = bench.heard<events::OrderReport>();
    const auto strange = std::find_if(reports.begin(), reports.end(),
                                      [](const events::OrderReport& report) { return report.order != OrderId{1}; });
    QVERIFY(strange != reports.end());
    QVERIFY(strange->order.value > 1'000'000);
    QVERIFY(strange->kind == OrderEventKind::Filled || strange->kind == OrderEventKind::Cancelled);
    QCOMPARE(bench.order(1)->state, State::Working);
}

void TestModelLink::cashHasDepositsInIt()
{
    VenueBench bench;
    bench.venue.moveCash(CurrencyId{1}, Money{500});
    bench.venue.moveCash(CurrencyId{1}, Money{-200});
    bench.venue.moveCash(CurrencyId{9}, Money{7}); // that nothing here is quoted in

    bench.venue.reconcile(bench.now);
    bench.hear();

    const auto told = bench.heard<events::CashReported>();
    QCOMPARE(told.size(), std::size_t{9});
    QCOMPARE(told.front().cash, Money{300});
    QCOMPARE(told.back().cash, Money{7});
}

void TestModelLink::orderThatNobodyKnowsIsForeign()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 100, 9'990)));

    bench.restart(0, OrderId{}); // it has left before its record was on the disk
    QVERIFY(bench.work(2'000, [&] { return bench.order(1)->state == State::Filled; }));

    QCOMPARE(bench.told.positions[1], std::int64_t{100});
    for (const auto& fill : bench.heard<orders::Fill>()) {
        QCOMPARE(fill.order, OrderId{});
    }
    QVERIFY(bench.reportsOn(1).empty());
}

void TestModelLink::numberUsedAgainMeansTheKnownOrder()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 100, 9'000)));
    bench.restart(0, OrderId{});
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 50, 9'000)));
    bench.restart(0, OrderId{1}); // the second one is on record

    bench.venue.query(bench.now, OrderId{1});
    bench.venue.cancel(bench.now, OrderId{1});
    bench.hear();

    const auto all = bench.venue.orders();
    QCOMPARE(all.size(), std::size_t{2});
    QVERIFY(all[0].clientId != all[1].clientId);
    QCOMPARE(all[0].state, State::Working);
    QCOMPARE(all[1].state, State::Cancelled);
    QCOMPARE(bench.reportsOn(1), (Kinds{OrderEventKind::Found, OrderEventKind::Cancelled}));
}

void TestModelLink::earlierOrderKeepsItsId()
{
    VenueBench bench;
    QVERIFY(bench.submit(limitTicket(1, Side::Buy, 100, 9'000)));
    const auto id = orders::clientOrderId({orders::Nonce("INSTALL1"), orders::Nonce("START001"), OrderId{1}}).value();

    bench.restart(0, OrderId{1});
    bench.replace(1, Lots{120}, std::nullopt);
    bench.hear();

    const auto* order = bench.venue.find(id);
    QVERIFY(order != nullptr);
    QCOMPARE(order->ticket.size, Lots{120});
    QVERIFY(bench.venue.find(orders::ClientOrderId("INSTALL1-START101-1-e")) == nullptr);
    QVERIFY(bench.venue.find(orders::ClientOrderId("nonsense")) == nullptr);
}

void TestModelLink::tellsAgainUnderTheSameId()
{
    VenueBench bench;
    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 10)));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));
    std::set<std::string> before, after;
    for (const auto& fill : bench.heard<orders::Fill>()) {
        before.emplace(fill.venueFillId.view());
    }
    bench.words.clear();

    bench.restart(1'000, OrderId{1}); // nothing was on the disk
    QVERIFY(bench.told.fills.empty());
    bench.venue.reconcile(bench.now);
    bench.hear();

    for (const auto& fill : bench.heard<orders::Fill>()) {
        after.emplace(fill.venueFillId.view());
    }
    QCOMPARE(after, before);
    QVERIFY(bench.venue.fillIdsLast());
}

void TestModelLink::fillComesAgainWeeksLater()
{
    VenueBench bench;
    QVERIFY(bench.submit(venueTicket(1, Side::Buy, 1)));
    QVERIFY(bench.work(100, [&] { return bench.order(1)->state == State::Filled; }));
    const auto first = bench.heard<orders::Fill>().front();
    bench.restart(0, OrderId{1});
    bench.pass(days(30));
    bench.hear();
    bench.words.clear();

    VenueManners manners;
    manners.duplicateFill = 500;
    bench.venue.setManners(manners);
    QVERIFY(bench.work(1'000, [&] { return !bench.heard<orders::Fill>().empty(); }));

    QCOMPARE(bench.heard<orders::Fill>().front(), first);
    QCOMPARE(bench.venue.position(InstrumentId{1}), Lots{1});
}

QTEST_APPLESS_MAIN(TestModelLink)
#include "tst_model_link.moc"
