// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

#include <cstdlib>
#include <new>

namespace {

std::uint64_t allocations = 0;

void* counted(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    std::abort();
}

} // namespace

void* operator new(std::size_t size)
{
    return counted(size);
}
void* operator new[](std::size_t size)
{
    return counted(size);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace omni;
using namespace omni::test;

namespace {

constexpr int ticks = 20'000;

/// Long, with stop and target at the venue and a proposal waiting; strategies on bars that do not close within the
/// test.
TestDesk atWork()
{
    auto session = aSession();
    session.strategies = {{StrategyId{1}, "sma_cross:interval=1d,fast=1,slow=2"},
                          {StrategyId{2}, "breakout:interval=1d,entry=20,exit=10"}};
    auto desk = TestDesk::armed(session);
    desk.longWithStop(10, 9'900, 10'300);
    return desk;
}

market::DepthChange depth(const TestDesk& desk, Side side, std::int64_t price, std::int64_t size, bool clears = false)
{
    return {InstrumentId{1}, desk.stamp.wall, 0, side, Ticks{price}, Lots{size}, clears, true};
}

} // namespace

class TestTickPathAllocatesNothing : public QObject
{
    Q_OBJECT

private slots:
    void ofQuotes()
    {
        auto desk = atWork();
        QCOMPARE(allocationsOf(desk,
                               [](TestDesk& d, int i) -> market::Tick {
                                   const std::int64_t mid = 10'000 + i % 7;
                                   return market::Quote{InstrumentId{1}, d.stamp.wall, Ticks{mid - 1}, Ticks{mid + 1},
                                                        Lots{5},         Lots{5},      true,           true};
                               }),
                 std::uint64_t{0});
    }

    void ofTrades()
    {
        auto desk = atWork();
        QCOMPARE(allocationsOf(desk,
                               [](TestDesk& d, int i) -> market::Tick {
                                   return market::Print{InstrumentId{1}, d.stamp.wall, Ticks{10'000 + i % 7}, Lots{1},
                                                        market::Aggressor::Buyer};
                               }),
                 std::uint64_t{0});
    }

    void ofDepth()
    {
        auto desk = atWork();
        desk.tick(depth(desk, Side::Buy, 9'999, 10, true));
        desk.tick(depth(desk, Side::Sell, 10'001, 10));
        QCOMPARE(allocationsOf(desk,
                               [](TestDesk& d, int i) -> market::Tick {
                                   return depth(d, i % 2 == 0 ? Side::Buy : Side::Sell,
                                                i % 2 == 0 ? 9'999 - i % 5 : 10'001 + i % 5, 1 + i % 9);
                               }),
                 std::uint64_t{0});
    }

    void ofHaltsAndStrangers()
    {
        auto desk = atWork();
        QCOMPARE(allocationsOf(desk,
                               [](TestDesk& d, int i) -> market::Tick {
                                   return market::StatusChange{InstrumentId{i % 2 == 0 ? 1U : 77U}, d.stamp.wall,
                                                               market::TradingState::Open};
                               }),
                 std::uint64_t{0});
    }

    // A position in another currency is converted at every price; that, too, in place.
    void ofQuotesInAnotherCurrency()
    {
        auto desk = TestDesk::armed();
        auto euro = acme(InstrumentId{2});
        euro.symbol = "EURO";
        euro.quoteCurrency = "EUR";
        desk.apply(events::InstrumentDefined{euro, false});
        desk.quote(9'999, 10'001, InstrumentId{2});
        portfolio::DatedRate rate;
        rate.from = desk.state().portfolio.quoteOf(InstrumentId{2});
        rate.to = desk.state().base;
        rate.rate = {110, 100};
        rate.at = desk.stamp.wall;
        desk.apply(events::RateGiven{rate});
        events::PlaceOrder place;
        place.ticket.instrument = InstrumentId{2};
        place.ticket.size = Lots{10};
        place.stop = Ticks{9'900};
        desk.fill(desk.placed(place), 10, 10'000);
        QCOMPARE(desk.position(InstrumentId{2}), std::int64_t{10});
        QCOMPARE(allocationsOf(desk,
                               [](TestDesk& d, int i) -> market::Tick {
                                   const std::int64_t mid = 10'000 + i % 7;
                                   return market::Quote{InstrumentId{2}, d.stamp.wall, Ticks{mid - 1}, Ticks{mid + 1},
                                                        Lots{5},         Lots{5},      true,           true};
                               }),
                 std::uint64_t{0});
    }

    // The counter counts.
    void theCounterSeesAnAllocation()
    {
        const auto before = allocations;
        delete new std::vector<int>(10);
        QVERIFY(allocations > before);
    }

private:
    /// The engine alone: the kit around it keeps a record, which allocates.
    template<class Make> static std::uint64_t allocationsOf(TestDesk& desk, Make make)
    {
        desk.afterEach = nullptr;
        std::uint64_t count = 0;
        for (int i = -2'000; i < ticks; ++i) { // peaks and memory of containers settle first
            desk.pass(microseconds(100));
            const market::Tick tick = make(desk, i + 2'000);
            ++desk.stamp.seq.value;
            const auto before = allocations;
            desk.engine.applyTick(desk.stamp, tick, desk.out);
            count += i >= 0 && desk.out.facts.empty() ? allocations - before : 0;
        }
        return count;
    }
};

QTEST_APPLESS_MAIN(TestTickPathAllocatesNothing)
#include "tst_tick_path_allocates_nothing.moc"
