// needs: host/runtime edge/sandbox edge/brokers/binance edge/platform desk/driver desk/journal Qt6::Network
// A whole run with the Binance adapter against the paper exchange on the loopback device.

#include "core/base/decimal.h"
#include "core/desk/driver/recovery.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/edge/sandbox/binance/face.h"
#include "core/edge/sandbox/exchange/built_in_market.h"
#include "core/edge/sandbox/keys/server_identity.h"
#include "core/host/runtime/headless_run.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <optional>
#include <thread>

#include <fmt/format.h>

using namespace omni;
using namespace omni::runtime;

namespace {

struct Bench {
    explicit Bench(std::optional<sandbox::ServerIdentity> identity = std::nullopt)
    {
        auto market = std::make_unique<sandbox::BuiltInMarket>(
            sandbox::BuiltInMarketConfig{.seed = 7, .start = clock.wall() - minutes(6), .alwaysOpen = true},
            sandbox::builtInCoins());
        auto exchange = std::make_unique<sandbox::Exchange>(std::move(market), sandbox::ExchangeConfig{}, clock);
        sandbox::binance::FaceConfig config;
        config.terms.funds = {{"USDT", Money{std::int64_t{10'000} * 100'000'000}}};
        if (identity) {
            config.tls = identity->tls;
        }
        const std::string_view s = identity ? "s" : "";
        auto key = sandbox::newKey();
        qputenv("OMNI_BINANCE_PAPER_KEY", QByteArray::fromStdString(key.key));
        qputenv("OMNI_BINANCE_PAPER_SECRET",
                QByteArray(key.secret.exposed().data(), qsizetype(key.secret.exposed().size())));
        std::vector<sandbox::ClientKey> keys;
        keys.push_back(std::move(key));
        face = std::make_unique<sandbox::binance::Face>(std::move(exchange), std::move(keys), std::move(config), clock);
        const auto port = face->listen(0).value();
        request.profile = (folder.path() + QStringLiteral("/profile")).toStdString();
        request.broker = {"binance", {"BTCUSDT"}, {}};
        request.driver = DriverKind::Live;
        request.speed = 1;
        request.strategies = {"sma_cross:interval=1s,fast=2,slow=3"};
        request.approval = driver::ApprovalRule::All;
        request.length = seconds(25);
        request.sets = {fmt::format("brokers.binance.rest=http{}://127.0.0.1:{}", s, port),
                        fmt::format("brokers.binance.ws=ws{}://127.0.0.1:{}", s, port),
                        fmt::format("brokers.binance.ws_api=ws{}://127.0.0.1:{}", s, port), "risk.losing_streak=10"};
        output.reporter.note = [](const std::string& text) { qInfo("note: %s", text.c_str()); };
        output.reporter.step = [](const StepReport& step) {
            qInfo("step: %s %s", std::string(nameOf(step.step)).c_str(), step.detail.c_str());
        };
        output.form = LineForm::Json;
        output.line = [](LineKind, const std::string& line) { qInfo("%s", line.c_str()); };
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
};

} // namespace

class TestBrokerSandboxThreads : public QObject
{
    Q_OBJECT

private slots:
    void aSessionTradesOnThePaperExchange()
    {
        Bench bench;
        const auto ended = bench.run();
        QVERIFY2(ended.has_value(), ended ? "" : ended.error().message.c_str());
        const auto& summary = ended->summary;
        qInfo("%s", jsonOf(summary).c_str());
        QVERIFY(summary.fills > 0);
        QVERIFY(!summary.cash.empty());
    }

    // F39.
    void aSessionTradesOverTlsWhereTheCertificateIsConfigured()
    {
        platform::SystemClock clock;
        auto identity = sandbox::newServerIdentity(clock.wall()).value();
        Bench bench(identity);
        const std::string path = (bench.folder.path() + QStringLiteral("/paper.pem")).toStdString();
        std::ofstream(path) << identity.certificatePem;
        bench.request.sets.push_back("brokers.binance.certificate=" + path);
        const auto ended = bench.run();
        QVERIFY2(ended.has_value(), ended ? "" : ended.error().message.c_str());
        QVERIFY(ended->summary.fills > 0);
    }

    // F39: a certificate of the right names and times that nobody configured; and one that is configured, but another.
    void aServerThatNobodyTrustsIsNotTradedWith()
    {
        platform::SystemClock clock;
        for (const bool trustsAnother : {false, true}) {
            Bench bench(sandbox::newServerIdentity(clock.wall()).value());
            const std::string path = (bench.folder.path() + QStringLiteral("/paper.pem")).toStdString();
            std::ofstream(path) << sandbox::newServerIdentity(clock.wall()).value().certificatePem;
            if (trustsAnother) {
                bench.request.sets.push_back("brokers.binance.certificate=" + path);
            }
            const auto ended = bench.run();
            QVERIFY(!ended.has_value());
            qInfo("%s", ended.error().message.c_str());
            QVERIFY2(ended.error().message.find("trust") != std::string::npos, ended.error().message.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestBrokerSandboxThreads)
#include "tst_broker_sandbox.moc"
