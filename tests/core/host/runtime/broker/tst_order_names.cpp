// needs: host/runtime desk/engine

#include "core/host/runtime/broker/order_names.h"

#include <QTest>

using namespace omni;

namespace {

engine::DeskState aState()
{
    engine::DeskState state;
    state.session.installNonce = "INSTALL1";
    state.starts = {{OrderId{1}, ShortText<8>("FIRST111")}, {OrderId{10}, ShortText<8>("SECOND22")}};
    return state;
}

std::string nameOf(const runtime::OrderNames& names, std::uint64_t order)
{
    orders::OrderTicket ticket;
    ticket.id = OrderId{order};
    const auto name = names.nameOf(ticket);
    return name ? std::string(name->view()) : std::string();
}

} // namespace

class TestOrderNames : public QObject
{
    Q_OBJECT

private slots:
    /// S4: an order of an earlier start keeps the name that it was sent with.
    void ordersOfEarlierStartsKeepTheirNames()
    {
        const runtime::OrderNames names(aState());
        QCOMPARE(nameOf(names, 9), std::string("INSTALL1-FIRST111-9-e"));
        QCOMPARE(nameOf(names, 10), std::string("INSTALL1-SECOND22-10-e"));
        QCOMPARE(names.orderOf("INSTALL1-FIRST111-9-e").value(), OrderId{9});
        QCOMPARE(names.orderOf("INSTALL1-SECOND22-10-s").value(), OrderId{10});
    }

    /// A start that this profile has lost, as a restored backup has, is somebody else's; so is any other name.
    void whatNoStartOfThisProfileHasNamedIsNotOurs()
    {
        const runtime::OrderNames names(aState());
        QVERIFY(!names.orderOf("INSTALL1-LOSTLOST-9-e"));
        QVERIFY(!names.orderOf("INSTALL1-SECOND22-9-e"));
        QVERIFY(!names.orderOf("INSTALL2-FIRST111-9-e"));
        QVERIFY(!names.orderOf("web_1234"));
        QVERIFY(!names.orderOf(""));
    }

    /// F16: it bears this profile's part and a start's that the record does not have.
    void whatAStartNamedThatTheRecordDoesNotHaveIsLost()
    {
        const runtime::OrderNames names(aState());
        QVERIFY(names.isLost("INSTALL1-LOSTLOST-9-e"));
        QVERIFY(names.isLost("INSTALL1-LOSTLOST-11-s"));
        QVERIFY(!names.isLost("INSTALL1-FIRST111-9-e"));
        QVERIFY(names.isLost("INSTALL1-FIRST111-10-e")); // a copy of within that start: the record has its beginning
        QVERIFY(names.isLost("INSTALL1-FIRST111-40-s"));
        QVERIFY(!names.isLost("INSTALL1-SECOND22-99-e")); // of the start that runs
        QVERIFY(!names.isLost("INSTALL1-SECOND22-9-e")); // nonsense, but nothing is lost
        QVERIFY(!names.isLost("INSTALL2-LOSTLOST-9-e"));
        QVERIFY(!names.isLost("web_1234"));
        QVERIFY(!names.isLost("INSTALL1-" + std::string(orders::watchdogNonceFrom(7).view()) + "-1-x"));
    }

    /// S26: of very many starts the oldest are forgotten; what stands since then is no sign of a restored backup.
    void whatAForgottenStartNamedIsNotLost()
    {
        auto state = aState();
        state.starts.clear();
        for (std::uint64_t i = 0; i < engine::mostNamedStarts; ++i) {
            state.starts.push_back({OrderId{100 + i}, orders::nonceFrom(i)});
        }
        const runtime::OrderNames names(state);
        QVERIFY(!names.isLost("INSTALL1-LOSTLOST-99-e"));
        QVERIFY(names.isLost("INSTALL1-LOSTLOST-100-e"));
    }

    void whatWasNeverSentHasNoName()
    {
        QCOMPARE(nameOf(runtime::OrderNames(aState()), 0), std::string());
        QCOMPARE(nameOf(runtime::OrderNames(engine::DeskState()), 1), std::string());
    }
};

QTEST_APPLESS_MAIN(TestOrderNames)
#include "tst_order_names.moc"
