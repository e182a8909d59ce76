// How this face writes times, ids and figures, and how it reads queries.

#pragma once

#include "core/base/time.h"
#include "core/edge/sandbox/exchange/listing.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::sandbox::alpaca {

/// RFC 3339 in UTC, trailing zeros of the second dropped; cut to microseconds.
[[nodiscard]] std::string timeText(Timestamp t);
/// The same to the nanosecond.
[[nodiscard]] std::string nanoTimeText(Timestamp t);
/// With New York's offset: "2026-07-14T09:31:02.5-04:00".
[[nodiscard]] std::string newYorkText(Timestamp t);

/// A UUID that is the same for the same three; of version 4's form.
[[nodiscard]] std::string uuidOf(std::string_view purpose, std::uint64_t seed, std::uint64_t number);

/// The exact decimal without trailing zeros: "150.25".
[[nodiscard]] std::string exactText(Money amount);
[[nodiscard]] std::string priceText(const Listing& listing, Ticks price);
[[nodiscard]] std::string sizeText(const Listing& listing, Lots size);
/// value / size with up to `decimals` decimals, half to even; "0" for a size of zero.
[[nodiscard]] std::string quotientText(Int128 dividend, Int128 divisor, int decimals);
/// Average price of `value` paid for `quantity` (10^-8), up to nine decimals.
[[nodiscard]] std::string averageText(Money value, Money quantity);

/// A symbol with its slash, or the spelling without it.
[[nodiscard]] std::optional<std::size_t> listingNamed(std::span<const Listing> listings, std::string_view symbol);

/// The text behind "?" of a request.
class Query
{
public:
    /// Percent-encoded; at most 64 names, later ones are dropped.
    explicit Query(std::string_view raw);
    /// Empty: it is absent, or empty.
    [[nodiscard]] std::string_view text(std::string_view name) const noexcept;
    [[nodiscard]] bool has(std::string_view name) const noexcept;
    [[nodiscard]] bool isTrue(std::string_view name) const noexcept
    {
        return text(name) == "true";
    }

private:
    std::vector<std::pair<std::string, std::string>> m_all;
};

/// Percent-decoded; what is malformed stays as it is.
[[nodiscard]] std::string decoded(std::string_view text, bool plusIsSpace = false);
[[nodiscard]] std::vector<std::string> splitAt(std::string_view text, char mark);
/// A whole number within [least, most].
[[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view text, std::int64_t least, std::int64_t most);
/// A date or a time of RFC 3339.
[[nodiscard]] std::optional<Timestamp> timeFrom(std::string_view text);

} // namespace omni::sandbox::alpaca
