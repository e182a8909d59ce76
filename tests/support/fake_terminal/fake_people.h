// People without accounts: it shows what a test gives it and notes what was wished, with its secrets.

#pragma once

#include "core/host/runtime/people/people_link.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace omni::testing {

class FakePeople final : public runtime::PeopleLink
{
public:
    views::PeopleView shown; ///< `settled` rises by itself unless `holds`.
    bool isThere = true; ///< False: nobody has looked yet.
    bool holds = false; ///< Wishes stay busy until `settle`.
    std::optional<views::PeopleFailure> failsWith; ///< The next ones do.
    std::string seed; ///< Given out once.
    std::vector<std::string> codes; ///< Likewise.
    std::vector<runtime::PeopleWish> wishes;

    [[nodiscard]] static platform::SecretBytes secretOf(const std::string& text)
    {
        auto out = platform::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size())));
        return out ? std::move(*out) : platform::SecretBytes();
    }
    [[nodiscard]] std::shared_ptr<const views::PeopleView> view() const override
    {
        return isThere ? std::make_shared<const views::PeopleView>(shown) : nullptr;
    }
    [[nodiscard]] std::uint64_t wish(runtime::PeopleWish wish) override
    {
        wishes.push_back(std::move(wish));
        shown.isBusy = true;
        if (!holds) {
            settle();
        }
        return wishes.size();
    }
    void settle()
    {
        shown.isBusy = false;
        shown.settled = wishes.size();
        shown.failure = failsWith;
    }
    [[nodiscard]] platform::SecretBytes takeEnrolment() override
    {
        return secretOf(std::exchange(seed, {}));
    }
    [[nodiscard]] std::vector<platform::SecretBytes> takeRecoveryCodes() override
    {
        std::vector<platform::SecretBytes> out;
        for (const auto& each : std::exchange(codes, {})) {
            out.push_back(secretOf(each));
        }
        return out;
    }
    [[nodiscard]] views::PasswordVerdict judge(std::span<const std::byte> typed, bool hasSecondFactor,
                                               std::string_view) const override
    {
        return typed.empty()                              ? views::PasswordVerdict::Empty
            : typed.size() < (hasSecondFactor ? 8U : 12U) ? views::PasswordVerdict::TooShort
                                                          : views::PasswordVerdict::Good;
    }
};

} // namespace omni::testing
