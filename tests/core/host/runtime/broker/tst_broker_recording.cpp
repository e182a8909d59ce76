// needs: host/runtime edge/sandbox edge/brokers/binance edge/feeds edge/platform desk/journal Qt6::Network
// What a broker tells of the market is recorded while a session runs, and plays back as what it was.

#include "core/desk/events/codec.h"
#include "core/desk/journal/reader.h"
#include "core/edge/feeds/files/archive.h"
#include "core/edge/feeds/files/feed_files.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "core/host/runtime/headless_run.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fmt/format.h>

using namespace omni;
using namespace omni::runtime;

namespace {

/// A quote or a print by its figures. The venue's own time is not recorded, and the desk's order of events may move
/// the time of a tick behind that of a word which came before it.
std::string textOf(const market::Tick& tick)
{
    if (const auto* quote = std::get_if<market::Quote>(&tick)) {
        return fmt::format("quote {} {} x {} {} {}{}", quote->bid.count, quote->bidSize.count, quote->ask.count,
                           quote->askSize.count, quote->hasBid, quote->hasAsk);
    }
    if (const auto* print = std::get_if<market::Print>(&tick)) {
        return fmt::format("print {} x {} {}", print->price.count, print->size.count, int(print->aggressor));
    }
    return {};
}

/// Whether each kind of them keeps its order; between two kinds of one moment there is none.
struct Told {
    std::vector<std::string> quotes, prints;
    std::size_t rows = 0; ///< Of books.

