// What an HTTP answer of Alpaca proves: refused for certain, a name that it has seen before, or nothing at all.
//
// Only the venue's own words prove that an order does not exist (S6, F24, F31): a status alone may be from something in
// between. Pure.

#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace omni::brokers::alpaca {

/// `{"code":…,"message":…}`
struct ErrorBody {
    std::int64_t code = 0; ///< 0: none was told.
    std::string message;
};
/// Invalid: it is no error of Alpaca's, a page of somebody in between for instance.
[[nodiscard]] Result<ErrorBody> errorFrom(std::string_view json);

enum class Verdict : std::uint8_t {
    Done, ///< 2xx: see the body.
    Refused, ///< By the venue, for certain; nothing has changed there.
    KeyRefused, ///< Likewise, and so will be all that follows: wrong key, missing right.
    NameTaken, ///< Our client order id is known there: the order may well be ours, ask.
    NotFound, ///< The venue knows no such thing.
    TooMany, ///< Rate limit: refused for certain, and silence is wanted.
    NoProof, ///< It may or may not have happened.
};
/// "name_taken"
[[nodiscard]] std::string_view nameOf(Verdict verdict) noexcept;

struct AnswerVerdict {
    Verdict verdict = Verdict::NoProof;
    std::string words; ///< The venue's, or why they prove nothing. Foreign text.
};

/// Of any answer; `status` as in `net::HttpAnswer`.
[[nodiscard]] AnswerVerdict verdictOf(int status, std::string_view body);

} // namespace omni::brokers::alpaca
