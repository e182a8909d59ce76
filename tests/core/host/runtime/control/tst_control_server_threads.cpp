// needs: host/runtime edge/platform desk/engine

#include "core/host/runtime/control/control_client.h"
#include "core/host/runtime/control/control_server.h"
#include "tests/support/bracket_kit.h"
#include "tests/support/test_desk.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

using namespace omni;
using namespace omni::runtime;
using test::TestDesk;

namespace {

/// A desk that answers at once, on the caller's thread.
class FakeTarget final : public ControlTarget
{
public:
    explicit FakeTarget(orders::Environment environment)
        : env(environment)
        , m_desk(TestDesk::armed(sessionOf(environment)))
    {
    }
    PhaseView phase() override
    {
        return {Phase::Running, {}, {}, 1};
    }
    orders::Environment environment() override
    {
        return env;
    }
    std::shared_ptr<const views::DeskSnapshot> snapshot() override
    {
        const std::scoped_lock lock(m_mutex);
        return m_desk.engine.snapshot();
    }
    void send(const events::Command& command, Answer answer) override
    {
        const std::scoped_lock lock(m_mutex);
        commands.push_back(command);
        if (isSilent) {
            waiting = std::move(answer);
            return;
        }
        answer(std::vector<events::Fact>(m_desk.apply(command).facts));
    }
    Result<void> killAll(risk::KillLevel level, PrincipalId by, std::string_view reason) override
    {
        const std::scoped_lock lock(m_mutex);
        kills.push_back({{}, level, by, ShortText<95>(reason)});
        return diskIsFull ? failure(Errc::Full, "no room") : Result<void>{};
    }
    TestDesk& desk()
    {
        return m_desk;
    }
    std::size_t count()
    {
        const std::scoped_lock lock(m_mutex);
        return commands.size();
    }

    std::atomic<orders::Environment> env;
    std::atomic<bool> isSilent{false};
    std::atomic<bool> diskIsFull{false};
    std::vector<events::Command> commands;
    std::vector<events::KillLatched> kills;
    Answer waiting;

private:
    static events::SessionStarted sessionOf(orders::Environment environment)
    {
        auto session = test::aSession();
        session.environment = environment;
        return session;
    }
    std::mutex m_mutex;
    TestDesk m_desk;
};

/// A profile with a program that listens in it.
struct Running {
    explicit Running(orders::Environment environment = orders::Environment::Demo)
        : target(environment)
    {
    }
    QTemporaryDir folder;
    std::filesystem::path profile{folder.path().toStdString()};
    platform::ProfileLock lock = *platform::ProfileLock::take(profile);
    FakeTarget target;
    std::unique_ptr<ControlServer> server = std::move(*ControlServer::start(profile, lock, target));

    Outcome<ControlReply> ask(const ControlRequest& request)
    {
        return askProgram(profile, request);
    }
    std::string refusalOf(const ControlRequest& request)
    {
        const auto reply = ask(request);
        const auto* refused = reply ? std::get_if<RefusedReply>(&*reply) : nullptr;
        return refused != nullptr ? refused->code : std::string("not refused");
    }
};

ApproveRequest approvalOf(const TestDesk& desk, ProposalId id)
{
    ApproveRequest wish;
    wish.approval = desk.approvalOf(id);
    return wish;
}

} // namespace

class TestControlServer : public QObject
{
    Q_OBJECT

private slots:
    void statusTellsHowTheDeskStands()
    {
        Running run;
        run.target.desk().proposeBuy();

        const auto reply = run.ask(StatusRequest{});

        QVERIFY(reply);
        const auto& status = std::get<StatusReply>(*reply);
        QVERIFY(status.json.find("\"phase\":\"running\",\"environment\":\"demo\"") != std::string::npos);
        QVERIFY(status.json.find("\"compared\":true") != std::string::npos); // nothing to compare with
        QVERIFY(status.json.find("\"mode\":\"manual\",\"currency\":\"USD\",\"equity\":\"100000.00\"")
                != std::string::npos);
        QCOMPARE(status.offers.size(), std::size_t{1});
        QVERIFY(status.offers[0].seen.bid.count == 9'999 && status.offers[0].seen.ask.count == 10'001);
    }

