// needs: host/runtime edge/platform

#include "core/host/runtime/terminal/window_files.h"

#include "tests/support/memory_folder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>
#include <semaphore>
#include <string>

using namespace omni;
using namespace omni::runtime;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Its folder is the profile's: 0700.
class Profile
{
public:
    [[nodiscard]] std::filesystem::path path() const
    {
        return m_folder.path().toStdString();
    }
    [[nodiscard]] QString layout(const char* name) const
    {
        return m_folder.filePath(QStringLiteral("layouts/") + QLatin1String(name));
    }
    [[nodiscard]] QStringList names() const
    {
        return QDir(m_folder.filePath(QStringLiteral("layouts"))).entryList(QDir::Files, QDir::Name);
    }

private:
    QTemporaryDir m_folder;
};

/// A disk that takes nothing until it is let go. What it has is good once `files` is gone.
class StuckFolder final : public ports::LogFolder
{
public:
    explicit StuckFolder(tests::MemoryFolder& disk)
        : m_disk(disk)
    {
    }
    Result<std::vector<std::string>> names() const override
    {
        return m_disk.names();
    }
    Result<std::unique_ptr<ports::LogFile>> create(std::string_view name) override
    {
        return m_disk.create(name);
    }
    Result<std::unique_ptr<ports::LogFile>> append(std::string_view name) override
    {
        return m_disk.append(name);
    }
    Result<std::unique_ptr<ports::LogBytes>> read(std::string_view name) const override
    {
        return m_disk.read(name);
    }
    Result<void> replace(std::string_view name, std::span<const std::byte> data) override
    {
        if (!m_isLoose) {
            m_reached.release();
            m_letGo.acquire();
            m_isLoose = true;
        }
        return m_disk.replace(name, data);
    }
    Result<void> truncate(std::string_view name, std::uint64_t size) override
    {
        return m_disk.truncate(name, size);
    }
    Result<void> remove(std::string_view name) override
    {
        return m_disk.remove(name);
    }
    Result<std::uint64_t> freeBytes() const override
    {
        return m_disk.freeBytes();
    }
    /// The first text has reached it.
    void waitUntilReached()
    {
        m_reached.acquire();
    }
    void letGo()
    {
        m_letGo.release();
    }

private:
    tests::MemoryFolder& m_disk;
    std::binary_semaphore m_reached{0}, m_letGo{0};
    bool m_isLoose = false; ///< The thread's that writes.
};

std::string textOf(const tests::MemoryFolder& disk, const std::string& name)
{
    const auto file = disk.read(name);
    const auto bytes = file ? (*file)->bytes() : std::span<const std::byte>();
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

} // namespace

