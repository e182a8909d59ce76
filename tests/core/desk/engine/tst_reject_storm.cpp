// needs: desk/engine

#include "core/desk/events/own_word.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;
using orders::OrderEventKind;

namespace {

bool isStorm(const TestDesk& desk)
{
    return desk.state().isTripped(events::Breaker::RejectStorm);
}

/// What the outbox says when it has held an order back.
void holdBack(TestDesk& desk, OrderId order)
{
    events::OrderReport report;
    report.order = order;
    report.account = AccountId{1};
    report.kind = OrderEventKind::Rejected;
    report.venueTime = events::neverAtVenue;
    report.text = ShortText<95>("not sent: the journal took too long");
    desk.apply(report);
}

} // namespace

/// F31: ten refusals of the venue within a minute. What is none is not counted.
class TestRejectStorm : public QObject
{
    Q_OBJECT

private slots:
    // F7: a slow disk drops entries by the dozen. No venue has refused anything.
    void whatNeverLeftIsNoRefusal()
    {
        auto desk = TestDesk::armed();
        for (std::int64_t i = 1; i <= 30; ++i) {
            const OrderId id = desk.place(Side::Buy, i, 9'900);
            if (!id) {
                desk.pass(minutes(1)); // the rate's limit
                desk.quote(9'999, 10'001);
                continue;
            }
            holdBack(desk, id);
            QVERIFY(desk.order(id).state == orders::OrderState::Rejected);
            QVERIFY(!isStorm(desk));
        }
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The venue has never seen what was on its way when the program died, and says so about each.
    void answersAboutLostOrdersAreNoRefusals()
    {
        auto desk = TestDesk::armed();
        std::vector<OrderId> ids;
        for (std::int64_t i = 1; i <= 30; ++i) {
            desk.pass(seconds(5)); // within the rate
            desk.quote(9'999, 10'001);
            if (const OrderId id = desk.place(Side::Buy, 1, 9'900 + i)) {
                ids.push_back(id);
            }
        }
        QVERIFY(ids.size() >= 10);
        desk.restart();
        desk.quote(9'999, 10'001);
        for (const OrderId id : ids) {
            QVERIFY(desk.order(id).state == orders::OrderState::Unknown);
            desk.report(id, OrderEventKind::Rejected);
            QVERIFY(desk.order(id).state == orders::OrderState::Rejected);
            QVERIFY(!isStorm(desk));
        }
        QVERIFY(desk.recordFoldsToTheState());
    }

    // The tenth of the venue's own trips, sent or working, however many others lie between.
    void theVenuesRefusalsAreCountedAmongTheOthers()
    {
        auto desk = TestDesk::armed();
        int refused = 0;
        for (std::int64_t i = 1; refused < 10; ++i) {
            QVERIFY(!isStorm(desk));
            const OrderId id = desk.place(Side::Buy, i, 9'900);
            QVERIFY(id);
            if (i % 3 == 0) {
                holdBack(desk, id);
                continue;
            }
            if (i % 2 == 0) {
                desk.report(id, OrderEventKind::Accepted);
            }
            desk.report(id, OrderEventKind::Rejected);
            ++refused;
        }
        QVERIFY(isStorm(desk));
        QVERIFY(desk.recordFoldsToTheState());
    }
};

QTEST_APPLESS_MAIN(TestRejectStorm)
#include "tst_reject_storm.moc"
