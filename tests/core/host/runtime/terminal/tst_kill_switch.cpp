// needs: host/runtime
//
// The kill switch and the file of its latch, where the disk takes what it is given and where it does not.

#include "core/desk/events/principals.h"
#include "core/host/runtime/terminal/kill_switch.h"

#include <QTest>

#include <algorithm>
#include <functional>
#include <utility>

using namespace omni;
using namespace omni::runtime;
using risk::KillLevel;

namespace {

struct Disk {
    std::uint8_t level = 0;
    bool fails = false;
    std::function<void()> meanwhile; ///< Once, during the next write.
};

class File final : public platform::KillLatch
{
public:
    explicit File(Disk& disk)
        : m_disk(disk)
    {
    }
    Result<void> set(std::uint8_t level) noexcept override
    {
        return write(std::max(m_disk.level, level));
    }
    Result<void> lower(std::uint8_t level) override
    {
        return write(std::min(m_disk.level, level));
    }
    [[nodiscard]] std::uint8_t level() const noexcept override
    {
        return m_disk.level;
    }
    [[nodiscard]] bool wasDamaged() const noexcept override
    {
        return false;
    }

private:
    Result<void> write(std::uint8_t level) noexcept
    {
        if (const auto meanwhile = std::exchange(m_disk.meanwhile, nullptr)) {
            meanwhile();
        }
        if (m_disk.fails) {
            return failure(Errc::Unavailable, "input/output error");
        }
        m_disk.level = level;
        return {};
    }
    Disk& m_disk;
};

/// A switch whose file is written when the test says so.
struct Bench {
    Disk disk;
    KillSwitch kill{std::make_unique<File>(disk), KillSwitch::Writes::WhenAsked};
    void press(KillLevel level)
    {
        kill.press({{}, level, events::owner, ShortText<95>("pressed")});
        write();
    }
    void write()
    {
        while (kill.writeNext()) { }
    }
    /// What the desk hears, oldest first.
    std::vector<events::KillLatched> told()
    {
        std::vector<events::KillLatched> all;
        for (events::KillLatched one; kill.takeUntold(one);) {
            all.push_back(one);
        }
        return all;
    }
    [[nodiscard]] bool letsEntriesPass() const
    {
        return kill.lets(orders::OrderTicket{});
    }
};

} // namespace

class TestKillSwitch : public QObject
{
    Q_OBJECT

private slots:
    void aPressShutsItAndIsToldOnce()
    {
        Bench b;
        QVERIFY(b.letsEntriesPass());
        b.press(KillLevel::CancelAll);
        QVERIFY(!b.letsEntriesPass());
        QCOMPARE(b.disk.level, std::uint8_t{3});
        const auto told = b.told();
        QCOMPARE(told.size(), std::size_t{1});
        QVERIFY(told[0].level == KillLevel::CancelAll && told[0].cause.view() == "pressed");
        QVERIFY(b.told().empty());
    }

    void aResetOpensItOnceTheFileIsCleared()
    {
        Bench b;
        b.press(KillLevel::Flatten);
        b.told();
        b.kill.clear();
        QVERIFY(!b.letsEntriesPass());
        b.write();
        QVERIFY(b.letsEntriesPass());
        QCOMPARE(b.disk.level, std::uint8_t{0});
        QVERIFY(b.told().empty());
        QVERIFY(!b.kill.fault());
    }

    void whatIsPressedMeanwhileStays()
    {
        Bench b;
        b.press(KillLevel::CancelAll);
        b.told();
        b.kill.clear();
        b.press(KillLevel::Pause);
        QVERIFY(!b.letsEntriesPass());
        QCOMPARE(b.told().size(), std::size_t{1});
        b.kill.press({{}, KillLevel::Pause, events::owner, {}});
        b.kill.clear(); // of which the desk has not heard
        b.write();
        QVERIFY(!b.letsEntriesPass());
    }

    // Who has reset it believes that it is open: he is told otherwise, and nothing is cancelled that he has placed
    // since.
    void aResetThatTheDiskDoesNotTakeLeavesAPauseAndIsTold()
    {
        for (const auto level :
             {KillLevel::Pause, KillLevel::CancelEntries, KillLevel::CancelAll, KillLevel::Flatten}) {
            Bench b;
            b.press(level);
            b.told();
            b.disk.fails = true;
            b.kill.clear();
            b.write();

            QVERIFY(!b.letsEntriesPass());
            QVERIFY(b.kill.level() == KillLevel::Pause);
            QCOMPARE(b.disk.level, static_cast<std::uint8_t>(level));
            QCOMPARE(QByteArray::fromStdString(b.kill.fault().value_or("")), QByteArray("input/output error"));
            QCOMPARE(b.kill.untold(), std::size_t{1});
            const auto told = b.told();
            QCOMPARE(told.size(), std::size_t{1});
            QVERIFY(told[0].scope == risk::Scope{} && told[0].level == KillLevel::Pause);
            QVERIFY(told[0].cause.view() == resetNotWritten);
        }
    }

