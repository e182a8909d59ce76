// needs: ZLIB::ZLIB

#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/feeds/files/import_files.h"
#include "tests/support/data_files.h"
#include "tests/support/gz_lines.h"

#include <QTest>

#include <filesystem>
#include <random>

using namespace omni;
using namespace omni::feeds;
using omni::ports::TimedTick;
using omni::tests::DataFolder;

namespace {

using Paths = std::vector<std::string>;

std::vector<TimedTick> allOf(const Paths& paths)
{
    std::vector<TimedTick> all;
    const auto feed = FileFeed::open(paths, {});
    if (!feed) {
        qWarning("%s", feed.error().text().c_str());
        return all;
    }
    for (;;) {
        const auto ticks = (*feed)->next();
        if (!ticks || ticks->empty()) {
            return all;
        }
        all.insert(all.end(), ticks->begin(), ticks->end());
    }
}

bool areEqual(const std::vector<TimedTick>& a, const std::vector<TimedTick>& b)
{
    return !a.empty() && std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const TimedTick& x, const TimedTick& y) {
        return x.at == y.at && x.tick == y.tick;
    });
}

std::vector<std::string> namesIn(const std::string& folder)
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// A file of each kind, of one instrument, with more rows than a block has.
Paths someFiles(const DataFolder& folder)
{
    std::mt19937_64 random{7};
    std::string trades = "timestamp_ns,price,size,side\n", quotes = "timestamp_ns,bid,bid_size,ask,ask_size\n",
                depth = "timestamp_ns,side,price,size,snapshot\n", bars = "timestamp,open,high,low,close,volume\n";
    for (std::int64_t i = 0; i < 20'000; ++i) {
        const std::string time = std::to_string(1'723'161'255'000'000'000 + i / 3 * 1'000);
        const auto price = std::to_string(60'000 + random() % 500);
        const auto size = std::to_string(random() % 100);
        trades += time + ',' + price + ".5,0.00" + std::to_string(1 + random() % 99)
            + (random() % 2 == 0 ? ",B\n" : ",S\n");
        quotes += time + ',' + price + ',' + size + ",70000.5,1\n";
        depth += time + (random() % 2 == 0 ? ",A," : ",B,") + price + ',' + size + (i < 9 ? ",1\n" : ",0\n");
        bars += isoText({i * 60'000'000'000}) + ',' + price + ",70000," + "50000," + price + ',' + size + ".25\n";
    }
    return {folder.write("X_trades.csv", trades), folder.write("X_quotes.csv", quotes),
            folder.write("X_depth.csv", depth), folder.write("X.csv", bars)};
}

Paths archivesOf(const Import& import)
{
    Paths paths;
    for (const auto& file : import.files) {
        paths.push_back(file.to);
    }
    return paths;
}

} // namespace

class TestArchive : public QObject
{
    Q_OBJECT

private slots:
    void givesBackTheTicksThatWentIn()
    {
        const DataFolder folder;
        const Paths files = someFiles(folder);

        const auto import = importFiles(files, folder.path("data"), {});

        QVERIFY2(import, import ? "" : import.error().text().c_str());
        QCOMPARE(import->files.size(), std::size_t{4});
        QVERIFY(import->files[0].to.ends_with("/file_X_trades_20240808T235415Z.omniarc"));
        QCOMPARE(import->files[0].info.rows, std::uint64_t{20'000});
        QVERIFY(areEqual(allOf(files), allOf(archivesOf(*import))));
        const auto feed = FileFeed::open(archivesOf(*import), {});
        QVERIFY(feed);
        QCOMPARE((*feed)->instruments().size(), std::size_t{1});
        QCOMPARE((*feed)->instruments()[0].name(), std::string("file:X"));
        QCOMPARE((*feed)->instruments()[0].tickSize, (Decimal{1, -1}));
        QVERIFY((*feed)->notes().empty());
    }

    void isSmallerThanTheFileItCameFrom()
    {
        const auto trades = tests::sharedFile("data/ticks/BTCUSDT_perp_2024-08-08_depth.csv.gz");
        if (!trades) {
            QSKIP(tests::absenceOf("data/ticks").c_str());
        }
        const DataFolder folder;

        const auto import = importFiles(std::array{trades->string()}, folder.path("data"), {});

        QVERIFY(import);
        QVERIFY(import->files[0].bytes < std::filesystem::file_size(*trades));
        QVERIFY(areEqual(allOf({trades->string()}), allOf(archivesOf(*import))));
    }

    void changesNothingWhenTheSameIsImportedAgain()
    {
        const DataFolder folder;
        const Paths files = someFiles(folder);
        const auto first = importFiles(files, folder.path("data"), {});
        const auto names = namesIn(folder.path("data"));

        const auto second = importFiles(files, folder.path("data"), {});

        QVERIFY(first && second);
        QCOMPARE(archivesOf(*second), archivesOf(*first));
        QCOMPARE(namesIn(folder.path("data")), names);
        QCOMPARE(names.size(), std::size_t{4});
    }

    void leavesNothingBehindWhenOneFileHasAFault()
    {
        const DataFolder folder;
        Paths files = someFiles(folder);
        files.push_back(folder.write("Y_trades.csv", "timestamp_ns,price,size,side\n1723161255000000000,nan,1,B\n"));

        const auto import = importFiles(files, folder.path("data"), {});

        QVERIFY(!import);
        QCOMPARE(import.error().line, std::uint64_t{2});
        QVERIFY(namesIn(folder.path("data")).empty());
    }

    // The third archive would take the place of another one; the first two are taken away again.
    void leavesNothingNewBehindWhenANameIsTaken()
    {
        const DataFolder folder;
        const Paths files = someFiles(folder);
        std::filesystem::create_directories(folder.path("data"));
        const std::string taken = folder.write("data/file_X_depth_20240808T235415Z.omniarc", "another file");

        const auto import = importFiles(files, folder.path("data"), {});

        QVERIFY(!import);
        QCOMPARE(import.error().text(), taken + ": is there already, with other data");
        QCOMPARE(import.error().error().code, Errc::Conflict);
        QCOMPARE(namesIn(folder.path("data")), (Paths{"file_X_depth_20240808T235415Z.omniarc"}));
        QCOMPARE(folder.read("data/file_X_depth_20240808T235415Z.omniarc"), std::string("another file"));
    }

    void refusesAFolderThatCannotBe()
    {
        const DataFolder folder;
        const Paths files = someFiles(folder);
        folder.write("data", "a file where a folder should be");

        const auto import = importFiles(files, folder.path("data"), {});

        QVERIFY(!import);
        QCOMPARE(import.error().code, FaultCode::CannotWrite);
    }

    // Every byte is under a checksum: none may be another, and none may be missing.
    void findsEveryDamagedByteAndEveryCut()
    {
        const DataFolder folder;
        const std::string small = folder.write("S_trades.csv",
                                               "timestamp_ns,price,size,side\n1723161255000000000,7.5,1,B\n"
                                               "1723161255000000001,8,1,S\n");
        const auto import = importFiles(std::array{small}, folder.path("data"), {});
        QVERIFY(import);
        const std::string name = "data/file_S_trades_20240808T235415Z.omniarc";
        const std::string whole = folder.read(name);
        QVERIFY(checkArchive(folder.path(name)));

        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ 1);
            const auto number = std::to_string(i);
            QVERIFY2(!checkArchive(folder.write("damaged" + number, damaged)), number.c_str());
            QVERIFY2(!checkArchive(folder.write("cut" + number, whole.substr(0, i))), number.c_str());
        }
        folder.write(name, whole + 'x');
        QCOMPARE(checkArchive(folder.path(name)).error().code, FaultCode::CorruptArchive);
    }

    // Random bytes behind a good start: an answer, never a crash or a large allocation. The seed is fixed.
    void survivesHostileBytes()
    {
        const DataFolder folder;
        const std::string small
            = folder.write("S_trades.csv", "timestamp_ns,price,size,side\n1723161255000000000,7.5,1,B\n");
        QVERIFY(importFiles(std::array{small}, folder.path("data"), {}));
        const std::string name = "data/file_S_trades_20240808T235415Z.omniarc";
        const std::string whole = folder.read(name);
        std::mt19937_64 random{99};
        for (int i = 0; i < 2'000; ++i) {
            std::string hostile = whole;
            for (std::uint64_t k = 0, n = 1 + random() % 20; k < n; ++k) {
                hostile[8 + random() % (hostile.size() - 8)] = static_cast<char>(random());
            }
            const auto stream = openArchive(folder.write("hostile" + std::to_string(i), hostile), {1});
            if (stream) {
                while (true) {
                    const auto ticks = (*stream)->next();
                    if (!ticks || ticks->empty()) {
                        break;
                    }
                }
            }
        }
    }

    void refusesAnInstrumentBesideAnArchive()
    {
        const DataFolder folder;
        const auto import = importFiles(someFiles(folder), folder.path("data"), {});
        QVERIFY(import);

        const auto feed = FileFeed::open(archivesOf(*import), {"x:Y", "USD", false});

        QVERIFY(!feed);
        QCOMPARE(feed.error().code, FaultCode::Conflict);
    }
};

QTEST_APPLESS_MAIN(TestArchive)
#include "tst_archive.moc"
