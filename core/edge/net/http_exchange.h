// A request on its way through the client, from `send` to its outcome.

#pragma once

#include "core/edge/net/http_values.h"
#include "core/edge/net/once.h"

#include <QTimer>

#include <functional>
#include <string>

namespace omni::net {

/// One thread. Shared by the coroutine that waits for it and the client's books.
class HttpExchange
{
public:
    /// `requestText` are the bytes of `request`.
    HttpExchange(const HttpRequest& request, std::string requestText);
    ~HttpExchange();
    HttpExchange(const HttpExchange&) = delete;
    HttpExchange& operator=(const HttpExchange&) = delete;

    /// The first outcome counts.
    void finish(HttpOutcome result);
    /// `finish` with a failure; how far the request came is known here.
    void fail(HttpFailureKind kind, const std::string& why);
    /// From now on it may have happened.
    void markSent(Monotonic now) noexcept;

    const HttpMethod method;
    const Lane lane;
    std::string text; ///< The bytes, for the one time that they are sent. Holds secrets.
    const std::function<bool()> mayGo;
    const std::function<void(const HttpAnswer&)> onAnswer;
    Fate fate = Fate::NeverSent;
    Monotonic sent;
    QTimer deadline;

    /// What the coroutine waits for.
    Once<HttpOutcome> outcome;
};

} // namespace omni::net
