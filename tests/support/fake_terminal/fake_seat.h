// A seat without accounts: it shows what a test gives it and notes what was wished, with its secrets.

#pragma once

#include "core/host/runtime/seat/seat_link.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace omni::testing {

class FakeSeat final : public runtime::SeatLink
{
public:
    views::SeatView shown; ///< Wishes change it as a real one would, unless they fail.
    std::optional<views::SeatFailure> failsWith; ///< The next ones do.
    std::optional<views::SeatFailure> refuses; ///< Commands of the window.
    bool holds = false; ///< Wishes stay busy until `settle`.
    bool comesByRecoveryCode = false; ///< Who signs in has to enrol.
    std::vector<runtime::SeatWish> wishes;
    int uses = 0;
    bool hasCodes = false; ///< Recovery codes to be given out, once.

    [[nodiscard]] views::SeatView view() override
    {
        return shown;
    }
    [[nodiscard]] std::uint64_t wish(runtime::SeatWish wish) override
    {
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
        if (failsWith || wishes.empty()) {
            return;
        }
        if (const auto* in = std::get_if<runtime::SignIn>(&wishes.back())) {
            isIn(in->person, comesByRecoveryCode ? views::SeatState::MustEnrol : views::SeatState::SignedIn);
        } else if (std::holds_alternative<runtime::UnlockSeat>(wishes.back())) {
            shown.state = views::SeatState::SignedIn;
        } else if (std::holds_alternative<runtime::ConfirmSeatEnrolment>(wishes.back())) {
            hasCodes = true;
            signOut();
        } else if (std::holds_alternative<runtime::ShowCode>(wishes.back())) {
            shown.hasFreshCode = true;
        }
    }
    void isIn(const std::string& person, views::SeatState state = views::SeatState::SignedIn)
    {
        shown.state = state;
        shown.person = person;
        shown.number = PrincipalId{100};
        shown.untilLock = minutes(15);
    }
    void lock() override
    {
        shown.state = shown.person.empty() ? shown.state : views::SeatState::Locked;
    }
    void signOut() override
    {
        shown.state = views::SeatState::SignedOut;
        shown.person.clear();
        shown.number = {};
    }
    void noteUse() override
    {
        ++uses;
    }
    [[nodiscard]] platform::SecretBytes takeSeed() override
    {
        return secretOf("01234567890123456789");
    }
    [[nodiscard]] std::vector<platform::SecretBytes> takeRecoveryCodes() override
    {
        std::vector<platform::SecretBytes> codes;
        for (int i = 0; hasCodes && i < 10; ++i) {
            codes.push_back(secretOf("ABCD-EFGH-IJKL-MNOP"));
        }
        hasCodes = false;
        return codes;
    }
    [[nodiscard]] std::optional<views::SeatFailure> refusal() const override
    {
        return refuses;
    }
    [[nodiscard]] static platform::SecretBytes secretOf(std::string_view text)
    {
        auto bytes = platform::SecretBytes::copyOf(std::as_bytes(std::span(text.data(), text.size())));
        return bytes ? std::move(*bytes) : platform::SecretBytes();
    }
    /// The newest one if it is a `Wish`, else null.
    template<class Wish> [[nodiscard]] const Wish* last() const
    {
        return wishes.empty() ? nullptr : std::get_if<Wish>(&wishes.back());
    }
};

} // namespace omni::testing
