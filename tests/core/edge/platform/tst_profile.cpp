#include "core/edge/platform/kill_latch_bytes.h"
#include "core/edge/platform/profile.h"
#include "core/edge/platform/system_clock.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <thread>
#include <vector>

#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::platform;

namespace fs = std::filesystem;

namespace {

std::vector<char> contentOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::vector<char>& content)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
}

/// A process that takes the lock of `profile`, says in a pipe whether it has it, and lives until it is killed.
struct Holder {
    pid_t pid = -1;
    bool hasLock = false;
};

Holder startHolder(const fs::path& profile)
{
    int ends[2] = {-1, -1};
    if (::pipe(ends) != 0) {
        return {};
    }
    const pid_t pid = ::fork();
    if (pid == 0) {
        const auto lock = ProfileLock::take(profile);
        const char answer = lock ? 'y' : 'n';
        (void)!::write(ends[1], &answer, 1);
        if (lock) {
            ::pause();
        }
        ::_exit(0);
    }
    char answer = '?';
    (void)!::read(ends[0], &answer, 1);
    ::close(ends[0]);
    ::close(ends[1]);
    return {pid, answer == 'y'};
}

void kill9(const Holder& holder)
{
    ::kill(holder.pid, SIGKILL);
    ::waitpid(holder.pid, nullptr, 0);
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    int m_count = 0;

    fs::path fresh()
    {
        return fs::path(m_place.path().toStdString()) / ("p" + std::to_string(++m_count));
    }
    fs::path aProfile()
    {
        const auto path = fresh();
        return prepareProfile(path) ? path : fs::path();
    }

private slots:
    void makesAProfileForTheOwnerOnly()
    {
        const auto path = fresh() / "deep" / "profile";
        const mode_t before = ::umask(0);
        QVERIFY(prepareProfile(path));
        ::umask(before);

        struct stat facts = {};
        QVERIFY(::stat(path.c_str(), &facts) == 0);
        QCOMPARE(facts.st_mode & 07777U, 0700U);
        QVERIFY(prepareProfile(path));
        QVERIFY(checkProfile(path));
    }

    void refusesAProfileThatIsNotOursAlone()
    {
        QCOMPARE(checkProfile(fresh()).error().code, Errc::NotFound);

        const auto path = aProfile();
        const auto link = fresh();
        fs::create_symlink(path, link);
        QCOMPARE(prepareProfile(link).error().code, Errc::Denied);
        QCOMPARE(prepareProfile(link / "").error().code, Errc::Denied);

        QVERIFY(::chmod(path.c_str(), 0720) == 0);
        QCOMPARE(prepareProfile(path).error().code, Errc::Denied);
        QVERIFY(::chmod(path.c_str(), 0702) == 0);
        QCOMPARE(prepareProfile(path).error().code, Errc::Denied);

        const auto file = fresh();
        write(file, {'x'});
        QCOMPARE(prepareProfile(file).error().code, Errc::Denied);

        if (::geteuid() == 0) {
            const auto other = aProfile();
            QVERIFY(::chown(other.c_str(), 12'345, 12'345) == 0);
            QCOMPARE(prepareProfile(other).error().code, Errc::Denied);
        }
    }

    // F14, S24.
    void onlyOneOfTwentyProcessesGetsTheProfile()
    {
        const auto path = aProfile();
        std::vector<Holder> holders;
        for (int i = 0; i < 20; ++i) {
            holders.push_back(startHolder(path));
        }
        int alive = 0;
        Holder first;
        for (const auto& holder : holders) {
            alive += holder.hasLock ? 1 : 0;
            first = holder.hasLock ? holder : first;
        }
        QCOMPARE(alive, 1);

        const auto refused = ProfileLock::take(path);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Denied);
        QVERIFY(refused.error().detail.find("process " + std::to_string(first.pid)) != std::string::npos);

        // The lock ends with the process, however it dies.
        for (const auto& holder : holders) {
            kill9(holder);
        }
        QVERIFY(ProfileLock::take(path));
    }

    void twoHandlesOfOneProcessAreTwo()
    {
        const auto path = aProfile();
        {
            const auto lock = ProfileLock::take(path);
            QVERIFY(lock);
            QVERIFY(!ProfileLock::take(path));
        }
        QVERIFY(ProfileLock::take(path));
    }

    void anotherPathToTheSameProfileFindsTheSameLock()
    {
        const auto path = aProfile();
        const auto link = fresh();
        fs::create_symlink(path.parent_path(), link);
        const auto lock = ProfileLock::take(path);
        QVERIFY(lock);

        const auto other = ProfileLock::take(link / path.filename());

        QVERIFY(!other);
        QCOMPARE(other.error().code, Errc::Denied);
    }

    void aRefusedProcessTouchesNothing()
    {
        const auto path = aProfile();
        const auto lock = ProfileLock::take(path);
        QVERIFY(lock);
        const auto before = contentOf(path / "lock");

        QVERIFY(!ProfileLock::take(path));

        QVERIFY(contentOf(path / "lock") == before);
    }

    void aNewLatchIsOpenAndHasItsRoom()
    {
        const auto path = aProfile();
        const auto latch = KillLatchFile::open(path);
        QVERIFY(latch);
        QCOMPARE((*latch)->level(), std::uint8_t{0});
        QVERIFY(!(*latch)->wasDamaged());
        QCOMPARE(contentOf(path / "kill-latch").size(), latchFileBytes);
    }

    // S12.
    void theLatchOutlivesTheProgram()
    {
        const auto path = aProfile();
        for (std::uint8_t level = 1; level <= 4; ++level) {
            QVERIFY((*KillLatchFile::open(path))->set(level));
            QCOMPARE((*KillLatchFile::open(path))->level(), level);
        }
        QVERIFY((*KillLatchFile::open(path))->clear());
        QCOMPARE((*KillLatchFile::open(path))->level(), std::uint8_t{0});
    }

    void theLatchOnlyRises()
    {
        const auto path = aProfile();
        const auto latch = KillLatchFile::open(path);
        QVERIFY(latch && (*latch)->set(3));
        QVERIFY((*latch)->set(1));
        QCOMPARE((*latch)->level(), std::uint8_t{3});
        QVERIFY((*latch)->set(200));
        QCOMPARE((*latch)->level(), KillLatchFile::highestLevel);
        QCOMPARE((*KillLatchFile::open(path))->level(), KillLatchFile::highestLevel);
    }

    void everyFlippedBitOfTheLatchStillLatches()
    {
        const auto path = aProfile();
        QVERIFY((*KillLatchFile::open(path))->set(1));
        QVERIFY((*KillLatchFile::open(path))->clear());
        const auto whole = contentOf(path / "kill-latch");
        for (std::size_t copy = 0; copy < 2; ++copy) {
            for (std::size_t bit = 0; bit < latchCopyBytes * 8; ++bit) {
                auto flipped = whole;
                const std::size_t at = copy * latchCopyDistance + bit / 8;
                flipped[at] = static_cast<char>(flipped[at] ^ (1 << (bit % 8)));
                write(path / "kill-latch", flipped);

                const auto latch = KillLatchFile::open(path);

                QVERIFY(latch && (*latch)->wasDamaged());
                QCOMPARE((*latch)->level(), KillLatchFile::levelWhenDamaged);
            }
        }
    }

    void aCutLatchStillLatches()
    {
        const auto path = aProfile();
        QVERIFY(KillLatchFile::open(path));
        const auto whole = contentOf(path / "kill-latch");
        for (std::size_t size = 1; size < whole.size(); size += 101) {
            write(path / "kill-latch", {whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)});
            QCOMPARE((*KillLatchFile::open(path))->level(), KillLatchFile::levelWhenDamaged);
        }
    }

    // A press while someone clears is never swallowed.
    void manyThreadsPressAtOnce()
    {
        const auto path = aProfile();
        const auto latch = KillLatchFile::open(path);
        QVERIFY(latch);
        for (int round = 0; round < 20; ++round) {
            std::vector<std::thread> threads;
            std::atomic<bool> isGood{true};
            for (std::uint8_t level = 1; level <= 4; ++level) {
                threads.emplace_back([&, level] {
                    const bool isSet = (*latch)->set(level).has_value() && (*latch)->level() >= level;
                    isGood = isGood && isSet;
                });
            }
            for (auto& thread : threads) {
                thread.join();
            }
            QVERIFY(isGood);
            QCOMPARE((*KillLatchFile::open(path))->level(), std::uint8_t{4});

            std::thread clearing([&] { isGood = (*latch)->clear().has_value(); });
            std::thread pressing([&] { (void)(*latch)->set(2); });
            clearing.join();
            pressing.join();
            // Whichever was last, memory and disk agree.
            QCOMPARE((*KillLatchFile::open(path))->level(), (*latch)->level());
            QVERIFY((*latch)->clear());
        }
    }

    void theClockGoesForwardAndKnowsTheYear()
    {
        SystemClock clock;
        Monotonic last = clock.mono();
        QVERIFY(last.ns >= 0 && last < Monotonic{} + seconds(60));
        for (int i = 0; i < 10'000; ++i) {
            const Monotonic now = clock.mono();
            QVERIFY(now >= last);
            last = now;
        }
        QVERIFY(clock.wall() > *timestampFromIso("2024-01-01"));
    }

    void knowsWhoWeAre()
    {
        const auto facts = hostFacts();
        QVERIFY(!facts.user.empty());
        QCOMPARE(facts.pid, static_cast<std::uint64_t>(::getpid()));
    }

    void randomBytesDiffer()
    {
        std::array<std::byte, 600> first{};
        std::array<std::byte, 600> second{};
        QVERIFY(fillWithRandom(first.data(), first.size()));
        QVERIFY(fillWithRandom(second.data(), second.size()));
        QVERIFY(first != second);
        QVERIFY(first.back() != std::byte{0} || first[598] != std::byte{0} || first[597] != std::byte{0});
    }
};

QTEST_APPLESS_MAIN(TestProfile)
#include "tst_profile.moc"
