// needs: host/runtime edge/security/accounts
//
// The seat of the window: what takes a password is done by a thread of its own, opens the vault first where that is
// locked, says in a word why somebody was not let in, and tells whoever keeps a record (V16, safety 4.2, 4.3).

#include "core/host/runtime/seat/seat_keeper.h"

#include "core/desk/events/principals.h"
#include "tests/support/account_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/terminal_kit.h"

#include <QTest>

#include <atomic>
#include <mutex>

using namespace omni;
using namespace omni::runtime;
using namespace omni::tests;
using omni::test::ManualClock;
using orders::Environment;
using views::SeatState;

namespace {

constexpr std::string_view annasPassword = "a long way to Tipperary";
constexpr risk::Roles trader = risk::Roles::of(risk::Role::Trader);

platform::SecretBytes secret(std::string_view text)
{
    return std::move(*platform::SecretBytes::copyOf(typed(text)));
}

/// Opens with one passphrase; asked from one thread, looked at from others.
class OnePassphrase final : public VaultLink
{
public:
    std::shared_ptr<const views::VaultView> view() const override
    {
        const std::scoped_lock lock(m_mutex);
        return std::make_shared<const views::VaultView>(m_view);
    }
    std::uint64_t wish(VaultWish wish) override
    {
        const std::scoped_lock lock(m_mutex);
        if (std::holds_alternative<LockVault>(wish)) {
            m_view.state = views::VaultState::Locked;
        } else if (shownText(std::get<UnlockVault>(wish).key) == "open sesame") {
            m_view.state = views::VaultState::Open;
            m_view.failure.reset();
        } else {
            m_view.failure = views::VaultFailure{"vault_does_not_open", "this does not open it", {}};
        }
        return ++m_view.settled;
    }
    platform::SecretBytes takeRecoveryLetters() override
    {
        return {};
    }
    void noteUse() noexcept override { }
    void close(views::VaultState state = views::VaultState::Locked)
    {
        const std::scoped_lock lock(m_mutex);
        m_view.state = state;
    }

private:
    mutable std::mutex m_mutex;
    views::VaultView m_view = [] {
        views::VaultView view;
        view.state = views::VaultState::Locked;
        return view;
    }();
};

struct Room {
    ManualClock clock{Timestamp{1'795'000'000'000'000'000}};
    AccountsInMemory store;
    OpenedAccounts here{store};
    std::mutex mutex; ///< Around the machine's time and what follows.
    Duration slept;
    std::vector<SeatEvent> told;
    OnePassphrase vault;
    std::unique_ptr<SeatKeeper> seat;

    explicit Room(bool isOpen = true)
    {
        here.addOwner();
        static_cast<void>(here->add("anna", typed(annasPassword), trader));
        if (isOpen) {
            vault.close(views::VaultState::Open);
        }
        seat = std::make_unique<SeatKeeper>(
            SeatKeeping{.vault = vault,
                        .accounts = [this]() -> std::shared_ptr<accounts::Accounts> {
                            const bool isKnown = wasOpen || vault.view()->state == views::VaultState::Open;
                            wasOpen = isKnown;
                            return {std::shared_ptr<void>(), isKnown ? here.all.get() : nullptr};
                        },
                        .hasAccounts = true,
                        .idleLock = usualIdleLock,
                        .told =
                            [this](const SeatEvent& event) {
                                const std::scoped_lock lock(mutex);
                                told.push_back(event);
                            },
                        .machineTime =
                            [this] {
                                const std::scoped_lock lock(mutex);
                                return here.clocks.now.machine;
                            },
                        .awake =
                            [this] {
                                const std::scoped_lock lock(mutex);
                                return Duration{clock.mono().ns - slept.ns};
                            }},
            clock);
    }
    ~Room()
    {
        seat.reset();
    }
    std::atomic<bool> wasOpen = false;

