// A record that one program writes again and again and others look at: whole, or not at all.

#include "tests/support/profile_folders.h"

#include "core/edge/platform/machine_time.h"
#include "core/edge/platform/shared_record.h"

#include <QTest>

#include <array>
#include <atomic>
#include <cstring>
#include <fstream>
#include <thread>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::platform;

namespace fs = std::filesystem;

namespace {

constexpr RecordForm form{"a-record", "OMNITEST", 1, 16};
constexpr std::size_t copyBytes = 48; // 24 in front, 16 of its own, 8 behind

using What = std::array<std::byte, 16>;

What saying(std::uint8_t number)
{
    What what;
    what.fill(std::byte{number});
    return what;
}

std::vector<char> contentOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const fs::path& path, const std::vector<char>& content)
{
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
}

} // namespace

class TestSharedRecord : public QObject
{
    Q_OBJECT

private:
    test::ProfileFolders m_folders;

private slots:
    void whoLooksFirstFindsNothing()
    {
        const auto view = RecordView::open(m_folders.make(), form);
        QVERIFY(view);
        What what = saying(9);
        const auto look = (*view)->look(what);
        QCOMPARE(look.turn, std::uint64_t{0});
        QVERIFY(!look.isTorn);
        QVERIFY(what == saying(9));
    }

    void whatIsWrittenIsSeenAtOnce()
    {
        const auto path = m_folders.make();
        const auto view = RecordView::open(path, form);
        const auto writer = RecordWriter::open(path, form);
        QVERIFY(view && writer);
        for (std::uint8_t i = 1; i < 100; ++i) {
            QVERIFY((*writer)->write(saying(i)));
            What what{};
            const auto look = (*view)->look(what);
            QCOMPARE(look.turn, std::uint64_t{i});
            QVERIFY(!look.isTorn && what == saying(i));
        }
        struct stat facts = {};
        QCOMPARE(::stat((path / "a-record").c_str(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777, mode_t{0600});
    }

    void anotherProcessSeesItToo()
    {
        const auto path = m_folders.make();
        const auto view = RecordView::open(path, form);
        const pid_t pid = ::fork();
        if (pid == 0) {
            const auto writer = RecordWriter::open(path, form);
            ::_exit(writer && (*writer)->keep(saying(7)) ? 0 : 1);
        }
        int status = -1;
        ::waitpid(pid, &status, 0);
        QCOMPARE(status, 0);
        What what{};
        QCOMPARE((*view)->look(what).turn, std::uint64_t{1});
        QVERIFY(what == saying(7));
    }

    void twentyProcessesMakeOneFile()
    {
        const auto path = m_folders.make();
        std::vector<pid_t> pids;
        for (int i = 0; i < 20; ++i) {
            const pid_t pid = ::fork();
            if (pid == 0) {
                ::_exit(RecordView::open(path, form) ? 0 : 1);
            }
            pids.push_back(pid);
        }
        for (const pid_t pid : pids) {
            int status = -1;
            ::waitpid(pid, &status, 0);
            QCOMPARE(status, 0);
        }
        int files = 0;
        for (const auto& entry : fs::directory_iterator(path)) {
            files += entry.is_regular_file() ? 1 : 0;
        }
        QCOMPARE(files, 1);
        QCOMPARE(contentOf(path / "a-record").size(), recordCopyDistance + copyBytes);
    }

    void aNewWriterGoesOnCounting()
    {
        const auto path = m_folders.make();
        QVERIFY((*RecordWriter::open(path, form))->write(saying(1)));
        QVERIFY((*RecordWriter::open(path, form))->write(saying(2)));
        What what{};
        QCOMPARE((*RecordView::open(path, form))->look(what).turn, std::uint64_t{2});
        QVERIFY(what == saying(2));
    }

    void everyFlippedBitOfTheNewestIsTornAndTheOneBeforeStands()
    {
        const auto path = m_folders.make();
        {
            const auto writer = RecordWriter::open(path, form);
            QVERIFY((*writer)->write(saying(1)) && (*writer)->write(saying(2)));
        }
        const auto whole = contentOf(path / "a-record");
        for (std::size_t bit = 0; bit < copyBytes * 8; ++bit) {
            auto flipped = whole;
            flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8))); // turn 2 lies in front
            overwrite(path / "a-record", flipped);
            What what{};
            const auto look = (*RecordView::open(path, form))->look(what);
            QVERIFY(look.isTorn);
            QCOMPARE(look.turn, std::uint64_t{1});
            QVERIFY(what == saying(1));
        }
    }

    void aCutFileIsTornAndHasItsRoomAgain()
    {
        const auto path = m_folders.make();
        {
            const auto writer = RecordWriter::open(path, form);
            QVERIFY((*writer)->write(saying(1)));
        }
        fs::resize_file(path / "a-record", recordCopyDistance + 30);
        What what{};
        const auto view = RecordView::open(path, form);
        QVERIFY(view);
        const auto look = (*view)->look(what);
        QVERIFY(look.isTorn);
        QCOMPARE(look.turn, std::uint64_t{0});
        QCOMPARE(contentOf(path / "a-record").size(), recordCopyDistance + copyBytes);
    }

    void noLinkIsFollowed()
    {
        const auto path = m_folders.make();
        fs::create_symlink("/etc/passwd", path / "a-record");
        QVERIFY(!RecordView::open(path, form));
        QVERIFY(!RecordWriter::open(path, form));
    }

    // Whoever looks while it is written finds one of the records, never a mixture.
    void noMixtureIsSeenWhileItIsWritten()
    {
        const auto path = m_folders.make();
        const auto view = RecordView::open(path, form);
        const auto writer = RecordWriter::open(path, form);
        std::atomic<bool> isOver{false};
        std::thread writing([&] {
            for (int i = 0; i < 50'000; ++i) {
                (void)(*writer)->write(saying(static_cast<std::uint8_t>(i)));
            }
            isOver = true;
        });
        int looks = 0, torn = 0;
        bool isSound = true;
        std::uint64_t newest = 0;
        while (!isOver) {
            What what{};
            const auto look = (*view)->look(what);
            const bool isOneOfThem = look.turn == 0 || what == saying(static_cast<std::uint8_t>(look.turn - 1));
            isSound = isSound && isOneOfThem && (look.turn >= newest || look.isTorn);
            newest = std::max(newest, look.turn);
            torn += look.isTorn ? 1 : 0;
            ++looks;
        }
        writing.join();
        QVERIFY(isSound);
        QVERIFY(looks > 100);
        qInfo("%d looks, %d in the middle of a write", looks, torn);
    }

    void theMachinesClockGoesOnForAllPrograms()
    {
        QVERIFY(machineStart() != MachineStart{});
        QVERIFY(machineStart() == machineStart());
        const std::int64_t before = machineNow();
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe(ends), 0);
        const pid_t pid = ::fork();
        if (pid == 0) {
            const std::int64_t now = machineNow();
            ::_exit(::write(ends[1], &now, sizeof now) == sizeof now ? 0 : 1);
        }
        ::waitpid(pid, nullptr, 0);
        std::int64_t between = 0;
        QCOMPARE(::read(ends[0], &between, sizeof between), static_cast<ssize_t>(sizeof between));
        QVERIFY(before <= between && between <= machineNow());
    }
};

QTEST_GUILESS_MAIN(TestSharedRecord)
#include "tst_shared_record.moc"
