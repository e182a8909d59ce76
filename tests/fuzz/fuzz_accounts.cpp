// needs: edge/security/accounts
//
// Any bytes as kept accounts, as a password and as a typed code: refused, or in the one form that is written.

#include "tests/fuzz/fuzz.h"

#include "core/edge/security/accounts/account_state.h"
#include "core/edge/security/accounts/password_rules.h"
#include "core/edge/security/totp/base32.h"
#include "core/edge/security/totp/code_check.h"

#include <algorithm>

using namespace omni;
using namespace omni::accounts;

namespace {

void tryAsState(std::span<const std::byte> kept)
{
    if (const auto state = stateOf(kept)) {
        const auto again = keptBytes(*state);
        fuzz::require(again && std::ranges::equal(again->exposed(), kept), "accounts have two forms");
    }
}

/// What stands before the accounts: most of the bytes, and nothing that could be wrong.
Bytes head()
{
    const auto nobody = keptBytes(*emptyState());
    const auto bytes = nobody->exposed();
    return {bytes.begin(), bytes.end() - 1};
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    static const auto before = head();
    tryAsState(input);
    auto whole = before;
    whole.insert(whole.end(), input.begin(), input.end());
    tryAsState(whole);
    if (const auto text = composed(input)) {
        const auto again = composed(text->exposed());
        require(again && std::ranges::equal(again->exposed(), text->exposed()), "a composed password changes again");
        static_cast<void>(passwordFault(input.first(std::min<std::size_t>(input.size(), 200)), true, "ann"));
    }
    if (const auto bytes = totp::bytesOfBase32(input)) {
        const auto letters = totp::base32Of(bytes->exposed());
        const auto again = totp::bytesOfBase32(letters->exposed());
        require(again && std::ranges::equal(again->exposed(), bytes->exposed()), "base 32 reads another content back");
    }
    if (const auto code = totp::typedCode(input)) {
        require(*code < 1'000'000, "a code of more than six digits");
    }
    return 0;
}
