// needs: host/runtime host/access host/access/going_live edge/brokers/shared edge/platform edge/security/accounts
// needs: edge/security/totp edge/security/vault desk/driver desk/journal
//
// A LIVE start, with a model of a broker: it needs everything that real money takes, stands Halted, and does nothing by
// itself. What it needs was made by the vault's own means, as a person's way there leaves it.

#include "core/desk/driver/recovery.h"
#include "core/edge/platform/file_folder.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/access/vault_files.h"
#include "core/host/runtime/broker/key_test.h"
#include "core/host/runtime/headless_run.h"
#include "tests/support/going_live_kit.h"
#include "tests/support/model_broker.h"
#include "tests/support/vault_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using namespace omni::tests;

namespace {

ModelExchange* exchange = nullptr;

constexpr std::array<brokers::Face, 1> faces{{{"rest", "https://api.model.example", "https://paper.model.example"}}};
const brokers::BrokerInfo info{"model", "Model", faces, {}, [](brokers::BrokerMaking making) {
                                   return Result<std::unique_ptr<ports::Broker>>(
                                       std::make_unique<ModelBroker>(*exchange, std::move(making)));
                               }};
const std::array<const brokers::BrokerInfo*, 1> known{&info};

struct Bench {
    explicit Bench(const Earned& what = anEarned())
        : earned(what)
    {
        exchange = &venue;
        const auto path = (folder.path() + "/profile").toStdString();
        must(lockProfile(path)); // makes it
        files = std::move(*VaultFiles::open(path));
        vault.emplace(std::move(*vault::Vault::create(*files, bytesOf(passphrase), vault::leastCost, liveDay)));
        root = std::move(*platform::FileFolder::open(path, platform::FileFolder::Access::ReadWrite));
        earn(*vault, *root, earned);
        request.profile = path;
        request.broker = {"model", {"BTCUSDT"}, {}};
        request.brokers = known;
        request.driver = DriverKind::Live;
        request.speed = 1;
        request.length = seconds(2);
        request.sets = {"brokers.model.environment=live"};
        output.reporter.note = [this](const std::string& text) { notes.push_back(text); };
    }
    static Earned anEarned()
    {
        Earned earned;
        earned.broker = "model";
        return earned;
    }
    Outcome<RunEnded> run()
    {
        const KeyRing keys = KeyRing::ofVault(*vault, known);
        VaultAccountStore store(*vault, [] { return liveDay; });
        const auto people = openAccounts(store, momentOfAccounts);
        request.keys = &keys;
        request.people = people && knowsPeople ? peopleOf(**people) : std::nullopt;
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
        return std::move(driver::recoverDesk(**journal)->state);
    }
    [[nodiscard]] Evidence evidence() const
    {
        return *readEvidence(*root, *papersOf(*vault, "model").seal);
    }

    QTemporaryDir folder;
    ModelExchange venue;
    Earned earned;
    std::unique_ptr<VaultFiles> files;
    std::optional<vault::Vault> vault;
    std::unique_ptr<platform::FileFolder> root;
    bool knowsPeople = true;
    RunRequest request;
    RunOutput output;
    std::vector<std::string> notes;
};

} // namespace

class TestLiveStartThreads : public QObject
{
    Q_OBJECT

private slots:
    void whatWasGrantedStartsAndStandsHalted()
    {
        Bench bench;
        grantEarned(*bench.vault, *bench.root, bench.earned);
        bench.request.strategies = {"sma_cross:interval=1s,fast=1,slow=2"};

        const auto ended = bench.run();

        QVERIFY2(ended.has_value(), ended ? "" : ended.error().message.c_str());
        QCOMPARE(bench.venue.starts.load(), 1);
        QCOMPARE(bench.venue.submits.load(), 0);
        const auto state = bench.state();
        QCOMPARE(state.session.environment, orders::Environment::Live);
        QCOMPARE(state.session.accountName, std::string("model-live"));
        QVERIFY(state.invested.e8 == 0); // what the account holds a person takes over
        QCOMPARE(ended->summary.fills, std::uint64_t{0});
        QCOMPARE(bench.evidence().records.size(), std::size_t{7}); // a LIVE session is no paper session
    }

