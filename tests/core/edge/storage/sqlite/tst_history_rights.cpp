// needs: Qt6::Sql

#include "core/edge/storage/sqlite/database.h"
#include "core/edge/storage/sqlite/schema.h"
#include "core/edge/storage/sqlite/sqlite_history.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <filesystem>
#include <string_view>

#include <sys/stat.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/inotify.h>
#endif

using namespace omni;
using namespace omni::storage;
namespace fs = std::filesystem;

namespace {

/// A folder with a history in it.
struct Place {
    [[nodiscard]] fs::path file() const
    {
        return fs::path(folder.path().toStdString()) / "store.sqlite";
    }
    [[nodiscard]] std::unique_ptr<ports::HistoryStore> open()
    {
        auto opened = openHistory(file());
        if (!opened) {
            error = opened.error();
            return nullptr;
        }
        return std::move(opened->store);
    }
    QTemporaryDir folder;
    Error error;
};

/// So that there is a log and an index beside the file.
bool writeSomething(ports::HistoryStore& store)
{
    constexpr std::array<std::byte, 16> install{std::byte{7}};
    ports::HistoryBatch batch;
    batch.upTo = Sequence{3};
    return store.wipe(install, 1) && store.apply(batch);
}

/// Files are made with all the rights that are asked for, until it goes.
class OpenMask
{
public:
    OpenMask() = default;
    ~OpenMask()
    {
        ::umask(m_before);
    }
    OpenMask(const OpenMask&) = delete;
    OpenMask& operator=(const OpenMask&) = delete;

private:
    mode_t m_before = ::umask(0);
};

/// Names of files that anybody but their owner may use, or that their owner may run.
QStringList wideFilesIn(const QTemporaryDir& folder)
{
    QStringList wide;
    for (const auto& entry : fs::directory_iterator(folder.path().toStdString())) {
        const auto rights = fs::symlink_status(entry.path()).permissions();
        if (rights != (fs::perms::owner_read | fs::perms::owner_write)) {
            wide << QString::fromStdString(entry.path().filename().string());
        }
    }
    return wide;
}

} // namespace

class TestHistoryRights : public QObject
{
    Q_OBJECT

private slots:
    // With the widest mask, so that whoever asks for more than 0600 gets it.
    void everyFileIsItsOwnersAlone()
    {
        const OpenMask mask;
        Place place;
        auto store = place.open();
        QVERIFY2(store, place.error.detail.c_str());
        QVERIFY(writeSomething(*store));

        QCOMPARE(wideFilesIn(place.folder), QStringList());
        QVERIFY(fs::exists(place.file().string() + "-wal"));
        QVERIFY(fs::exists(place.file().string() + "-shm"));
        QVERIFY(store->close());
        QCOMPARE(wideFilesIn(place.folder), QStringList());
    }

    // Rights that are narrowed afterwards were wider before: the system would tell of the change.
    void noFileHasEverHadWiderRights()
    {
#ifdef Q_OS_LINUX
        const OpenMask mask;
        Place place;
        const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        QVERIFY(::inotify_add_watch(watch, place.folder.path().toLocal8Bit(), IN_ATTRIB | IN_CREATE) >= 0);
        {
            auto store = place.open();
            QVERIFY(writeSomething(*store));
        }
        int made = 0, changed = 0;
        alignas(inotify_event) char events[16'384];
        const ssize_t size = ::read(watch, events, sizeof events);
        for (ssize_t at = 0; at < size;) {
            const auto* event = reinterpret_cast<const inotify_event*>(events + at);
            made += (event->mask & IN_CREATE) != 0 ? 1 : 0;
            // For the superuser SQLite gives what it puts beside the file to the file's owner, which is a change, too.
            const bool counts = ::geteuid() != 0 || std::string_view(event->name) == "store.sqlite";
            changed += (event->mask & IN_ATTRIB) != 0 && counts ? 1 : 0;
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
        ::close(watch);
        QVERIFY(made >= 3); // the file, its log and its index
        QCOMPARE(changed, 0);
#else
        QSKIP("NOT TESTED: only Linux tells of each change of rights");
#endif
    }

    void rightsOfAnEarlierVersionAreNarrowed()
    {
        Place place;
        {
            auto store = place.open();
            QVERIFY(writeSomething(*store));
            QVERIFY(store->close());
        }
        fs::permissions(place.file(), fs::perms{0644});

        auto store = place.open();
        QVERIFY(store);
        QCOMPARE(store->mark()->upTo, Sequence{3});
        QCOMPARE(wideFilesIn(place.folder), QStringList());
    }

    void aDamagedFileIsMovedAsideWithNarrowRights()
    {
        const OpenMask mask;
        Place place;
        QFile file(QString::fromStdString(place.file().string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(10'000, 'x'));
        file.close();
        fs::permissions(place.file(), fs::perms{0644});

        QVERIFY(place.open());
        QVERIFY(fs::exists(place.file().string() + ".damaged"));
        QCOMPARE(wideFilesIn(place.folder), QStringList());
    }

    void aCopyOfOlderTablesIsItsOwnersAlone()
    {
        const OpenMask mask;
        Place place;
        QVERIFY(place.open());
        auto database = Database::open(place.file(), Database::Access::ReadWrite);
        std::vector<Migration> steps(migrations().begin(), migrations().end());
        steps.push_back({{QStringLiteral("ALTER TABLE notes ADD COLUMN colour INTEGER")}});

        QVERIFY(migrate(*database, place.file(), steps));
        QVERIFY(fs::exists(place.file().string() + ".v" + std::to_string(steps.size() - 1)));
        QCOMPARE(wideFilesIn(place.folder), QStringList());
    }

    void aLinkIsNotFollowed()
    {
        Place place;
        const fs::path elsewhere = fs::path(place.folder.path().toStdString()) / "elsewhere";
        fs::create_symlink(elsewhere, place.file());

        QVERIFY(!place.open());
        QCOMPARE(place.error.code, Errc::Denied);
        QVERIFY(!fs::exists(elsewhere));
    }
};

QTEST_GUILESS_MAIN(TestHistoryRights)
#include "tst_history_rights.moc"
