// needs: edge/security/accounts
//
// Who sits at a way in: what passes, what is refused and in which words (V16, S29, ui-spec 13).

#include "core/host/access/seat.h"

#include "core/desk/events/principals.h"
#include "tests/support/account_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::tests;
using orders::Environment;
using runtime::Seat;
using runtime::SeatState;

namespace {

constexpr std::string_view annasPassword = "a long way to Tipperary";
constexpr risk::Roles trader = risk::Roles::of(risk::Role::Trader);

struct Room {
    AccountsInMemory store;
    OpenedAccounts here{store};
    std::optional<Seat> seat;

    explicit Room(bool hasAccounts = true, Duration idleLock = runtime::usualIdleLock)
    {
        if (hasAccounts) {
            here.addOwner();
            static_cast<void>(here->add("anna", typed(annasPassword), trader));
        }
        seat.emplace(
            here.all.get(), [this] { return here.clocks.now.machine; }, idleLock);
    }
    /// Denied, rate limited, or in.
    [[nodiscard]] std::string signIn(std::string_view person, std::string_view password, std::string_view second = {})
    {
        return codeOf(seat->signIn(person, {typed(password), typed(second)}));
    }
    [[nodiscard]] runtime::Outcome<events::Command> say(events::Wish wish, Environment where = Environment::Paper,
                                                        bool isTyped = false)
    {
        events::Command command;
        command.by = events::desk; // whatever it says
        command.stepUp = isTyped;
        command.what = std::move(wish);
        return seat->signedBy(command, where);
    }
    /// "ok", or why not.
    [[nodiscard]] std::string answer(events::Wish wish, Environment where = Environment::Paper)
    {
        const auto said = say(std::move(wish), where);
        return said ? "ok" : said.error().code;
    }
    [[nodiscard]] bool stops()
    {
        for (const auto level : {risk::KillLevel::Pause, risk::KillLevel::CancelEntries}) {
            for (const auto where : {Environment::Demo, Environment::Paper, Environment::Live}) {
                if (answer(events::Kill{{}, level}, where) != "ok") {
                    return false;
                }
            }
        }
        return true;
    }
};

} // namespace

class TestSeat : public QObject
{
    Q_OBJECT

private slots:
    // Nothing that works today may stop working.
    void withoutAccountsTheOwnerSitsThere()
    {
        Room room(false);
        QCOMPARE(room.seat->view().state, SeatState::NoAccounts);
        const auto said = room.say(events::PlaceOrder{}, Environment::Paper, true);
        QVERIFY(said && said->by == events::owner && said->stepUp);
        QVERIFY(!room.say(events::PlaceOrder{}, Environment::Live, true)->stepUp); // nothing typed is a code there
        Seat none(nullptr, [] { return vault::MachineMoment{}; });
        QCOMPARE(none.view().state, SeatState::NoAccounts);
        QCOMPARE(codeOf(none.signIn("owner", {})), std::string("denied"));
    }

