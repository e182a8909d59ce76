// needs: host/runtime edge/brokers/shared edge/platform desk/driver
// A session of the window with a broker that answers like a venue: it stands halted until a person arms it, what the
// person sends is filled there, and the connection is shown while it runs and no longer.

#include "core/desk/events/principals.h"
#include "core/edge/brokers/shared/environment_check.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/terminal.h"
#include "core/host/runtime/terminal/terminal_session.h"
#include "tests/support/model_broker.h"
#include "tests/support/terminal_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace omni;
using namespace omni::runtime;
using namespace omni::test;
using omni::tests::becomesTrue;

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

struct Bench {
    explicit Bench(std::vector<std::string> sets = {}, bool hasKey = true)
    {
        exchange = &venue;
        if (hasKey) {
            qputenv("OMNI_MODEL_PAPER_KEY", "abc");
            qputenv("OMNI_MODEL_PAPER_SECRET", "s3cr3t-of-nobody");
        }
        TerminalRequest request;
        request.profile = (folder.path() + QStringLiteral("/profile")).toStdString();
        request.program = "test";
        request.clock = &clock;
        request.keepsHistory = false;
        request.brokers = known;
        request.sets = std::move(sets);
        terminal = std::move(*Terminal::open(std::move(request)));
    }
    void start(bool withUsual = false)
    {
        SessionWish wish;
        wish.withUsual = withUsual;
        wish.broker = "model";
        wish.symbols = {"BTCUSDT"};
        terminal->start(wish);
    }
    bool comesTo(Phase phase)
    {
        return becomesTrue([&] { return terminal->phase().phase == phase; });
    }
    /// Of the newest picture; false: there is none.
    bool shows(const std::function<bool(const views::DeskSnapshot&)>& what)
    {
        return becomesTrue([&] {
            const auto shot = terminal->snapshot();
            return shot && what(*shot);
        });
    }
    bool send(events::Wish what)
    {
        events::Command command;
        command.by = events::owner;
        command.path = risk::EntryPath::Gui;
        command.stepUp = true;
        command.reason = ShortText<95>("a test asks for it");
        command.what = std::move(what);
        return terminal->send(command);
    }
    bool isCompared()
    {
        return shows([](const views::DeskSnapshot& desk) {
            return desk.isReconciled && desk.equity && !desk.mayAdoptOpening && !desk.instruments.empty()
                && desk.differences.empty();
        });
    }
    bool buy()
    {
        orders::OrderTicket ticket;
        ticket.instrument = InstrumentId{1};
        ticket.account = terminal->snapshot()->session->account;
        ticket.environment = terminal->snapshot()->environment;
        ticket.side = Side::Buy;
        ticket.kind = orders::OrderKind::Market;
        ticket.size = Lots{10};
        return send(events::PlaceOrder{ticket, Ticks{exchange->firstPrice * 98 / 100}, {}}); // an entry has a stop
    }

    platform::SystemClock clock;
    QTemporaryDir folder;
    ModelExchange venue;
    std::unique_ptr<Terminal> terminal; ///< Ends before what it stands on.
};

} // namespace

class TestBrokerSession : public QObject
{
    Q_OBJECT

private slots:
    /// Every start but those of DEMO, REPLAY and headless PAPER is halted (rulings 1).
    void standsHaltedUntilAPersonArmsIt()
    {
        Bench bench;

        bench.start();

        QVERIFY2(bench.comesTo(Phase::Running), bench.terminal->phase().text.c_str());
        QVERIFY(bench.isCompared());
        QCOMPARE(bench.terminal->snapshot()->environment, orders::Environment::Paper);
        QCOMPARE(bench.terminal->snapshot()->mode, risk::Mode::Halted);
        QVERIFY(bench.send(events::SetMode{risk::Mode::Manual}));
        QVERIFY(bench.shows([](const auto& desk) { return desk.mode == risk::Mode::Manual; }));
    }

    void whatAPersonSendsIsFilledAtTheBroker()
    {
        Bench bench;
        bench.start();
        QVERIFY(bench.comesTo(Phase::Running) && bench.isCompared());
        QVERIFY(bench.send(events::SetMode{risk::Mode::Manual}));
        QVERIFY(bench.shows([](const auto& desk) { return desk.mode == risk::Mode::Manual; }));

        QVERIFY(bench.buy());

        QVERIFY(bench.shows([](const auto& desk) { return desk.fillCount > 0 && !desk.positions.empty(); }));
        bench.terminal->end();
        QVERIFY(bench.comesTo(Phase::Ended));
        QCOMPARE(bench.terminal->snapshot()->positions.front().position.lots.count, bench.venue.position.count);
        QCOMPARE(bench.venue.position.count, std::int64_t{10});
    }

    void theConnectionIsShownWhileItRuns()
    {
        Bench bench;
        QVERIFY(bench.terminal->connection() == nullptr);

        bench.start();

        QVERIFY(bench.comesTo(Phase::Running));
        QVERIFY(becomesTrue([&] { return bench.terminal->connection() != nullptr; }));
        QCOMPARE(bench.terminal->connection()->broker, std::string("model"));
        QCOMPARE(bench.terminal->connection()->keySource, std::string("external"));
        bench.terminal->end();
        QVERIFY(bench.comesTo(Phase::Ended));
        QVERIFY(bench.terminal->connection() == nullptr);
    }

