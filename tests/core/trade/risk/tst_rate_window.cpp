#include "core/trade/risk/breakers/rate_window/rate_window.h"

#include <QTest>

#include <algorithm>
#include <deque>
#include <limits>
#include <random>

using namespace omni;
using namespace omni::risk;

namespace {

Monotonic at(Duration d)
{
    return Monotonic{} + d;
}

RateWindow reloaded(const RateWindow& window)
{
    Bytes bytes;
    ByteWriter out(bytes);
    window.save(out);
    ByteReader in(bytes);
    RateWindow loaded = RateWindow::load(in);
    if (!in.finished()) {
        qFatal("a window that was saved cannot be loaded");
    }
    return loaded;
}

} // namespace

class TestRateWindow : public QObject
{
    Q_OBJECT

private slots:
    void countsUntilJustBeforeItsLength()
    {
        RateWindow window;
        window.add(at(seconds(5)));

        QCOMPARE(window.count(at(seconds(5))), 1);
        QCOMPARE(window.count(at(seconds(65)) + Duration{-1}), 1);
        QCOMPARE(window.count(at(seconds(65))), 0);
    }

    // A bucket that refills each minute would let 4 through here: 2 at 59 s, 2 at 60 s.
    void noMinuteThatBeginsAnywhereHoldsMore()
    {
        RateWindow window;
        window.add(at(seconds(59)));
        window.add(at(seconds(59)));
        window.add(at(seconds(60)));
        window.add(at(seconds(60)));

        QCOMPARE(window.count(at(seconds(61))), 4);
        QCOMPARE(window.count(at(seconds(119))), 2);
    }

    void agreesWithAPlainListOfTimes()
    {
        std::mt19937_64 random{60};
        RateWindow window(seconds(60));
        std::deque<std::int64_t> list;
        std::int64_t now = 0;
        int highest = 0;
        for (int i = 0; i < 100'000; ++i) {
            const std::int64_t mean = i % 2'000 < 1'000 ? 2'000'000'000 : 900'000'000;
            now += static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(mean));
            if (random() % 3 != 0) {
                window.add({now});
                list.push_back(now);
                if (list.size() > RateWindow::capacity) {
                    list.pop_front();
                }
            }
            if (random() % 50 == 0) {
                window = reloaded(window);
            }
            const std::int64_t asked = now + static_cast<std::int64_t>(random() % 10'000'000'000);
            const auto inside
                = std::count_if(list.begin(), list.end(), [&](std::int64_t t) { return asked - t < 60'000'000'000; });
            QCOMPARE(window.count({asked}), static_cast<int>(inside));
            highest = std::max(highest, static_cast<int>(inside));
        }
        QVERIFY(highest > 80);
    }

    void remembersTheNewestWhenItIsFull()
    {
        RateWindow window;
        for (int i = 0; i < 500; ++i) {
            window.add(at(milliseconds(i)));
        }
        QCOMPARE(window.count(at(seconds(1))), RateWindow::capacity);
        // The newest 120 happened from 380 ms on.
        QCOMPARE(window.count(at(seconds(60) + milliseconds(379))), RateWindow::capacity);
        QCOMPARE(window.count(at(seconds(60) + milliseconds(380))), RateWindow::capacity - 1);
    }

    void aRestartRefillsNothing()
    {
        RateWindow window;
        for (int i = 0; i < 30; ++i) {
            window.add(at(seconds(1'000)));
        }

        window = reloaded(window);
        window.restart(at(seconds(1'059)));

        QCOMPARE(window.count(at({})), 30);
        QCOMPARE(window.count(at(seconds(60)) + Duration{-1}), 30);
        QCOMPARE(window.count(at(seconds(60))), 0);
    }

    void whatHadLeftBeforeTheRestartStaysAway()
    {
        RateWindow window;
        window.add(at(seconds(100)));
        window.add(at(seconds(150)));

        window.restart(at(seconds(170)));

        QCOMPARE(window.count(at({})), 1);
    }

    // For every order: it counts at least as long after a restart as it would have without one.
    void overARestartNoWaitGetsShorter()
    {
        std::mt19937_64 random{1};
        for (int i = 0; i < 2'000; ++i) {
            RateWindow window;
            std::int64_t now = 0;
            for (int n = 0; n < 20; ++n) {
                now += static_cast<std::int64_t>(random() % 6'000'000'000);
                window.add({now});
            }
            const std::int64_t lastSeen = now + static_cast<std::int64_t>(random() % 60'000'000'000);
            RateWindow after = window;
            after.restart({lastSeen});
            for (std::int64_t waited = 0; waited < 61; ++waited) {
                const Duration d = seconds(waited);
                QVERIFY(after.count(Monotonic{} + d) >= window.count(Monotonic{lastSeen} + d));
            }
            after.add(Monotonic{} + seconds(1));
            QVERIFY(after.count(Monotonic{} + seconds(1)) >= 1);
        }
    }

    void aClockThatFallsCountsAsTheLatest()
    {
        RateWindow window;
        window.add(at(seconds(100)));
        window.add(at(seconds(10)));

        QCOMPARE(window.count(at(seconds(159))), 2);
    }

    void survivesTheEndsOfTheClock()
    {
        constexpr Monotonic first{std::numeric_limits<std::int64_t>::min()};
        constexpr Monotonic last{std::numeric_limits<std::int64_t>::max()};
        RateWindow window;
        window.add(first);
        QCOMPARE(window.count(last), 0);
        window.add(last);
        QCOMPARE(window.count(last), 1);
    }

    void aDamagedRecordIsRefused_data()
    {
        QTest::addColumn<QList<qlonglong>>("times");
        QTest::addColumn<qlonglong>("length");
        QTest::newRow("no length") << QList<qlonglong>{1} << 0LL;
        QTest::newRow("times that fall") << QList<qlonglong>{2, 1} << 60LL;
        QTest::newRow("too many") << QList<qlonglong>(121, 1) << 60LL;
    }

    void aDamagedRecordIsRefused()
    {
        QFETCH(QList<qlonglong>, times);
        QFETCH(qlonglong, length);
        Bytes bytes;
        ByteWriter out(bytes);
        out.i64(length);
        out.varint(static_cast<std::uint64_t>(times.size()));
        for (const qlonglong time : times) {
            out.i64(time);
        }
        ByteReader in(bytes);

        const RateWindow window = RateWindow::load(in);

        QVERIFY(!in.ok());
        QVERIFY(window == RateWindow());
    }
};

QTEST_APPLESS_MAIN(TestRateWindow)
#include "tst_rate_window.moc"