    void signedOutNothingPassesButTheKillSwitch()
    {
        Room room;
        QCOMPARE(room.seat->view().state, SeatState::SignedOut);
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("signed_out"));
        QCOMPARE(room.answer(events::SetMode{risk::Mode::Halted}), std::string("signed_out"));
        QCOMPARE(room.answer(events::Kill{{}, risk::KillLevel::Flatten}), std::string("signed_out"));
        QVERIFY(room.stops());
        QCOMPARE(room.signIn("anna", "wrong"), std::string("denied"));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("signed_out"));
    }

    // cli.md: DEMO and REPLAY never ask.
    void demoAndReplayNeverAsk()
    {
        Room room;
        for (const auto where : {Environment::Demo, Environment::Replay}) {
            const auto said = room.say(events::PlaceOrder{}, where);
            QVERIFY(said && said->by == events::owner);
        }
        QCOMPARE(room.answer(events::PlaceOrder{}, Environment::Live), std::string("signed_out"));
    }

    void aCommandBearsTheNumberOfWhoIsSignedIn()
    {
        Room room;
        QCOMPARE(room.signIn("anna", annasPassword), std::string("ok"));
        const auto view = room.seat->view();
        QCOMPARE(view.state, SeatState::SignedIn);
        QCOMPARE(view.person, std::string("anna"));
        QVERIFY(view.roles == trader);
        QCOMPARE(room.say(events::PlaceOrder{})->by, PrincipalId{100});
        QCOMPARE(room.signIn("owner", ownersPassword), std::string("ok"));
        QCOMPARE(room.say(events::PlaceOrder{})->by, events::owner);
        room.seat->signOut();
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("signed_out"));
    }

    // Another person's wrong password does not leave the first one sitting there.
    void whoeverFailsToSignInHasSentTheOtherAway()
    {
        Room room;
        QCOMPARE(room.signIn("owner", ownersPassword), std::string("ok"));
        QCOMPARE(room.signIn("anna", "wrong"), std::string("denied"));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("signed_out"));
    }

    void onlyAFreshCodeIsACodeInLive()
    {
        Room room;
        const auto seed = room.here.enrolOwner().first;
        room.here.clocks.move(minutes(1));
        QCOMPARE(room.signIn("owner", ownersPassword), std::string("denied"));
        QCOMPARE(room.signIn("owner", ownersPassword, room.here.codeNow(seed)), std::string("ok"));
        QVERIFY(room.say(events::ResetKill{}, Environment::Live)->stepUp);
        room.here.clocks.move(accounts::stepUpLife + Duration{1});
        QVERIFY(!room.say(events::ResetKill{}, Environment::Live, true)->stepUp);
        QVERIFY(room.say(events::ResetKill{}, Environment::Paper, true)->stepUp); // the typed sentence
        QVERIFY(room.seat->showCode(typed(room.here.codeNow(seed))));
        QVERIFY(room.seat->view().hasFreshCode);
        QVERIFY(room.say(events::ResetKill{}, Environment::Live)->stepUp);
    }

    void idleItLocksAndTheKillSwitchWorks()
    {
        Room room;
        QCOMPARE(room.signIn("anna", annasPassword), std::string("ok"));
        room.here.clocks.move(runtime::usualIdleLock - Duration{1});
        QCOMPARE(room.seat->view().untilLock, Duration{1});
        room.seat->touch();
        room.here.clocks.move(runtime::usualIdleLock - Duration{1});
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("ok"));
        room.here.clocks.move(Duration{1});
        QCOMPARE(room.seat->view().state, SeatState::Locked);
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("locked"));
        QCOMPARE(room.answer(events::PlaceOrder{}, Environment::Demo), std::string("locked"));
        QVERIFY(room.stops());
        room.seat->touch(); // whoever moves the mouse is not let in
        QCOMPARE(room.seat->view().state, SeatState::Locked);
        QCOMPARE(codeOf(room.seat->unlock({typed("wrong"), {}})), std::string("denied"));
        QCOMPARE(room.seat->view().state, SeatState::Locked);
        QVERIFY(room.seat->unlock({typed(annasPassword), {}}));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("ok"));
    }

    // The lock knows no longer time than half an hour, and a clock that runs back or a machine that started locks.
    void theTimeToTheLockIsBounded()
    {
        Room room(true, hours(9));
        QCOMPARE(room.signIn("anna", annasPassword), std::string("ok"));
        QCOMPARE(room.seat->view().untilLock, runtime::longestIdleLock);
        room.here.clocks.restartMachine(7);
        QCOMPARE(room.seat->view().state, SeatState::Locked);
        Room other(true, Duration{});
        QCOMPARE(other.signIn("anna", annasPassword), std::string("ok"));
        QCOMPARE(other.seat->view().untilLock, runtime::leastIdleLock);
        other.here.clocks.now.machine.ns -= 1;
        QCOMPARE(other.seat->view().state, SeatState::Locked);
    }

    // V16: with the next command, in words that say why.
    void whoseRolesChangeIsSignedOutAtOnce()
    {
        Room room;
        QCOMPARE(room.signIn("anna", annasPassword), std::string("ok"));
        QVERIFY(room.here->setRoles("anna", risk::Roles::of(risk::Role::Viewer)));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("session_ended"));
        QCOMPARE(room.answer(events::PlaceOrder{}, Environment::Demo), std::string("session_ended"));
        QVERIFY(room.stops());
        QCOMPARE(room.signIn("anna", annasPassword), std::string("ok"));
        QVERIFY(room.here->remove("anna"));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("session_ended"));
        QVERIFY(room.here->add("anna", typed(annasPassword), risk::humanRoles)); // another one of that name
        QCOMPARE(room.seat->view().state, SeatState::SignedOut);
    }

    // Before the vault is open nobody knows who they are: the record of the desk may know that there are some.
    void peopleWhoAreNotKnownYetActNeither()
    {
        Room room;
        std::shared_ptr<accounts::Accounts> atHand;
        Seat seat([&atHand] { return atHand; }, [&] { return room.here.clocks.now.machine; });
        const auto passes = [&seat] {
            events::Command order;
            order.what = events::PlaceOrder{};
            return seat.signedBy(order, Environment::Paper).has_value();
        };
        QCOMPARE(seat.view().state, SeatState::NoAccounts);
        seat.expectAccounts(true);
        QCOMPARE(seat.view().state, SeatState::SignedOut);
        QCOMPARE(codeOf(seat.signIn("anna", {typed(annasPassword), {}})), std::string("denied"));
        QVERIFY(!passes());

        atHand = std::shared_ptr<accounts::Accounts>(std::shared_ptr<void>(), room.here.all.get());
        QVERIFY(seat.signIn("anna", {typed(annasPassword), {}}));
        QVERIFY(passes());
        AccountsInMemory other;
        const OpenedAccounts there(other); // another vault in the place of this one
        atHand = std::shared_ptr<accounts::Accounts>(std::shared_ptr<void>(), there.all.get());
        QVERIFY(passes()); // it has none
        QVERIFY(there.all->add("anna", typed(annasPassword), {}));
        QVERIFY(seat.view().wasEnded);
        QVERIFY(!passes());
    }

    // safety 4.3: using one forces new enrolment within the session.
    void byARecoveryCodeANewFactorComesFirst()
    {
        Room room;
        const auto codes = room.here.enrolOwner().second;
        room.here.clocks.move(minutes(1));
        QCOMPARE(room.signIn("owner", ownersPassword, shownText(codes[3])), std::string("ok"));
        QCOMPARE(room.seat->view().state, SeatState::MustEnrol);
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("must_enrol"));
        QVERIFY(room.stops());
        QCOMPARE(codeOf(room.seat->showCode(typed("123456"))), std::string("denied"));

        QCOMPARE(codeOf(room.seat->beginEnrolment(typed("wrong"))), std::string("denied"));
        const auto seed = room.seat->beginEnrolment(typed(ownersPassword));
        QVERIFY(seed);
        QCOMPARE(codeOf(room.seat->confirmEnrolment(typed("000000"))), std::string("denied"));
        const auto fresh = room.seat->confirmEnrolment(typed(room.here.codeNow(*seed)));
        QVERIFY(fresh && fresh->size() == accounts::recoveryCodeCount);
        QCOMPARE(room.seat->view().state, SeatState::SignedOut);
        QCOMPARE(room.signIn("owner", ownersPassword, shownText(codes[4])), std::string("denied")); // void
        room.here.clocks.move(minutes(1));
        QCOMPARE(room.signIn("owner", ownersPassword, room.here.codeNow(*seed)), std::string("ok"));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("ok"));
    }
};

QTEST_APPLESS_MAIN(TestSeat)
#include "tst_seat.moc"
