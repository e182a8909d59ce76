// Carries out what a window wishes of the accounts: who may use the profile and with which roles.
//
// A thread of its own, because each password costs a tenth of a second. The rules are those of the command line
// (docs/accounts.md): the first account is the owner's; then somebody with the role admin and a fresh code, who does
// nothing to his own rights beside another one who could, and waits 60 s where there is none. Who may do it is asked
// anew with each wish, of the accounts as they are then. An entry stands in the audit record before anything is
// changed.

#pragma once

#include "core/base/latest.h"
#include "core/edge/security/accounts/accounts.h"
#include "core/host/access/machine_moment.h"
#include "core/host/control/run_failure.h"
#include "core/host/runtime/audit/seat_entries.h"
#include "core/host/runtime/people/people_link.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace omni::runtime {

/// What somebody who manages people alone does to his own rights waits so long.
inline constexpr Duration ownRightsWait = seconds(60);

struct PeopleKeeping {
    /// The accounts at hand; null: not known, or not readable. Called on the keeper's thread, as the next two.
    std::function<std::shared_ptr<accounts::Accounts>()> accounts;
    std::function<bool()> isVaultOpen; ///< Else nothing is changed, and who manages people proves it anew.
    AuditSink audit = {}; ///< Empty: there is no record.
    Clock& clock; ///< Outlives the keeper.
};

/// Refused, with a stable code and words.
[[nodiscard]] tl::unexpected<RunFailure> notDone(std::string code, std::string message, std::string hint = {});

class PeopleKeeper final : public PeopleLink
{
public:
    static constexpr std::size_t mostWaiting = 8;

    /// Starts the thread.
    explicit PeopleKeeper(PeopleKeeping keeping);
    /// Waits for the wish under way; those behind it are dropped, and so are rights that wait.
    ~PeopleKeeper() override;
    PeopleKeeper(const PeopleKeeper&) = delete;
    PeopleKeeper& operator=(const PeopleKeeper&) = delete;

    // --- any thread; nothing waits for the disk --------------------------------------------------------------------

    [[nodiscard]] std::shared_ptr<const views::PeopleView> view() const override
    {
        return m_views.read();
    }
    [[nodiscard]] std::uint64_t wish(PeopleWish wish) override;
    [[nodiscard]] platform::SecretBytes takeEnrolment() override;
    [[nodiscard]] std::vector<platform::SecretBytes> takeRecoveryCodes() override;
    [[nodiscard]] views::PasswordVerdict judge(std::span<const std::byte> typed, bool hasSecondFactor,
                                               std::string_view person) const override;
    /// The accounts, the vault or the clock may be others: looks now.
    void look();

private:
    /// By a fresh code; his roles are looked at anew each time.
    struct Manager {
        accounts::StepUp stepUp;
        std::uint32_t failuresBefore = 0;
        bool wasResetAskedFor = false;
        Monotonic until;
    };
    struct Pending {
        views::OwnRightsChange change;
        std::string by;
        std::uint32_t sessionVersion = 0; ///< Of who asked for it.
    };
    using Accounts = accounts::Accounts;

    void run();
    void settle(std::uint64_t number, PeopleWish wish);
    void doWhatIsDue();
    void reach();
    [[nodiscard]] Outcome<void> carryOut(AddPerson& wish);
    [[nodiscard]] Outcome<void> carryOut(SetRoles& wish);
    [[nodiscard]] Outcome<void> carryOut(RemovePerson& wish);
    [[nodiscard]] Outcome<void> carryOut(LeaveOwnRights& wish);
    [[nodiscard]] Outcome<void> carryOut(EndManaging& wish);
    [[nodiscard]] Outcome<void> carryOut(ResetFactor& wish);
    [[nodiscard]] Outcome<void> carryOut(ResetOwnFactor& wish);
    [[nodiscard]] Outcome<void> carryOut(ChangePassword& wish);
    [[nodiscard]] Outcome<void> carryOut(BeginEnrolment& wish);
    [[nodiscard]] Outcome<void> carryOut(ConfirmEnrolment& wish);
    [[nodiscard]] Outcome<void> carryOut(RenewRecoveryCodes& wish);
    /// The role admin, and a fresh code. True: it is his own account, and nobody else could.
    [[nodiscard]] Outcome<bool> mustManage(ManagerProof& proof, std::string_view about);
    [[nodiscard]] Outcome<void> signInManager(ManagerProof& proof);
    /// `roles` none: the account ends.
    [[nodiscard]] Outcome<void> changeRights(ManagerProof& proof, const std::string& name, risk::Roles roles);
    [[nodiscard]] Outcome<void> doRights(PrincipalId by, const std::string& name, risk::Roles roles);
    [[nodiscard]] Outcome<void> begin(const std::string& name, const platform::SecretBytes& password,
                                      const platform::SecretBytes& second);
    [[nodiscard]] Outcome<void> reset(PrincipalId by, const std::string& name,
                                      const std::function<Result<accounts::ResetStep>()>& step);
    /// The entry before the act: what is not on the record is not done.
    [[nodiscard]] Outcome<void> noteFirst(AccountAct act, PrincipalId by, PrincipalId about,
                                          std::string_view detail = {});
    [[nodiscard]] tl::unexpected<RunFailure> notedFailure(tl::unexpected<RunFailure> why, AccountAct act,
                                                          PrincipalId by, PrincipalId about);
    [[nodiscard]] static tl::unexpected<RunFailure> notOnRecord(const Error& why);
    /// `conflict`: the code where the accounts say that it cannot be.
    [[nodiscard]] tl::unexpected<RunFailure> worded(const Error& why, std::string_view person,
                                                    std::string_view conflict);
    /// Somebody else who manages people; empty: nobody.
    [[nodiscard]] std::string otherManager(std::string_view person) const;
    [[nodiscard]] PrincipalId numberOf(std::string_view person) const;
    [[nodiscard]] AuditedPerson auditedOf(PrincipalId number) const;
    void publish(bool isBusy);

    const PeopleKeeping m_keeping;
    std::shared_ptr<Accounts> m_all; ///< The thread's own, as are the next six. Null: nothing can be changed.
    std::optional<Manager> m_manager;
    std::optional<Pending> m_pending;
    std::optional<views::PeopleFailure> m_failure;
    std::uint64_t m_settled = 0;
    std::int64_t m_waitSeconds = 0; ///< Of the failure at hand.
    bool m_isResetDone = false;
    Latest<views::PeopleView> m_views;

    std::mutex m_mutex; ///< Around what follows, held for a moment only.
    std::condition_variable m_news;
    std::deque<std::pair<std::uint64_t, PeopleWish>> m_wishes;
    std::uint64_t m_count = 0;
    platform::SecretBytes m_seed;
    std::vector<platform::SecretBytes> m_codes;
    bool m_isToLook = true, m_isEnding = false;
    std::thread m_thread;
};

} // namespace omni::runtime
