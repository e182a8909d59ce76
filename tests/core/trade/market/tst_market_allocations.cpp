// What runs for each tick takes no memory: every allocation of this program is counted.
// needs: trade/indicators

#include "core/base/seeded_random.h"
#include "core/trade/indicators/atr/atr.h"
#include "core/trade/indicators/donchian/donchian.h"
#include "core/trade/indicators/ema/ema.h"
#include "core/trade/indicators/sma/sma.h"
#include "core/trade/market/bar_builder.h"
#include "core/trade/market/calendar.h"
#include "core/trade/market/data_quality.h"
#include "core/trade/market/notional.h"
#include "core/trade/market/order_book.h"

#include <QTest>

#include <cstdlib>
#include <new>

namespace {

std::size_t allocations = 0;

} // namespace

void* operator new(std::size_t size)
{
    ++allocations;
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc();
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace omni;
using namespace omni::market;
using namespace omni::indicators;

namespace {

/// How many allocations `action` makes when run ten thousand times with its number.
template<class Action> std::size_t allocationsOf(Action action)
{
    const std::size_t before = allocations;
    for (int i = 0; i < 10'000; ++i) {
        action(i);
    }
    return allocations - before;
}

Instrument anInstrument()
{
    Instrument instrument;
    instrument.id = {1};
    instrument.lotSize = {1, -3};
    instrument.tickLotValue = {100'000'000};
    return instrument;
}

} // namespace

class TestMarketAllocations : public QObject
{
    Q_OBJECT

private slots:
    void countsAllocations()
    {
        QCOMPARE(allocationsOf([](int) { ::operator delete(::operator new(1)); }), std::size_t{10'000});
    }

    // In a window that it leaves often, and full most of the time.
    void aBookTakesNone()
    {
        SeededRandom random(1);
        OrderBook book({1}, {.mostLevels = 100, .windowTicks = 64});
        std::int64_t middle = 0;
        const auto apply = [&](int i) {
            middle += static_cast<std::int64_t>(random.below(7)) - 3;
            const auto away = 1 + static_cast<std::int64_t>(random.below(400));
            const bool isBuy = random.below(2) == 0;
            book.apply({.instrument = {1},
                        .side = isBuy ? Side::Buy : Side::Sell,
                        .price = {isBuy ? middle - away : middle + away},
                        .size = {static_cast<std::int64_t>(random.below(4))},
                        .clearsBook = i == 0});
            static_cast<void>(book.quote());
            static_cast<void>(book.sweep(Side::Buy, {100}));
        };

        QCOMPARE(allocationsOf(apply), std::size_t{0});
        QCOMPARE(book.levelCount(Side::Buy), std::size_t{100});
    }

    void barsTakeNone()
    {
        BarBuilder seconds(anInstrument(), {.kind = BarKind::Time, .interval = omni::seconds(1)});
        BarBuilder trades(anInstrument(), {.kind = BarKind::Trades, .trades = 10});

        QCOMPARE(allocationsOf([&](int i) {
                     const Print print{.instrument = {1},
                                       .venueTime = Timestamp{} + milliseconds(i * 300),
                                       .price = {i},
                                       .size = {1}};
                     static_cast<void>(seconds.add(print));
                     static_cast<void>(trades.add(print));
                 }),
                 std::size_t{0});
    }

    void theWatchOverQualityTakesNone()
    {
        QualityWatch watch({1});

        QCOMPARE(allocationsOf([&](int i) {
                     static_cast<void>(watch.check(Tick{Print{.instrument = {1}, .price = {i % 900}, .size = {1}}}));
                 }),
                 std::size_t{0});
    }

    void calendarsAndValuesTakeNone()
    {
        const TradingCalendar calendar(Sessions::UsEquities);
        const auto instrument = anInstrument();

        QCOMPARE(allocationsOf([&](int i) {
                     static_cast<void>(calendar.nextOpen(Timestamp{} + days(8'000 + i)));
                     static_cast<void>(notional(instrument, {i}, {1}));
                 }),
                 std::size_t{0});
    }

    void indicatorsTakeNone()
    {
        Sma sma(20);
        ExactSma exact(20);
        Ema ema(20);
        Atr atr(14);
        Donchian donchian(20, DonchianWindow::BeforeCurrent);

        QCOMPARE(allocationsOf([&](int i) {
                     const std::int64_t low = i * 7'919 % 1'000;
                     sma.add(static_cast<double>(low));
                     exact.add(low);
                     ema.add(static_cast<double>(low));
                     atr.add(static_cast<double>(low + 5), static_cast<double>(low), static_cast<double>(low + 1));
                     donchian.add({low + 5}, {low});
                 }),
                 std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(TestMarketAllocations)
#include "tst_market_allocations.moc"
