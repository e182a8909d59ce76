// needs: ui/shell Qt6::Widgets
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/notices/toast_queue.h"

#include <QTest>

#include <algorithm>
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

    // What became of one's own command is seen, however much else there is.
    void anAnswerIsNeverHeldBack()
    {
        ToastQueue queue;
        for (int i = 0; i < 3; ++i) {
            queue.push(ToastLevel::Critical, {}, QString::number(i), 0);
        }
        QVERIFY(!queue.push(ToastLevel::Warning, {}, u"warning"_qs, 1));
        QVERIFY(queue.push(ToastLevel::Answer, {}, u"not moved"_qs, 2));
        QCOMPARE(queue.shown().back().text, u"not moved"_qs);
        QCOMPARE(queue.shown().size(), std::size_t{4});
        QVERIFY(queue.tick(8'002)); // and goes like a warning
        QCOMPARE(queue.shown().size(), std::size_t{3});

        ToastQueue busy;
        for (int i = 0; i < 20; ++i) {
            busy.push(ToastLevel::Info, {}, QString::number(i), 0);
        }
        QVERIFY(busy.push(ToastLevel::Answer, {}, u"denied"_qs, 1));
        QCOMPARE(busy.shown().size(), ToastQueue::mostShown);
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

    // S26, F57: three in sight, a hundred behind them, and one that stands for all others.
    void aStormOfCriticalMessagesIsCountedBeyondTheHundredth()
    {
        ToastQueue queue;
        for (int i = 1; i <= 103; ++i) {
            queue.push(ToastLevel::Critical, {}, QString::number(i), 0, u"more"_qs);
        }
        QCOMPARE(queue.waiting(), std::size_t{100});
        for (int i = 104; i <= 10'000; ++i) {
            queue.push(ToastLevel::Critical, {}, QString::number(i), 0, u"more"_qs);
            QCOMPARE(queue.waiting(), std::size_t{101});
        }
        for (int i = 1; i <= 103; ++i) {
            QCOMPARE(queue.shown().front().text, QString::number(i));
            queue.dismiss(queue.shown().front().id, 1);
        }
        QCOMPARE(queue.shown().size(), std::size_t{1});
        QCOMPARE(queue.shown().front().text, u"more"_qs);
        QCOMPARE(queue.shown().front().count, 10'000 - 103);
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

    void lieAtTheBottomLeftWhereNothingIsDecided()
    {
        const QRect right(1'176, 80, 424, 880);
        QCOMPARE(toastPlace({360, 60}, {1'600, 1'000}, 24, {right}), QRect(12, 904, 360, 60));
    }

    void goAboveWhatMustNotBeCoveredAndElseBesideIt()
    {
        const QRect low(4, 700, 300, 276), column(4, 0, 300, 976);
        QCOMPARE(toastPlace({360, 60}, {1'600, 1'000}, 24, {low}), QRect(12, 634, 360, 60));
        QCOMPARE(toastPlace({360, 60}, {1'600, 1'000}, 24, {column}), QRect(309, 904, 360, 60));
        // Above the lower one is the upper one, which reaches to the top.
        const QRect upper(4, 0, 300, 680);
        QCOMPARE(toastPlace({360, 60}, {1'600, 1'000}, 24, {low, upper}), QRect(309, 904, 360, 60));
        QCOMPARE(toastPlace({360, 60}, {1'600, 1'000}, 24, {QRect(0, 0, 1'600, 1'000)}), QRect(12, 904, 360, 60));
    }

    void neverCoverADecisionWhereThereIsAnotherPlace()
    {
        std::mt19937_64 random{20'251'126};
        const auto below = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
        for (int i = 0; i < 20'000; ++i) {
            QList<QRect> avoided;
            for (int k = below(3); k >= 0; --k) {
                avoided.append(QRect(below(1'000), below(900), 1 + below(424), 1 + below(900)));
            }
            const QSize size(100 + below(260), 30 + below(200));

            const QRect room = toastPlace(size, {1'600, 1'000}, 24, avoided);

            QCOMPARE(room.size(), size);
            QVERIFY(QRect(0, 0, 1'600, 1'000).contains(room));
            const bool covers
                = std::any_of(avoided.begin(), avoided.end(), [&](const QRect& one) { return one.intersects(room); });
            QVERIFY(!covers || room.topLeft() == QPoint(12, 1'000 - 24 - 12 - size.height()));
        }
    }
};

QTEST_APPLESS_MAIN(TestToastQueue)
#include "tst_toast_queue.moc"