    void add(const market::Tick& tick)
    {
        auto text = textOf(tick);
        rows += std::holds_alternative<market::DepthChange>(tick) ? 1U : 0U;
        if (!text.empty()) {
            (std::holds_alternative<market::Quote>(tick) ? quotes : prints).push_back(std::move(text));
        }
    }
};

/// What the desk was given, by its own record.
Told tapeOf(const std::string& profile)
{
    Told told;
    auto folder
        = platform::FileFolder::open(std::filesystem::path(profile) / "journal", platform::FileFolder::Access::ReadOnly)
              .value();
    auto reader = journal::Reader::open(*folder, journal::Stream::Tape);
    journal::Record record;
    market::Tick tick;
    while (reader.next(record)) {
        if (events::decodeTick(record.stamp, record.kind, record.payload, tick)) {
            told.add(tick);
        }
    }
    return told;
}

std::vector<std::string> filesIn(const std::string& folder)
{
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        files.push_back(entry.path().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Told recordingIn(const std::string& folder)
{
    Told told;
    const auto feed = feeds::FileFeed::open(filesIn(folder), {});
    if (!feed) {
        qWarning("%s", feed.error().text().c_str());
        return told;
    }
    for (auto ticks = (*feed)->next(); ticks && !ticks->empty(); ticks = (*feed)->next()) {
        for (const auto& tick : *ticks) {
            told.add(tick.tick);
        }
    }
    return told;
}

/// The end of a session comes to the recorder a little after the desk has stopped to listen.
bool isBeginOf(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    return !a.empty() && a.size() <= b.size() && std::equal(a.begin(), a.end(), b.begin());
}

struct Bench {
    Bench()
    {
        auto market = std::make_unique<sandbox::BuiltInMarket>(
            sandbox::BuiltInMarketConfig{.seed = 7, .start = clock.wall() - minutes(6), .alwaysOpen = true},
            sandbox::builtInCoins());
        auto exchange = std::make_unique<sandbox::Exchange>(std::move(market), sandbox::ExchangeConfig{}, clock);
        sandbox::binance::FaceConfig config;
        config.terms.funds = {{"USDT", Money{std::int64_t{10'000} * 100'000'000}}};
        auto key = sandbox::newKey();
        qputenv("OMNI_BINANCE_PAPER_KEY", QByteArray::fromStdString(key.key));
        qputenv("OMNI_BINANCE_PAPER_SECRET",
                QByteArray(key.secret.exposed().data(), qsizetype(key.secret.exposed().size())));
        std::vector<sandbox::ClientKey> keys;
        keys.push_back(std::move(key));
        face = std::make_unique<sandbox::binance::Face>(std::move(exchange), std::move(keys), std::move(config), clock);
        const auto port = face->listen(0).value();
        request.profile = path("profile");
        request.broker = {"binance", {"BTCUSDT"}, {}, path("tapes")};
        request.driver = DriverKind::Live;
        request.speed = 1;
        request.length = seconds(8);
        request.sets = {fmt::format("brokers.binance.rest=http://127.0.0.1:{}", port),
                        fmt::format("brokers.binance.ws=ws://127.0.0.1:{}", port),
                        fmt::format("brokers.binance.ws_api=ws://127.0.0.1:{}", port)};
        output.reporter.note = [this](const std::string& text) {
            qInfo("note: %s", text.c_str());
            notes += text + '\n';
        };
    }
    [[nodiscard]] std::string path(const char* name) const
    {
        return folder.path().toStdString() + '/' + name;
    }
    /// The exchange lives on this thread, the run on another.
    Outcome<RunEnded> run()
    {
        Outcome<RunEnded> out = tl::unexpected(RunFailure{});
        std::atomic<bool> isOver{false};
        std::thread other([&] {
            RunStop stop;
            out = runHeadless(request, output, stop);
            isOver = true;
        });
        while (!isOver) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
            QTest::qSleep(1);
        }
        other.join();
        return out;
    }

    platform::SystemClock clock;
    QTemporaryDir folder;
    std::unique_ptr<sandbox::binance::Face> face;
    RunRequest request;
    RunOutput output;
    std::string notes;
};

} // namespace

class TestBrokerRecordingThreads : public QObject
{
    Q_OBJECT

private slots:
    void whatABrokerToldPlaysBackAsItWas()
    {
        Bench bench;

        const auto ended = bench.run();

        QVERIFY2(ended.has_value(), ended ? "" : ended.error().message.c_str());
        QVERIFY2(bench.notes.find("recorded: ") != std::string::npos, bench.notes.c_str());
        const auto heard = tapeOf(bench.path("profile"));
        const auto recorded = recordingIn(bench.path("tapes"));
        qInfo("%zu quotes, %zu prints, %zu rows of books", recorded.quotes.size(), recorded.prints.size(),
              recorded.rows);
        QVERIFY(recorded.quotes.size() > 20 && recorded.prints.size() > 5 && recorded.rows > 100);
        QVERIFY(isBeginOf(heard.quotes, recorded.quotes));
        QVERIFY(isBeginOf(heard.prints, recorded.prints));
        QVERIFY(heard.quotes.size() + 20 > recorded.quotes.size());
        QVERIFY(heard.rows <= recorded.rows && heard.rows > 100);
        for (const auto& file : filesIn(bench.path("tapes"))) {
            const auto info = feeds::checkArchive(file);
            QVERIFY2(info && info->isRecording && !info->endsEarly && info->holes == 0, file.c_str());
        }

        RunRequest replay;
        replay.profile = bench.path("replay");
        replay.market.files = filesIn(bench.path("tapes"));
        RunStop stop;
        RunOutput quiet;
        const auto played = runHeadless(replay, quiet, stop);

        QVERIFY2(played.has_value(), played ? "" : played.error().message.c_str());
        const auto again = tapeOf(bench.path("replay"));
        QCOMPARE(again.quotes, recorded.quotes);
        QCOMPARE(again.prints, recorded.prints);
        QCOMPARE(again.rows, recorded.rows);
    }

    void aFolderThatCannotBeUsedIsRefusedBeforeTheSession()
    {
        Bench bench;
        std::ofstream(bench.path("tapes")) << "a file stands there";

        const auto ended = bench.run();

        QVERIFY(!ended.has_value());
        qInfo("%s (%s)", ended.error().message.c_str(), ended.error().hint.c_str());
        QCOMPARE(int(ended.error().kind), int(FailureKind::BadInput));
        QVERIFY(ended.error().message.find("nothing can be recorded") != std::string::npos);
        QVERIFY(ended.error().message.find(bench.path("tapes")) != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestBrokerRecordingThreads)
#include "tst_broker_recording.moc"