    void anApprovalGoesAsTheScriptOnItsPath()
    {
        Running run;
        const auto id = run.target.desk().proposeBuy();

        const auto reply = run.ask(approvalOf(run.target.desk(), id));

        QVERIFY(reply);
        QCOMPARE(std::get<DoneReply>(*reply).text, "proposal " + std::to_string(id.value) + " approved as order 1");
        const auto& command = run.target.commands.at(0);
        QVERIFY(command.by == events::script);
        QVERIFY(command.path == risk::EntryPath::Cli);
        QVERIFY(command.stepUp);
    }

    void aRefusalComesInTheDesksWords()
    {
        Running run;
        const auto id = run.target.desk().proposeBuy();
        auto wish = approvalOf(run.target.desk(), id);
        wish.approval.digest[0] ^= std::byte{1};

        QCOMPARE(run.refusalOf(wish), std::string("wrong_digest"));
        run.target.desk().pass(seconds(30)); // the quote is too old to send on
        run.target.desk().apply(events::TimerFired{});
        QCOMPARE(run.refusalOf(approvalOf(run.target.desk(), id)), std::string("stale_data"));
        QCOMPARE(run.refusalOf(RejectRequest{ProposalId{99}, {}}), std::string("not_open"));
    }

    void aPriceThatMovedIsNoApproval()
    {
        Running run;
        const auto id = run.target.desk().proposeBuy();
        run.target.desk().quote(10'099, 10'101);

        QCOMPARE(run.refusalOf(approvalOf(run.target.desk(), id)), std::string("price_drifted"));
    }

    void theSwitchOverEverythingDoesNotWaitForTheDesk()
    {
        Running run;
        run.target.isSilent = true;

        const auto reply = run.ask(KillRequest{"global", risk::KillLevel::Flatten, "smoke"});

        QVERIFY(reply && std::holds_alternative<DoneReply>(*reply));
        QCOMPARE(run.target.kills.size(), std::size_t{1});
        QVERIFY(run.target.kills[0]
                == (events::KillLatched{{}, risk::KillLevel::Flatten, events::script, ShortText<95>("smoke")}));
        QVERIFY(run.target.commands.empty());
    }

    void aSwitchThatARestartWouldForgetSaysSo()
    {
        Running run;
        run.target.diskIsFull = true;

        QCOMPARE(run.refusalOf(KillRequest{}), std::string("full"));
    }

    void aNarrowerSwitchIsACommand()
    {
        Running run;

        const auto reply = run.ask(KillRequest{"symbol:test:ACME", risk::KillLevel::Pause, "smoke"});

        QVERIFY(reply && std::holds_alternative<DoneReply>(*reply));
        QCOMPARE(std::get<DoneReply>(*reply).text,
                 std::string("symbol:test:ACME latched at pause: 0 proposals withdrawn, 0 orders being cancelled"));
        QCOMPARE(run.refusalOf(KillRequest{"symbol:test:NONE", risk::KillLevel::Pause, {}}), std::string("invalid"));
        QCOMPARE(run.refusalOf(KillRequest{"desk:1", risk::KillLevel::Pause, {}}), std::string("invalid"));
        QCOMPARE(run.refusalOf(KillRequest{"strategy:x", risk::KillLevel::Pause, {}}), std::string("invalid"));
        QCOMPARE(run.refusalOf(KillRequest{"global", risk::KillLevel::None, {}}), std::string("invalid"));
    }

    void armingUnderALatchIsRefusedUntilItIsReset()
    {
        Running run;
        run.target.desk().command(events::Kill{{}, risk::KillLevel::Pause});

        QCOMPARE(run.refusalOf(ArmRequest{risk::Mode::Manual, "looked at it"}), std::string("desk_unwell"));
        QVERIFY(std::holds_alternative<DoneReply>(*run.ask(ResetRequest{"global", "looked at it"})));
        QVERIFY(std::holds_alternative<DoneReply>(*run.ask(ArmRequest{risk::Mode::Manual, "looked at it"})));
    }