    void anotherResetTriesAgain()
    {
        Bench b;
        b.press(KillLevel::CancelAll);
        b.told();
        b.disk.fails = true;
        b.kill.clear();
        b.write();
        b.told();
        b.disk.fails = false;
        b.kill.clear();
        b.write();
        QVERIFY(b.letsEntriesPass());
        QCOMPARE(b.disk.level, std::uint8_t{0});
        QVERIFY(!b.kill.fault());
    }

    // A press that the disk fails with is one press and one word, and what came behind the reset is not made less.
    void aPressBehindAResetThatFailsIsNotLowered()
    {
        Bench b;
        b.press(KillLevel::CancelEntries);
        b.told();
        b.disk.fails = true;
        b.kill.clear();
        b.press(KillLevel::CancelAll);
        QVERIFY(b.kill.level() == KillLevel::CancelAll);
        QCOMPARE(b.told().size(), std::size_t{1});
    }

    // It goes down to what was pressed behind the reset, in the file, too, and is not raised by it.
    void aResetLeavesWhatWasPressedBehindIt()
    {
        for (const auto pressed : {KillLevel::Pause, KillLevel::CancelAll, KillLevel::Flatten}) {
            Bench b;
            b.press(KillLevel::CancelAll);
            b.told();
            b.kill.clear(pressed);
            b.write();
            const auto stands = std::min(pressed, KillLevel::CancelAll);
            QVERIFY(b.kill.level() == stands);
            QCOMPARE(b.disk.level, static_cast<std::uint8_t>(stands));
            QVERIFY(b.told().empty());
        }
        Bench b; // the desk knows that one: where the disk fails nothing is to be told
        b.press(KillLevel::CancelAll);
        b.told();
        b.disk.fails = true;
        b.kill.clear(KillLevel::CancelEntries);
        b.write();
        QVERIFY(b.kill.level() == KillLevel::CancelEntries);
        QVERIFY(b.told().empty());
    }

    // The order of a slow disk: the reset, what the desk latched behind it, and only then the file.
    void whatTheDeskLatchesBehindAResetStandsAtItsOwnLevel()
    {
        for (const auto latched : {KillLevel::Pause, KillLevel::CancelAll, KillLevel::Flatten}) {
            Bench b;
            b.press(KillLevel::CancelAll);
            b.told();
            b.kill.clear();
            b.kill.follow(latched);
            b.write();
            QVERIFY(b.kill.level() == latched);
            QCOMPARE(b.disk.level, static_cast<std::uint8_t>(latched));
            QVERIFY(b.kill.isSettled());
        }
    }

    // Pressed while the file is being cleared.
    void aPressDuringTheDisksWorkStandsAtItsOwnLevel()
    {
        Bench b;
        b.press(KillLevel::CancelAll);
        b.told();
        b.disk.meanwhile = [&b] { b.kill.follow(KillLevel::Pause); };
        b.kill.clear();
        b.write();
        QVERIFY(b.kill.level() == KillLevel::Pause);
        QCOMPARE(b.disk.level, std::uint8_t{1});
    }

    // Lifted before the desk has heard of the press, which it will.
    void aPressThatTheDeskHasNotHeardOfStandsAtItsOwnLevel()
    {
        Bench b;
        b.press(KillLevel::CancelAll);
        b.told();
        b.press(KillLevel::Pause);
        b.kill.clear();
        b.write();
        QVERIFY(b.kill.level() == KillLevel::Pause);
        QCOMPARE(b.disk.level, std::uint8_t{1});
        QCOMPARE(b.told().size(), std::size_t{1});
    }

    // A session that begins in the same program hears why.
    void theNextSessionIsToldToo()
    {
        Bench b;
        b.press(KillLevel::CancelAll);
        b.told();
        b.disk.fails = true;
        b.kill.clear();
        b.write();
        const auto stands = b.kill.beginSession();
        QVERIFY(stands);
        QVERIFY(stands->level == KillLevel::Pause && stands->cause.view() == resetNotWritten);
        QVERIFY(b.told().empty());
    }
};

QTEST_APPLESS_MAIN(TestKillSwitch)
#include "tst_kill_switch.moc"
