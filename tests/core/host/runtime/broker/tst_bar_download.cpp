// needs: host/runtime edge/brokers/shared edge/feeds edge/platform
// Bars of before as a data file: in pieces, whole or not at all under its name, going on where it was cut off.
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/feeds/files/data_report.h"
#include "core/host/runtime/broker/bar_download.h"
#include "tests/support/manual_clock.h"
#include "tests/support/model_broker.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fstream>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

namespace {

ModelExchange* exchange = nullptr;

constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
const brokers::BrokerInfo model{
    "model", "Model", faces, {}, [](brokers::BrokerMaking making) -> Result<std::unique_ptr<ports::Broker>> {
        return std::make_unique<ModelBroker>(*exchange, std::move(making));
    }};
const std::array<const brokers::BrokerInfo*, 1> known{&model};
constexpr Timestamp begin{1'735'689'600'000'000'000}; // 2025-01-01

struct Bench {
    Bench()
    {
        exchange = &venue;
        qputenv("OMNI_MODEL_PAPER_KEY", "abc");
        qputenv("OMNI_MODEL_PAPER_SECRET", "s3cr3t-of-nobody");
        keys = KeyRing::taken(known);
        for (int i = 0; i < 12'000; ++i) { // more than two pieces
            if (i != 700 && i != 701) {
                venue.past.push_back(barAt(i));
            }
        }
        wish.broker = "model";
        wish.symbol = "BTCUSDT";
        wish.from = begin;
        wish.until = begin + minutes(12'000);
        wish.out = (folder.path() + QStringLiteral("/bars.csv")).toStdString();
    }
    static market::Bar barAt(int i)
    {
        market::Bar bar;
        bar.opened = begin + minutes(i);
        bar.interval = minutes(1);
        bar.closedAt = bar.opened + minutes(1);
        bar.open = bar.close = Ticks{6'000'000 + i % 100};
        bar.high = Ticks{bar.open.count + 5};
        bar.low = Ticks{bar.open.count - 5};
        bar.volume = 1.5;
        return bar;
    }
    Outcome<BarDownload> fetch(const std::function<void(std::uint64_t)>& reached = {})
    {
        const config::Settings settings;
        const engine::DeskState nothing;
        const Reporter reporter;
        return downloadBars(wish, {settings, known, nothing, clock, *stop, reporter, &keys},
                            [&](Timestamp, std::uint64_t bars) {
                                if (reached) {
                                    reached(bars);
                                }
                            });
    }
    QByteArray text(const char* ending = "") const
    {
        QFile file(QString::fromStdString(wish.out.string()) + QLatin1String(ending));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    test::ManualClock clock{begin + days(30)};
    QTemporaryDir folder;
    ModelExchange venue;
    KeyRing keys;
    BarWish wish;
    std::unique_ptr<StopFlag> stop = std::make_unique<StopFlag>();
};

} // namespace

class TestBarDownload : public QObject
{
    Q_OBJECT

private slots:
    void theFileIsOneThatTheProgramReads()
    {
        Bench bench;

        const auto done = bench.fetch();

        QVERIFY2(done, done ? "" : done.error().message.c_str());
        QVERIFY(done->isWhole);
        QCOMPARE(done->bars, std::uint64_t{11'998});
        const auto report = feeds::reportOn(std::vector{bench.wish.out.string()}, {});
        QVERIFY(report.isSound());
        const auto& file = report.files.front();
        QCOMPARE(file.rows, std::uint64_t{11'998});
        QCOMPARE(file.gapCount, std::uint64_t{1}); // and says what is missing
        QCOMPARE(file.gaps.front().missing, std::uint64_t{2});
        QCOMPARE(file.instrument->name(), std::string("model:BTCUSDT"));
        QVERIFY(file.instrument->tickSize == modelInstrument().tickSize);
        QCOMPARE(file.first, begin);
        QVERIFY(bench.text(".part").isEmpty());
    }

    void whatWasStoppedGoesOnAndBecomesTheSameFile()
    {
        Bench whole;
        QVERIFY(whole.fetch());
        Bench bench;

        const auto first = bench.fetch([&](std::uint64_t) { bench.stop->requestStop(); });
        QVERIFY(first && !first->isWhole);
        QVERIFY(bench.text().isEmpty());
        QVERIFY(!bench.text(".part").isEmpty());
        bench.stop = std::make_unique<StopFlag>();
        const auto second = bench.fetch();

        QVERIFY2(second, second ? "" : second.error().message.c_str());
        QVERIFY(second->isWhole);
        QCOMPARE(second->before, first->bars);
        QCOMPARE(bench.text(), whole.text());
    }

    /// kill -9 in the midst of a row.
    void aTornRowIsWrittenAnew()
    {
        Bench whole;
        QVERIFY(whole.fetch());
        Bench bench;
        const auto first = bench.fetch([&](std::uint64_t) { bench.stop->requestStop(); });
        QVERIFY(first && !first->isWhole);
        const auto part = bench.wish.out.string() + ".part";
        std::filesystem::resize_file(part, std::filesystem::file_size(part) - 7);
        bench.stop = std::make_unique<StopFlag>();

        QVERIFY(bench.fetch());

        QCOMPARE(bench.text(), whole.text());
    }

    void whatIsOfAnotherWishIsNotTouched()
    {
        Bench bench;
        QVERIFY(bench.fetch([&](std::uint64_t) { bench.stop->requestStop(); }));
        const auto before = bench.text(".part");
        bench.stop = std::make_unique<StopFlag>();
        bench.wish.from = begin + minutes(60);

        const auto done = bench.fetch();

        QVERIFY(!done);
        QCOMPARE(done.error().code, std::string("another_download"));
        QCOMPARE(bench.text(".part"), before);
    }

    void aFileThatIsThereIsNotWrittenOver()
    {
        Bench bench;
        std::ofstream(bench.wish.out) << "mine";

        const auto done = bench.fetch();

        QVERIFY(!done && done.error().code == "exists");
        QCOMPARE(bench.text(), QByteArray("mine"));
        QCOMPARE(bench.venue.listings.load(), 0); // nobody was asked
    }

    void aBarThatIsNotFinishedIsLeftOut()
    {
        Bench bench;
        bench.clock.setWall(minutes(10) + seconds(30) - days(30));

        const auto done = bench.fetch();

        QVERIFY(done);
        QCOMPARE(done->bars, std::uint64_t{10});
    }

    void aFolderThatIsNotThereIsSaid()
    {
        Bench bench;
        bench.wish.out = (bench.folder.path() + QStringLiteral("/none/bars.csv")).toStdString();
        const auto done = bench.fetch();
        QVERIFY(!done && done.error().code == "not_written");
    }

    /// Its increments would be guessed otherwise: the file keeps its working name until both are there.
    void withoutItsSideFileItDoesNotTakeItsName()
    {
        Bench bench;
        QVERIFY(std::filesystem::create_directory(bench.folder.path().toStdString() + "/bars.toml"));

        const auto done = bench.fetch();

        QVERIFY(!done && done.error().code == "not_written");
        QVERIFY(bench.text().isEmpty());
        QVERIFY(!bench.text(".part").isEmpty());
    }

    void aSymbolThatIsNotListedIsSaid()
    {
        Bench bench;
        bench.wish.symbol = "NOSUCH";
        const auto done = bench.fetch();
        QVERIFY(!done && done.error().code == "unknown_symbol");
    }

    void aSpanThatIsNoneIsSaid()
    {
        Bench bench;
        bench.wish.until = bench.wish.from;
        const auto done = bench.fetch();
        QVERIFY(!done && done.error().code == "bad_span");
    }
};

QTEST_GUILESS_MAIN(TestBarDownload)
#include "tst_bar_download.moc"
