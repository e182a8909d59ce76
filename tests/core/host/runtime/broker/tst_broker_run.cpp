// needs: host/runtime edge/brokers/shared edge/platform desk/driver desk/journal
// A whole run with a broker that answers like a venue: from the key in the environment to books that are the venue's.

#include "core/desk/driver/recovery.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/headless_run.h"
#include "tests/support/model_broker.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;

namespace {

ModelExchange* exchange = nullptr;

constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
const brokers::BrokerInfo info{"model", "Model", faces, {}, [](brokers::BrokerMaking making) {
                                   using Made = Result<std::unique_ptr<ports::Broker>>;
                                   if (auto sound = brokers::checkEnvironment(making.config, making.key, faces);
                                       !sound) {
                                       return Made(tl::unexpected(sound.error()));
                                   }
                                   return Made(std::make_unique<ModelBroker>(*exchange, std::move(making)));
                               }};
const std::array<const brokers::BrokerInfo*, 1> known{&info};

void setKey(const char* environment = "PAPER")
{
    qputenv(QByteArray("OMNI_MODEL_") + environment + "_KEY", "abc");
    qputenv(QByteArray("OMNI_MODEL_") + environment + "_SECRET", "s3cr3t-of-nobody");
}

struct Bench {
    Bench()
    {
        exchange = &venue;
        request.profile = (folder.path() + "/profile").toStdString();
        request.broker = {"model", {"BTCUSDT"}, {}};
        request.brokers = known;
        request.driver = DriverKind::Live;
        request.speed = 1;
        request.strategies = {"sma_cross:interval=1s,fast=1,slow=2"};
        request.approval = driver::ApprovalRule::All;
        request.length = seconds(10);
        request.sets = {"risk.losing_streak=10"};
        output.reporter.note = [this](const std::string& text) { notes.push_back(text); };
        setKey();
    }
    Outcome<RunEnded> run()
    {
        RunStop stop;
        return runHeadless(request, output, stop);
    }
    RunFailure refusal()
    {
        const auto ended = run();
        return ended ? RunFailure{} : ended.error();
    }
    engine::DeskState state()
    {
        auto journal = platform::FileFolder::open(request.profile / "journal", platform::FileFolder::Access::ReadOnly);
        auto desk = driver::recoverDesk(**journal);
        return std::move(desk->state);
    }
    /// What the desk believes is what the venue has.
    void compare()
    {
        const auto desk = state();
        QCOMPARE(desk.portfolio.cash(desk.base), venue.cash);
        QCOMPARE(desk.portfolio.positionAt(brokerAccount, InstrumentId{1}), venue.position);
        QVERIFY(desk.reportedCash.isEmpty());
        QVERIFY(desk.reported.isEmpty());
    }

    QTemporaryDir folder;
    ModelExchange venue;
    RunRequest request;
    RunOutput output;
    std::vector<std::string> notes;
};

} // namespace

