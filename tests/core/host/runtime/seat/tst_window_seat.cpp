// needs: host/runtime edge/platform desk/driver
//
// A profile whose vault holds accounts, in the program behind the window: nothing is done in PAPER before somebody has
// signed in, the desk is told who may act, a right that is not there is refused, and the kill switch asks nobody. Real
// files, and the real cost of a passphrase.

#include "core/host/access/account_mark.h"
#include "core/host/access/account_store.h"
#include "core/host/access/vault_door.h"
#include "core/host/runtime/seat/seat_link.h"
#include "core/host/runtime/vault/vault_link.h"
#include "tests/support/account_kit.h"
#include "tests/support/terminal_kit.h"

#include <QTest>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;
using views::SeatState;

namespace {

constexpr std::string_view phrase = "correct horse battery staple", annasPassword = "a long way to Tipperary";
constexpr PrincipalId anna{100};

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(typed(text)));
}

/// The owner, and anna who may trade.
void makeAccounts(const std::filesystem::path& profile)
{
    auto vault = makeVault(profile, secret(phrase), Timestamp{1'709'562'600'000'000'000});
    QVERIFY(vault.has_value());
    VaultAccountStore store(**vault, [] { return Timestamp{1'709'562'600'000'000'000}; });
    const auto all = openAccounts(store, momentOfAccounts);
    QVERIFY(all && (*all)->add("owner", typed(ownersPassword), {}));
    QVERIFY((*all)->add("anna", typed(annasPassword), risk::Roles::of(risk::Role::Trader)));
}

struct Room {
    TerminalKit kit;

    Room()
    {
        kit.close();
        makeAccounts(kit.path());
        noteAccounts(kit.path(), true);
        QVERIFY(kit.open());
    }
    [[nodiscard]] SeatLink& seat()
    {
        return *kit.terminal->seat();
    }
    bool startPaper()
    {
        SessionWish wish;
        wish.broker = "sandbox-binance";
        wish.symbols = {"BTCUSDT"};
        kit.terminal->start(wish);
        return kit.comesTo(Phase::Running) && becomesTrue([&] { return kit.terminal->snapshot() != nullptr; });
    }
    std::string signIn(std::string_view person, std::string_view password)
    {
        SignIn wish;
        wish.vault.key = secret(phrase);
        wish.person = person;
        wish.password = secret(password);
        const std::uint64_t number = seat().wish(std::move(wish));
        if (number == 0 || !becomesTrue([&] { return seat().view().settled >= number; })) {
            return "never";
        }
        const auto view = seat().view();
        return view.failure ? view.failure->code : "done";
    }
    [[nodiscard]] std::string refusal()
    {
        const auto why = seat().refusal();
        return why ? why->code : "none";
    }
    /// Waits for what the desk says.
    bool isDenied(events::Denial why, PrincipalId by)
    {
        return becomesTrue([&] {
            kit.read();
            for (const auto& notice : kit.notices) {
                const auto* denied = TerminalKit::factIn<events::CommandDenied>(notice);
                if (denied != nullptr && denied->why == why && denied->by == by) {
                    return true;
                }
            }
            return false;
        });
    }
};

events::AddNote aNote()
{
    events::AddNote note;
    note.order = OrderId{1};
    return note;
}

} // namespace

class TestWindowSeat : public QObject
{
    Q_OBJECT

private slots:
    void inPaperNothingIsDoneBeforeSomebodyHasSignedIn()
    {
        Room room;
        QCOMPARE(room.seat().view().state, SeatState::SignedOut);
        QVERIFY(room.seat().view().needsVault);
        QVERIFY(room.startPaper());
        QVERIFY(!room.kit.send(events::SetMode{risk::Mode::Manual}));
        QCOMPARE(room.refusal(), std::string("signed_out"));

        QCOMPARE(room.signIn("anna", "wrong"), std::string("denied"));
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        QVERIFY(becomesTrue([&] {
            room.kit.read();
            return room.kit.inputs<events::PeopleVouched>() > 0; // the vault was opened in the middle of the session
        }));
        QVERIFY(room.kit.send(events::SetMode{risk::Mode::Manual})); // she may trade, not arm
        QVERIFY(room.isDenied(events::Denial::NoRight, anna));
        QVERIFY(room.kit.endsInOrder());

        // The next session hears of them before anything else.
        room.kit.notices.clear();
        QVERIFY(room.startPaper());
        room.kit.read();
        QCOMPARE(room.kit.inputs<events::PeopleVouched>(), std::size_t{1});
        QVERIFY(room.kit.endsInOrder());
    }