    void aStopIsMovedToAPriceOfItsInstrument()
    {
        Running run;
        auto& desk = run.target.desk();
        desk.place(Side::Buy, 10, 9'900);
        test::fillWithStop(desk, 10'000);

        const auto reply = run.ask(MoveStopRequest{test::stop, {995, -1}, "nearer"});

        QVERIFY(reply && std::holds_alternative<DoneReply>(*reply));
        const auto& command = run.target.commands.back();
        QVERIFY(std::get<events::MoveStop>(command.what) == (events::MoveStop{test::stop, Ticks{9'950}}));
        QVERIFY(command.path == risk::EntryPath::Cli && command.reason == ShortText<95>("nearer"));
        QVERIFY(desk.order(test::stop).replacing.has_value());
    }

    void whatIsNoStopOrNoPriceIsMovedNowhere()
    {
        Running run;
        auto& desk = run.target.desk();
        desk.place(Side::Buy, 10, 9'900);
        test::fillWithStop(desk, 10'000);

        QCOMPARE(run.refusalOf(MoveStopRequest{test::entry, {995, -1}, {}}), std::string("not_found")); // has filled
        QCOMPARE(run.refusalOf(MoveStopRequest{OrderId{99}, {995, -1}, {}}), std::string("not_found"));
        QCOMPARE(run.refusalOf(MoveStopRequest{test::stop, {99'501, -3}, {}}), std::string("invalid"));
        for (const Decimal price : {Decimal{0, 0}, Decimal{-995, -1}, Decimal{1, 18}}) {
            QCOMPARE(run.refusalOf(MoveStopRequest{test::stop, price, {}}), std::string("invalid"));
        }
        QVERIFY(run.target.commands.empty());
        QVERIFY(run.refusalOf(MoveStopRequest{test::stop, {10'100, -2}, {}}) != "not refused"); // above the market
        QVERIFY(!desk.order(test::stop).replacing);
    }

    // The window may be frozen: whoever has a shell of the profile's user can stop what is new (decision 39).
    void aShellStopsALiveSession()
    {
        Running run;
        run.target.env = orders::Environment::Live;
        run.target.isSilent = true; // nor does the desk answer

        for (const auto level : {risk::KillLevel::Pause, risk::KillLevel::CancelEntries}) {
            const auto reply = run.ask(KillRequest{"global", level, "the window hangs"});
            QVERIFY(reply && std::holds_alternative<DoneReply>(*reply));
            QVERIFY(run.target.kills.back()
                    == (events::KillLatched{{}, level, events::script, ShortText<95>("the window hangs")}));
        }
        QCOMPARE(run.target.kills.size(), std::size_t{2});
    }

    // Of its scopes as well; what takes stops away or trades, in none.
    void aShellStopsAPartOfALiveSessionAndNoMore()
    {
        Running run(orders::Environment::Live);

        const auto reply = run.ask(KillRequest{"symbol:test:ACME", risk::KillLevel::CancelEntries, "smoke"});

        QVERIFY(reply && std::holds_alternative<DoneReply>(*reply));
        for (const auto level : {risk::KillLevel::CancelAll, risk::KillLevel::Flatten}) {
            QCOMPARE(run.refusalOf(KillRequest{"symbol:test:ACME", level, {}}), std::string("no_right"));
            QCOMPARE(run.refusalOf(KillRequest{"global", level, {}}), std::string("no_right"));
        }
        QVERIFY(run.target.kills.empty());
    }

    void aScriptHasNoOtherRightsInALiveSession()
    {
        Running run;
        run.target.env = orders::Environment::Live;

        static_cast<void>(run.ask(ResetRequest{"global", "looked at it"}));
        QVERIFY(!run.target.commands.at(0).stepUp); // nothing typed stands in for a code there
    }

    void manyCallersAreAnsweredAtOnce()
    {
        Running run;
        std::atomic<int> answered{0};
        std::vector<std::thread> callers;
        for (int i = 0; i < 8; ++i) {
            callers.emplace_back([&] {
                for (int k = 0; k < 5; ++k) {
                    answered += run.ask(StatusRequest{}) ? 1 : 0;
                }
            });
        }
        for (auto& caller : callers) {
            caller.join();
        }

        QCOMPARE(answered.load(), 40);
    }

    void aSilentCallerStandsInNobodysWay()
    {
        Running run;
        const auto silent = platform::LocalConnection::open(run.profile, seconds(5));
        QVERIFY(silent);

        QVERIFY(run.ask(KillRequest{}));
    }

    // S26: all places are taken by callers who say nothing. Who comes takes the place of the first.
    void sixteenSilentCallersStandInNobodysWay()
    {
        Running run;
        std::vector<platform::LocalConnection> silent;
        for (std::size_t i = 0; i < ControlServer::mostCallers; ++i) {
            silent.push_back(std::move(*platform::LocalConnection::open(run.profile, seconds(5))));
        }

        const auto reply = run.ask(KillRequest{});

        QVERIFY(reply && std::holds_alternative<DoneReply>(*reply));
        QCOMPARE(run.target.kills.size(), std::size_t{1});
        QCOMPARE(silent.front().receive(seconds(5)).error().code, Errc::Unavailable);
        QCOMPARE(silent.back().receive({}).error().code, Errc::TimedOut); // it still has its place
    }

    // All sixteen have asked, and the desk does not answer them.
    void theSeventeenthWhoAsksIsTurnedAway()
    {
        Running run;
        run.target.isSilent = true;
        std::vector<platform::LocalConnection> waiting;
        for (std::size_t i = 1; i <= ControlServer::mostCallers; ++i) {
            waiting.push_back(std::move(*platform::LocalConnection::open(run.profile, seconds(5))));
            QVERIFY(waiting.back().send(encoded(ControlRequest(ResetRequest{"global", "looked at it"})), seconds(5)));
            while (run.target.count() < i) {
                std::this_thread::yield();
            }
        }

        const auto reply = run.ask(StatusRequest{});

        QVERIFY(!reply);
        QCOMPARE(run.target.count(), std::size_t{16});
    }

    void noiseIsAnsweredWithARefusal()
    {
        Running run;
        auto connection = platform::LocalConnection::open(run.profile, seconds(5));
        const Bytes noise(100, std::byte{7});
        QVERIFY(connection->send(noise, seconds(5)));

        const auto bytes = connection->receive(seconds(5));

        QVERIFY(bytes);
        const auto reply = replyFrom(*bytes);
        QVERIFY(reply && std::get<RefusedReply>(*reply).kind == FailureKind::BadInput);
    }

    void theEndOfTheProgramEndsTheWaitForItsDesk()
    {
        Running run;
        run.target.isSilent = true;
        Outcome<ControlReply> reply;
        std::thread caller([&] { reply = run.ask(ResetRequest{"global", "looked at it"}); });
        while (run.target.count() == 0) {
            std::this_thread::yield();
        }

        run.server.reset();
        caller.join();

        QVERIFY(!reply || std::holds_alternative<RefusedReply>(*reply));
    }

    void withoutAProgramTheProfileItselfIsLatched()
    {
        const QTemporaryDir folder;
        const std::filesystem::path profile(folder.path().toStdString());

        QCOMPARE(askProgram(profile, StatusRequest{}).error().kind, FailureKind::Unreachable);
        QVERIFY(latchProfile(profile, risk::KillLevel::CancelAll));

        const auto latch = platform::KillLatchFile::open(profile);
        QCOMPARE(int{(*latch)->level()}, static_cast<int>(risk::KillLevel::CancelAll));
        QCOMPARE(latchProfile(profile / "none", risk::KillLevel::Pause).error().kind, FailureKind::Unreachable);
    }

    void aProfileInUseIsNotLatchedBehindItsBack()
    {
        Running run;

        QCOMPARE(latchProfile(run.profile, risk::KillLevel::Pause).error().code, std::string("profile_in_use"));
    }
};

QTEST_APPLESS_MAIN(TestControlServer)
#include "tst_control_server_threads.moc"
