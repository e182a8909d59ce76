#include "core/trade/strategy/@name@/@name@.h"

#include <QTest>

using namespace omni;
using namespace omni::strategy;

namespace {

/// Feeds closes to the strategy and collects what it proposes, one bar at a time.
class Desk
{
public:
    explicit Desk(int rising)
        : strategy(rising)
    {
    }

    /// The proposals on a bar that closes at `ticks`.
    std::vector<Proposal> close(std::int64_t ticks)
    {
        market::Bar bar;
        bar.close = {ticks};
        std::vector<Proposal> proposals;
        strategy.onBar(bar, {.now = {}, .instrument = instrument, .position = position, .quote = {}}, proposals);
        return proposals;
    }

    @Name@ strategy;
    Lots position;

private:
    market::Instrument instrument;
};

} // namespace

class Test@Name@ : public QObject
{
    Q_OBJECT

private slots:
    void buysAfterTheCloseHasRisenOftenEnough()
    {
        Desk desk(2);
        QVERIFY(desk.close(100).empty());
        QVERIFY(desk.close(101).empty());

        const auto proposals = desk.close(102);

        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals.front().intent, Intent::Enter);
        QCOMPARE(proposals.front().side, Side::Buy);
        QCOMPARE(proposals.front().score, 1.0);
    }

    void startsToCountAgainWhenTheCloseStands()
    {
        Desk desk(2);
        QVERIFY(desk.close(100).empty());
        QVERIFY(desk.close(101).empty());
        QVERIFY(desk.close(101).empty());

        QVERIFY(desk.close(102).empty());
    }

    void leavesAtTheFirstCloseThatFalls()
    {
        Desk desk(1);
        QVERIFY(desk.close(100).empty());
        desk.position = {5};
        QVERIFY(desk.close(101).empty());

        const auto proposals = desk.close(100);

        QCOMPARE(proposals.size(), std::size_t{1});
        QCOMPARE(proposals.front().intent, Intent::Exit);
        QCOMPARE(proposals.front().side, Side::Sell);
    }

    void goesOnFromItsSavedState()
    {
        Desk saved(2);
        QVERIFY(saved.close(100).empty());
        QVERIFY(saved.close(101).empty());
        Bytes bytes;
        ByteWriter writer(bytes);
        saved.strategy.save(writer);

        Desk loaded(2);
        ByteReader reader(bytes);
        QVERIFY(loaded.strategy.load(reader));

        QCOMPARE(loaded.close(102).size(), std::size_t{1});
    }

    void refusesAStateThatIsCutShort()
    {
        Desk desk(2);
        const Bytes bytes(3);
        ByteReader reader(bytes);

        QVERIFY(!desk.strategy.load(reader));
    }
};

QTEST_APPLESS_MAIN(Test@Name@)
#include "tst_@name@.moc"
