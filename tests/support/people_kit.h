// People of a profile, kept as a program with a window keeps them, on accounts in memory, and with clocks that a test
// moves.

#pragma once

#include "core/host/runtime/people/people_keeper.h"
#include "tests/support/account_kit.h"
#include "tests/support/manual_clock.h"
#include "tests/support/terminal_kit.h"

#include <atomic>
#include <mutex>

namespace omni::tests {

[[nodiscard]] inline platform::SecretBytes secretOf(std::string_view text)
{
    if (text.empty()) {
        return {};
    }
    return std::move(*platform::SecretBytes::copyOf(typed(text)));
}

class PeopleKit
{
public:
    PeopleKit()
    {
        auto opened = accounts::Accounts::open(store, [this] { return moment(); });
        all = std::move(*opened);
        runtime::PeopleKeeping keeping{[this]() -> std::shared_ptr<accounts::Accounts> { return all; },
                                       [this] { return isOpen.load(); },
                                       [this](const audit::AuditEntry& entry) { return note(entry); }, clock};
        keeper = std::make_unique<runtime::PeopleKeeper>(std::move(keeping));
    }
    PeopleKit(const PeopleKit&) = delete;
    PeopleKit& operator=(const PeopleKit&) = delete;

    [[nodiscard]] accounts::Moment moment() const
    {
        const Duration passed{moved.load()};
        return {Timestamp{1'795'000'000'000'000'000} + passed, {hours(10).ns + passed.ns, {std::byte{1}}}};
    }
    void move(Duration by)
    {
        moved += by.ns;
        clock.pass(by);
        keeper->look();
    }
    /// "done", or the code of the failure.
    std::string settles(runtime::PeopleWish wish)
    {
        const std::uint64_t number = keeper->wish(std::move(wish));
        const bool isDone = number != 0 && becomesTrue([&] {
                                const auto now = keeper->view();
                                return now && now->settled >= number && !now->isBusy;
                            });
        const auto view = keeper->view();
        return !isDone ? "never" : view->failure ? view->failure->code : "done";
    }
    /// What the authenticator shows now.
    [[nodiscard]] std::string codeOf(const platform::SecretBytes& seed) const
    {
        const auto code = std::to_string(*totp::codeOf(seed.exposed(), *totp::stepAt(moment().wall)));
        return std::string(totp::codeDigits - code.size(), '0') + code;
    }
    /// The account of the owner with an authenticator, or of somebody else by accounts alone.
    void addWithFactor(std::string_view name, std::string_view password, risk::Roles roles = risk::humanRoles)
    {
        static_cast<void>(all->add(name, typed(password), roles));
        auto seed = all->beginEnrolment(name, {typed(password), {}});
        static_cast<void>(all->confirmEnrolment(name, typed(codeOf(*seed))));
        seeds[std::string(name)] = std::move(*seed);
        move(seconds(30)); // that step is used
    }
    /// With a code that was not used yet.
    [[nodiscard]] runtime::ManagerProof proof(std::string_view name, std::string_view password)
    {
        move(seconds(30));
        return {std::string(name), secretOf(password), secretOf(codeOf(seeds.at(std::string(name))))};
    }
    [[nodiscard]] std::vector<std::string> noted() const
    {
        const std::scoped_lock lock(mutex);
        return entries;
    }
    [[nodiscard]] std::shared_ptr<const views::PeopleView> view() const
    {
        return keeper->view();
    }

    AccountsInMemory store;
    std::atomic<std::int64_t> moved{0};
    std::atomic<bool> isOpen{true}, isRecordFull{false};
    test::ManualClock clock{Timestamp{1'795'000'000'000'000'000}};
    std::shared_ptr<accounts::Accounts> all;
    std::map<std::string, platform::SecretBytes> seeds;
    std::unique_ptr<runtime::PeopleKeeper> keeper; ///< Ends first.

private:
    Result<void> note(const audit::AuditEntry& entry)
    {
        if (isRecordFull) {
            return failure(Errc::Full, "made to fail");
        }
        const std::scoped_lock lock(mutex);
        entries.push_back(entry.actor.name + " " + entry.action + " " + entry.object + " "
                          + std::to_string(static_cast<int>(entry.outcome)));
        return {};
    }
    mutable std::mutex mutex;
    std::vector<std::string> entries;
};

} // namespace omni::tests