    // Rulings 1: what is new is stopped by whoever stands there; what takes stops away, or trades, takes the right.
    void theKillSwitchAsksNobodyAndSaysWhoSatThere()
    {
        Room room;
        QVERIFY(room.startPaper());
        room.kit.terminal->kill({}, risk::KillLevel::Flatten, "test");
        QCOMPARE(room.kit.terminal->latched(), risk::KillLevel::CancelEntries);
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        room.seat().lock();
        room.kit.terminal->kill({}, risk::KillLevel::CancelAll, "test");
        QCOMPARE(room.kit.terminal->latched(), risk::KillLevel::CancelEntries);
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        room.kit.terminal->kill({}, risk::KillLevel::Flatten, "test");
        QCOMPARE(room.kit.terminal->latched(), risk::KillLevel::Flatten);
        QVERIFY(becomesTrue([&] {
            room.kit.read();
            for (const auto& notice : room.kit.notices) {
                const auto* latched = TerminalKit::eventIn<events::KillLatched>(notice);
                if (latched != nullptr && latched->by == anna) {
                    return true;
                }
            }
            return false;
        }));
        room.seat().lock();
        QVERIFY(!room.kit.send(aNote()));
        QCOMPARE(room.refusal(), std::string("locked"));
        QVERIFY(room.kit.endsInOrder());
    }

    // V15: the row "add or rotate a venue key", of which a denial stands on the record.
    void keysOfBrokersAreAnAdmins()
    {
        Room room;
        const auto put = [&] {
            auto& vault = *room.kit.terminal->vault();
            const auto number = vault.wish(PutVenueKey{"binance-paper", secret("id"), secret("s3cr3t"), false});
            if (!becomesTrue([&] { return vault.view()->settled >= number; })) {
                return std::string("never");
            }
            return vault.view()->failure ? vault.view()->failure->code : std::string("done");
        };
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        QCOMPARE(put(), std::string("no_right"));
        room.seat().signOut();
        QVERIFY(becomesTrue([&] { return room.seat().view().state == SeatState::SignedOut; }));
        QCOMPARE(put(), std::string("no_right"));
        QCOMPARE(room.signIn("owner", ownersPassword), std::string("done"));
        QVERIFY(becomesTrue([&] { return put() == "done"; })); // the record follows the seat within a moment
    }

    // What the record knows is known without the vault and without the mark beside it.
    void theDeskRemembersThatThereArePeople()
    {
        Room room;
        QVERIFY(room.startPaper());
        QCOMPARE(room.signIn("owner", ownersPassword), std::string("done"));
        QVERIFY(becomesTrue([&] {
            room.kit.read();
            return room.kit.inputs<events::PeopleVouched>() > 0;
        }));
        QVERIFY(room.kit.endsInOrder());
        room.kit.close();
        noteAccounts(room.kit.path(), false);
        QVERIFY(!mayHaveAccounts(room.kit.path()));
        QVERIFY(room.kit.open());
        QCOMPARE(room.seat().view().state, SeatState::NoAccounts);

        QVERIFY(room.startPaper());
        QCOMPARE(room.seat().view().state, SeatState::SignedOut);
        QVERIFY(!room.kit.send(aNote()));
        QCOMPARE(room.signIn("owner", ownersPassword), std::string("done"));
        QVERIFY(room.kit.send(aNote()));
        QVERIFY(becomesTrue([&] { return mayHaveAccounts(room.kit.path()); }));
        QVERIFY(room.kit.endsInOrder());
    }

    void aDemoNeverAsks()
    {
        Room room;
        room.kit.startDemo(asFastAsItCan, {"sma_cross"});
        QVERIFY(room.kit.comesTo(Phase::Running));
        QVERIFY(becomesTrue([&] { return room.kit.send(aNote()); }));
        QVERIFY(room.kit.endsInOrder());
    }
};

QTEST_GUILESS_MAIN(TestWindowSeat)
#include "tst_window_seat.moc"