    /// "done", or the code of why not.
    std::string settles(SeatWish wish)
    {
        const std::uint64_t number = seat->wish(std::move(wish));
        if (number == 0 || !becomesTrue([&] { return seat->view().settled >= number; })) {
            return "never";
        }
        const auto view = seat->view();
        return view.failure ? view.failure->code : "done";
    }
    std::string signIn(std::string_view person, std::string_view password, std::string_view phrase = {},
                       std::string_view code = {})
    {
        SignIn wish;
        wish.person = person;
        wish.password = secret(password);
        wish.second = secret(code);
        wish.vault.key = secret(phrase);
        return settles(std::move(wish));
    }
    std::string unlock(std::string_view password, std::string_view phrase = {})
    {
        UnlockSeat wish;
        wish.password = secret(password);
        wish.vault.key = secret(phrase);
        return settles(std::move(wish));
    }
    /// "ok", or why not.
    std::string answer(events::Wish wish, Environment where = Environment::Paper)
    {
        events::Command command;
        command.what = std::move(wish);
        const auto said = seat->signedBy(command, where);
        const auto refusal = seat->refusal();
        return said ? (refusal ? "?" : "ok") : refusal ? refusal->code : "?";
    }
    bool isTold(SeatDeed deed, PrincipalId number, std::string_view why = {})
    {
        return becomesTrue([&] {
            const std::scoped_lock lock(mutex);
            return std::any_of(told.begin(), told.end(), [&](const SeatEvent& one) {
                return one.deed == deed && one.number == number && one.why == why;
            });
        });
    }
    void passes(Duration span)
    {
        const std::scoped_lock lock(mutex);
        here.clocks.move(span);
    }
};

} // namespace

