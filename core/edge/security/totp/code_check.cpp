#include "core/edge/security/totp/code_check.h"

namespace omni::totp {

namespace {

tl::unexpected<Error> codeDoesNotCount()
{
    return failure(Errc::Denied, "this code does not count");
}

bool isBlank(std::byte each) noexcept
{
    constexpr std::string_view blanks = " \t\r\n";
    return blanks.find(static_cast<char>(each)) != std::string_view::npos;
}

} // namespace

Result<std::uint32_t> typedCode(std::span<const std::byte> typed)
{
    constexpr std::size_t mostTyped = 32;
    std::uint32_t code = 0;
    unsigned digits = 0;
    bool isCode = typed.size() <= mostTyped;
    for (const auto each : typed.first(isCode ? typed.size() : 0)) {
        if (isBlank(each)) {
            continue;
        }
        const auto value = std::to_integer<std::uint32_t>(each) - '0';
        isCode = isCode && value <= 9 && ++digits <= codeDigits;
        code = isCode ? code * 10 + value : 0;
    }
    if (!isCode || digits != codeDigits) {
        return failure(Errc::Invalid, "a code has six digits");
    }
    return code;
}

Result<std::int64_t> acceptedStep(StepStore& store, std::string_view person, std::span<const std::byte> seed,
                                  std::span<const std::byte> typed, Timestamp now)
{
    const auto code = typedCode(typed);
    const auto step = stepAt(now);
    if (!code || !step) {
        return tl::unexpected(code ? step.error() : code.error());
    }
    const auto current = codeOf(seed, *step);
    const auto previous = codeOf(seed, *step > 0 ? *step - 1 : 0);
    if (!current || !previous) {
        return tl::unexpected(current ? previous.error() : current.error());
    }
    const bool isInGrace = *step > 0 && now.ns % stepLength.ns < stepGrace.ns;
    const bool isCurrent = *code == *current;
    const bool isPrevious = *code == *previous && isInGrace;
    if (!isCurrent && !isPrevious) {
        return codeDoesNotCount();
    }
    const std::int64_t accepted = isCurrent ? *step : *step - 1;
    if (const auto taken = store.take(person, accepted); !taken) {
        if (taken.error().code == Errc::Conflict) {
            return codeDoesNotCount();
        }
        return tl::unexpected(taken.error());
    }
    return accepted;
}

} // namespace omni::totp
