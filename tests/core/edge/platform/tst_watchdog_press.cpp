// The watchdog's press of the kill switch, and the latch that takes it in: two programs, two files, and neither can
// lose what the other has written (S2, S12).

#include "tests/support/profile_folders.h"

#include "core/edge/platform/profile.h"
#include "core/edge/platform/watchdog_press.h"

#include <QTest>

#include <filesystem>
#include <fstream>

using namespace omni;
using namespace omni::platform;

namespace fs = std::filesystem;

namespace {

constexpr Timestamp noon{1'800'000'000'000'000'000};
constexpr std::uint8_t cancelEntries = 2;

} // namespace

class TestWatchdogPress : public QObject
{
    Q_OBJECT

private:
    test::ProfileFolders m_folders;
    static void press(const fs::path& path, Timestamp at = noon)
    {
        auto presser = WatchdogPresser::open(path);
        QVERIFY(presser);
        QVERIFY(presser->press(cancelEntries, at, seconds(11)));
    }

private slots:
    void aRunningProgramSeesItAtOnce()
    {
        const auto path = m_folders.make();
        const auto latch = KillLatchFile::open(path);
        QVERIFY(latch);
        QCOMPARE((*latch)->pressedElsewhere(), std::uint8_t{0});

        press(path);

        QCOMPARE((*latch)->pressedElsewhere(), cancelEntries);
        const auto taken = (*latch)->takePress();
        QVERIFY(taken);
        QCOMPARE(taken->level, cancelEntries);
        QCOMPARE(taken->at.ns, noon.ns);
        QCOMPARE(taken->silence.ns, seconds(11).ns);
        QCOMPARE((*latch)->level(), cancelEntries);
        QVERIFY(!(*latch)->takePress());
        QCOMPARE((*latch)->pressedElsewhere(), std::uint8_t{0});
    }

    void theNextStartFindsIt()
    {
        const auto path = m_folders.make();
        QVERIFY(KillLatchFile::open(path));
        press(path);

        const auto next = KillLatchFile::open(path);

        QCOMPARE((*next)->level(), cancelEntries);
        QVERIFY((*next)->pressAtStart());
        QCOMPARE((*next)->pressAtStart()->at.ns, noon.ns);
        // And from then on it is the latch's own: a start later it is the level alone.
        const auto later = KillLatchFile::open(path);
        QCOMPARE((*later)->level(), cancelEntries);
        QVERIFY(!(*later)->pressAtStart());
    }

    // A person's reset holds; only another press comes behind it.
    void aResetIsNotUndoneByTheSamePress()
    {
        const auto path = m_folders.make();
        const auto latch = KillLatchFile::open(path);
        press(path);
        QVERIFY((*latch)->takePress());
        QVERIFY((*latch)->set(cancelEntries));
        QVERIFY((*latch)->clear());
        QCOMPARE((*KillLatchFile::open(path))->level(), std::uint8_t{0});

        press(path); // within the same second

        QCOMPARE((*KillLatchFile::open(path))->level(), cancelEntries);
    }

    // The file of the latch has one writer: what it writes next cannot overwrite a press that it has not seen.
    void aPressIsNotLostUnderAWriteOfTheProgram()
    {
        const auto path = m_folders.make();
        const auto latch = KillLatchFile::open(path);
        press(path);

        QVERIFY((*latch)->set(1));
        QVERIFY((*latch)->lower(0));

        QCOMPARE((*latch)->pressedElsewhere(), cancelEntries);
        QCOMPARE((*KillLatchFile::open(path))->level(), cancelEntries);
    }

    void aDamagedPressCountsAsOneAndCanBeReset()
    {
        const auto path = m_folders.make();
        QVERIFY(KillLatchFile::open(path));
        press(path);
        {
            const auto latch = KillLatchFile::open(path);
            QVERIFY((*latch)->clear());
        }
        std::fstream file(path / "watchdog-press", std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(26);
        file.put('\x55');
        file.close();

        const auto latch = KillLatchFile::open(path);

        QCOMPARE((*latch)->level(), KillLatchFile::levelWhenDamaged);
        QVERIFY((*latch)->clear());
        QCOMPARE((*KillLatchFile::open(path))->level(), std::uint8_t{0});
    }

    void aLostFileHidesNoLaterPress()
    {
        const auto path = m_folders.make();
        QVERIFY(KillLatchFile::open(path));
        press(path);
        QVERIFY((*KillLatchFile::open(path))->clear());
        fs::remove(path / "watchdog-press");
        QCOMPARE((*KillLatchFile::open(path))->level(), std::uint8_t{0});

        press(path, noon + seconds(5));

        QCOMPARE((*KillLatchFile::open(path))->level(), cancelEntries);
    }

    void oneWatchdogForEachProfileBesideTheProgram()
    {
        const auto path = m_folders.make();
        const auto program = ProfileLock::take(path);
        const auto first = ProfileLock::takeForWatchdog(path);
        QVERIFY(program && first);
        const auto second = ProfileLock::takeForWatchdog(path);
        QVERIFY(!second);
        QVERIFY(second.error().detail.find("is watched by process") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestWatchdogPress)
#include "tst_watchdog_press.moc"
