// needs: host/runtime

#include "core/host/runtime/disk_watch.h"

#include <QTest>

#include <vector>

using namespace omni;
using namespace omni::runtime;

class TestDiskWatch : public QObject
{
    Q_OBJECT

private slots:
    // F7: said once when it begins, within five seconds, and once when it is over.
    void aSlowDiskIsSaidOnce()
    {
        std::vector<std::string> told;
        DiskWatch watch([&told](const std::string& text) { told.push_back(text); });
        for (int round = 1; round <= 2; ++round) {
            for (int i = 0; i < 20; ++i) {
                watch.look(milliseconds(100 * i)); // up to 1.9 s
            }
            QCOMPARE(told.size(), static_cast<std::size_t>(2 * round - 2));
            for (int i = 20; i <= 53; ++i) {
                watch.look(milliseconds(100 * i));
            }
            QCOMPARE(told.size(), static_cast<std::size_t>(2 * round - 1));
            QVERIFY(told.back().starts_with("the disk is slow: "));
            watch.look({});
            watch.look({});
            QCOMPARE(told.size(), static_cast<std::size_t>(2 * round));
            QCOMPARE(told.back(), std::string("the disk goes on, after 5.3 s"));
            QCOMPARE(watch.times(), round);
        }
    }

    void aDiskThatKeepsUpIsNotSpokenOf()
    {
        DiskWatch watch([](const std::string&) { QFAIL("said something"); });
        for (int i = 0; i < 1'000; ++i) {
            watch.look(milliseconds(i * 37 % 2'000));
        }
    }
};

QTEST_APPLESS_MAIN(TestDiskWatch)
#include "tst_disk_watch.moc"
