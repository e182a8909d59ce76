#include "app/enrolment_output.h"

#include "app/opened_vault.h"

#include "core/edge/security/totp/base32.h"
#include "core/edge/security/totp/enrolment.h"

#include <fmt/format.h>

namespace omni::app {

namespace {

using platform::SecretBytes;
using runtime::Outcome;

constexpr std::size_t quiet = 4; ///< Light modules around the code (ISO/IEC 18004).

/// Two rows a line, light ones drawn: a terminal's ground is dark. Cameras read the other way round as well.
Result<SecretBytes> drawn(const totp::QrGrid& grid)
{
    constexpr std::string_view blocks[] = {" ", "▄", "▀", "█"}; // by what is light: below 1, above 2
    const std::size_t side = grid.width() + 2 * quiet;
    const auto isLight = [&grid](std::size_t row, std::size_t column) {
        const bool isInside
            = row >= quiet && column >= quiet && row < quiet + grid.width() && column < quiet + grid.width();
        return !isInside || !grid.isDark(row - quiet, column - quiet);
    };
    auto out = SecretBytes::zeros(((side + 1) / 2) * (side * 3 + 1));
    if (!out) {
        return out;
    }
    auto at = out->exposedForWriting();
    std::size_t length = 0;
    const auto add = [&](std::string_view text) {
        for (const char c : text) {
            at[length++] = static_cast<std::byte>(c);
        }
    };
    for (std::size_t row = 0; row < side; row += 2) {
        for (std::size_t column = 0; column < side; ++column) {
            const bool isBelow = row + 1 < side && isLight(row + 1, column);
            add(blocks[(isBelow ? 1 : 0) + (isLight(row, column) ? 2 : 0)]);
        }
        add("\n");
    }
    return SecretBytes::copyOf(out->exposed().first(length));
}

tl::unexpected<runtime::RunFailure> notShown(std::string code, std::string message, std::string hint)
{
    return tl::unexpected(
        runtime::RunFailure{runtime::FailureKind::Failed, std::move(code), std::move(message), std::move(hint), {}, 0});
}

} // namespace

Outcome<void> showEnrolment(const SecretBytes& seed, std::string_view person, bool asJson)
{
    const auto address = totp::otpauthAddress(seed.exposed(), "OmniTrade AI", person);
    const auto key = totp::base32Of(seed.exposed());
    const auto grid = address ? totp::qrGridOf(address->exposed()) : tl::unexpected(address.error());
    const auto picture = grid ? drawn(*grid) : tl::unexpected(grid.error());
    const bool isMade = address && key && picture;
    const bool isShown = isMade
        && (asJson ? isWritten("{\"otpauth\":\"") && isWritten(*address) && isWritten("\",\"key\":\"")
                    && isWritten(*key) && isWritten("\"}\n")
                   : isWritten("Show this to your authenticator, or type the key. It is shown this once.\n\n")
                    && isWritten(*picture) && isWritten("\nKey      ") && isWritten(*key) && isWritten("\nAddress  ")
                    && isWritten(*address) && isWritten("\n\n"));
    return isShown ? Outcome<void>()
                   : notShown("enrolment_not_shown", "the new second factor could not be written out",
                              "nothing was changed; what was set up before goes on");
}

Outcome<void> showRecoveryCodes(const std::vector<SecretBytes>& codes, std::string_view person, bool asJson)
{
    bool isShown = isWritten(asJson ? "{\"recovery_codes\":["
                                    : "Recovery codes, each good once, shown this once. Keep them where the phone is "
                                      "not:\n");
    for (std::size_t i = 0; i < codes.size(); ++i) {
        isShown = isShown && (!asJson || isWritten(i == 0 ? "\"" : ",\"")) && isWritten(codes[i])
            && isWritten(asJson ? "\"" : "\n");
    }
    isShown = isShown && (!asJson || isWritten("]}\n"));
    return isShown ? Outcome<void>()
                   : notShown("codes_not_shown", "the recovery codes could not be written out, and nobody has them now",
                              fmt::format("omnitrade user recovery {} makes others", person));
}

} // namespace omni::app