class TestBrokerRunThreads : public QObject
{
    Q_OBJECT

private slots:
    /// The first session of an account takes its balances as they are; then the books stay the venue's.
    void whatASessionBelievesIsWhatTheVenueHas()
    {
        Bench bench;
        const auto ended = bench.run();
        QVERIFY2(ended.has_value(), ended ? "" : ended.error().message.c_str());
        QVERIFY(ended->how == driver::SessionEnd::TimeReached);
        QVERIFY2(ended->summary.fills > 0, std::to_string(ended->summary.proposals).c_str());
        QCOMPARE(ended->summary.fills, std::uint64_t(bench.venue.fills.size()));
        bench.compare();
        QCOMPARE(bench.state().invested, Money{std::int64_t{50'000} * 100'000'000});
        QCOMPARE(bench.state().session.environment, orders::Environment::Paper);
        QCOMPARE(bench.state().session.accountName, std::string("model-paper"));
        // F69: entries are cancelled in the end; what protects a position that is kept stays where it is.
        QCOMPARE(bench.venue.resting.empty(), bench.venue.position.count == 0);
        for (const auto& [ticket, name] : bench.venue.resting) {
            QVERIFY(ticket.reduceOnly);
        }
        // The key was read once and is gone.
        QVERIFY(!qEnvironmentVariableIsSet("OMNI_MODEL_PAPER_KEY"));
        QVERIFY(!qEnvironmentVariableIsSet("OMNI_MODEL_PAPER_SECRET"));

        // Somebody draws money between the sessions: told, never taken over by itself (S9, F49).
        bench.venue.cash.e8 -= 100 * 100'000'000LL;
        const auto fills = bench.venue.fills.size();
        setKey();
        bench.request.length = seconds(6);
        const auto again = bench.run();
        QVERIFY(again.has_value());
        QCOMPARE(bench.state().invested, Money{std::int64_t{50'000} * 100'000'000});
        QCOMPARE(bench.state().portfolio.cash(bench.state().base).e8, bench.venue.cash.e8 + 100 * 100'000'000LL);
        QVERIFY(bench.venue.fills.size() >= fills);
    }

    /// F15, F34: what was traded on the account while this program was down is found at the next start.
    void fillsOfAnotherHandAreFoundAtTheNextStart()
    {
        Bench bench;
        QVERIFY(bench.run().has_value());
        bench.compare();
        orders::OrderTicket ticket;
        ticket.side = Side::Buy;
        ticket.size = Lots{100};
        static_cast<void>(bench.venue.fill(ticket, "web_1", platform::SystemClock().wall()));
        setKey();
        bench.request.approval = driver::ApprovalRule::Manual;
        bench.request.length = seconds(2);
        QVERIFY(bench.run().has_value());
        bench.compare();
    }

    void eachRefusalSaysWhatToDo_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("no key") << "no key" << 4 << "no_key";
        QTest::newRow("key of live") << "live key" << 4 << "no_key";
        QTest::newRow("live") << "live" << 4 << "live_refused";
        QTest::newRow("unknown broker") << "broker" << 3 << "unknown_broker";
        QTest::newRow("unknown symbol") << "symbol" << 3 << "unknown_symbol";
        QTest::newRow("no symbol") << "no symbol" << 2 << "no_symbols";
        QTest::newRow("unreachable") << "unreachable" << 5 << "unavailable";
        QTest::newRow("address of live") << "mixed" << 4 << "denied";
        QTest::newRow("unknown address") << "stranger" << 4 << "denied";
    }
    void eachRefusalSaysWhatToDo()
    {
        QFETCH(QString, what);
        Bench bench;
        if (what == "no key" || what == "live key") {
            qunsetenv("OMNI_MODEL_PAPER_KEY");
        }
        if (what == "live key") {
            setKey("LIVE");
        } else if (what == "live") {
            bench.request.sets = {"brokers.model.environment=live"};
        } else if (what == "broker") {
            bench.request.broker.broker = "nobody";
        } else if (what == "symbol") {
            bench.request.broker.symbols = {"NOSUCH"};
        } else if (what == "no symbol") {
            bench.request.broker.symbols.clear();
        } else if (what == "unreachable") {
            bench.venue.isReachable = false;
        } else if (what == "mixed") {
            bench.request.sets = {"brokers.model.rest=https://api.model.example"};
        } else if (what == "stranger") {
            bench.request.sets = {"brokers.model.rest=https://somewhere.example"};
        }
        const auto why = bench.refusal();
        QTEST(static_cast<int>(why.kind), "kind");
        QTEST(QString::fromStdString(why.code), "code");
        QVERIFY(!why.message.empty());
        QVERIFY(why.message.find("s3cr3t") == std::string::npos && why.hint.find("s3cr3t") == std::string::npos);
        // S35: nothing has left but, where the broker itself was asked, a question.
        QCOMPARE(bench.venue.starts.load(), 0);
        QCOMPARE(bench.venue.listings.load(), what == "symbol" || what == "unreachable" ? 1 : 0);
        qunsetenv("OMNI_MODEL_LIVE_KEY");
        qunsetenv("OMNI_MODEL_LIVE_SECRET");
    }

    /// F48: of sixteen pairs of account and key one sends.
    void onlyPaperWithAPaperKeySends()
    {
        int sent = 0;
        for (const char* account : {"paper", "live", "demo", "replay"}) {
            for (const char* key : {"PAPER", "LIVE", "DEMO", "REPLAY"}) {
                Bench bench;
                qunsetenv("OMNI_MODEL_PAPER_KEY");
                setKey(key);
                bench.request.sets = {std::string("brokers.model.environment=") + account};
                bench.request.length = milliseconds(300);
                const bool isLegal = account == std::string("paper") && key == std::string("PAPER");
                QCOMPARE(bench.run().has_value(), isLegal);
                QCOMPARE(bench.venue.listings.load(), isLegal ? 1 : 0);
                QCOMPARE(bench.venue.starts.load(), isLegal ? 1 : 0);
                sent += bench.venue.starts.load();
                qunsetenv((QByteArray("OMNI_MODEL_") + key + "_KEY").constData());
                qunsetenv((QByteArray("OMNI_MODEL_") + key + "_SECRET").constData());
            }
        }
        QCOMPARE(sent, 1);
    }

    /// S35: books of one account are never another's.
    void aProfileIsOfOneAccount()
    {
        Bench bench;
        bench.request.length = milliseconds(300);
        QVERIFY(bench.run().has_value());
        setKey();
        bench.request.sets = {"brokers.model.account=another"};
        QCOMPARE(bench.refusal().code, std::string("another_account"));
        bench.request.broker = {};
        bench.request.sets.clear();
        bench.request.driver = DriverKind::Simulated;
        bench.request.length = minutes(1);
        QCOMPARE(bench.refusal().code, std::string("another_account"));
    }
};

QTEST_GUILESS_MAIN(TestBrokerRunThreads)
#include "tst_broker_run.moc"
