#include "core/edge/platform/private_file.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace omni;
using namespace omni::platform;

namespace fs = std::filesystem;

namespace {

constexpr auto narrow = fs::perms::owner_read | fs::perms::owner_write;

struct Place {
    QTemporaryDir folder;
    fs::path file = fs::path(folder.path().toStdString()) / "file";

    void write(const std::string& content, fs::perms rights) const
    {
        std::ofstream(file) << content;
        fs::permissions(file, rights);
    }
    [[nodiscard]] fs::perms rights() const
    {
        return fs::status(file).permissions();
    }
};

/// Another process sees a lock on the file's first byte.
bool isLockedForOthers(const fs::path& file)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const int fd = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
        struct flock lock = {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        lock.l_len = 1;
        ::_exit(fd >= 0 && ::fcntl(fd, F_SETLK, &lock) != 0 ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

} // namespace

class TestPrivateFile : public QObject
{
    Q_OBJECT

private slots:
    void aNewFileIsEmptyAndItsOwnersAlone()
    {
        const Place place;
        const mode_t before = ::umask(0);

        const auto made = makePrivateFile(place.file);

        ::umask(before);
        QVERIFY(made);
        QCOMPARE(fs::file_size(place.file), std::uintmax_t{0});
        QVERIFY(place.rights() == narrow);
    }

    void keepsWhatIsThereAndNarrowsIt()
    {
        for (const unsigned rights : {0600U, 0644U, 0666U, 0777U, 0640U, 0700U, 0400U}) {
            const Place place;
            place.write("content", fs::perms{rights});

            QVERIFY(makePrivateFile(place.file));

            QCOMPARE(fs::file_size(place.file), std::uintmax_t{7});
            QVERIFY(place.rights() == narrow);
        }
    }

    // A database is opened by name, and its locks end when any descriptor of the file is closed.
    void keepsTheLocksOfThisProcess()
    {
        const Place place;
        place.write("content", fs::perms{0644});
        const int fd = ::open(place.file.c_str(), O_RDWR | O_CLOEXEC);
        struct flock lock = {};
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET;
        lock.l_len = 1;
        QCOMPARE(::fcntl(fd, F_SETLK, &lock), 0);
        QVERIFY(isLockedForOthers(place.file));

        QVERIFY(makePrivateFile(place.file));

        QVERIFY(isLockedForOthers(place.file));
        ::close(fd);
    }

    void narrowingWhatIsNotThereMakesNothing()
    {
        const Place place;

        QVERIFY(narrowToOwner(place.file));

        QVERIFY(!fs::exists(place.file));
    }

    void followsNoLink()
    {
        const Place place;
        const fs::path elsewhere = place.file.parent_path() / "elsewhere";
        std::ofstream(elsewhere) << "content";
        fs::permissions(elsewhere, fs::perms{0644});
        fs::create_symlink(elsewhere, place.file);

        QCOMPARE(makePrivateFile(place.file).error().code, Errc::Denied);

        QVERIFY(fs::status(elsewhere).permissions() == fs::perms{0644});
    }

    void refusesAFolder()
    {
        const Place place;
        fs::create_directory(place.file);

        QCOMPARE(makePrivateFile(place.file).error().code, Errc::Denied);
    }

    void saysWhenTheFolderIsMissing()
    {
        const Place place;

        QCOMPARE(makePrivateFile(place.file / "below").error().code, Errc::NotFound);
    }
};

QTEST_APPLESS_MAIN(TestPrivateFile)
#include "tst_private_file.moc"
