// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

#include <span>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

class TestSessionRestart : public QObject
{
    Q_OBJECT

private slots:
    // F1: what may have reached the venue is asked for; nothing of it is assumed.
    void openOrdersAreUnknownAndAskedFor()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.place(Side::Buy, 3, 9'900);
        desk.restart();
        QVERIFY(desk.order(OrderId{2}).state == OrderState::Unknown);
        QVERIFY(desk.order(OrderId{3}).state == OrderState::Unknown);
        QVERIFY(desk.order(OrderId{4}).state == OrderState::Unknown); // a leg need not have waited for its record
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{3});
        QCOMPARE(desk.wanted<events::Reconcile>().size(), std::size_t{1});
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.state().mode == risk::Mode::Halted);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // S17: the entry lives, and fills after the restart. Its stop must be there for it.
    void theHeldLegsOfAnEntryThatLivesLiveWithIt()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.apply(events::SessionEnded{true});
        desk.restart();
        QVERIFY(desk.order(OrderId{2}).state == OrderState::Created);
        desk.quote(9'999, 10'001);
        desk.report(OrderId{1}, OrderEventKind::Found);
        desk.fill(OrderId{1}, 10, 10'000);
        QCOMPARE(desk.sent().size(), std::size_t{1}); // halted, but a stop protects
        QCOMPARE(desk.sent().front().id.value, std::uint64_t{2});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
    }

    // S4, S18: what only reduces need not wait for its record, so the leg may have left before the crash. Let go again
    // it would stand at the venue twice, and close twice as much.
    void aLegThatMayHaveLeftIsAskedForBeforeItIsLetGo()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.restart();
        QVERIFY(desk.order(OrderId{2}).state == OrderState::Unknown);
        QCOMPARE(desk.wanted<events::Query>().size(), std::size_t{2});
        desk.quote(9'999, 10'001);
        desk.report(OrderId{1}, OrderEventKind::Found);
        desk.fill(OrderId{1}, 10, 10'000);
        QVERIFY(desk.sent().empty());

        desk.report(OrderId{2}, OrderEventKind::Rejected); // the venue has never had it
        QVERIFY(!desk.alerted("position.unprotected"));
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().id.value, std::uint64_t{3});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
        desk.report(OrderId{2}, OrderEventKind::Rejected); // asked for twice, answered twice
        QVERIFY(desk.order(OrderId{3}).state == OrderState::Sent);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aLegThatHadLeftStandsAsTheVenueHasIt()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.restart();
        desk.quote(9'999, 10'001);
        desk.report(OrderId{1}, OrderEventKind::Found);
        desk.fill(OrderId{1}, 4, 10'000);
        events::OrderReport found;
        found.order = OrderId{2};
        found.kind = OrderEventKind::Found;
        found.size = Lots{4}; // for what had filled when it left
        found.stop = desk.order(OrderId{2}).ticket.stop;
        desk.apply(found);

        QVERIFY(desk.sent().empty());
        const auto& leg = desk.order(OrderId{2});
        QVERIFY(leg.state == OrderState::Working);
        QVERIFY(!leg.ticket.held);
        QCOMPARE(leg.ticket.size.count, std::int64_t{4});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aLegThatWasCancelledMeanwhileDoesNotComeHome()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.restart();
        desk.command(events::CancelOrder{OrderId{2}});
        desk.report(OrderId{2}, OrderEventKind::Rejected);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::Rejected);
        QCOMPARE(desk.state().ledger.lastId().value, std::uint64_t{2});
    }

    void theHeldLegsOfAnEntryThatNeverArrivedEndWithIt()
    {
        auto desk = TestDesk::armed();
        desk.place(Side::Buy, 10, 9'900);
        desk.restart();
        desk.report(OrderId{1}, OrderEventKind::Rejected);
        desk.report(OrderId{2}, OrderEventKind::Rejected);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::Rejected);
        QCOMPARE(desk.state().ledger.openCount(), std::int32_t{0});
        QVERIFY(desk.state().brackets.isEmpty());
    }

    void proposalsAreGone()
    {
        auto desk = TestDesk::armed();
        const auto id = desk.proposeBuy();
        const auto approval = desk.approvalOf(id);
        desk.restart();
        desk.quote(9'999, 10'001);
        desk.arm(risk::Mode::Manual);
        desk.command(approval);
        QVERIFY(desk.denial() == events::Denial::NotOpen);
    }

    void budgetsAreGone()
    {
        auto desk = TestDesk::armed();
        desk.command(
            events::GrantAutonomy{StrategyId{1}, Money{10'000 * oneDollar}, Money{500 * oneDollar}, 3, hours(8)});
        desk.restart();
        QVERIFY(desk.state().grants.isEmpty());
    }

    // S4.
    void noNumberIsUsedTwice()
    {
        auto desk = TestDesk::armed();
        const auto proposal = desk.proposeBuy();
        desk.approve(proposal, Lots{2});
        desk.report(OrderId{1}, OrderEventKind::Rejected);
        desk.restart();
        desk.arm(risk::Mode::Manual);
        const auto next = desk.proposeBuy();
        QVERIFY(next > proposal);
        desk.approve(next, Lots{2});
        QCOMPARE(desk.sent().front().id.value, std::uint64_t{3}); // 2 was the stop of the first
    }

    // S16: two allowed a minute for entries, both used up just before the stop. A new clock is no new minute.
    void aRestartRefillsNoWindow()
    {
        auto session = aSession();
        session.limits.ordersPerMinute = 5; // a fifth is kept for closing
        auto desk = TestDesk::armed(session);
        for (std::int64_t i = 1; i <= 4; ++i) {
            QVERIFY(desk.place(Side::Buy, i, 9'900));
            desk.report(OrderId{static_cast<std::uint64_t>(2 * i - 1)}, OrderEventKind::Rejected);
        }
        QVERIFY(!desk.place(Side::Buy, 5, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::OrderRate);
        desk.restart();
        desk.arm(risk::Mode::Manual);
        desk.pass(seconds(59));
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.place(Side::Buy, 5, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::OrderRate);
        desk.pass(seconds(2));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.place(Side::Buy, 5, 9'900));
    }

    void aRestartForgetsNoDuplicate()
    {
        auto desk = TestDesk::armed();
        QVERIFY(desk.place(Side::Buy, 1, 9'900));
        desk.report(OrderId{1}, OrderEventKind::Rejected);
        desk.restart();
        desk.quote(9'999, 10'001);
        desk.arm(risk::Mode::Manual);
        desk.pass(seconds(9));
        desk.quote(9'999, 10'001);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::Duplicate);
    }

    void aProfileHasOneBaseCurrency()
    {
        auto desk = TestDesk::armed();
        desk.session.baseCurrency = "EUR";
        desk.restart();
        QVERIFY(desk.lastError);
        QCOMPARE(desk.state().session.baseCurrency, std::string("USD"));
    }

    // What the market showed is gone with the program: nothing is traded on a price of yesterday.
    void noOldPriceIsTradedOn()
    {
        auto desk = TestDesk::armed();
        desk.restart();
        desk.arm(risk::Mode::Manual);
        QVERIFY(!desk.place(Side::Buy, 1, 9'900));
        QVERIFY(desk.refusal() == risk::Rule::StaleData);
    }

    // S26: two weeks after its end an order is no longer in memory, and its number stays used.
    void whatIsLongOverIsForgotten()
    {
        auto desk = TestDesk::armed();
        for (std::int64_t i = 1; i <= 10; ++i) {
            desk.report(desk.place(Side::Buy, i, 9'900), OrderEventKind::Rejected);
        }
        desk.command(events::ClearBreaker{static_cast<std::uint8_t>(events::Breaker::RejectStorm), {}, {}});
        QCOMPARE(desk.state().ledger.size(), std::size_t{20});
        desk.pass(days(15));
        desk.quote(9'999, 10'001);
        QCOMPARE(desk.state().ledger.size(), std::size_t{0});
        QVERIFY(desk.recordFoldsToTheState());
        desk.restart();
        desk.quote(9'999, 10'001);
        desk.arm(risk::Mode::Manual);
        QCOMPARE(desk.place(Side::Buy, 1, 9'900).value, std::uint64_t{21});
    }

    void aStateComesBackFromItsBytes()
    {
        auto desk = TestDesk::armed();
        desk.longWithStop();
        desk.proposeBuy();
        const Bytes bytes = TestDesk::bytesOf(desk.state());
        engine::DeskState loaded;
        ByteReader reader(bytes);
        QVERIFY(loaded.load(reader) && reader.finished());
        QVERIFY(TestDesk::bytesOf(loaded) == bytes);
        QVERIFY(loaded.hash() == desk.engine.hash());
        for (std::size_t size = 0; size < bytes.size(); size += 7) {
            ByteReader cut(std::span<const std::byte>(bytes).first(size));
            engine::DeskState other;
            QVERIFY(!other.load(cut));
        }
    }

    /// Orders of earlier starts keep the names that their venue knows.
    void theNoncesOfEarlierStartsAreKept()
    {
        auto session = aSession();
        session.startNonce = "FIRST111";
        auto desk = TestDesk::armed(session);
        const OrderId first = desk.place(Side::Buy, 1, 9'900);
        desk.session.startNonce = "SECOND22"; // sends nothing
        desk.restart();
        desk.session.startNonce = "THIRD333";
        desk.restart();
        const auto& starts = desk.state().starts;
        QCOMPARE(starts.size(), std::size_t{2});
        QCOMPARE(starts[0].first, first);
        QCOMPARE(starts[0].nonce.view(), std::string_view("FIRST111"));
        QVERIFY(starts[1].first > first);
        QCOMPARE(starts[1].nonce.view(), std::string_view("THIRD333"));
        engine::DeskState loaded;
        const Bytes bytes = TestDesk::bytesOf(desk.state());
        ByteReader reader(bytes);
        QVERIFY(loaded.load(reader) && reader.finished());
        QVERIFY(loaded.starts == starts);
    }

    /// S26: of more starts than there is room for the oldest are forgotten.
    void theNoncesOfTooManyStartsAreForgotten()
    {
        auto desk = TestDesk::armed();
        engine::DeskState state(desk.state());
        state.starts.clear();
        for (std::uint64_t i = 1; i <= engine::mostNamedStarts; ++i) {
            state.starts.push_back({OrderId{i}, ShortText<8>("OLD")});
        }
        state.nextOrder = engine::mostNamedStarts + 100;
        desk.engine = engine::Engine();
        desk.engine.resume(std::move(state));
        ++desk.session.boot;
        desk.stamp.boot = desk.session.boot;
        desk.session.startNonce = "NEW";
        desk.apply(desk.session);
        QCOMPARE(desk.state().starts.size(), engine::mostNamedStarts);
        QCOMPARE(desk.state().starts.front().first, OrderId{2});
        QCOMPARE(desk.state().starts.back().nonce.view(), std::string_view("NEW"));
    }

    void theHashIsNotOfNoncesAndProgramText()
    {
        auto session = aSession();
        auto first = TestDesk::armed(session);
        session.installNonce = "another";
        session.startNonce = "another";
        session.program = "another";
        auto second = TestDesk::armed(session);
        QVERIFY(first.engine.hash() == second.engine.hash());
    }
};

QTEST_APPLESS_MAIN(TestSessionRestart)
#include "tst_session_restart.moc"