class TestSeatKeeperThreads : public QObject
{
    Q_OBJECT

private slots:
    void aPersonSignsInAndIsTold()
    {
        Room room;
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("signed_out"));
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        QCOMPARE(room.seat->view().state, SeatState::SignedIn);
        QCOMPARE(room.seat->view().person, std::string("anna"));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("ok"));
        QVERIFY(room.isTold(SeatDeed::SignedIn, PrincipalId{100}));
        QCOMPARE(room.signIn("owner", ownersPassword), std::string("done"));
        QVERIFY(room.isTold(SeatDeed::SignedOut, PrincipalId{100}));
        QVERIFY(room.isTold(SeatDeed::SignedIn, events::owner));
        QCOMPARE(room.seat->whoStops(), events::owner);
        room.seat->signOut();
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("signed_out"));
        QVERIFY(room.isTold(SeatDeed::SignedOut, events::owner, "by_hand"));
    }

    // The accounts lie in the vault: one dialog asks for what opens it, too.
    void theVaultIsOpenedOnTheWay()
    {
        Room room(false);
        QVERIFY(room.seat->view().needsVault);
        QCOMPARE(room.seat->view().state, SeatState::SignedOut); // not known, but there are some
        QCOMPARE(room.signIn("anna", annasPassword), std::string("vault_locked"));
        QCOMPARE(room.signIn("anna", annasPassword, "open what"), std::string("vault_does_not_open"));
        QCOMPARE(room.signIn("anna", annasPassword, "open sesame"), std::string("done"));
        QVERIFY(!room.seat->view().needsVault);
        room.vault.close();
        room.seat->lock();
        QCOMPARE(room.unlock(annasPassword), std::string("vault_locked"));
        QCOMPARE(room.seat->view().state, SeatState::Locked);
        QCOMPARE(room.unlock(annasPassword, "open sesame"), std::string("done"));
        QCOMPARE(room.seat->view().state, SeatState::SignedIn);
        room.seat->signOut();
        room.vault.close(views::VaultState::None);
        QCOMPARE(room.signIn("anna", annasPassword), std::string("no_vault"));
    }

    void whoFailsIsToldWhyAndHowLongToWait()
    {
        Room room;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(room.signIn("anna", "wrong"), std::string("denied"));
        }
        QCOMPARE(room.signIn("anna", annasPassword), std::string("rate_limited"));
        const auto until = room.seat->view().mayTryAt;
        QVERIFY(until && *until - room.clock.mono() == seconds(30));
        QVERIFY(room.isTold(SeatDeed::NotLetIn, PrincipalId{100}, "denied"));
        QVERIFY(room.isTold(SeatDeed::NotLetIn, PrincipalId{100}, "rate_limited"));
        QCOMPARE(room.signIn("nobody", "wrong"), std::string("denied"));
        QVERIFY(room.isTold(SeatDeed::NotLetIn, PrincipalId{}, "denied")); // no word of what was typed
        room.passes(seconds(31));
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        QCOMPARE(room.seat->view().failuresBefore, 5U);
    }

    // V16: at once, not only with the next look.
    void whoseRolesChangeIsRefusedAtOnce()
    {
        Room room;
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        QVERIFY(room.here->setRoles("anna", risk::Roles::of(risk::Role::Viewer)));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("session_ended"));
        QVERIFY(room.isTold(SeatDeed::SignedOut, PrincipalId{100}, "session_ended"));
        QCOMPARE(room.answer(events::Kill{{}, risk::KillLevel::Pause}), std::string("ok"));
    }

    void itLocksWhenNobodyIsThereWhenTheMachineSleptAndByHand()
    {
        Room room;
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        room.passes(usualIdleLock);
        room.seat->look();
        QVERIFY(room.isTold(SeatDeed::Locked, PrincipalId{100}, "idle"));
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("locked"));
        QCOMPARE(room.unlock("wrong"), std::string("denied"));
        QVERIFY(room.isTold(SeatDeed::NotUnlocked, PrincipalId{100}, "denied"));
        QCOMPARE(room.unlock(annasPassword), std::string("done"));
        QVERIFY(room.isTold(SeatDeed::Unlocked, PrincipalId{100}));
        {
            const std::scoped_lock lock(room.mutex);
            room.slept = room.slept + seconds(6);
            room.clock.pass(seconds(6));
        }
        room.seat->look();
        QVERIFY(room.isTold(SeatDeed::Locked, PrincipalId{100}, "slept"));
        QCOMPARE(room.seat->view().state, SeatState::Locked);
        QCOMPARE(room.unlock(annasPassword), std::string("done"));
        room.seat->lock();
        QCOMPARE(room.seat->view().state, SeatState::Locked); // not a moment later
        QVERIFY(room.isTold(SeatDeed::Locked, PrincipalId{100}, "by_hand"));
        QCOMPARE(room.answer(events::Kill{{}, risk::KillLevel::CancelEntries}), std::string("ok"));
        QCOMPARE(room.seat->whoStops(), PrincipalId{100});
    }

    void aFreshCodeIsShownAndARecoveryCodeEnrolsAnew()
    {
        Room room;
        const auto [seed, codes] = room.here.enrolOwner();
        room.passes(minutes(1));
        QCOMPARE(room.signIn("owner", ownersPassword, {}, room.here.codeNow(seed)), std::string("done"));
        room.passes(accounts::stepUpLife + seconds(1));
        QVERIFY(!room.seat->view().hasFreshCode);
        QCOMPARE(room.settles(ShowCode{secret("12345")}), std::string("invalid"));
        QCOMPARE(room.settles(ShowCode{secret("123456")}), std::string("denied"));
        QVERIFY(room.isTold(SeatDeed::NotSteppedUp, events::owner, "denied"));
        QCOMPARE(room.settles(ShowCode{secret(room.here.codeNow(seed))}), std::string("done"));
        QVERIFY(room.seat->view().hasFreshCode);
        QVERIFY(room.isTold(SeatDeed::SteppedUp, events::owner));

        QCOMPARE(room.signIn("owner", ownersPassword, {}, shownText(codes[2])), std::string("done"));
        QCOMPARE(room.seat->view().state, SeatState::MustEnrol);
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("must_enrol"));
        QCOMPARE(room.settles(BeginSeatEnrolment{secret(ownersPassword)}), std::string("done"));
        const auto fresh = room.seat->takeSeed();
        QVERIFY(!fresh.isEmpty() && room.seat->takeSeed().isEmpty());
        QCOMPARE(room.settles(ConfirmSeatEnrolment{secret(room.here.codeNow(fresh))}), std::string("done"));
        QCOMPARE(room.seat->takeRecoveryCodes().size(), accounts::recoveryCodeCount);
        QVERIFY(room.seat->takeRecoveryCodes().empty());
        QCOMPARE(room.seat->view().state, SeatState::SignedOut);
    }

    // Commands and locks wait for no password.
    void manyWishesAreBoundedAndTheWindowWaitsForNone()
    {
        Room room;
        QCOMPARE(room.signIn("anna", annasPassword), std::string("done"));
        std::uint64_t taken = 0;
        for (std::size_t i = 0; i < SeatKeeper::mostWaiting + 3; ++i) {
            UnlockSeat wish;
            wish.password = secret(annasPassword);
            taken += room.seat->wish(std::move(wish)) != 0 ? 1U : 0U;
        }
        QVERIFY(taken <= SeatKeeper::mostWaiting + 1);
        QCOMPARE(room.answer(events::PlaceOrder{}), std::string("ok"));
        QVERIFY(room.seat->view().isBusy);
    }
};

QTEST_GUILESS_MAIN(TestSeatKeeperThreads)
#include "tst_seat_keeper_threads.moc"
