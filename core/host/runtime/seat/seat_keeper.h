// Keeps the seat of the window while the program runs: who is signed in there, and what becomes of who wants to be.
//
// A thread of its own carries out what takes a password or a code, one wish after the other, and opens the vault first
// where that is locked: the accounts lie in it. It looks twice a second whether somebody has been away for too long, or
// the machine has slept, and tells whoever keeps a record what happened. A command of the window passes `signedBy` on
// whatever thread it comes from, and waits for none of that.

#pragma once

#include "core/host/access/seat.h"
#include "core/host/runtime/seat/seat_event.h"
#include "core/host/runtime/seat/seat_link.h"
#include "core/host/runtime/vault/vault_link.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace omni::runtime {

struct SeatKeeping {
    VaultLink& vault; ///< Outlives the keeper.
    AccountsSource accounts; ///< Out of that vault.
    bool hasAccounts = false; ///< While it has not been open.
    Duration idleLock = usualIdleLock;
    SeatListener told = {}; ///< May be empty.
    MachineTime machineTime = {}; ///< Empty: this machine's.
    /// Time that the machine has been awake, from any beginning. Empty: this machine's. See `VaultKeeping`.
    std::function<Duration()> awake = {};
};

class SeatKeeper final : public SeatLink
{
public:
    static constexpr std::size_t mostWaiting = 4;

    /// Starts the thread. `clock` outlives it.
    SeatKeeper(SeatKeeping keeping, Clock& clock);
    /// Waits for the wish under way, a second or so; those behind it are dropped.
    ~SeatKeeper() override;
    SeatKeeper(const SeatKeeper&) = delete;
    SeatKeeper& operator=(const SeatKeeper&) = delete;

    // --- any thread; nothing waits ---------------------------------------------------------------------------------

    /// As `Seat::signedBy`, for a command of the window. What is refused `refusal` tells.
    [[nodiscard]] Outcome<events::Command> signedBy(events::Command command, orders::Environment environment);
    /// In whose name the kill switch is pressed: whoever sits there, also locked; else the owner.
    [[nodiscard]] PrincipalId whoStops();
    /// The record of the desk knows people: nobody acts before it is known who they are.
    void expectAccounts()
    {
        m_seat.expectAccounts(true);
    }
    /// Looks at the clocks now, as it does by itself.
    void look();

    [[nodiscard]] views::SeatView view() override;
    [[nodiscard]] std::uint64_t wish(SeatWish wish) override;
    void lock() override;
    void signOut() override;
    void noteUse() override;
    [[nodiscard]] platform::SecretBytes takeSeed() override;
    [[nodiscard]] std::vector<platform::SecretBytes> takeRecoveryCodes() override;
    [[nodiscard]] std::optional<views::SeatFailure> refusal() const override;

private:
    void run();
    void settle(std::uint64_t number, SeatWish wish);
    void lookAfter();
    void tellChange(std::string why);
    void tell(SeatDeed deed, PrincipalId number, risk::Roles roles, std::string why = {}) const;
    void tellRefused(SeatDeed deed, const std::string& person, const RunFailure& why) const;
    [[nodiscard]] Duration asleep() const;
    [[nodiscard]] Outcome<std::shared_ptr<accounts::Accounts>> opened(VaultOpening& opening);
    [[nodiscard]] Outcome<void> openVault(VaultOpening& opening);
    [[nodiscard]] tl::unexpected<RunFailure> refused(const Error& why, const std::string& person);
    [[nodiscard]] Outcome<void> carryOut(SignIn& wish);
    [[nodiscard]] Outcome<void> carryOut(UnlockSeat& wish);
    [[nodiscard]] Outcome<void> carryOut(ShowCode& wish);
    [[nodiscard]] Outcome<void> carryOut(BeginSeatEnrolment& wish);
    [[nodiscard]] Outcome<void> carryOut(ConfirmSeatEnrolment& wish);

    const SeatKeeping m_keeping;
    Clock& m_clock;
    Seat m_seat;
    Duration m_asleepBefore; ///< The thread's own, as is the next.
    views::SeatView m_last; ///< As it was told last.

    mutable std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::deque<std::pair<std::uint64_t, SeatWish>> m_wishes;
    std::uint64_t m_count = 0, m_settled = 0;
    std::optional<views::SeatFailure> m_failure, m_refusal;
    std::optional<Monotonic> m_mayTryAt;
    std::string m_why; ///< Of what somebody does by hand.
    platform::SecretBytes m_seed;
    std::vector<platform::SecretBytes> m_codes;
    bool m_isBusy = false, m_isToLook = false, m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::runtime
