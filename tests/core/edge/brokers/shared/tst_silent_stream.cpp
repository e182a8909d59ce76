// A stream that nobody hears of is not shown as up (F34).
#include "core/edge/brokers/shared/silent_stream.h"

#include <QTest>

using namespace omni;
using namespace omni::brokers;
using views::LineState;

class TestSilentStream : public QObject
{
    Q_OBJECT

private slots:
    void aStreamThatProvesItselfIsUp()
    {
        const views::Line line{LineState::Up, proof - minutes(5), proof, "connected"};
        QVERIFY(shownStream(line, proof) == line);
        QVERIFY(shownStream(line, proof + mostSilent) == line);
    }

    void aSilentOneIsStaleFromTheMomentWhenItWasSilentForTooLong()
    {
        const auto shown = shownStream({LineState::Up, proof - minutes(5), proof, ""}, proof + milliseconds(4'001));
        QCOMPARE(shown.state, LineState::Stale);
        QCOMPARE(shown.since, proof + mostSilent);
        QVERIFY(!shown.detail.empty());
        QCOMPARE(*shown.lastProof, proof);
    }

    void whatIsDownStaysDown()
    {
        for (const auto state : {LineState::Off, LineState::Connecting, LineState::Down, LineState::Refused}) {
            QCOMPARE(shownStream({state, proof, proof, "why"}, proof + minutes(1)).state, state);
        }
        QCOMPARE(shownStream({LineState::Up, proof, std::nullopt, ""}, proof + minutes(1)).state, LineState::Up);
    }

private:
    static constexpr Timestamp proof{1'784'000'000'000'000'000};
};

QTEST_GUILESS_MAIN(TestSilentStream)
#include "tst_silent_stream.moc"
