// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

constexpr auto crossOfMinutes = "sma_cross:interval=1m,fast=1,slow=2,direction=both";

events::SessionStarted with(std::string spec)
{
    auto session = aSession();
    session.strategies = {{StrategyId{1}, std::move(spec)}};
    return session;
}

/// Minutes with these closes; the last one ends when the session begins.
events::BarsGiven history(const TestDesk& desk, const std::vector<std::int64_t>& closes)
{
    events::BarsGiven given;
    given.instrument = InstrumentId{1};
    given.series = minutes(1);
    for (std::size_t i = 0; i < closes.size(); ++i) {
        market::Bar bar;
        bar.instrument = given.instrument;
        bar.interval = given.series;
        bar.closedAt = desk.stamp.wall - minutes(static_cast<std::int64_t>(closes.size() - 1 - i));
        bar.opened = bar.closedAt - bar.interval;
        bar.open = bar.high = bar.low = bar.close = Ticks{closes[i]};
        given.bars.push_back(bar);
    }
    return given;
}

/// A strategy from elsewhere that wishes to buy at every bar, and counts them.
class Eager final : public strategy::Strategy
{
public:
    explicit Eager(int& bars)
        : m_bars(bars)
    {
    }
    void onBar(const market::Bar& bar, const strategy::View&, std::vector<strategy::Proposal>& out) override
    {
        ++m_bars;
        strategy::Proposal wish;
        wish.side = Side::Buy;
        wish.reference = bar.close;
        out.push_back(wish);
    }
    void save(ByteWriter&) const override { }
    Result<void> load(ByteReader&) override
    {
        return {};
    }

private:
    int& m_bars;
};

} // namespace

