// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Waits that are those of sockets and cannot be hurried: the venue takes an order and says nothing (F23), and a stream
// falls silent (F35). All venues wait at the same time.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

class TestBrokerTimeOuts : public QObject
{
    Q_OBJECT

    struct Waiting {
        std::unique_ptr<BrokerDesk> desk;
        OrderId order{};
        std::size_t streams = 0; ///< Opened before.
    };
    /// One open desk for each venue with a wire.
    static std::vector<Waiting> openAll()
    {
        std::vector<Waiting> all;
        for (const auto& maker : allVenues) {
            auto desk = std::make_unique<BrokerDesk>(maker);
            if (desk->venue->whyNoWire().empty() && desk->open()) {
                all.push_back({std::move(desk), {}, 0});
            }
        }
        return all;
    }
    static std::size_t streamsOpened(BrokerDesk& desk)
    {
        return desk.venue->get<std::size_t>([&] { return desk.venue->proxy->opened(desk.venue->words().streamPath); });
    }

private slots:
    /// F23: a time-out.
    void theVenueTookItAndSaidNothing()
    {
        auto all = openAll();
        QCOMPARE(all.size(), std::size(allVenues) - 1);
        for (auto& one : all) {
            auto& desk = *one.desk;
            desk.script(FrameRule{desk.venue->words().streamPath, desk.venue->words().newText, FrameFault::Drop, 1});
            desk.scriptOrder(RequestFault::WithholdAnswer);
            const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
            QVERIFY2(order, desk.refusal().c_str());
            one.order = *order;
        }
        for (auto& one : all) {
            auto& desk = *one.desk;
            QVERIFY2(desk.hears(one.order, OrderEventKind::Lost), desk.story().c_str());
            QVERIFY2(desk.passUntil([&] { return desk.worksNow(one.order); }), desk.story().c_str());
            QVERIFY(desk.isScriptDone() && !desk.wasSaid(one.order, OrderEventKind::Rejected));
            QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
        }
    }

    /// F35: nothing comes and nothing ends. It is noticed, another is opened, and what was missed is asked for.
    void aStreamThatFallsSilent()
    {
        auto all = openAll();
        QCOMPARE(all.size(), std::size(allVenues) - 1);
        for (auto& one : all) {
            auto& desk = *one.desk;
            const auto order = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
            QVERIFY(order && desk.works(*order));
            one.streams = streamsOpened(desk);
        }
        for (auto& one : all) {
            auto& desk = *one.desk;
            desk.venue->call([&] { desk.venue->proxy->silence(desk.venue->words().streamPath); });
            QVERIFY(desk.trigger(OrderKind::Limit, Side::Buy));
        }
        for (auto& one : all) {
            auto& desk = *one.desk;
            QVERIFY(becomesTrue([&] { return streamsOpened(desk) > one.streams; }));
            QVERIFY2(desk.holds(1) && desk.isSettled() && desk.isCompared(), desk.story().c_str());
            QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestBrokerTimeOuts)
#include "tst_broker_time_outs.moc"
