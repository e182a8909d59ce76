// needs: host/runtime edge/brokers edge/sandbox edge/platform desk/driver tests/support/wire_proxy Qt6::Network
// Venues that ask for a pause, or forbid to come back, and clocks that differ (F19, F37): nothing is asked in the time
// in which nothing may be asked (S34), and what is refused for it is refused in words.

#include "tests/acceptance/brokers/all_venues.h"
#include "tests/acceptance/brokers/broker_desk.h"

using namespace omni;
using namespace omni::test;

class TestBrokerLimits : public QObject
{
    Q_OBJECT

    /// Requests behind that one, within so long of the clock.
    static std::size_t asked(BrokerDesk& desk, std::size_t refused, Duration within)
    {
        std::size_t count = 0;
        desk.venue->call([&] {
            const auto& all = desk.venue->proxy->seen();
            for (std::size_t i = refused + 1; i < all.size(); ++i) {
                count += all[i].at - all[refused].at < within ? 1U : 0U;
            }
        });
        return count;
    }
    static std::optional<std::size_t> refusedOrder(BrokerDesk& desk)
    {
        std::optional<std::size_t> found;
        desk.venue->call([&] {
            const auto& all = desk.venue->proxy->seen();
            for (std::size_t i = 0; i < all.size(); ++i) {
                if (all[i].method == "POST" && all[i].path == desk.venue->words().orderPath && !all[i].reachedVenue) {
                    found = i;
                }
            }
        });
        return found;
    }
    static std::size_t cancelsSeen(BrokerDesk& desk)
    {
        return desk.venue->get<std::size_t>([&] {
            const auto& all = desk.venue->proxy->seen();
            return static_cast<std::size_t>(
                std::count_if(all.begin(), all.end(), [](const auto& one) { return one.method == "DELETE"; }));
        });
    }
    /// An order is answered with 418, for so many seconds.
    static bool isBanned(BrokerDesk& desk, int seconds)
    {
        auto ban = desk.venue->tooMany(seconds);
        ban.status = 418;
        desk.scriptOrder(RequestFault::RefuseHere, 0, ban);
        const auto refused = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        return refused && desk.hears(*refused, OrderEventKind::Rejected);
    }
    /// An order is refused with that answer; another is wished in the middle of the silence, which lasts `silence`.
    static void keepsSilent(BrokerDesk& desk, const sandbox::WebAnswer& answer, Duration silence)
    {
        desk.scriptOrder(RequestFault::RefuseHere, 0, answer);
        const auto refused = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY2(refused && desk.hears(*refused, OrderEventKind::Rejected), desk.story().c_str());
        QVERIFY(!desk.textOf(*refused, OrderEventKind::Rejected).empty());
        const auto at = refusedOrder(desk);
        QVERIFY(desk.isScriptDone() && at);
        static_cast<void>(desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 2)));
        QVERIFY(desk.pass(silence - milliseconds(500)));

        QCOMPARE(asked(desk, *at, silence - milliseconds(100)), std::size_t{0});
    }

