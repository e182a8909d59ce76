// How often, how big, how much of everything, after which losses.

#include "tests/core/trade/risk/gate_rows.h"

#include <QTest>

using namespace omni;
using namespace omni::risk;

class TestGateSizes : public QObject
{
    Q_OBJECT

private slots:
    void thePaceIsKept_data()
    {
        columns();
        entry("the same after 10 s", passes, [](auto& c) { c.view.sinceSameOrder = seconds(10); });
        entry("the same a moment before", Refusal{Rule::Duplicate, seconds(10).ns, seconds(10).ns - 1},
              [](auto& c) { c.view.sinceSameOrder = Duration{seconds(10).ns - 1}; });
        entry("no window", passes, [](auto& c) {
            c.view.sinceSameOrder = Duration{0};
            c.limits.duplicateWindow = {0};
        });
        closing("a close again", passes, [](auto& c) { c.view.sinceSameOrder = Duration{0}; });
        entry("order 24 of 30", passes, [](auto& c) { c.view.ordersLastMinute = 23; });
        entry("order 25: a fifth is kept for closing", Refusal{Rule::OrderRate, 24, 25},
              [](auto& c) { c.view.ordersLastMinute = 24; });
        closing("order 30 closes", passes, [](auto& c) { c.view.ordersLastMinute = 29; });
        entry("the only order of a minute", passes, [](auto& c) { c.limits.ordersPerMinute = 1; });
        entry("open order 200", passes, [](auto& c) { c.view.openOrders = 199; });
        entry("open order 201", Refusal{Rule::OpenOrders, 200, 201}, [](auto& c) { c.view.openOrders = 200; });
        closing("a close is not counted", passes, [](auto& c) { c.view.openOrders = 200; });
    }
    void thePaceIsKept()
    {
        checkRow();
    }

