// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Each kind of order in each transition of a position, through the whole desk and a socket, for every broker.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

namespace {

struct Transition {
    const char* name;
    Side side;
    std::int64_t lots; ///< Times the usual size.
    std::int64_t before, after; ///< What is held.
};

/// In this order each begins where the one before has ended.
constexpr Transition transitions[] = {
    {"flat to long", Side::Buy, 3, 0, 3},    {"long to less", Side::Sell, 1, 3, 2},
    {"long to more", Side::Buy, 1, 2, 3},    {"long to flat", Side::Sell, 3, 3, 0},
    {"flat to short", Side::Sell, 1, 0, -1}, {"short to flat", Side::Buy, 1, -1, 0},
};

constexpr std::pair<const char*, OrderKind> kinds[] = {
    {"market", OrderKind::Market},
    {"limit", OrderKind::Limit},
    {"stop", OrderKind::Stop},
    {"stop limit", OrderKind::StopLimit},
    {"trailing stop", OrderKind::TrailingStop},
};

} // namespace

class TestBrokerMatrix : public QObject
{
    Q_OBJECT

private slots:
    void eachKindInEachTransition_data()
    {
        QTest::addColumn<int>("venue");
        QTest::addColumn<int>("kind");
        for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
            for (int kind = 0; kind < int(std::size(kinds)); ++kind) {
                QTest::addRow("%s, %s", allVenues[venue].name, kinds[kind].first) << venue << kind;
            }
        }
    }
    /// S3 S4 S7 S8 S9.
    void eachKindInEachTransition()
    {
        QFETCH(int, venue);
        QFETCH(int, kind);
        BrokerDesk desk(allVenues[venue]);
        QVERIFY(desk.open());
        std::size_t stopped = 0;
        for (const auto& transition : transitions) {
            const bool isShort = transition.before < 0 || transition.after < 0;
            if (!isShort || desk.venue->maySellShort()) {
                cross(desk, kinds[kind].second, transition, stopped);
                if (QTest::currentTestFailed()) {
                    return;
                }
            }
        }
    }

    void whereNobodyCanBeShortASaleOfNothingIsRefused_data()
    {
        eachKindInEachTransition_data();
    }
    /// And nothing is changed by it (S6: it is no doubt, it is a refusal).
    void whereNobodyCanBeShortASaleOfNothingIsRefused()
    {
        QFETCH(int, venue);
        QFETCH(int, kind);
        BrokerDesk desk(allVenues[venue]);
        if (desk.venue->maySellShort()) {
            QSKIP("who may be short there is crossed by the matrix");
        }
        QVERIFY(desk.open());
        const auto order = desk.place(desk.ticket(kinds[kind].second, Side::Sell, 1));
        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY(desk.hears(*order, OrderEventKind::Rejected));
        qInfo("%s", desk.textOf(*order, OrderEventKind::Rejected).c_str());
        QVERIFY(!desk.textOf(*order, OrderEventKind::Rejected).empty());
        QVERIFY(desk.shows([](const auto& shown) { return shown.openOrders.empty(); }));
        QVERIFY2(desk.fault().isEmpty(), desk.fault().constData());
        QCOMPARE(desk.held(), std::int64_t{0});
        QCOMPARE(desk.tradesThere(), std::uint64_t{0});
    }

private:
    /// Definitely, in words, and before anything is sent.
    static void isRefusedBesideItsStop(BrokerDesk& desk, const orders::OrderTicket& ticket, std::size_t& stopped)
    {
        const std::int64_t before = desk.held();
        const auto order = desk.place(ticket);
        QVERIFY2(order, desk.refusal().c_str());
        QVERIFY2(desk.hears(*order, OrderEventKind::Rejected), desk.story().c_str());
        const auto words = desk.textOf(*order, OrderEventKind::Rejected);
        qInfo("%s", words.c_str());
        QVERIFY2(words.find("not sent") == 0 && words.find("Cancel that one first.") != std::string::npos,
                 words.c_str());
        ++stopped;
        QCOMPARE(desk.held(), before);
        QVERIFY2(desk.fault(stopped).isEmpty(), desk.fault(stopped).constData());
    }
    static void cross(BrokerDesk& desk, OrderKind kind, const Transition& transition, std::size_t& stopped)
    {
        const auto& [name, side, lots, before, after] = transition;
        auto ticket = desk.ticket(kind, side, lots);
        ticket.reduceOnly = std::abs(after) < std::abs(before);
        if (ticket.reduceOnly && kind != OrderKind::Market) {
            QVERIFY2(desk.cancelAll(), name); // the stop has all of it: no room for another that rests
        }
        const bool adds = std::abs(after) > std::abs(before) && before != 0;
        if (adds && !desk.venue->mayAddBesideStop() && desk.hasOpenOrders()) {
            isRefusedBesideItsStop(desk, ticket, stopped);
            QVERIFY2(desk.cancelAll(), name);
        }
        const auto order = desk.place(ticket);
        QVERIFY2(order, (std::string(name) + ": " + desk.refusal()).c_str());
        QVERIFY2(kind == OrderKind::Market || desk.works(*order), (name + desk.story()).c_str());
        QVERIFY2(desk.trigger(kind, side), name);
        const std::int64_t wanted = after * desk.venue->usualQuantity();
        QVERIFY2(becomesTrue([&] { return desk.held() == wanted; }), (name + desk.story()).c_str());
        QVERIFY2(desk.isSettled(before == 0), (name + desk.story()).c_str());
        QVERIFY2(desk.fault(stopped).isEmpty(), (name + std::string(": ") + desk.fault(stopped).toStdString()).c_str());
    }
};

QTEST_GUILESS_MAIN(TestBrokerMatrix)
#include "tst_broker_matrix.moc"
