// A vault without files: it shows what a test gives it and notes what was wished, with its secrets.

#pragma once

#include "core/host/runtime/vault/vault_link.h"
#include "tests/support/fake_terminal/fake_people.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace omni::testing {

class FakeVault final : public runtime::VaultLink
{
public:
    views::VaultView shown; ///< `settled` rises by itself unless `holds`.
    bool isThere = true; ///< False: nobody has looked yet.
    bool holds = false; ///< Wishes stay busy until `settle`.
    bool isFull = false; ///< Wishes are dropped.
    std::optional<views::VaultFailure> failsWith; ///< The next ones do.
    std::string letters; ///< Given out once.
    std::vector<runtime::VaultWish> wishes;
    int uses = 0;
    FakePeople peopleShown;
    runtime::PeopleLink* peopleKept = &peopleShown; ///< In their place, real ones for instance. Null: none.

    [[nodiscard]] std::shared_ptr<const views::VaultView> view() const override
    {
        return isThere ? std::make_shared<const views::VaultView>(shown) : nullptr;
    }
    [[nodiscard]] std::uint64_t wish(runtime::VaultWish wish) override
    {
        if (isFull) {
            return 0;
        }
        wishes.push_back(std::move(wish));
        shown.isBusy = true;
        if (!holds) {
            settle();
        }
        return wishes.size();
    }
    /// All wishes up to now are done, or have failed.
    void settle()
    {
        shown.isBusy = false;
        shown.settled = wishes.size();
        shown.failure = failsWith;
        shown.hasLettersToShow = !letters.empty();
    }
    [[nodiscard]] platform::SecretBytes takeRecoveryLetters() override
    {
        shown.hasLettersToShow = false;
        const std::string given = std::exchange(letters, {});
        auto out = platform::SecretBytes::copyOf(std::as_bytes(std::span(given.data(), given.size())));
        return out ? std::move(*out) : platform::SecretBytes();
    }
    void noteUse() noexcept override
    {
        ++uses;
    }
    [[nodiscard]] runtime::PeopleLink* people() noexcept override
    {
        return peopleKept;
    }
    /// The newest one if it is a `Wish`, else null.
    template<class Wish> [[nodiscard]] const Wish* last() const
    {
        return wishes.empty() ? nullptr : std::get_if<Wish>(&wishes.back());
    }
};

/// What a wish carries, as text.
[[nodiscard]] inline std::string textOf(const platform::SecretBytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.exposed().data()), bytes.size()};
}

} // namespace omni::testing
