// needs: ui/shell Qt6::Core
#include "ui/shell/status/cadence.h"
#include "ui/shell/status/stall_watch.h"

#include <QTest>

#include <random>

using namespace omni::ui;

namespace {

/// Frames of 20 ms that take a part of their time.
struct Run {
    Cadence cadence;
    double busyMs = 0;
    std::int64_t nowMs = 0;

    explicit Run(int wished = 60)
        : cadence(wished)
    {
    }
    /// How often a rate changed.
    int pass(double share, std::int64_t ms)
    {
        int changes = 0;
        for (const std::int64_t end = nowMs + ms; nowMs < end;) {
            nowMs += 20;
            busyMs += share * 20;
            changes += cadence.onFrame(busyMs, nowMs) ? 1 : 0;
        }
        return changes;
    }
    [[nodiscard]] QString rates() const
    {
        return QStringLiteral("%1 %2 %3")
            .arg(cadence.rate(Slows::First))
            .arg(cadence.rate(Slows::Next))
            .arg(cadence.rate(Slows::Never));
    }
};

} // namespace

class TestCadence : public QObject
{
    Q_OBJECT

private slots:
    // ui-spec 12: 60, 30, 10; charts first, then tables; proposals, orders, risk and kill stay.
    void chartsSlowDownFirstThenTablesAndTheRestNever()
    {
        Run run;
        QCOMPARE(run.pass(0.7, 900), 0);
        QStringList seen{run.rates()};
        for (int i = 0; i < 12; ++i) {
            run.pass(0.7, 500);
            seen << run.rates();
        }
        seen.removeDuplicates();
        QCOMPARE(seen,
                 (QStringList{QStringLiteral("60 60 60"), QStringLiteral("30 60 60"), QStringLiteral("10 60 60"),
                              QStringLiteral("10 30 60"), QStringLiteral("10 10 60")}));
        QVERIFY(run.cadence.isSlowed());
        QCOMPARE(run.pass(0.9, 10'000), 0); // that was the last step
    }

    void nothingSlowsDownWhileFramesTakeLessThanTheirShare()
    {
        Run run;
        QCOMPARE(run.pass(0.59, 60'000), 0);
        QVERIFY(!run.cadence.isSlowed());
    }

    void forgivesOneLongFrame()
    {
        Run run;
        run.pass(0.1, 1'000);
        run.busyMs += 1'900;
        run.nowMs += 2'000;
        QCOMPARE(run.pass(0.1, 2'000), 0);
    }

    void risesAgainStepByStepAfterFiveQuickSeconds()
    {
        Run run;
        run.pass(0.7, 10'000);
        QCOMPARE(run.rates(), QStringLiteral("10 10 60"));
        QCOMPARE(run.pass(0.05, 4'400), 0);
        QStringList seen{run.rates()};
        for (int i = 0; i < 40; ++i) {
            run.pass(0.05, 1'000);
            seen << run.rates();
        }
        seen.removeDuplicates();
        QCOMPARE(seen,
                 (QStringList{QStringLiteral("10 10 60"), QStringLiteral("10 30 60"), QStringLiteral("10 60 60"),
                              QStringLiteral("30 60 60"), QStringLiteral("60 60 60")}));
        QVERIFY(!run.cadence.isSlowed());
    }

    // Charts of 12 ms, all else 1 ms: too much at 60 a second, fine at 30, and it stays there.
    void doesNotGoUpAndDown()
    {
        Run run;
        int changes = 0;
        for (int i = 0; i < 120; ++i) {
            changes += run.pass((60 + 12.0 * run.cadence.rate(Slows::First)) / 1'000, 500);
        }
        QCOMPARE(changes, 1);
        QCOMPARE(run.rates(), QStringLiteral("30 60 60"));
    }

    void aSlowWishSkipsTheStepsThatChangeNothing()
    {
        Run thirty(30);
        QCOMPARE(thirty.pass(0.7, 60'000), 2); // charts, tables
        QCOMPARE(thirty.rates(), QStringLiteral("10 10 30"));
        Run ten(10);
        QCOMPARE(ten.pass(0.7, 60'000), 0);
        QVERIFY(!ten.cadence.isSlowed());
    }

    void neverPassesWhatIsWished()
    {
        std::mt19937_64 random{20'240'229};
        for (const int wished : {10, 20, 30, 60}) {
            Run run(wished);
            for (int i = 0; i < 5'000; ++i) {
                run.nowMs += static_cast<std::int64_t>(random() % 700);
                run.busyMs += static_cast<double>(random() % 700);
                run.cadence.onFrame(run.busyMs, run.nowMs);
                QCOMPARE(run.cadence.rate(Slows::Never), wished);
                for (const Slows what : {Slows::First, Slows::Next}) {
                    QVERIFY(run.cadence.rate(what) <= wished && run.cadence.rate(what) >= 10);
                }
                QVERIFY(run.cadence.rate(Slows::First) <= run.cadence.rate(Slows::Next));
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
