#include "core/host/config/rates.h"

#include "core/base/decimal.h"
#include "core/host/config/schema.h"

namespace omni::config {

namespace {

constexpr std::string_view wholeForm = "a rate is written \"0.9998 at 2024-08-08 from Kraken\"";

/// Cuts the word behind `word` off `text`: "1 at x" and "at" give "x", and leave "1".
std::string_view cutBehind(std::string_view& text, std::string_view word)
{
    const std::string apart = ' ' + std::string(word) + ' ';
    const auto at = text.find(apart);
    if (at == std::string_view::npos) {
        return {};
    }
    const auto behind = text.substr(at + apart.size());
    text = text.substr(0, at);
    return behind;
}

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && text.front() == ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && text.back() == ' ') {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace

Result<RateSetting> pairFromText(std::string_view pair)
{
    const auto slash = pair.find('/');
    RateSetting rate;
    if (slash != std::string_view::npos) {
        rate.from = pair.substr(0, slash);
        rate.to = pair.substr(slash + 1);
    }
    for (const std::string& code : {rate.from, rate.to}) {
        if (const auto fault = currencyFault(code); !code.empty() && !fault.empty()) {
            return failure(Errc::Invalid, fault);
        }
    }
    if (rate.from.empty() || rate.to.empty() || rate.from == rate.to) {
        return failure(Errc::Invalid, omni::quoted(pair) + " is not two different currencies, as in USDT/USD");
    }
    return rate;
}

Result<std::int64_t> rateNumberFromText(std::string_view text)
{
    const auto number = scaledFromText(text, 8);
    if (!number || *number <= 0) {
        return failure(Errc::Invalid,
                       omni::quoted(text) + " is not a decimal number above zero with at most 8 decimals");
    }
    return *number;
}

Result<RateSetting> rateFromText(std::string_view pair, std::string_view text)
{
    auto rate = pairFromText(pair);
    if (!rate) {
        return rate;
    }
    std::string_view rest = text;
    rate->source = trimmed(cutBehind(rest, "from"));
    const std::string_view date = trimmed(cutBehind(rest, "at"));
    if (date.empty()) {
        return failure(Errc::Invalid,
                       omni::quoted(text) + " has no date, and a rate is believed for a day only; "
                           + std::string(wholeForm));
    }
    const auto at = timestampFromIso(date);
    if (!at) {
        return failure(Errc::Invalid,
                       omni::quoted(date) + " is no date in UTC such as 2024-08-08 or 2024-08-08T16:00:00Z");
    }
    const auto number = rateNumberFromText(trimmed(rest));
    if (!number) {
        return tl::unexpected(number.error());
    }
    rate->numberE8 = *number;
    rate->at = *at;
    return rate;
}

bool isSamePair(const RateSetting& a, const RateSetting& b) noexcept
{
    return (a.from == b.from && a.to == b.to) || (a.from == b.to && a.to == b.from);
}

} // namespace omni::config
