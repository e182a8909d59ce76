// needs: desk/engine

#include "tests/support/model_venue.h"
#include "tests/support/test_desk.h"

#include <QTest>

#include <map>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;
using orders::OrderState;

namespace {

events::PlaceOrder closing(std::int64_t lots, Side side = Side::Sell)
{
    events::PlaceOrder place;
    place.ticket.instrument = InstrumentId{1};
    place.ticket.side = side;
    place.ticket.size = Lots{lots};
    place.ticket.reduceOnly = true;
    return place;
}

/// A person is long ten; entry 1, stop 2, target 3 work at the venue.
TestDesk longTen()
{
    auto desk = TestDesk::armed();
    desk.longWithStop(10, 9'900, 10'200);
    return desk;
}

std::optional<std::int64_t> askedSize(const TestDesk& desk, OrderId order)
{
    for (const auto& replace : desk.wanted<events::Replace>()) {
        if (replace.order == order && replace.size) {
            return replace.size->count;
        }
    }
    return std::nullopt;
}

/// Both legs are six; the exit of four has been sent.
OrderId sendFour(TestDesk& desk)
{
    desk.command(closing(4));
    desk.report(OrderId{2}, OrderEventKind::Replaced, Lots{6});
    desk.report(OrderId{3}, OrderEventKind::Replaced, Lots{6});
    return desk.sent().empty() ? OrderId{} : desk.sent().front().id;
}

/// Random days of one person with one position, and what S17 and S18 say of each moment of them.
class Half
{
public:
    explicit Half(std::uint64_t seed)
        : m_random(seed)
        , m_desk(TestDesk::armed())
        , m_venue(m_desk, m_random)
    {
        m_desk.afterEach = [this] { check(); };
        m_venue.listen();
    }

    std::string run(int steps)
    {
        for (int i = 0; i < steps && m_fault.empty(); ++i) {
            step();
            m_venue.listen();
        }
        return m_fault;
    }

    std::uint64_t sent = 0;

private:
    void step()
    {
        const auto dice = m_random.below(100);
        const std::int64_t position = m_desk.position();
        if (dice < 70) {
            m_desk.pass(milliseconds(m_random.between(0, 300)));
            m_venue.act();
        } else if (dice < 76) {
            m_desk.pass(seconds(1));
            m_desk.quote(9'999, 10'001);
        } else if (dice < 78) {
            m_desk.restart();
            m_desk.quote(9'999, 10'001);
            m_desk.arm(risk::Mode::Manual);
        } else if (dice < 86 && position == 0) {
            const Side side = m_random.below(2) == 0 ? Side::Buy : Side::Sell;
            m_desk.place(side, m_random.between(2, 12), 10'000 - signOf(side) * 100, 10'000 + signOf(side) * 200);
        } else if (position != 0 && m_random.below(3) == 0) {
            m_desk.command(closing(m_random.between(1, std::abs(position)), position > 0 ? Side::Sell : Side::Buy));
        } else {
            for (const auto& one : std::vector(m_desk.state().breakers.begin(), m_desk.state().breakers.end())) {
                m_desk.pass(m_desk.state().coolingLeft(one.key, m_desk.stamp));
                m_desk.command(
                    events::ClearBreaker{static_cast<std::uint8_t>(one.key.breaker), InstrumentId{one.key.subject}});
            }
        }
    }

