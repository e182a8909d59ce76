// needs: ui/shell Qt6::Widgets
// A window that does not come back is told of while it stands still, once.
#include "ui/shell/status/stall_watch.h"

#include <QTest>

using namespace omni::ui;
using namespace std::chrono_literals;

class TestStallEye : public QObject
{
    Q_OBJECT

private slots:
    void aSilenceIsToldOnceWhileItLasts()
    {
        std::atomic<int> told{0};
        std::atomic<std::int64_t> ms{0};
        StallEye eye(80ms, [&](std::chrono::milliseconds silence) {
            ++told;
            ms = silence.count();
        });

        QTRY_COMPARE(told.load(), 1); // this thread gives no beat
        QVERIFY(ms.load() >= 80);
        QTest::qWait(300);
        QCOMPARE(told.load(), 1);

        eye.beat();
        QTRY_COMPARE(told.load(), 2); // the next one is another
    }

    void aWindowThatGoesOnIsNotTold()
    {
        std::atomic<int> told{0};
        StallEye eye(2'000ms, [&](std::chrono::milliseconds) { ++told; });
        for (int i = 0; i < 20; ++i) {
            eye.beat();
            QTest::qWait(10);
        }
        QCOMPARE(told.load(), 0);
    }

    void itEndsAtOnce()
    {
        const auto begin = std::chrono::steady_clock::now();
        {
            const StallEye eye(std::chrono::hours(1), {});
        }
        QVERIFY(std::chrono::steady_clock::now() - begin < 10s);
    }
};

QTEST_GUILESS_MAIN(TestStallEye)
#include "tst_stall_eye.moc"