    /// Keys leave the environment when the program starts (S34), and are still there for the next session.
    void aSecondSessionHasTheKeyThatTheFirstHad()
    {
        Bench bench;
        QVERIFY(!qEnvironmentVariableIsSet("OMNI_MODEL_PAPER_SECRET"));
        bench.start();
        QVERIFY(bench.comesTo(Phase::Running));
        bench.terminal->end();
        QVERIFY(bench.comesTo(Phase::Ended));

        bench.start();

        QVERIFY2(bench.comesTo(Phase::Running), bench.terminal->phase().text.c_str());
        QVERIFY(becomesTrue([&] { return bench.venue.starts == 2; })); // on a thread of its own
    }

    void withoutAKeyItFailsAndNamesTheVariable()
    {
        Bench bench({}, false);

        bench.start();

        QVERIFY(bench.comesTo(Phase::Failed));
        QVERIFY(bench.terminal->phase().text.find("OMNI_MODEL_PAPER_KEY") != std::string::npos);
        QCOMPARE(bench.venue.listings.load(), 0);
    }

    /// Without being asked nothing proposes on somebody's account.
    void strategiesProposeOnlyWhereAPersonWishesThem()
    {
        Bench bench;
        bench.start();
        QVERIFY(bench.comesTo(Phase::Running) && bench.isCompared());
        QVERIFY(bench.terminal->snapshot()->strategies.empty());
        bench.terminal->end();
        QVERIFY(bench.comesTo(Phase::Ended));

        bench.start(true);

        QVERIFY(bench.comesTo(Phase::Running) && bench.isCompared());
        QCOMPARE(bench.terminal->snapshot()->strategies.size(), brokerStrategies().size());
    }

    /// LIVE refuses to arm until vault, accounts, second factor and audit exist: no byte is sent.
    void realMoneyIsRefused()
    {
        Bench bench({"brokers.model.environment=live"});

        bench.start();

        QVERIFY(bench.comesTo(Phase::Failed));
        QVERIFY(bench.terminal->phase().text.find("real money") != std::string::npos);
        QCOMPARE(bench.venue.listings.load(), 0);
    }

    /// The books of an account hold nothing of a market that is made up (S35).
    void aDemoDoesNotRunOnTheBooksOfAnAccount()
    {
        Bench bench;
        bench.start();
        QVERIFY(bench.comesTo(Phase::Running) && bench.isCompared());
        bench.terminal->end();
        QVERIFY(bench.comesTo(Phase::Ended));

        bench.terminal->start({});

        QVERIFY(bench.comesTo(Phase::Failed));
        QVERIFY(bench.terminal->phase().text.find("model-paper") != std::string::npos);
    }

    void theSwitchStopsWhatIsSentBehindIt()
    {
        Bench bench;
        bench.start();
        QVERIFY(bench.comesTo(Phase::Running) && bench.isCompared());
        QVERIFY(bench.send(events::SetMode{risk::Mode::Manual}));
        QVERIFY(bench.shows([](const auto& desk) { return desk.mode == risk::Mode::Manual; }));

        bench.terminal->kill({}, risk::KillLevel::CancelEntries, "a test presses it");

        QVERIFY(bench.shows([](const auto& desk) { return !desk.latches.empty(); }));
        QVERIFY(bench.buy());
        bench.terminal->end();
        QVERIFY(bench.comesTo(Phase::Ended));
        QCOMPARE(bench.venue.submits.load(), 0);
    }

    /// The outbox alone opens the switch, behind the record of the reset.
    void theSwitchOpensOnceAPersonHasResetIt()
    {
        Bench bench;
        bench.start();
        QVERIFY(bench.comesTo(Phase::Running) && bench.isCompared());
        bench.terminal->kill({}, risk::KillLevel::CancelEntries, "a test presses it");
        QVERIFY(bench.shows([](const auto& desk) { return !desk.latches.empty(); }));
        QCOMPARE(bench.terminal->latched(), risk::KillLevel::CancelEntries);

        QVERIFY(bench.send(events::ResetKill{}));

        QVERIFY(bench.shows([](const auto& desk) { return desk.latches.empty(); }));
        QVERIFY(becomesTrue([&] { return bench.terminal->latched() == risk::KillLevel::None; }));
    }

    void whatIsKnownOfABrokerHoldsNoSecret()
    {
        Bench bench({"brokers.model.rest=http://127.0.0.1:9"});

        const auto offers = bench.terminal->brokers();

        QVERIFY(offers && offers->size() == 1);
        const auto& offer = offers->front();
        QCOMPARE(offer.title, std::string("Model"));
        QCOMPARE(offer.host, std::string("127.0.0.1"));
        QCOMPARE(offer.keyVariable, std::string("OMNI_MODEL_PAPER_KEY"));
        QVERIFY(offer.isConfigured && offer.hasKey && offer.keyFault.empty());
    }
};

QTEST_GUILESS_MAIN(TestBrokerSession)
#include "tst_broker_session.moc"
