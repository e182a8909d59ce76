// needs: desk/engine desk/views

#include "tests/support/test_desk.h"

#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::test;

namespace {

events::SessionStarted sized(const char* spec)
{
    auto session = aSession();
    session.strategies = {{StrategyId{1}, spec}};
    return session;
}

} // namespace

/// 100'000 dollars, 2 % for a position. The price may drift by 0.25 % from 100.01: 100.26 at worst.
class TestSizedStrategies : public QObject
{
    Q_OBJECT

private slots:
    void aStrategyThatDoesNotSayTakesAllThatTheLimitAllows()
    {
        auto desk = TestDesk::armed(sized("sma_cross:fast=1,slow=2,direction=both"));

        const auto id = desk.proposeBuy();

        QCOMPARE(desk.state().waiting.find(id)->made.ticket.size.count, std::int64_t{19}); // 2'000 at 100.26
        QVERIFY(isNear(desk));
    }

    void oneThatAsksForAPartStaysBelowTheWarning()
    {
        auto desk = TestDesk::armed(sized("sma_cross:size=75,fast=1,slow=2,direction=both"));

        const auto id = desk.proposeBuy();

        QCOMPARE(desk.state().waiting.find(id)->made.ticket.size.count, std::int64_t{14}); // 1'500 at 100.26
        QVERIFY(!isNear(desk));
        QVERIFY(desk.recordFoldsToTheState());
    }

private:
    static bool isNear(TestDesk& desk)
    {
        const auto shot = desk.engine.snapshot();
        const auto& checks = shot->proposals.front().assessment->checks;
        return std::any_of(checks.begin(), checks.end(), [](const auto& one) { return one.isNear(); });
    }
};

QTEST_APPLESS_MAIN(TestSizedStrategies)
#include "tst_sized_strategies.moc"