private slots:
    void aVenueThatAsksForAPause_data()
    {
        QTest::addColumn<int>("venue");
        QTest::addColumn<bool>("saysHowLong");
        for (int venue = 0; venue < int(std::size(allVenues)); ++venue) {
            QTest::addRow("%s, with Retry-After", allVenues[venue].name) << venue << true;
            QTest::addRow("%s, without", allVenues[venue].name) << venue << false;
        }
    }
    /// F37: 429. The order is refused, for the venue says that it did not take it; nothing is asked before the time
    /// that it names, or for a minute where it names none. Then orders go again.
    void aVenueThatAsksForAPause()
    {
        QFETCH(int, venue);
        QFETCH(bool, saysHowLong);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        keepsSilent(desk, desk.venue->tooMany(saysHowLong ? std::optional(20) : std::nullopt),
                    saysHowLong ? seconds(20) : seconds(60));
        if (QTest::currentTestFailed()) {
            return;
        }
        QVERIFY(desk.pass(seconds(2)));
        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));
        QVERIFY2(order, (desk.refusal() + desk.story()).c_str());
        QVERIFY2(desk.holds(1), desk.story().c_str());
    }

    void aVenueThatForbidsToComeBack_data()
    {
        eachVenue();
    }
    /// F37: 418. Not one request of any kind goes while it lasts, cancels neither.
    void aVenueThatForbidsToComeBack()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        if (!desk.venue->hasBans()) {
            QSKIP("its protocol knows no ban");
        }
        QVERIFY(desk.open());
        const auto resting = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY2(resting && desk.works(*resting), desk.story().c_str());
        QVERIFY2(isBanned(desk, 20), desk.story().c_str());
        const auto at = refusedOrder(desk);
        QVERIFY(desk.isScriptDone() && at);
        static_cast<void>(desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 2)));
        QVERIFY(desk.send(events::CancelOrder{*resting}));
        QVERIFY(desk.pass(milliseconds(19'500)));

        QCOMPARE(asked(desk, *at, milliseconds(19'900)), std::size_t{0});
    }

    void aBanOutlivesTheProgram_data()
    {
        eachVenue();
    }
    /// The program ends within the ban and is started: nothing goes before its end, and it is said until when.
    void aBanOutlivesTheProgram()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        if (!desk.venue->hasBans()) {
            QSKIP("its protocol knows no ban");
        }
        QVERIFY(desk.open());
        QVERIFY2(isBanned(desk, 10), desk.story().c_str());
        const auto asked
            = [&desk] { return desk.venue->get<std::size_t>([&] { return desk.venue->proxy->seen().size(); }); };
        const std::size_t before = asked();

        QVERIFY(!desk.dieAndStart([] {}));

        QVERIFY2(desk.terminal->phase().text.find("has banned the address of this machine until") != std::string::npos,
                 desk.terminal->phase().text.c_str());
        QCOMPARE(asked(), before);
        QVERIFY(desk.dieAndStart([] { QTest::qWait(10'500); })); // when it is over
    }

    void aLimitThatIsNearlyUsedUp_data()
    {
        eachVenue();
    }
    /// F38: what is left is for cancels. The venue says in an answer how much was used.
    void aLimitThatIsNearlyUsedUp()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue]);
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());
        RequestRule told;
        told.method = "POST";
        told.path = desk.venue->words().orderPath;
        told.fault = RequestFault::EditAnswer;
        told.answer.fields = desk.venue->nearlyUsedUp();
        desk.script(std::move(told));
        const auto resting = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY2(resting && desk.works(*resting) && desk.isScriptDone(), desk.story().c_str());

        const auto kept = desk.place(desk.ticket(OrderKind::Limit, Side::Buy, 1));
        QVERIFY2(kept && desk.hears(*kept, OrderEventKind::Rejected), desk.story().c_str()); // it never went
        const auto before = cancelsSeen(desk);
        QVERIFY(desk.send(events::CancelOrder{*resting}) && desk.hasEnded(*resting));
        QVERIFY(cancelsSeen(desk) > before);
        QVERIFY2(desk.fault(1).isEmpty(), (desk.fault(1).toStdString() + desk.story()).c_str());
    }

    void aClockThatDiffersALittle_data()
    {
        eachVenue();
    }
    /// F19: below a second orders go, with the venue's time on them.
    void aClockThatDiffersALittle()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue], {}, milliseconds(400));
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order && desk.holds(1) && desk.isSettled(), desk.story().c_str());
        QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
    }

    void aClockThatDiffersALot_data()
    {
        eachVenue();
    }
    /// F19: a venue that judges by the time of a request gets no new order; one that does not is none the wiser.
    void aClockThatDiffersALot()
    {
        QFETCH(int, venue);
        BrokerDesk desk(allVenues[venue], {}, seconds(5));
        OMNI_NEEDS_WIRE(*desk.venue);
        QVERIFY(desk.open());

        const auto order = desk.place(desk.ticket(OrderKind::Market, Side::Buy, 1));

        QVERIFY2(order, desk.refusal().c_str());
        if (desk.venue->judgesByTime()) {
            QVERIFY2(desk.hears(*order, OrderEventKind::Rejected), desk.story().c_str());
            QVERIFY2(desk.textOf(*order, OrderEventKind::Rejected).find("clock") != std::string::npos,
                     desk.story().c_str());
            QVERIFY2(desk.fault(1).isEmpty(), (desk.fault(1).toStdString() + desk.story()).c_str());
        } else {
            QVERIFY2(desk.holds(1) && desk.isSettled(), desk.story().c_str());
            QVERIFY2(desk.fault().isEmpty(), (desk.fault().toStdString() + desk.story()).c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestBrokerLimits)
#include "tst_broker_limits.moc"
