// Judges the way to real money for a window, and carries out what is wished of it, on a thread of its own: the audit
// record is read and verified, a key is tested at the venue, a password takes a tenth of a second.
//
// The vault is the keeper's of the profile; it is held for the length of one reading or writing alone.

#pragma once

#include "core/base/latest.h"
#include "core/base/stop_flag.h"
#include "core/base/time.h"
#include "core/edge/security/accounts/accounts.h"
#include "core/host/access/going_live/going_live.h"
#include "core/host/runtime/audit/seat_entries.h"
#include "core/host/runtime/headless_run.h"
#include "core/host/runtime/live_money/live_link.h"
#include "core/host/runtime/vault/kept_accounts.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace omni::runtime {

struct LiveKeeping {
    ports::LogFolder& folder; ///< Of the profile; outlives the keeper.
    RunRequest configuration; ///< Read anew with each look: limits, and the brokers' accounts.
    std::shared_ptr<SharedVault> vault;
    std::function<std::shared_ptr<accounts::Accounts>()> accounts; ///< As `VaultKeeper::accounts`.
    /// What is granted, ended and tested. Empty: nothing is noted, and so nothing is granted either.
    AuditSink audit = {};
    /// Called behind a change of what the vault holds: its keys are looked at again. May be empty.
    std::function<void()> changed = {};
    /// What was granted was taken back: a session that trades by it is to begin nothing more. May be empty.
    std::function<void()> ended = {};
    Duration coolingOff = seconds(60); ///< Where one person alone has the right.
};

class LiveKeeper final : public LiveLink
{
public:
    static constexpr std::size_t mostWaiting = 4;

    /// Starts the thread. `clock` outlives it.
    LiveKeeper(LiveKeeping keeping, Clock& clock);
    /// Ends a test under way within a moment; a grant that waits for its minute is dropped.
    ~LiveKeeper() override;
    LiveKeeper(const LiveKeeper&) = delete;
    LiveKeeper& operator=(const LiveKeeper&) = delete;

    // --- any thread ------------------------------------------------------------------------------------------------
    [[nodiscard]] std::shared_ptr<const views::GoingLive> view() const override
    {
        return m_views.read();
    }
    void look() override;
    [[nodiscard]] std::uint64_t wish(LiveWish wish) override;

private:
    struct Case;
    struct Waiting {
        std::string broker, accountEnd;
        LiveGrantor grantor;
        std::string person; ///< Who alone has the right, and must still have it alone then.
        Monotonic from;
    };

    void run();
    void settle(std::uint64_t number, LiveWish wish);
    void grantWhatWaits();
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] Outcome<void> carryOut(TestLiveKey& wish);
    [[nodiscard]] Outcome<void> carryOut(GrantLive& wish);
    [[nodiscard]] Outcome<void> carryOut(DropLive& wish);
    [[nodiscard]] Outcome<void> carryOut(EndLive& wish);
    [[nodiscard]] Outcome<PrincipalId> proven(LiveSayer& sayer);
    /// `alone`: who has the right alone; empty: two have said it.
    [[nodiscard]] Outcome<void> grant(const std::string& broker, const std::string& accountEnd,
                                      const LiveGrantor& grantor, const std::string& alone = {});
    [[nodiscard]] Outcome<void> note(std::string_view action, const std::string& broker, PrincipalId by,
                                     audit::AuditOutcome outcome, std::string_view why = {}) const;
    /// What is judged by now. `isVerified`: the whole audit record is.
    [[nodiscard]] Outcome<Case> gathered(bool isVerified = false) const;
    void publish(bool isBusy);

    const LiveKeeping m_keeping;
    Clock& m_clock;
    std::uint64_t m_settled = 0; ///< The thread's own, as are the next four.
    std::optional<views::LiveFailure> m_failure;
    std::string m_tested;
    std::vector<views::LiveTestLine> m_test;
    std::optional<Waiting> m_waiting;
    Latest<views::GoingLive> m_views;
    StopFlag m_stop;

    std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::deque<std::pair<std::uint64_t, LiveWish>> m_wishes;
    std::uint64_t m_count = 0;
    bool m_isToLook = false, m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::runtime
