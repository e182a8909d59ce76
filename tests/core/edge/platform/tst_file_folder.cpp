// needs: desk/journal

#include "core/edge/platform/file_folder.h"
#include "tests/support/journal_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace omni;
using namespace omni::platform;
using namespace omni::tests;

namespace fs = std::filesystem;

namespace {

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

std::string textIn(const FileFolder& folder, std::string_view name)
{
    const auto bytes = folder.read(name);
    if (!bytes) {
        return "unreadable";
    }
    const auto all = (*bytes)->bytes();
    return {reinterpret_cast<const char*>(all.data()), all.size()};
}

unsigned modeOf(const fs::path& path)
{
    struct stat facts = {};
    return ::lstat(path.c_str(), &facts) == 0 ? facts.st_mode & 07777U : 0;
}

} // namespace

class TestFileFolder : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;
    int m_count = 0;

    /// A path that nothing has used yet.
    fs::path fresh()
    {
        return fs::path(m_place.path().toStdString()) / ("f" + std::to_string(++m_count));
    }
    std::unique_ptr<FileFolder> opened(const fs::path& path)
    {
        auto folder = FileFolder::open(path, FileFolder::Access::ReadWrite);
        return folder ? std::move(*folder) : nullptr;
    }

private slots:
    void makesItsFolderAndFilesForTheOwnerOnly()
    {
        const auto path = fresh();
        const mode_t before = ::umask(0);
        const auto folder = opened(path);
        QVERIFY(folder);
        QVERIFY(folder->create("a.omj"));
        QVERIFY(folder->replace("b.omc", bytesOf("x")));
        ::umask(before);

        QCOMPARE(modeOf(path), 0700U);
        QCOMPARE(modeOf(path / "a.omj"), 0600U);
        QCOMPARE(modeOf(path / "b.omc"), 0600U);
    }

    void appendsAndReadsBack()
    {
        const auto folder = opened(fresh());
        QVERIFY(folder);
        {
            auto file = folder->create("a");
            QVERIFY(file);
            QVERIFY((*file)->append(bytesOf("one")));
            QVERIFY((*file)->sync());
            QCOMPARE((*file)->size(), std::uint64_t{3});
        }
        auto file = folder->append("a");
        QVERIFY(file);
        QVERIFY((*file)->append(bytesOf("two")));
        QCOMPARE((*file)->size(), std::uint64_t{6});

        QCOMPARE(textIn(*folder, "a"), std::string("onetwo"));
        QVERIFY(folder->truncate("a", 4));
        QCOMPARE(textIn(*folder, "a"), std::string("onet"));
        QVERIFY(folder->truncate("a", 0));
        QCOMPARE(textIn(*folder, "a"), std::string());
        QVERIFY(folder->remove("a"));
        QCOMPARE(folder->read("a").error().code, Errc::NotFound);
        QCOMPARE(folder->append("a").error().code, Errc::NotFound);
        QCOMPARE(folder->remove("a").error().code, Errc::NotFound);
    }

    void doesNotMakeAFileTwice()
    {
        const auto folder = opened(fresh());
        QVERIFY(folder && folder->create("a"));

        const auto second = folder->create("a");

        QVERIFY(!second);
        QCOMPARE(second.error().code, Errc::Conflict);
    }

    void replacesAFileAsAWholeAndReadersKeepTheOldOne()
    {
        const auto folder = opened(fresh());
        QVERIFY(folder && folder->replace("a", bytesOf("old content")));
        const auto reader = folder->read("a");
        QVERIFY(reader);

        QVERIFY(folder->replace("a", bytesOf("new")));

        QCOMPARE(textIn(*folder, "a"), std::string("new"));
        QCOMPARE((*reader)->bytes().size(), std::size_t{11});
        QCOMPARE(folder->names()->size(), std::size_t{1});
    }

    void namesRegularFilesInOrder()
    {
        const auto path = fresh();
        const auto folder = opened(path);
        QVERIFY(folder);
        for (const char* name : {"b", "a", "c"}) {
            QVERIFY(folder->create(name));
        }
        fs::create_directory(path / "d");
        fs::create_symlink("a", path / "e");

        QVERIFY(*folder->names() == (std::vector<std::string>{"a", "b", "c"}));
    }

    void leftOverTemporaryFilesGoAtTheNextStart()
    {
        const auto path = fresh();
        QVERIFY(opened(path));
        QVERIFY(::close(::open((path / ".replace-a").c_str(), O_CREAT | O_WRONLY, 0600)) == 0);
        QVERIFY((*FileFolder::open(path, FileFolder::Access::ReadOnly))->names()->empty());
        QVERIFY(fs::exists(path / ".replace-a"));

        QVERIFY(opened(path));

        QVERIFY(!fs::exists(path / ".replace-a"));
    }

    // A session and its watchdog write to the same folder, and each start clears up.
    void twoThatWriteTheSameNameNeverMixWhatTheyWrite()
    {
        const auto path = fresh();
        QVERIFY(opened(path));
        std::atomic<int> writers{2}, failures{0};
        const auto write = [&](std::byte sign) {
            const auto folder = opened(path);
            const std::vector<std::byte> data(64'000, sign);
            for (int i = 0; i < 200; ++i) {
                failures += folder && folder->replace("a", data) ? 0 : 1;
            }
            --writers;
        };
        std::thread one(write, std::byte{1}), other(write, std::byte{2});
        int mixed = 0, seen = 0;
        while (writers > 0) {
            const auto again = opened(path);
            const auto bytes = again ? again->read("a") : failure(Errc::Unavailable, "not opened");
            if (bytes) {
                const auto all = (*bytes)->bytes();
                ++seen;
                mixed += all.size() == 64'000 && std::ranges::all_of(all, [&](auto b) { return b == all[0]; }) ? 0 : 1;
            }
        }
        one.join();
        other.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(mixed, 0);
        QVERIFY(seen > 0);
        const auto left = std::distance(fs::directory_iterator(path), fs::directory_iterator());
        QCOMPARE(left, 1);
    }

    void takesPlainNamesOnly()
    {
        const auto folder = opened(fresh());
        QVERIFY(folder);
        for (const char* name : {"", ".", "..", "../a", "a/b", "a:b", ".a", "a b", "a\n", "\xC3\xA4"}) {
            QCOMPARE(folder->create(name).error().code, Errc::Invalid);
            QCOMPARE(folder->read(name).error().code, Errc::Invalid);
            QCOMPARE(folder->replace(name, {}).error().code, Errc::Invalid);
        }
        QVERIFY(!isFileName(std::string(129, 'a')));
        QVERIFY(isFileName(std::string(128, 'a')));
    }

    void followsNoLink()
    {
        const auto path = fresh();
        const auto folder = opened(path);
        QVERIFY(folder && folder->replace("a", bytesOf("x")));
        fs::create_symlink("a", path / "link");

        QVERIFY(!folder->read("link"));
        QVERIFY(!folder->append("link"));
        QVERIFY(!folder->truncate("link", 0));
        QVERIFY(!folder->create("link"));
        QCOMPARE(textIn(*folder, "a"), std::string("x"));
    }

    void refusesAFolderThatIsNotOursAlone()
    {
        const auto path = fresh();
        QVERIFY(opened(path));
        const auto link = fresh();
        fs::create_symlink(path, link);
        QCOMPARE(FileFolder::open(link, FileFolder::Access::ReadWrite).error().code, Errc::Denied);

        QVERIFY(::chmod(path.c_str(), 0770) == 0);
        QCOMPARE(FileFolder::open(path, FileFolder::Access::ReadOnly).error().code, Errc::Denied);

        QCOMPARE(FileFolder::open(fresh(), FileFolder::Access::ReadOnly).error().code, Errc::NotFound);
    }

    void readOnlyWritesNothing()
    {
        const auto path = fresh();
        QVERIFY(opened(path)->replace("a", bytesOf("x")));
        const auto folder = FileFolder::open(path, FileFolder::Access::ReadOnly);
        QVERIFY(folder);

        QCOMPARE((*folder)->create("b").error().code, Errc::Denied);
        QCOMPARE((*folder)->append("a").error().code, Errc::Denied);
        QCOMPARE((*folder)->replace("a", {}).error().code, Errc::Denied);
        QCOMPARE((*folder)->truncate("a", 0).error().code, Errc::Denied);
        QCOMPARE((*folder)->remove("a").error().code, Errc::Denied);
        QCOMPARE(textIn(**folder, "a"), std::string("x"));
    }

    void tellsTheRoomThatIsLeft()
    {
        const auto folder = opened(fresh());
        QVERIFY(folder && folder->freeBytes());
        QVERIFY(*folder->freeBytes() > 0);
    }

    // A limit on the size of files stands in for a full disk: a write is cut short, then refused.
    void aWriteWithoutRoomIsCalledFull()
    {
        const auto folder = opened(fresh());
        QVERIFY(folder);
        auto file = folder->create("a");
        QVERIFY(file);
        struct rlimit before = {};
        QVERIFY(::getrlimit(RLIMIT_FSIZE, &before) == 0);
        const struct rlimit small = {1'000, before.rlim_max};
        ::signal(SIGXFSZ, SIG_IGN);
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &small) == 0);
        const auto appended = (*file)->append(std::vector<std::byte>(1'500));
        const auto replaced = folder->replace("b", std::vector<std::byte>(1'500));
        QVERIFY(::setrlimit(RLIMIT_FSIZE, &before) == 0);

        QCOMPARE(appended.error().code, Errc::Full);
        QCOMPARE(replaced.error().code, Errc::Full);
        QVERIFY(*folder->names() == std::vector<std::string>{"a"});
    }

    void aJournalLivesThroughSessionsOnTheDisk()
    {
        const auto path = fresh();
        for (std::uint64_t session = 0; session < 4; ++session) {
            const auto folder = opened(path);
            QVERIFY(folder);
            auto writer = writerIn(*folder, {.segmentBytes = 2048, .install = {}, .isRelaxed = false});
            QVERIFY(writer && writeEach(*writer, session * 50 + 1, session * 50 + 50));
            if (session % 2 == 0) {
                QVERIFY(writer->end() && journal::writeCleanEnd(*folder));
            }
        }
        const auto folder = FileFolder::open(path, FileFolder::Access::ReadOnly);
        QVERIFY(folder);
        QVERIFY(recordsIn(**folder) == recordNumbers(1, 200));
        QCOMPARE(journal::verify(**folder).verdict, journal::Verdict::Sound);
    }
};

QTEST_APPLESS_MAIN(TestFileFolder)
#include "tst_file_folder.moc"