    void eachThingThatIsMissingRefusesTheStart_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"grant", "key", "accounts", "factor", "limits", "account", "another key",
                                 "vault locked", "no keys at all", "record", "ended"}) {
            QTest::newRow(what) << what;
        }
    }
    void eachThingThatIsMissingRefusesTheStart()
    {
        QFETCH(QString, what);
        Bench bench;
        if (what != "grant") {
            grantEarned(*bench.vault, *bench.root, bench.earned);
        }
        const auto papers = papersOf(*bench.vault, "model");
        if (what == "key") {
            must(removeVenueKey(*bench.vault, "model-live", liveDay));
        } else if (what == "another key") {
            must(replaceVenueKey(*bench.vault, "model-live", Secret("live-id-2"), Secret("other"), liveDay));
        } else if (what == "accounts" || what == "factor") {
            const auto all = *bench.vault->list();
            for (const auto& one : all) {
                if (one.label.name == "accounts") {
                    QVERIFY(bench.vault->remove(one.id, liveDay).has_value());
                }
            }
            if (what == "factor") {
                addOwner(*bench.vault, false, momentOfAccounts);
            }
        } else if (what == "limits") {
            bench.request.sets.push_back("risk.daily_loss=3 %");
        } else if (what == "account") {
            bench.request.sets.push_back("brokers.model.account=another");
        } else if (what == "record") {
            QVERIFY(bench.root->remove(evidenceFile).has_value());
        } else if (what == "ended") {
            must(endGranted(*bench.root, *bench.vault, papers, "model", PrincipalId{1}, liveDay));
        }
        RunFailure why;
        if (what == "vault locked" || what == "no keys at all") {
            KeyRing none;
            bench.request.keys = what == "vault locked" ? &none : nullptr;
            RunStop stop;
            const auto ended = runHeadless(bench.request, bench.output, stop);
            why = ended ? RunFailure{} : ended.error();
        } else {
            why = bench.refusal();
        }
        QCOMPARE(why.code, std::string("live_refused"));
        QCOMPARE(static_cast<int>(why.kind), 4);
        QVERIFY(!why.message.empty());
        QVERIFY(why.message.find(bench.earned.liveSecret) == std::string::npos);
        QCOMPARE(bench.venue.listings.load(), 0); // S35: not a byte
        QCOMPARE(bench.venue.starts.load(), 0);
    }

    // With real money a script has no rights; what it was told to do nobody would do.
    void aScriptIsRefusedAtTheStart_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("--approve all") << "approve";
        QTest::newRow("--rearm") << "rearm";
        QTest::newRow("--at-end flatten") << "flatten";
    }
    void aScriptIsRefusedAtTheStart()
    {
        QFETCH(QString, what);
        Bench bench;
        grantEarned(*bench.vault, *bench.root, bench.earned);
        bench.request.approval = what == "approve" ? driver::ApprovalRule::All : driver::ApprovalRule::Manual;
        bench.request.rearm = what == "rearm" ? "losses reviewed, limits unchanged" : "";
        bench.request.atEnd = what == "flatten" ? driver::AtEnd::Flatten : driver::AtEnd::Keep;
        const auto why = bench.refusal();
        QCOMPARE(why.code, std::string("live_takes_people"));
        QCOMPARE(static_cast<int>(why.kind), 4);
        QCOMPARE(bench.venue.starts.load(), 0);
    }

    void keysOfRealMoneyComeFromTheVaultAlone()
    {
        Bench bench;
        qputenv("OMNI_MODEL_LIVE_KEY", "abc");
        qputenv("OMNI_MODEL_LIVE_SECRET", "s3cr3t");
        grantEarned(*bench.vault, *bench.root, bench.earned);
        must(removeVenueKey(*bench.vault, "model-live", liveDay));
        QCOMPARE(bench.refusal().code, std::string("live_refused"));
        QVERIFY(qEnvironmentVariableIsSet("OMNI_MODEL_LIVE_KEY"));
        qunsetenv("OMNI_MODEL_LIVE_KEY");
        qunsetenv("OMNI_MODEL_LIVE_SECRET");
    }

    // --- what a PAPER session leaves
    // -------------------------------------------------------------------------------------

    void aPaperSessionOnAKeyOfTheVaultCountsOnce()
    {
        Earned nothing = Bench::anEarned();
        nothing.sessions = 0;
        nothing.hasDrill = false;
        Bench bench(nothing);
        must(addVenueKey(*bench.vault, "model-paper", Secret("paper-id"), Secret("paper-secret"), liveDay));
        bench.request.sets = {"risk.losing_streak=10"};
        bench.knowsPeople = false; // with people the opening of the books takes two, or a minute (accounts)
        bench.request.strategies = {"sma_cross:interval=1s,fast=1,slow=2"};
        bench.request.approval = driver::ApprovalRule::All;
        bench.request.length = seconds(8);

        const auto ended = bench.run();

        QVERIFY2(ended.has_value(), ended ? "" : ended.error().message.c_str());
        const auto evidence = bench.evidence();
        QCOMPARE(evidence.records.size(), std::size_t{1});
        const auto session = std::get<PaperSession>(evidence.records.front());
        QCOMPARE(session.broker, std::string("model"));
        QCOMPARE(session.account, std::string("model-paper"));
        QCOMPARE(session.boot, std::uint32_t{1});
        QVERIFY(session.orders > 0);
        QVERIFY(session.end - session.start >= seconds(7));
        QVERIFY(session.limits == bench.state().session.limits);
        QVERIFY(counts(session));
    }

    void aSessionWithoutTheVaultDoesNotCount()
    {
        Bench bench;
        const auto before = bench.evidence();
        qputenv("OMNI_MODEL_PAPER_KEY", "abc");
        qputenv("OMNI_MODEL_PAPER_SECRET", "s3cr3t");
        const KeyRing keys = KeyRing::taken(known);
        bench.request.keys = &keys;
        bench.request.sets.clear();
        bench.request.length = seconds(1);
        RunStop stop;
        QVERIFY(runHeadless(bench.request, bench.output, stop).has_value());
        QVERIFY(bench.evidence() == before);
    }

    // --- the test of a key -------------------------------------------------------------------------------------------

    void aKeyIsTestedWithoutAnOrder()
    {
        Bench bench;
        const KeyRing keys = KeyRing::ofVault(*bench.vault, known);
        platform::SystemClock clock;
        const StopFlag never;
        const engine::DeskState nothing;
        const Reporter reporter;
        const config::Settings settings;
        const auto result = testKey("model", orders::Environment::Live,
                                    {settings, known, nothing, clock, never, reporter, &keys, bench.request.profile});
        QVERIFY2(result.has_value(), result ? "" : result.error().message.c_str());
        QCOMPARE(result->lines[0].mark, KeyTestMark::Passed); // it lists
        QCOMPARE(bench.venue.submits.load(), 0);
        QVERIFY(!result->isPassed()); // the model tells nothing of rights, and what is not told is not passed
        const auto none = testKey("model", orders::Environment::Live,
                                  {settings, known, nothing, clock, never, reporter, nullptr, bench.request.profile});
        QVERIFY(!none.has_value());
    }
};

QTEST_GUILESS_MAIN(TestLiveStartThreads)
#include "tst_live_start.moc"
