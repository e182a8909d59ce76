// Accounts on a store in memory, with clocks that stand until a test moves them.

#pragma once

#include "core/edge/security/accounts/accounts.h"

#include <atomic>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace omni::tests {

inline std::span<const std::byte> typed(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

inline std::string shownText(const platform::SecretBytes& secret)
{
    return {reinterpret_cast<const char*>(secret.exposed().data()), secret.size()};
}

/// "ok", or the name of the error's code.
template<class T> std::string codeOf(const Result<T>& result)
{
    return result ? "ok" : std::string(nameOf(result.error().code));
}

class AccountsInMemory final : public accounts::AccountStore
{
public:
    std::optional<Bytes> kept;
    bool isFull = false;
    int refused = 0; ///< How many writings were made to fail.

    [[nodiscard]] Result<platform::SecretBytes> read() override
    {
        if (!kept) {
            return failure(Errc::NotFound, "never had accounts");
        }
        return platform::SecretBytes::copyOf(*kept);
    }
    [[nodiscard]] Result<void> replace(std::span<const std::byte> bytes) override
    {
        if (isFull) {
            refused += 1;
            return failure(Errc::Full, "made to fail");
        }
        kept = Bytes(bytes.begin(), bytes.end());
        return {};
    }
};

/// A machine that has run for ten hours on a day of 2026.
struct HandClocks {
    accounts::Moment now{Timestamp{1'795'000'000'000'000'000}, {hours(10).ns, {std::byte{1}}}};

    void move(Duration by)
    {
        now.wall = now.wall + by;
        now.machine.ns += by.ns;
    }
    void restartMachine(std::uint8_t which)
    {
        now.machine = {seconds(20).ns, {std::byte{which}}};
    }
};

inline constexpr std::string_view ownersPassword = "seven green kettles";

/// The accounts of a program; another one on the same store is that program started again.
struct OpenedAccounts {
    HandClocks clocks;
    std::unique_ptr<accounts::Accounts> all;

    explicit OpenedAccounts(AccountsInMemory& store, HandClocks at = {})
        : clocks(at)
    {
        auto opened = accounts::Accounts::open(store, [this] { return clocks.now; });
        if (!opened) {
            std::abort();
        }
        all = std::move(*opened);
    }
    OpenedAccounts(const OpenedAccounts&) = delete;
    OpenedAccounts& operator=(const OpenedAccounts&) = delete;

    accounts::Accounts* operator->() const
    {
        return all.get();
    }
    [[nodiscard]] Result<accounts::SignedIn> signIn(std::string_view person, std::string_view password,
                                                    std::string_view second = {}) const
    {
        return all->signIn(person, {typed(password), typed(second)});
    }
    void addOwner() const
    {
        if (!all->add("owner", typed(ownersPassword), {})) {
            std::abort();
        }
    }
    /// What the authenticator shows now.
    [[nodiscard]] std::string codeNow(const platform::SecretBytes& seed) const
    {
        const auto code = std::to_string(*totp::codeOf(seed.exposed(), *totp::stepAt(clocks.now.wall)));
        return std::string(totp::codeDigits - code.size(), '0') + code;
    }
    /// Enrols an authenticator of the owner's; the step of now is used by it.
    [[nodiscard]] std::pair<platform::SecretBytes, std::vector<platform::SecretBytes>> enrolOwner() const
    {
        auto seed = all->beginEnrolment("owner", {typed(ownersPassword), {}});
        if (!seed) {
            std::abort();
        }
        auto codes = all->confirmEnrolment("owner", typed(codeNow(*seed)));
        if (!codes) {
            std::abort();
        }
        return {std::move(*seed), std::move(*codes)};
    }
};

} // namespace omni::tests
