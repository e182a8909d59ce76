// What can go wrong on the wire between an adapter and its venue, as a script for `WireProxy`.

#pragma once

#include "core/base/time.h"
#include "core/edge/sandbox/server/web_values.h"

#include <cstddef>
#include <functional>
#include <string>

namespace omni::test {

enum class RequestFault : std::uint8_t {
    CutRequest, ///< The venue gets the first `bytes` of it and then the line is cut (F22).
    LoseAnswer, ///< The venue has done it, and the line is cut before its answer (F23).
    WithholdAnswer, ///< The same, but the line stays open and nothing is ever said (F23).
    ReplaceAnswer, ///< The venue has done it, and `answer` comes in place of what it said (F24).
    HoldAnswer, ///< It comes when `release` is called (F25).
    RefuseHere, ///< It never reaches the venue: `answer` comes from somebody before it (F37).
    CutAnswer, ///< The venue has done it, and after the first `bytes` of its answer the line is cut (F22).
    RawAnswer, ///< The venue has done it, and `raw` comes in place of what it said; then the line is cut (F24).
    EditAnswer, ///< `edit` changes the body of what the venue says (F19).
};

/// Meets requests of `method` whose target begins with `path`, the query not looked at.
struct RequestRule {
    std::string method; ///< Empty: any.
    std::string path;
    RequestFault fault = RequestFault::LoseAnswer;
    std::size_t times = 1; ///< How many it meets; after that it is gone.
    std::size_t bytes = 0;
    sandbox::WebAnswer answer{};
    std::string raw{};
    std::function<void(std::string& body)> edit{};
};

enum class FrameFault : std::uint8_t {
    Drop, ///< F33, F34.
    Double, ///< F26.
    Hold, ///< Comes when `release` is called, behind what came meanwhile (F27).
};

/// Meets messages of the venue on WebSockets whose target begins with `path`, that contain `text`.
struct FrameRule {
    std::string path;
    std::string text;
    FrameFault fault = FrameFault::Drop;
    std::size_t times = 1;
};

/// A request as it came to the proxy.
struct SeenRequest {
    std::string method, path, query, body;
    bool reachedVenue = false; ///< Whole.
    Monotonic at{}; ///< By the proxy's clock.
};

} // namespace omni::test
