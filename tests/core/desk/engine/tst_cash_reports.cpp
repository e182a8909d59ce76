// needs: desk/engine

#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

std::vector<events::AlertRaised> told(const TestDesk& desk)
{
    std::vector<events::AlertRaised> alerts;
    for (const auto& alert : desk.ever<events::AlertRaised>()) {
        if (alert.key.view() == "cash.mismatch") {
            alerts.push_back(alert);
        }
    }
    return alerts;
}

void report(TestDesk& desk, std::int64_t dollars, CurrencyId currency, AccountId account = AccountId{1})
{
    desk.apply(events::CashReported{account, currency, Money{dollars * oneDollar}});
}

} // namespace

/// S9: the broker's cash is compared with ours, and never copied.
class TestCashReports : public QObject
{
    Q_OBJECT

private slots:
    void theSameCashIsNoNews()
    {
        auto desk = TestDesk::armed();
        report(desk, 100'000, desk.state().base);
        QVERIFY(told(desk).empty());
        QVERIFY(desk.state().reportedCash.isEmpty());
    }

    // A first session with an account: what it holds is where the books begin.
    void booksThatHaveNotBegunMissNothing()
    {
        TestDesk desk;
        desk.apply(test::aSession());
        QVERIFY(desk.state().mode == risk::Mode::Halted);
        report(desk, 250'000, desk.state().base);
        QVERIFY(told(desk).empty());
        QCOMPARE(desk.state().reportedCash.find(desk.state().base)->e8, 250'000 * oneDollar);
    }

    /// A coin that is bought under two symbols is one sum at the broker.
    void aCoinOfSeveralPositionsIsComparedAsTheirSum()
    {
        auto desk = TestDesk::armed();
        for (const std::uint64_t id : {2U, 3U}) {
            auto pair = acme(InstrumentId{id});
            pair.symbol = id == 2 ? "BTCUSD" : "BTCUSDX";
            pair.baseCurrency = "BTC";
            pair.lotSize = {1, -8};
            desk.apply(events::InstrumentDefined{*market::completed(pair), false});
            auto fill = desk.fillOf(OrderId{}, 10, 10'000);
            fill.instrument = pair.id;
            fill.size = Lots{id == 2 ? 1'000'000 : 500'000};
            fill.value = *market::notional(*desk.state().instrument(pair.id), fill.price, fill.size);
            desk.apply(fill);
        }
        const CurrencyId bitcoin{desk.state().portfolio.currencies().size() + 1};
        desk.apply(events::CurrencyDefined{bitcoin, ShortText<11>("BTC")});

        desk.apply(events::CashReported{AccountId{1}, bitcoin, Money{1'500'000}});
        QVERIFY(told(desk).empty());

        desk.apply(events::CashReported{AccountId{1}, bitcoin, Money{1'400'000}});
        QCOMPARE(told(desk).size(), std::size_t{1});
        QCOMPARE(told(desk).back().actual, std::int64_t{-100'000});
        QVERIFY(desk.recordFoldsToTheState());
    }

    // What it says less than we do is told with its sign; our figure stays.
    void otherCashIsToldAndNotTaken()
    {
        auto desk = TestDesk::armed();
        const CurrencyId dollars = desk.state().base;
        report(desk, 99'990, dollars);
        QCOMPARE(told(desk).size(), std::size_t{1});
        QVERIFY(told(desk).front().level == events::AlertLevel::Critical);
        QCOMPARE(told(desk).front().limit, static_cast<std::int64_t>(dollars.value));
        QCOMPARE(told(desk).front().actual, -10 * oneDollar);
        QCOMPARE(desk.state().portfolio.cash(dollars).e8, 100'000 * oneDollar);
        QCOMPARE(desk.state().reportedCash.find(dollars)->e8, 99'990 * oneDollar);
        QVERIFY(desk.recordFoldsToTheState());
    }

    // F57: each comparison finds it again. It is told at growing gaps, and at once when more is missing.
    void whatIsStillMissingIsToldAtGrowingGaps()
    {
        auto desk = TestDesk::armed();
        const CurrencyId dollars = desk.state().base;
        report(desk, 99'990, dollars);
        report(desk, 99'990, dollars);
        QCOMPARE(told(desk).size(), std::size_t{1});
        report(desk, 99'980, dollars);
        QCOMPARE(told(desk).size(), std::size_t{2});
        desk.pass(seconds(1));
        report(desk, 99'990, dollars);
        QCOMPARE(told(desk).size(), std::size_t{3});
        report(desk, 100'000, dollars);
        QVERIFY(desk.state().reportedCash.isEmpty());
        QCOMPARE(told(desk).size(), std::size_t{3});
        report(desk, 99'990, dollars); // it was right in between: news
        QCOMPARE(told(desk).size(), std::size_t{4});
    }

    // It spoke of the cash before that moved.
    void whatTheBrokerSaidIsVoidOnceMoneyMoves()
    {
        auto desk = TestDesk::armed();
        const CurrencyId dollars = desk.state().base;
        report(desk, 99'990, dollars);
        desk.apply(events::CashMoved{AccountId{1}, dollars, Money{-10 * oneDollar}, events::CashKind::Fee, {}, {}});
        QVERIFY(desk.state().reportedCash.isEmpty());
        report(desk, 99'990, dollars);
        QVERIFY(desk.state().reportedCash.isEmpty());
        report(desk, 1, dollars);
        desk.apply(desk.fillOf(OrderId{}, 1, 10'000));
        QVERIFY(desk.state().reportedCash.isEmpty());
        QVERIFY(desk.recordFoldsToTheState());
    }

    // Of a currency that the books do not have, and of another account, nothing is known, and nothing is said.
    void whatIsUnknownStaysUnknown()
    {
        auto desk = TestDesk::armed();
        report(desk, 5, CurrencyId{99});
        report(desk, 5, CurrencyId{});
        report(desk, 5, desk.state().base, AccountId{2});
        QVERIFY(told(desk).empty());
        QVERIFY(desk.state().reportedCash.isEmpty());
    }

    void theEndsOfTheRangeAreToldToo()
    {
        auto desk = TestDesk::armed();
        const CurrencyId dollars = desk.state().base;
        for (const std::int64_t end :
             {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
            desk.apply(events::CashReported{AccountId{1}, dollars, Money{end}});
            QVERIFY(!told(desk).empty());
            QVERIFY(desk.recordFoldsToTheState());
        }
    }
};

QTEST_APPLESS_MAIN(TestCashReports)
#include "tst_cash_reports.moc"