    /// Truth is the venue's: what its live orders may still close, and what it has been told to do.
    void check()
    {
        for (const auto& ticket : m_desk.sent()) {
            sent += ticket.role == orders::OrderRole::Exit ? 1U : 0U;
        }
        const auto& state = m_desk.state();
        const std::int64_t held = std::abs(m_desk.position());
        std::int64_t exits = 0;
        std::map<std::uint64_t, std::int64_t> legs; // by the lower id of a pair: the larger counts
        state.ledger.forEachOpen([&](const orders::OrderRecord& record) {
            const std::int64_t open = orders::reservedLots(record).count;
            const bool isAgainst = (record.ticket.side == Side::Sell) == (m_desk.position() > 0);
            if (!record.ticket.reduceOnly || record.ticket.held || !isAgainst) {
                return;
            }
            if (record.ticket.role == orders::OrderRole::Exit) {
                exits += open;
            } else {
                auto& claim = legs[record.ticket.parent.value];
                claim = std::max(claim, open);
            }
        });
        std::int64_t all = exits;
        for (const auto& [parent, claim] : legs) {
            all += claim;
        }
        // Only what is newly sent may be judged: fills in flight shrink the position under orders that stand.
        if (!m_desk.sent().empty() && m_desk.sent().back().reduceOnly && all > held) {
            fail("S18: " + std::to_string(all) + " may close " + std::to_string(held));
        }
        if (!m_desk.recordFoldsToTheState()) {
            fail("S22: the record does not fold to the state");
        }
        for (; m_seen < m_venue.fills.size(); ++m_seen) {
            const auto& fill = m_venue.fills[m_seen];
            const auto* record = state.ledger.find(fill.order);
            const std::int64_t now = m_desk.position();
            if (record != nullptr && record->ticket.reduceOnly
                && (std::abs(now) >= std::abs(m_was) || (now != 0 && (now > 0) != (m_was > 0)))) {
                fail("S18: order " + std::to_string(fill.order.value) + " took the position from "
                     + std::to_string(m_was) + " to " + std::to_string(now));
            }
        }
        m_was = m_desk.position();
    }

    void fail(const std::string& what)
    {
        if (m_fault.empty()) {
            m_fault = what + " at event " + std::to_string(m_desk.stamp.seq.value);
        }
    }

    SeededRandom m_random;
    TestDesk m_desk;
    ModelVenue m_venue;
    std::int64_t m_was = 0;
    std::size_t m_seen = 0;
    std::string m_fault;
};

} // namespace

