// Why this face says no: a status of HTTP, a code, a sentence, and what explains it.

#pragma once

#include "core/edge/sandbox/server/web_values.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace omni::sandbox::alpaca {

struct Fault {
    int status = 422;
    int code = 0; ///< 0: the answer has none.
    std::string message;
    std::vector<std::pair<std::string, std::string>> details; ///< Further members; the values are JSON.
};

template<class T> using Answer = tl::expected<T, Fault>;

[[nodiscard]] tl::unexpected<Fault> malformed(std::string message); ///< 400, 40010000
[[nodiscard]] tl::unexpected<Fault> badField(std::string message); ///< 422, 40010001
[[nodiscard]] tl::unexpected<Fault> unprocessable(std::string message); ///< 422, 42210000
[[nodiscard]] tl::unexpected<Fault> notFound(std::string message); ///< 404, 40410000
[[nodiscard]] tl::unexpected<Fault>
forbidden(std::string message, std::vector<std::pair<std::string, std::string>> details = {}); ///< 403, 40310000
[[nodiscard]] tl::unexpected<Fault> badRequest(std::string message); ///< 400, a message only

[[nodiscard]] std::string jsonOf(const Fault& fault);
[[nodiscard]] WebAnswer answerOf(const Fault& fault);
/// 200 with a JSON value.
[[nodiscard]] WebAnswer answerOf(std::string json, int status = 200);

} // namespace omni::sandbox::alpaca