    // Everything is valued at the ask of 100.01. 19 shares are 1'900.19 dollars, 20 are 2'000.20, above 2 % of 100'000.
    void sizesAreBounded_data()
    {
        columns();
        constexpr std::int64_t cent = oneDollar / 100;
        entry("19 shares", passes, [](auto& c) { c.ticket.size = {19}; });
        entry("20 shares", Refusal{Rule::PositionSize, 2'000 * oneDollar, 200'020 * cent},
              [](auto& c) { c.ticket.size = {20}; });
        entry("10 are held already", Refusal{Rule::PositionSize, 2'000 * oneDollar, 200'020 * cent},
              [](auto& c) { c.view.here.position = {10}; });
        entry("9 are held and 1 is on its way", Refusal{Rule::PositionSize, 2'000 * oneDollar, 200'020 * cent},
              [](auto& c) {
                  c.view.here.position = {9};
                  c.view.here.openBuys = {1};
              });
        entry("1'000 dollars of amounts are on their way",
              Refusal{Rule::PositionSize, 2'000 * oneDollar, 200'010 * cent},
              [](auto& c) { c.view.here.buysByValue = Money{1'000 * oneDollar}; });
        entry("999.90 dollars fit beside it", passes, [](auto& c) { c.view.here.buysByValue = Money{99'990 * cent}; });
        entry("amounts that sell do not count against it", passes,
              [](auto& c) { c.view.here.sellsByValue = Money{50'000 * oneDollar}; });
        entry("a short of 10 takes nothing off the amounts",
              Refusal{Rule::PositionSize, 2'000 * oneDollar, 2'000 * oneDollar + 1}, [](auto& c) {
                  c.view.here.position = {-10};
                  c.view.here.buysByValue = Money{2'000 * oneDollar + 1};
              });
        entry("open sells do not count against it", passes, [](auto& c) { c.view.here.openSells = {100}; });
        entry("2'000 dollars to the last unit", passes, [](auto& c) {
            c.ticket.size = {0};
            c.ticket.notional = Money{2'000 * oneDollar};
        });
        entry("one unit more", Refusal{Rule::PositionSize, 2'000 * oneDollar, 2'000 * oneDollar + 1}, [](auto& c) {
            c.ticket.size = {0};
            c.ticket.notional = Money{2'000 * oneDollar + 1};
        });
        entry("1.25 units of base to one of quote", Refusal{Rule::PositionSize, 2'000 * oneDollar, 200'020 * cent},
              [](auto& c) {
                  c.ticket.size = {16}; // 1'600.16 x 1.25
                  c.view.baseNumerator = 5;
                  c.view.baseDenominator = 4;
              });
        entry("no equity left", Refusal{Rule::PositionSize, 0, 100'010 * cent},
              [](auto& c) { c.view.equity = Money{0}; });
        entry("in debt", Refusal{Rule::PositionSize, 0, 100'010 * cent}, [](auto& c) { c.view.equity = Money{-1}; });
        entry("the most lots of an order", passes, [](auto& c) { c.limits.orderSize = Lots{10}; });
        entry("one more", Refusal{Rule::OrderSize, 9, 10}, [](auto& c) { c.limits.orderSize = Lots{9}; });
        entry("an amount counts its lots", Refusal{Rule::OrderSize, 9, 10}, [](auto& c) {
            c.ticket.size = {0};
            c.ticket.notional = Money{1'000 * oneDollar};
            c.limits.orderSize = Lots{9};
        });
        entry("the most value of an order", passes, [](auto& c) { c.limits.orderValue = Money{100'010 * cent}; });
        entry("one unit less", Refusal{Rule::OrderValue, 100'010 * cent - 1, 100'010 * cent},
              [](auto& c) { c.limits.orderValue = Money{100'010 * cent - 1}; });
    }
    void sizesAreBounded()
    {
        checkRow();
    }

    // 10 shares at the ask of 100.01 lose 20.10 dollars at the stop of 98.
    void theLossAtTheStopIsBounded_data()
    {
        columns();
        constexpr std::int64_t cent = oneDollar / 100;
        entry("1 % of 2'010 dollars is the loss", passes, [](auto& c) {
            c.limits.positionPerTrade = {10'000};
            c.view.equity = Money{2'010 * oneDollar};
        });
        entry("of a cent less it is more", Refusal{Rule::LossAtStop, 2'010 * cent - cent / 100, 2'010 * cent},
              [](auto& c) {
                  c.limits.positionPerTrade = {10'000};
                  c.view.equity = Money{2'010 * oneDollar - cent};
              });
        entry("no stop", Refusal{Rule::LossAtStop, 1'000 * oneDollar, 100'010 * cent},
              [](auto& c) { c.view.protectiveStop = std::nullopt; });
        entry("a stop at the entry", Refusal{Rule::LossAtStop, 1'000 * oneDollar, 100'010 * cent},
              [](auto& c) { c.view.protectiveStop = Ticks{10'001}; });
        entry("a sell at 99.99 with its stop at 102", Refusal{Rule::LossAtStop, 2'009 * cent, 2'010 * cent},
              [](auto& c) {
                  c.ticket.side = Side::Sell;
                  c.view.protectiveStop = Ticks{10'200};
                  c.limits.positionPerTrade = {10'000};
                  c.view.equity = Money{2'009 * oneDollar};
              });
        entry("a limit at 99.50 loses 1.50 a share", Refusal{Rule::LossAtStop, 1'499 * cent, 1'500 * cent},
              [](auto& c) {
                  asLimit(c, 9'950);
                  c.limits.positionPerTrade = {10'000};
                  c.view.equity = Money{1'499 * oneDollar};
              });
        // 1'000.10 dollars at 100.01 are 10 shares.
        entry("an amount loses its share of the fall", Refusal{Rule::LossAtStop, 2'009 * cent, 2'010 * cent},
              [](auto& c) {
                  c.ticket.size = {0};
                  c.ticket.notional = Money{100'010 * cent};
                  c.limits.positionPerTrade = {10'000};
                  c.view.equity = Money{2'009 * oneDollar};
              });
    }
    void theLossAtTheStopIsBounded()
    {
        checkRow();
    }

    // The order is worth 1'000.10 dollars.
    void exposureIsBounded_data()
    {
        columns();
        constexpr std::int64_t cent = oneDollar / 100;
        constexpr std::int64_t order = 100'010 * cent;
        entry("gross: 80'000 to the cent", passes,
              [](auto& c) { c.view.grossElsewhere = {80'000 * oneDollar - order}; });
        entry("gross: a unit more", Refusal{Rule::GrossExposure, 80'000 * oneDollar, 80'000 * oneDollar + 1},
              [](auto& c) { c.view.grossElsewhere = {80'000 * oneDollar - order + 1}; });
        entry("gross: working sells are the worse case",
              Refusal{Rule::GrossExposure, 80'000 * oneDollar, 80'000 * oneDollar + 1}, [](auto& c) {
                  c.view.here.openSells = {100}; // 10'001 dollars
                  c.view.grossElsewhere = {70'000 * oneDollar - oneDollar + 1};
              });
        entry("net: 60'000 long", passes, [](auto& c) { c.view.longElsewhere = {60'000 * oneDollar - order}; });
        entry("net: a unit more", Refusal{Rule::NetExposure, 60'000 * oneDollar, 60'000 * oneDollar + 1},
              [](auto& c) { c.view.longElsewhere = {60'000 * oneDollar - order + 1}; });
        entry("net: short elsewhere does not help",
              Refusal{Rule::NetExposure, 60'000 * oneDollar, 60'000 * oneDollar + 1}, [](auto& c) {
                  c.view.longElsewhere = {60'000 * oneDollar - order + 1};
                  c.view.shortElsewhere = {20'000 * oneDollar};
              });
        entry("net: too short elsewhere", Refusal{Rule::NetExposure, 60'000 * oneDollar, 60'001 * oneDollar},
              [](auto& c) { c.view.shortElsewhere = {60'001 * oneDollar}; });
        entry("leverage: 1.5 x", passes, [](auto& c) {
            c.limits.leverage = {1'500};
            c.limits.grossExposure = {15'000};
            c.view.grossElsewhere = {150'000 * oneDollar - order};
        });
        entry("leverage: more than its share of equity", Refusal{Rule::Leverage, 500, 501}, [](auto& c) {
            c.limits.leverage = {500};
            c.view.grossElsewhere = {50'000 * oneDollar - order + 1};
        });
    }
    void exposureIsBounded()
    {
        checkRow();
    }

    void lossesStopEntries_data()
    {
        columns();
        entry("2'000 dollars less a unit", passes, [](auto& c) { c.view.dayLoss = {2'000 * oneDollar - 1}; });
        entry("2 % of the day's start", Refusal{Rule::DailyLoss, 2'000 * oneDollar, 2'000 * oneDollar},
              [](auto& c) { c.view.dayLoss = {2'000 * oneDollar}; });
        entry("a winning day", passes, [](auto& c) { c.view.dayLoss = {-50'000 * oneDollar}; });
        entry("a day without a start", Refusal{Rule::DailyLoss, 0, 0}, [](auto& c) { c.view.dayStart = {0}; });
        closing("a close after any loss", passes, [](auto& c) { c.view.dayLoss = {90'000 * oneDollar}; });
        entry("5.99 % down", passes, [](auto& c) { c.view.drawdown = {599}; });
        entry("6 % down", Refusal{Rule::Drawdown, 600, 600}, [](auto& c) { c.view.drawdown = {600}; });
        entry("three losses", passes, [](auto& c) { c.view.losingStreak = 3; });
        entry("four losses", Refusal{Rule::LosingStreak, 4, 4}, [](auto& c) { c.view.losingStreak = 4; });
    }
    void lossesStopEntries()
    {
        checkRow();
    }
};

QTEST_APPLESS_MAIN(TestGateSizes)
#include "tst_gate_sizes.moc"