class TestPartExits : public QObject
{
    Q_OBJECT

private slots:
    void theLegsBecomeSmallerBeforeTheExitGoes()
    {
        auto desk = longTen();
        desk.command(closing(4));
        QVERIFY(!desk.refusal() && !desk.denial());
        QCOMPARE(askedSize(desk, OrderId{2}), std::optional(std::int64_t{6}));
        QCOMPARE(askedSize(desk, OrderId{3}), std::optional(std::int64_t{6}));
        QVERIFY(desk.sent().empty());
        desk.report(OrderId{2}, OrderEventKind::Replaced, Lots{6});
        QVERIFY(desk.sent().empty()); // the target still closes ten
        desk.report(OrderId{3}, OrderEventKind::Replaced, Lots{6});
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{4});
        QVERIFY(desk.sent().front().role == orders::OrderRole::Exit);
        QVERIFY(desk.sent().front().origin == orders::Origin::Human);
        QVERIFY(desk.recordFoldsToTheState());
    }

    void whenItHasFilledTheLegsCoverWhatIsLeft()
    {
        auto desk = longTen();
        const OrderId exit = sendFour(desk);
        desk.report(exit, OrderEventKind::Accepted);
        desk.fill(exit, 4, 9'999);
        QCOMPARE(desk.position(), std::int64_t{6});
        QVERIFY(desk.state().parts.isEmpty());
        QVERIFY(desk.wanted<events::Replace>().empty());
        QVERIFY(desk.wanted<events::Cancel>().empty());
        QCOMPARE(desk.order(OrderId{2}).ticket.size.count, std::int64_t{6});
        QCOMPARE(desk.order(OrderId{3}).ticket.size.count, std::int64_t{6});
    }

    void anExitThatIsRefusedGivesTheLegsTheirSizeBack()
    {
        for (const auto end : {OrderEventKind::Rejected, OrderEventKind::Expired, OrderEventKind::Cancelled}) {
            auto desk = longTen();
            const OrderId exit = sendFour(desk);
            if (end != OrderEventKind::Rejected) {
                desk.report(exit, OrderEventKind::Accepted);
            }
            desk.report(exit, end);
            QVERIFY(desk.state().parts.isEmpty());
            QCOMPARE(askedSize(desk, OrderId{2}), std::optional(std::int64_t{10}));
            QCOMPARE(askedSize(desk, OrderId{3}), std::optional(std::int64_t{10}));
            QVERIFY(desk.sent().empty()); // not tried again: a person decides anew
        }
    }

    // One of four fills, then it is cancelled: nine are held, and the legs cover nine.
    void aPartOfTheExitLeavesLegsForTheRest()
    {
        auto desk = longTen();
        const OrderId exit = sendFour(desk);
        desk.report(exit, OrderEventKind::Accepted);
        desk.fill(exit, 1, 9'999);
        QVERIFY(desk.wanted<events::Replace>().empty());
        desk.report(exit, OrderEventKind::Cancelled);
        QCOMPARE(desk.position(), std::int64_t{9});
        QCOMPARE(askedSize(desk, OrderId{2}), std::optional(std::int64_t{9}));
        QCOMPARE(askedSize(desk, OrderId{3}), std::optional(std::int64_t{9}));
    }

    // The stop fills seven of its ten while it is being made smaller: three are left, and the exit is of three.
    void aStopThatFillsInTheMeantimeIsTakenOffTheExit()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.fill(OrderId{2}, 7, 9'900);
        desk.report(OrderId{2}, OrderEventKind::ReplaceRejected);
        desk.report(OrderId{3}, OrderEventKind::ReplaceRejected);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().size(), std::size_t{1});
        QCOMPARE(desk.sent().front().size.count, std::int64_t{3});
        QVERIFY(desk.sent().front().role == orders::OrderRole::Exit);
    }

    void legsThatTheVenueWouldNotChangeComeBackSmaller()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.report(OrderId{2}, OrderEventKind::ReplaceRejected);
        QVERIFY(desk.order(OrderId{2}).state == OrderState::CancelSent);
        desk.report(OrderId{3}, OrderEventKind::Replaced, Lots{6});
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{3});
        QVERIFY(sent[0].role == orders::OrderRole::Stop && sent[0].stop == Ticks{9'900});
        QCOMPARE(sent[0].size.count, std::int64_t{6});
        QVERIFY(sent[1].role == orders::OrderRole::Target && sent[1].limit == Ticks{10'200});
        QCOMPARE(sent[1].size.count, std::int64_t{6});
        QVERIFY(sent[0].oco == sent[1].id && sent[1].oco == sent[0].id);
        QVERIFY(sent[2].role == orders::OrderRole::Exit);
        QCOMPARE(sent[2].size.count, std::int64_t{4});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void theWishOutlivesARestart()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.restart();
        desk.quote(9'999, 10'001);
        QCOMPARE(desk.state().parts.size(), std::size_t{1});
        for (const OrderId leg : {OrderId{2}, OrderId{3}}) {
            desk.report(leg, OrderEventKind::Found);
            desk.report(leg, OrderEventKind::Replaced, Lots{6});
        }
        QVERIFY(!desk.ever<events::PartialExitSent>().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    void savingAndLoadingKeepsIt()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.report(OrderId{2}, OrderEventKind::ReplaceRejected);
        const Bytes bytes = TestDesk::bytesOf(desk.state());
        ByteReader reader(bytes);
        engine::DeskState loaded;
        QVERIFY(loaded.load(reader));
        QVERIFY(reader.finished());
        QCOMPARE(loaded.parts.size(), std::size_t{1});
        QVERIFY(!loaded.legMarks.isEmpty());
        QVERIFY(TestDesk::bytesOf(loaded) == bytes);
    }

    // Nothing becomes smaller for an exit that could not follow: the market is halted.
    void anExitThatTheGateRefusesLeavesTheLegs()
    {
        auto desk = longTen();
        desk.tick(market::StatusChange{InstrumentId{1}, desk.stamp.wall, market::TradingState::Halted});
        desk.command(closing(4));
        QVERIFY(desk.refusal() == risk::Rule::MarketClosed);
        QVERIFY(desk.state().parts.isEmpty());
        QVERIFY(desk.wanted<events::Replace>().empty());
    }

    // S8: of the entry's ten, its target has closed three; ten more were bought by hand elsewhere. While twelve of 17
    // are being closed the legs are planned anew for five; when the exit comes to nothing they grow back to seven,
    // whatever else is held.
    void legsPlannedAnewRememberWhatTheEarlierOnesHaveClosed()
    {
        auto desk = longTen();
        desk.fill(OrderId{3}, 3, 10'200);
        desk.report(OrderId{2}, OrderEventKind::Replaced, Lots{7});
        desk.apply(desk.fillOf(OrderId{}, 10, 10'000));
        desk.quote(9'999, 10'001);
        QCOMPARE(desk.position(), std::int64_t{17});
        desk.command(closing(12));
        QCOMPARE(askedSize(desk, OrderId{2}), std::optional(std::int64_t{5}));
        desk.report(OrderId{2}, OrderEventKind::ReplaceRejected);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        const engine::Bracket anew = *desk.state().brackets.find(OrderId{1});
        QCOMPARE(anew.closed.count, std::int64_t{3});
        QCOMPARE(desk.order(anew.stop).ticket.size.count, std::int64_t{5});
        const auto sent = desk.sent();
        QCOMPARE(sent.size(), std::size_t{3});
        QCOMPARE(sent.back().size.count, std::int64_t{12});
        desk.report(anew.stop, OrderEventKind::Accepted);
        desk.report(anew.target, OrderEventKind::Accepted);

        desk.report(sent.back().id, OrderEventKind::Rejected);
        QCOMPARE(askedSize(desk, anew.stop), std::optional(std::int64_t{7}));
        QVERIFY(desk.recordFoldsToTheState());
    }

    // A leg that was taken back fills late, by two, and gives one of them back: the legs in its place know it.
    void whatAnEarlierLegFillsLateCounts()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.report(OrderId{2}, OrderEventKind::ReplaceRejected);
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        QVERIFY(desk.state().brackets.find(OrderId{1})->stop.value > 3);
        const auto late = desk.fillOf(OrderId{2}, 1, 9'900);
        desk.apply(late);
        desk.fill(OrderId{2}, 1, 9'900);
        QCOMPARE(desk.state().brackets.find(OrderId{1})->closed.count, std::int64_t{2});
        desk.apply(events::FillBusted{AccountId{1}, InstrumentId{1}, late.venueFillId});
        QCOMPARE(desk.state().brackets.find(OrderId{1})->closed.count, std::int64_t{1});
        QVERIFY(desk.recordFoldsToTheState());
    }

    void aSecondPartWaitsForNoOne()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.command(closing(3));
        QVERIFY(desk.refusal() == risk::Rule::ReduceOnly);
        QCOMPARE(desk.state().parts.begin()->value.lots.count, std::int64_t{4});
    }

    void closingAllTakesThePartsPlace()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.command(closing(10));
        QVERIFY(desk.state().parts.isEmpty());
        QVERIFY(!desk.state().exits.isEmpty());
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        QCOMPARE(desk.sent().front().size.count, std::int64_t{10});
    }

    void theKillSwitchEndsItAndNoLegComesBack()
    {
        auto desk = longTen();
        desk.command(closing(4));
        desk.report(OrderId{2}, OrderEventKind::ReplaceRejected);
        desk.command(events::Kill{{}, risk::KillLevel::CancelAll});
        QVERIFY(desk.state().parts.isEmpty());
        desk.report(OrderId{2}, OrderEventKind::Cancelled);
        desk.report(OrderId{3}, OrderEventKind::Cancelled);
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.state().brackets.isEmpty());
    }

    // A strategy's holding: its own legs make room, its books get the fill, and no second stop appears.
    void aPartOfAStrategysHoldingIsItsOwn()
    {
        auto desk = TestDesk::armed();
        desk.approve(desk.proposeBuy());
        desk.report(OrderId{1}, OrderEventKind::Accepted);
        desk.fill(OrderId{1}, 19, 10'000);
        desk.report(OrderId{2}, OrderEventKind::Accepted);
        desk.command(closing(9));
        QCOMPARE(askedSize(desk, OrderId{2}), std::optional(std::int64_t{10}));
        desk.report(OrderId{2}, OrderEventKind::Replaced, Lots{10});
        QCOMPARE(desk.sent().size(), std::size_t{1});
        const OrderId exit = desk.sent().front().id;
        QVERIFY(desk.sent().front().strategy == StrategyId{1});
        desk.report(exit, OrderEventKind::Accepted);
        desk.fill(exit, 9, 9'999);
        QVERIFY(desk.sent().empty());
        desk.pass(seconds(2));
        desk.quote(9'999, 10'001);
        QVERIFY(desk.sent().empty());
        QVERIFY(!desk.alerted("position.unprotected"));
        const engine::HoldingKey key{StrategyId{1}, InstrumentId{1}};
        QCOMPARE(desk.state().holdings.find(key)->lots.count, std::int64_t{10});
    }

    // S17 for every size: the stop that the venue has acknowledged covers what stays, at each word of the venue, in
    // whichever order its words come.
    void theAcknowledgedStopAlwaysCoversWhatStays()
    {
        SeededRandom random(17);
        for (int draw = 0; draw < 2'000; ++draw) {
            const std::int64_t held = random.between(2, 15);
            const std::int64_t part = random.between(1, held - 1);
            auto desk = TestDesk::armed();
            desk.longWithStop(held, 9'900, 10'200);
            std::int64_t stop = held;
            std::int64_t filled = 0;
            OrderId exit;
            desk.afterEach = [&] {
                for (const auto& ticket : desk.sent()) {
                    exit = ticket.role == orders::OrderRole::Exit ? ticket.id : exit;
                }
            };
            const auto covers = [&] { return stop >= held - part && stop <= held - filled; };
            desk.command(closing(part));
            const bool targetFirst = random.below(2) == 0;
            for (int i = 0; i < 2; ++i) {
                const bool isStop = (i == 0) != targetFirst;
                const auto size = desk.order(isStop ? OrderId{2} : OrderId{3}).replacing->size;
                stop = isStop ? size.count : stop;
                desk.report(isStop ? OrderId{2} : OrderId{3}, OrderEventKind::Replaced, size);
                QVERIFY(covers());
                QCOMPARE(bool(exit), i == 1);
            }
            desk.report(exit, OrderEventKind::Accepted);
            while (filled < part && random.below(4) != 0) {
                const std::int64_t lots = random.between(1, part - filled);
                filled += lots;
                desk.fill(exit, lots, 9'999);
                QVERIFY(desk.wanted<events::Replace>().empty());
                QVERIFY(covers());
            }
            if (filled < part) {
                desk.report(exit, random.below(2) == 0 ? OrderEventKind::Cancelled : OrderEventKind::Expired);
                for (const OrderId leg : {OrderId{2}, OrderId{3}}) {
                    QCOMPARE(desk.order(leg).replacing->size.count, held - filled);
                    desk.report(leg, OrderEventKind::Replaced, Lots{held - filled});
                }
                stop = held - filled;
            }
            QCOMPARE(desk.order(OrderId{2}).ticket.size.count, held - filled);
            QCOMPARE(stop, desk.position());
            QVERIFY(desk.state().parts.isEmpty());
            QVERIFY(desk.recordFoldsToTheState());
        }
    }

    // S18 over venues that fill, refuse, lose and repeat as they like, with restarts in between.
    void neverMayMoreThanThePositionClose()
    {
        std::uint64_t sent = 0;
        for (std::uint64_t seed = 1; seed <= 400; ++seed) {
            Half day(seed);
            const auto fault = day.run(200);
            QVERIFY2(fault.empty(), qPrintable(QString::fromStdString("seed " + std::to_string(seed) + ": " + fault)));
            sent += day.sent;
        }
        QVERIFY2(sent > 400, qPrintable(QString::number(sent)));
    }
};

QTEST_APPLESS_MAIN(TestPartExits)
#include "tst_part_exits.moc"
