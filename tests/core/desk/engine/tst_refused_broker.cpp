// needs: desk/engine
// A line to a broker that is refused is on record, and a person is told (F39).

#include "core/desk/events/broker_refused.h"
#include "tests/support/test_desk.h"

#include <QTest>

using namespace omni;
using namespace omni::test;

namespace {

events::AddNote refusal()
{
    return {{}, {}, ShortText<31>(events::brokerRefused), ShortText<191>("orders: the certificate is not trusted")};
}

} // namespace

class TestRefusedBroker : public QObject
{
    Q_OBJECT

private slots:
    void theHousesNoteIsKeptAndRaisedAsAnAlert()
    {
        auto desk = TestDesk::armed();

        desk.command(refusal(), engine::desk, false, {});

        QCOMPARE(desk.ever<events::NoteAdded>().size(), std::size_t{1});
        QCOMPARE(desk.ever<events::NoteAdded>()[0].note, refusal());
        QVERIFY(desk.alerted(events::brokerRefused));
        QCOMPARE(desk.ever<events::AlertRaised>().back().level, events::AlertLevel::Critical);
    }

    void aPersonsNoteOfThatTagIsANote()
    {
        auto desk = TestDesk::armed();

        desk.command(refusal());

        QCOMPARE(desk.ever<events::NoteAdded>().size(), std::size_t{1});
        QVERIFY(!desk.alerted(events::brokerRefused));
    }
};

QTEST_APPLESS_MAIN(TestRefusedBroker)
#include "tst_refused_broker.moc"