class TestWarmUp : public QObject
{
    Q_OBJECT

private slots:
    // slow=2: two bars set the side, the third may cross. With them from before, it is the first one of the session.
    void withHistoryTheFirstBarOfTheSessionMayPropose()
    {
        auto warm = TestDesk::armed(with(crossOfMinutes));
        warm.apply(history(warm, {10'000, 9'990}));
        QVERIFY(!warm.newestProposal());
        warm.bar(10'000);
        QVERIFY(warm.newestProposal());
        QVERIFY(warm.recordFoldsToTheState());

        auto cold = TestDesk::armed(with(crossOfMinutes));
        cold.bar(10'000);
        QVERIFY(!cold.newestProposal());
    }

    // A cross within the history is of another time.
    void nothingIsProposedUponHistory()
    {
        auto desk = TestDesk::armed(with(crossOfMinutes));
        desk.apply(history(desk, {10'000, 9'990, 10'000, 9'980, 10'010}));
        QCOMPARE(desk.state().counters.proposals, std::uint64_t{0});
        QVERIFY(desk.sent().empty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Neither a price, nor a mark, nor the collar comes of a bar of before.
    void historyPricesNothing()
    {
        TestDesk desk(with(crossOfMinutes));
        desk.apply(desk.session);
        desk.apply(events::InstrumentDefined{acme(), false});
        const Bytes before = TestDesk::bytesOf(desk.state());
        desk.apply(history(desk, {10'000, 9'990}));
        QVERIFY(!desk.engine.market().reference(InstrumentId{1}));
        QVERIFY(!desk.engine.market().age(InstrumentId{1}, desk.stamp));
        QVERIFY(desk.facts.empty() || !desk.alerted("data.left_out"));
        QCOMPARE(TestDesk::bytesOf(desk.folded), TestDesk::bytesOf(desk.state()));
        QCOMPARE(TestDesk::bytesOf(desk.state()).size(), before.size());
    }

    // However much was given, before the warm-up is over no entry is proposed: here one bar is missing.
    void tooLittleHistoryIsMadeUpFromTheFeed()
    {
        auto desk = TestDesk::armed(with("breakout:interval=1m,entry=4,exit=1,atr=1"));
        desk.apply(history(desk, {10'000, 10'000, 10'000}));
        desk.bar(10'050);
        QVERIFY(!desk.newestProposal());
        desk.bar(10'100);
        QVERIFY(desk.newestProposal());
    }

    // That it wants out is heard at once: nobody is kept in a position by a missing average.
    void anExitDoesNotWaitForTheWarmUp()
    {
        auto desk = TestDesk::armed(with("breakout:interval=1m,entry=3,exit=1,atr=1"));
        for (const std::int64_t close : {10'000, 10'000, 10'000, 10'050}) {
            desk.bar(close);
        }
        desk.approve(desk.newestProposal());
        const OrderId entry{1};
        desk.report(entry, orders::OrderEventKind::Accepted);
        desk.fill(entry, desk.order(entry).ticket.size.count, 10'050);
        QVERIFY(desk.position() > 0);

        desk.restart();
        desk.arm(risk::Mode::Manual);
        desk.bar(10'050);
        desk.bar(9'900); // below the line of one bar; three are needed to enter
        const auto& waiting = desk.state().waiting;
        const bool leaves = !waiting.isEmpty() || !desk.ever<events::ExitWanted>().empty();
        QVERIFY(leaves);
    }

    void whatCannotBeHistoryIsPassedOver()
    {
        int bars = 0;
        auto desk = TestDesk(with(crossOfMinutes));
        desk.engine.makeStrategiesWith(
            [&bars](const strategy::StrategySpec&) { return std::make_unique<Eager>(bars); });
        desk.open();
        desk.arm(risk::Mode::Manual);
        auto given = history(desk, {10'000, 10'010, 10'020, 10'030, 10'040, 10'050});
        given.bars[0].instrument = InstrumentId{2};
        given.bars[1].interval = minutes(5);
        given.bars[2].high = Ticks{1}; // below its low
        given.bars[5].closedAt = desk.stamp.wall + nanoseconds(1);
        desk.apply(given);
        QCOMPARE(bars, 2);
        desk.apply(given); // and nothing twice
        QCOMPARE(bars, 2);
        given.instrument = InstrumentId{7};
        desk.apply(given);
        QCOMPARE(bars, 2);
        given = history(desk, {10'000});
        given.series = minutes(2);
        given.bars[0].interval = minutes(2);
        desk.apply(given);
        QCOMPARE(bars, 2); // nobody asked for that series
        QVERIFY(!desk.newestProposal());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What is loaded from elsewhere keeps its own count, and may propose at once.
    void aStrategyFromElsewhereMayProposeAtItsFirstBar()
    {
        int bars = 0;
        auto desk = TestDesk(with(crossOfMinutes));
        desk.engine.makeStrategiesWith(
            [&bars](const strategy::StrategySpec&) { return std::make_unique<Eager>(bars); });
        desk.open();
        desk.arm(risk::Mode::Manual);
        desk.bar(10'000);
        QVERIFY(desk.newestProposal());
    }

    // For each of the two and many settings: history and the same bars from the feed lead to the same first proposal.
    void historyStandsForBarsOfTheFeed()
    {
        std::uint64_t state = 20'240'808;
        const auto draw = [&state](std::int64_t most) {
            state = state * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
            return static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(most));
        };
        int proposed = 0;
        for (int round = 0; round < 60; ++round) {
            const std::string spec = round % 2 == 0 ? "sma_cross:interval=1m,fast=2,slow=5,direction=both"
                                                    : "breakout:interval=1m,entry=4,exit=2,atr=5,direction=both";
            std::vector<std::int64_t> closes;
            for (int i = 0; i < 12; ++i) {
                closes.push_back(10'000 + draw(80) - 40);
            }
            auto warm = TestDesk::armed(with(spec));
            auto fed = TestDesk::armed(with(spec));
            fed.setClock(Duration{} - minutes(6));
            for (std::size_t i = 0; i < 6; ++i) {
                fed.bar(closes[i]);
            }
            fed.command(events::CancelOrders{});
            const auto before = fed.state().counters.proposals;
            warm.apply(history(warm, {closes.begin(), closes.begin() + 6}));
            for (std::size_t i = 6; i < closes.size() && before == 0; ++i) {
                warm.bar(closes[i]);
                fed.bar(closes[i]);
                QCOMPARE(warm.state().counters.proposals, fed.state().counters.proposals);
                proposed += warm.newestProposal() ? 1 : 0;
            }
        }
        QVERIFY(proposed > 10); // or it shows nothing
    }
};

QTEST_APPLESS_MAIN(TestWarmUp)
#include "tst_warm_up.moc"
