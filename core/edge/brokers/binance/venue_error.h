// What the venue's error numbers mean for us: which of them prove something. One table (binance "error codes").

#pragma once

#include "core/edge/net/http_values.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace omni::brokers::binance {

/// What follows from an answer that is no success.
enum class Meaning : std::uint8_t {
    Refused, ///< Proof: what was asked has not been done.
    Unknown, ///< Proves nothing: it may have been done (S6).
    Duplicate, ///< An order of that name stands there: ours, by an answer that was lost. Ask.
    NoSuchOrder, ///< To a query or a cancel: not there, or not any more.
    TooMany, ///< A limit; nothing was done.
    WrongKey, ///< Nothing will ever be done with this key.
    WrongClock, ///< Our stamp is off; nothing was done.
    FilterChanged, ///< The venue's filters are not as we know them; nothing was done.
};

struct VenueError {
    Meaning meaning = Meaning::Unknown;
    int code = 0; ///< Zero: it named none.
    std::string text; ///< The venue's words, or ours where it had none. At most 95 bytes, for a report.
};

/// Of an error object's number and words. Numbers that nobody knows prove nothing.
[[nodiscard]] Meaning meaningOf(int code, std::string_view message) noexcept;

/// Of an HTTP answer that is no success, or claims to be one and cannot be read: 5xx, a page, an empty body prove
/// nothing, whatever stands in them (F24).
[[nodiscard]] VenueError errorIn(int status, std::string_view body);

/// Of a request without an answer: one that never left was not done.
[[nodiscard]] VenueError errorOf(const net::HttpFailure& failure);

/// Cut to what a report holds; bytes outside visible ASCII become '?'.
[[nodiscard]] std::string reportText(std::string_view text);

} // namespace omni::brokers::binance
