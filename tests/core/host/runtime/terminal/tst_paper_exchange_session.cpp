// needs: host/runtime edge/platform desk/driver
// A session of the window on the paper exchange in this program: without a key, halted until a person arms it, and the
// next goes on with what was traded.

#include "core/desk/events/principals.h"
#include "core/edge/platform/system_clock.h"
#include "core/host/runtime/paper/paper_name.h"
#include "core/host/runtime/terminal.h"
#include "tests/support/terminal_kit.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace omni;
using namespace omni::runtime;
using omni::tests::becomesTrue;

namespace {

struct Bench {
    explicit Bench(std::vector<std::string> sets = {})
    {
        TerminalRequest request;
        request.profile = (folder.path() + QStringLiteral("/profile")).toStdString();
        request.program = "test";
        request.clock = &clock;
        request.keepsHistory = false;
        request.sets = std::move(sets);
        terminal = std::move(*Terminal::open(std::move(request)));
    }
    void start(std::string broker = "sandbox-binance")
    {
        SessionWish wish;
        wish.broker = std::move(broker);
        wish.symbols = {"BTCUSDT"};
        terminal->start(wish);
    }
    bool comesTo(Phase phase)
    {
        return becomesTrue([&] { return terminal->phase().phase == phase; });
    }
    bool shows(const std::function<bool(const views::DeskSnapshot&)>& what)
    {
        return becomesTrue([&] {
            const auto shot = terminal->snapshot();
            return shot && what(*shot);
        });
    }
    bool isCompared()
    {
        return shows([](const views::DeskSnapshot& desk) {
            return desk.isReconciled && desk.equity && !desk.mayAdoptOpening && desk.differences.empty();
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
    bool arm()
    {
        return send(events::SetMode{risk::Mode::Manual})
            && shows([](const auto& desk) { return desk.mode == risk::Mode::Manual; });
    }
    /// Lots of 10^-8, with a stop below.
    bool buy(std::int64_t lots)
    {
        if (!shows([](const auto& desk) { return desk.instruments.front().reference.has_value(); })) {
            return false; // no price has come
        }
        const auto shot = terminal->snapshot();
        orders::OrderTicket ticket;
        ticket.instrument = InstrumentId{1};
        ticket.account = shot->session->account;
        ticket.environment = shot->environment;
        ticket.side = Side::Buy;
        ticket.kind = orders::OrderKind::Market;
        ticket.size = Lots{lots};
        const auto price = shot->instruments.front().reference;
        return price && send(events::PlaceOrder{ticket, Ticks{price->count * 98 / 100}, {}});
    }
    [[nodiscard]] std::int64_t held() const
    {
        const auto shot = terminal->snapshot();
        return shot->positions.empty() ? 0 : shot->positions.front().position.lots.count;
    }
    bool end()
    {
        terminal->end();
        return comesTo(Phase::Ended);
    }

    platform::SystemClock clock;
    QTemporaryDir folder;
    std::unique_ptr<Terminal> terminal; ///< Ends before what it stands on.
};

} // namespace

class TestPaperExchangeSession : public QObject
{
    Q_OBJECT

private slots:
    void startsWithoutAKeyAndStandsHaltedInPaper()
    {
        Bench bench;

        bench.start();

        QVERIFY2(bench.comesTo(Phase::Running), bench.terminal->phase().text.c_str());
        QVERIFY(bench.isCompared());
        const auto shot = bench.terminal->snapshot();
        QCOMPARE(shot->environment, orders::Environment::Paper);
        QCOMPARE(shot->mode, risk::Mode::Halted);
        QCOMPARE(shot->session->accountName, std::string("sandbox-binance"));
        QCOMPARE(shot->instruments.front().instrument.name(), std::string("sandbox-binance:BTCUSDT"));
    }

    /// It is not the broker whose protocol it speaks that the session is with.
    void theConnectionBearsItsOwnName()
    {
        Bench bench;

        bench.start();

        QVERIFY(bench.comesTo(Phase::Running));
        QVERIFY(becomesTrue([&] { return bench.terminal->connection() != nullptr; }));
        const auto connection = bench.terminal->connection();
        QCOMPARE(connection->broker, std::string("sandbox-binance"));
        QCOMPARE(connection->host, std::string("127.0.0.1"));
        QCOMPARE(connection->keySource, std::string("made for this session"));
        const auto offers = bench.terminal->brokers();
        QVERIFY(std::any_of(offers->begin(), offers->end(),
                            [&](const auto& offer) { return offer.isInHouse && offer.key == connection->broker; }));
    }

    void healthDoesNotAskForAWatchdog()
    {
        Bench bench;
        const auto watchdog = [&bench]() -> std::optional<views::PartHealth> {
            const auto health = bench.terminal->health();
            if (!health) {
                return std::nullopt;
            }
            const auto found = std::find_if(health->parts.begin(), health->parts.end(),
                                            [](const auto& part) { return part.name == "watchdog"; });
            return found != health->parts.end() ? std::optional(*found) : std::nullopt;
        };

        bench.start();

        QVERIFY(bench.comesTo(Phase::Running));
        QVERIFY(becomesTrue([&] { return watchdog().has_value(); }));
        QVERIFY(watchdog()->state == views::PartState::Off);
        QCOMPARE(watchdog()->detail,
                 std::string("none is needed: the exchange is in this program, its orders end with it"));
    }

    void whatWasTradedIsHeldByTheNextSession()
    {
        Bench bench;
        bench.start();
        QVERIFY2(bench.comesTo(Phase::Running), bench.terminal->phase().text.c_str());
        QVERIFY(bench.isCompared() && bench.arm());
        const std::int64_t before = bench.held();
        QVERIFY(bench.buy(30'000));
        QVERIFY(bench.shows([](const auto& desk) { return desk.fillCount > 0; }));
        QVERIFY(becomesTrue([&] { return bench.held() >= before + 29'900; })); // a fee is taken from what was bought
        QVERIFY(bench.end());
        const std::int64_t after = bench.held();

        bench.start();

        QVERIFY2(bench.comesTo(Phase::Running), bench.terminal->phase().text.c_str());
        QVERIFY(bench.isCompared()); // nothing differs, though the exchange is another one
        QCOMPARE(bench.held(), after);
        QVERIFY(bench.arm());
        QVERIFY(bench.buy(40'000)); // another size: it is no duplicate of the first
        QVERIFY(
            becomesTrue([&] { return bench.held() >= after + 39'900; })); // its executions are not taken for old ones
    }

    void itListsWhatItTradesBesideASession()
    {
        Bench bench;

        bench.terminal->askListing("sandbox-alpaca");

        QVERIFY(becomesTrue([&] {
            const auto now = bench.terminal->listing();
            return now && now->state == views::BrokerListing::State::Ready;
        }));
        QCOMPARE(bench.terminal->listing()->symbols.size(), symbolsOf(PaperFace::Alpaca).size());
    }

    /// S35: a profile that has traded the demo keeps its books to itself, and says so.
    void theBooksOfTheDemoAreNotItsOwn()
    {
        Bench bench;
        bench.terminal->start({});
        QVERIFY(bench.comesTo(Phase::Running));
        QVERIFY(bench.end());

        bench.start();

        QVERIFY(bench.comesTo(Phase::Failed));
        QVERIFY(bench.terminal->phase().text.find("sandbox-binance") != std::string::npos);
        QVERIFY(!bench.terminal->phase().hint.empty());
    }

    /// S35.
    void realMoneyConfiguredForTheBrokerIsNotStarted()
    {
        Bench bench({"brokers.binance.environment=live"});

        bench.start();

        QVERIFY2(bench.comesTo(Phase::Running), bench.terminal->phase().text.c_str());
        QVERIFY(bench.shows([](const auto& desk) { return desk.environment == orders::Environment::Paper; }));
    }
};

QTEST_GUILESS_MAIN(TestPaperExchangeSession)
#include "tst_paper_exchange_session.moc"
