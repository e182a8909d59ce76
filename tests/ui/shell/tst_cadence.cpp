// needs: ui/shell Qt6::Core
#include "ui/shell/status/cadence.h"
#include "ui/shell/status/stall_watch.h"

#include <QTest>

#include <random>

using namespace omni::ui;

class TestCadence : public QObject
{
    Q_OBJECT

private slots:
    // 60 a second leave 16.7 ms, of which a frame may take 10.
    void fallsFromSixtyToThirtyToTenWhileFramesAreSlow()
    {
        Cadence cadence(60);
        QVERIFY(!cadence.onFrame(12, 0));
        QVERIFY(!cadence.onFrame(12, 999));
        QVERIFY(cadence.onFrame(12, 1'000));
        QCOMPARE(cadence.rate(), 30);
        QVERIFY(cadence.isSlowed());
        QVERIFY(!cadence.onFrame(40, 1'999));
        QVERIFY(cadence.onFrame(40, 2'000) || cadence.onFrame(40, 3'000));
        QCOMPARE(cadence.rate(), 10);
        QVERIFY(!cadence.onFrame(500, 10'000));
        QCOMPARE(cadence.rate(), 10);
    }

    void forgivesOneSlowFrame()
    {
        Cadence cadence(60);
        cadence.onFrame(80, 0);
        cadence.onFrame(2, 16);
        QVERIFY(!cadence.onFrame(80, 1'500));
        QCOMPARE(cadence.rate(), 60);
    }

    void risesAgainAfterFiveQuickSeconds()
    {
        Cadence cadence(60);
        cadence.onFrame(12, 0);
        cadence.onFrame(12, 1'000);
        QVERIFY(!cadence.onFrame(2, 1'100));
        QVERIFY(!cadence.onFrame(2, 6'099));
        QVERIFY(cadence.onFrame(2, 6'100));
        QCOMPARE(cadence.rate(), 60);
    }

    void neverPassesWhatIsWished()
    {
        std::mt19937_64 random{20'240'229};
        for (const int wished : {10, 20, 30, 60}) {
            Cadence cadence(wished);
            std::int64_t now = 0;
            for (int i = 0; i < 5'000; ++i) {
                now += static_cast<std::int64_t>(random() % 700);
                cadence.onFrame(static_cast<double>(random() % 60), now);
                QVERIFY(cadence.rate() <= wished && cadence.rate() >= 10);
            }
        }
    }

    void metersAStallByTheBeatThatCameLate()
    {
        StallMeter meter;
        QVERIFY(!meter.beat(0));
        QVERIFY(!meter.beat(25));
        QVERIFY(!meter.beat(150)); // 100 ms late: just not
        QCOMPARE(meter.beat(276).value_or(0), std::int64_t{101});
        QCOMPARE(meter.beat(3'301).value_or(0), std::int64_t{3'000});
        meter.forget();
        QVERIFY(!meter.beat(900'000));
    }
};

QTEST_APPLESS_MAIN(TestCadence)
#include "tst_cadence.moc"
