// needs: desk/views desk/events Qt6::Core
// A trip goes through a note and comes back as it was; nothing else is taken for one (S31).
#include "core/base/seeded_random.h"
#include "core/desk/views/stop_note.h"

#include <QTest>

#include <limits>
#include <string>

using namespace omni;
using namespace omni::views;

class TestStopNote : public QObject
{
    Q_OBJECT

private slots:
    void comesBackAsItWas()
    {
        SeededRandom random(14);
        for (int i = 0; i < 2'000; ++i) {
            StopNote stop;
            stop.isReset = random.below(2) == 1;
            stop.scope = {static_cast<risk::ScopeKind>(random.below(4)), random.next()};
            stop.level = static_cast<risk::KillLevel>(random.below(5));
            if (random.below(2) == 1) {
                stop.breaker = static_cast<events::Breaker>(random.below(events::breakerCount));
            }
            stop.subject = random.next();
            stop.limit = static_cast<std::int64_t>(random.next());
            stop.actual = static_cast<std::int64_t>(random.next());
            stop.cause = static_cast<events::Cause>(random.below(14));
            stop.reason = ShortText<95>(std::string(random.below(96), 'x'));
            QVERIFY(stopNoteOf(noteOf(stop)) == stop);
        }
    }

    void theWidestOfAllFits()
    {
        StopNote stop;
        stop.scope = {risk::ScopeKind::Symbol, std::numeric_limits<std::uint64_t>::max()};
        stop.level = risk::KillLevel::Flatten;
        stop.breaker = events::Breaker::EngineStalled;
        stop.subject = std::numeric_limits<std::uint64_t>::max();
        stop.limit = stop.actual = std::numeric_limits<std::int64_t>::min();
        stop.cause = events::Cause::Resize;
        stop.reason = ShortText<95>(std::string(95, 'r'));
        QVERIFY(stopNoteOf(noteOf(stop)) == stop);
    }

    void aWordOfAPersonIsNone_data()
    {
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("other tag") << QByteArray("idea") << QByteArray("0 0 2 0 0 0 0 0 x");
        QTest::newRow("words") << QByteArray("stop.tripped") << QByteArray("I stopped everything");
        QTest::newRow("empty") << QByteArray("stop.reset") << QByteArray("");
        QTest::newRow("kind") << QByteArray("stop.tripped") << QByteArray("4 0 2 0 0 0 0 0 x");
        QTest::newRow("level") << QByteArray("stop.tripped") << QByteArray("0 0 5 0 0 0 0 0 x");
        QTest::newRow("breaker") << QByteArray("stop.tripped") << QByteArray("0 0 2 10 0 0 0 0 x");
        QTest::newRow("cause") << QByteArray("stop.tripped") << QByteArray("0 0 2 0 0 0 0 14 x");
        QTest::newRow("too large") << QByteArray("stop.tripped") << QByteArray("0 18446744073709551616 2 0 0 0 0 0 x");
        QTest::newRow("short") << QByteArray("stop.tripped") << QByteArray("0 0 2 0 0");
    }
    void aWordOfAPersonIsNone()
    {
        QFETCH(QByteArray, tag);
        QFETCH(QByteArray, text);
        events::AddNote note;
        note.tag = ShortText<31>(tag.toStdString());
        note.text = ShortText<191>(text.toStdString());
        QVERIFY(!stopNoteOf(note));
        note.tag = ShortText<31>("stop.tripped");
        note.text = ShortText<191>("0 0 2 0 0 0 0 0 x");
        QVERIFY(stopNoteOf(note));
        note.proposal = ProposalId{1};
        QVERIFY(!stopNoteOf(note)); // of a proposal: somebody wrote it
    }
};

QTEST_APPLESS_MAIN(TestStopNote)
#include "tst_stop_note.moc"
