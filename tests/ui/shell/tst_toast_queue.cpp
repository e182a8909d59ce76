// needs: ui/shell Qt6::Core
#include "ui/shell/notices/toast_queue.h"

#include <QTest>

#include <random>

using namespace omni::ui;

class TestToastQueue : public QObject
{
    Q_OBJECT

private slots:
    void showsAMessageForEightSeconds()
    {
        ToastQueue queue;
        QVERIFY(queue.push(ToastLevel::Info, {}, u"one"_qs, 0));
        QVERIFY(!queue.tick(7'999));
        QVERIFY(queue.tick(8'000));
        QVERIFY(queue.shown().empty());
    }

    void groupsWhatHappensAgain()
    {
        ToastQueue queue;
        queue.push(ToastLevel::Info, u"fill/1"_qs, u"Bought 1"_qs, 0);
        queue.push(ToastLevel::Info, u"fill/1"_qs, u"2 fills"_qs, 5'000);
        QCOMPARE(queue.shown().size(), std::size_t{1});
        QCOMPARE(queue.shown()[0].text, u"2 fills"_qs);
        QCOMPARE(queue.shown()[0].count, 2);
        QVERIFY(!queue.tick(12'999));
        QVERIFY(queue.tick(13'000));
    }

    void keepsACriticalMessageUntilItIsRead()
    {
        ToastQueue queue;
        queue.push(ToastLevel::Critical, {}, u"stop"_qs, 0);
        QVERIFY(!queue.tick(3'600'000));
        QVERIFY(queue.dismiss(queue.shown()[0].id, 3'600'000));
        QVERIFY(queue.shown().empty());
    }

    void makesRoomForACriticalMessageButNotTheOtherWayRound()
    {
        ToastQueue queue;
        for (int i = 0; i < 3; ++i) {
            queue.push(ToastLevel::Info, {}, QString::number(i), 0);
        }
        queue.push(ToastLevel::Critical, {}, u"c1"_qs, 1);
        queue.push(ToastLevel::Critical, {}, u"c2"_qs, 1);
        queue.push(ToastLevel::Critical, {}, u"c3"_qs, 1);
        queue.push(ToastLevel::Critical, {}, u"c4"_qs, 1);
        QCOMPARE(queue.shown().size(), std::size_t{3});
        QVERIFY(!queue.push(ToastLevel::Warning, {}, u"w"_qs, 2));
        queue.dismiss(queue.shown()[0].id, 3);
        QCOMPARE(queue.shown().back().text, u"c4"_qs);
    }

    void popsUpSixAMinute()
    {
        ToastQueue queue;
        for (int i = 0; i < 20; ++i) {
            queue.push(ToastLevel::Info, {}, QString::number(i), i * 1'000);
        }
        QCOMPARE(queue.heldBack(), 14);
        QVERIFY(queue.push(ToastLevel::Info, {}, u"later"_qs, 60'000));
    }

    // The promises together, in storms nobody picked by hand.
    void neverShowsMoreThanThreeNorLosesACriticalOne()
    {
        std::mt19937_64 random{20'240'229};
        ToastQueue queue;
        std::int64_t now = 0;
        int critical = 0, dismissed = 0;
        for (int i = 0; i < 20'000; ++i) {
            now += static_cast<std::int64_t>(random() % 2'000);
            const auto level = static_cast<ToastLevel>(random() % 3);
            critical += level == ToastLevel::Critical ? 1 : 0;
            queue.push(level, {}, QString::number(i), now);
            queue.tick(now);
            QVERIFY(queue.shown().size() <= ToastQueue::mostShown);
            if (random() % 2 == 0 && !queue.shown().empty() && queue.shown()[0].level == ToastLevel::Critical) {
                queue.dismiss(queue.shown()[0].id, now);
                ++dismissed;
            }
        }
        while (!queue.shown().empty()) {
            dismissed += queue.shown()[0].level == ToastLevel::Critical ? 1 : 0;
            queue.dismiss(queue.shown()[0].id, now);
        }
        QCOMPARE(dismissed, critical);
    }
};

QTEST_APPLESS_MAIN(TestToastQueue)
#include "tst_toast_queue.moc"