class TestWindowFiles : public QObject
{
    Q_OBJECT

private slots:
    void whatIsKeptIsThereAtOnceAndAfterARestart()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            QVERIFY(!files.newest("ui.json"));
            files.keep("ui.json", "one");
            QCOMPARE(*files.newest("ui.json"), std::string("one"));
        }

        WindowFiles files(profile.path());

        QCOMPARE(*files.newest("ui.json"), std::string("one"));
        QVERIFY(files.earlier("ui.json").empty());
        QVERIFY(!files.fault());
    }

    void twentyEarlierVersionsStay()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            for (int i = 1; i <= 30; ++i) {
                files.keep("ui.json", std::to_string(i));
            }
            QCOMPARE(files.earlier("ui.json").size(), std::size_t{20});
        }

        WindowFiles files(profile.path());

        const auto earlier = files.earlier("ui.json");
        QCOMPARE(*files.newest("ui.json"), std::string("30"));
        QCOMPARE(earlier.size(), std::size_t{20});
        QCOMPARE(earlier.front(), std::string("29"));
        QCOMPARE(earlier.back(), std::string("10"));
        QCOMPARE(profile.names().size(), 21);
    }

    void theSameTextIsNoNewVersion()
    {
        Profile profile;
        WindowFiles files(profile.path());

        files.keep("ui.json", "same");
        files.keep("ui.json", "same");

        QVERIFY(files.earlier("ui.json").empty());
    }

    void theirNumbersGoOnAfterARestart()
    {
        Profile profile;
        for (int i = 1; i <= 3; ++i) {
            WindowFiles(profile.path()).keep("ui.json", std::to_string(i));
        }

        QCOMPARE(read(profile.layout("ui.json")), QByteArray("3"));
        QCOMPARE(read(profile.layout("ui.json.1")), QByteArray("1"));
        QCOMPARE(read(profile.layout("ui.json.2")), QByteArray("2"));
    }

    // Bytes are the window's affair; the newest one that it can read may be an earlier one.
    void aDamagedOneIsGivenAsItIsWithThoseBefore()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            files.keep("ui.json", "{}");
            files.keep("ui.json", "{\"a\":1}");
        }
        write(profile.layout("ui.json"), QByteArray("\0\xff{{", 4));

        WindowFiles files(profile.path());

        QCOMPARE(files.newest("ui.json")->size(), std::size_t{4});
        QCOMPARE(files.earlier("ui.json").front(), std::string("{}"));
    }

    void aLargeOneIsLeftOutAndTold()
    {
        Profile profile;
        {
            WindowFiles files(profile.path());
            files.keep("small.json", "small");
        }
        write(profile.layout("ui.json"), QByteArray((4 << 20) + 1, 'x'));

        WindowFiles files(profile.path());

        QVERIFY(!files.newest("ui.json"));
        QCOMPARE(*files.newest("small.json"), std::string("small"));
        QVERIFY(files.fault()->find("ui.json") != std::string::npos);
    }

    void namesThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("a path upwards") << QByteArray("../config.toml");
        QTest::newRow("a path downwards") << QByteArray("a/b");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("hidden") << QByteArray(".ui");
        QTest::newRow("a version of another") << QByteArray("ui.json.3");
    }
    void namesThatAreNoneAreRefused()
    {
        QFETCH(QByteArray, name);
        Profile profile;
        WindowFiles files(profile.path());

        files.keep(name.toStdString(), "text");

        QVERIFY(files.fault());
        QVERIFY(profile.names().isEmpty());
    }

    // S26. One text is with the disk, 64 wait; what comes then takes the place of the newest of its file.
    void ofAFileThatADiskDoesNotTakeTheNewestTextIsKept()
    {
        tests::MemoryFolder disk;
        {
            auto stuck = std::make_unique<StuckFolder>(disk);
            StuckFolder& folder = *stuck;
            WindowFiles files(std::move(stuck));
            files.keep("ui.json", "0");
            folder.waitUntilReached();
            for (int i = 1; i <= 64; ++i) {
                files.keep("ui.json", std::to_string(i));
            }
            QCOMPARE(files.waiting(), WindowFiles::mostWaiting);

            for (int i = 65; i <= 1'000; ++i) {
                files.keep("ui.json", std::to_string(i));
                QCOMPARE(files.waiting(), WindowFiles::mostWaiting);
            }
            files.keep("lists.json", "of another file");
            files.keep("lists.json", "its newest");

            QCOMPARE(files.waiting(), WindowFiles::mostWaiting + 1);
            QCOMPARE(*files.newest("ui.json"), std::string("1000"));
            QCOMPARE(files.earlier("ui.json").front(), std::string("63")); // as the disk will have them
            QVERIFY(!files.fault());
            folder.letGo();
        }
        QCOMPARE(textOf(disk, "ui.json"), std::string("1000"));
        QCOMPARE(textOf(disk, "ui.json.64"), std::string("63"));
        QCOMPARE(textOf(disk, "lists.json"), std::string("its newest"));
        QCOMPARE(disk.names()->size(), std::size_t{1 + 20 + 1});
    }

    void sixtyFourFilesAreKeptAndOneMoreIsTold()
    {
        Profile profile;
        WindowFiles files(profile.path());
        for (int i = 1; i <= 64; ++i) {
            files.keep("file" + std::to_string(i) + ".json", "text");
        }
        files.keep("one_more.json", "text");

        QVERIFY(!files.newest("one_more.json"));
        files.keep("file64.json", "newer"); // those that are there go on
        QCOMPARE(*files.newest("file64.json"), std::string("newer"));
    }

    void withoutAFolderTheWindowWorksOn()
    {
        Profile profile;
        write(QString::fromStdString(profile.path().string()) + QStringLiteral("/layouts"), "no folder");

        WindowFiles files(profile.path());
        files.keep("ui.json", "text");

        QCOMPARE(*files.newest("ui.json"), std::string("text"));
        QVERIFY(files.fault());
    }
};

QTEST_APPLESS_MAIN(TestWindowFiles)
#include "tst_window_files.moc"
