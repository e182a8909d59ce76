#include "core/edge/net/http_exchange.h"

#include <fmt/core.h>

#include <utility>

namespace omni::net {

HttpExchange::HttpExchange(const HttpRequest& request, std::string requestText)
    : method(request.method)
    , lane(request.lane)
    , text(std::move(requestText))
    , mayGo(request.mayGo)
    , onAnswer(request.onAnswer)
{
    deadline.setSingleShot(true);
}

HttpExchange::~HttpExchange()
{
    wipe(text);
}

void HttpExchange::finish(HttpOutcome result)
{
    deadline.stop();
    wipe(text);
    outcome.set(std::move(result));
}

void HttpExchange::fail(HttpFailureKind kind, const std::string& why)
{
    finish(tl::unexpected(HttpFailure{kind, fate, fmt::format("{}: {}", nameOf(method), why)}));
}

void HttpExchange::markSent(Monotonic now) noexcept
{
    fate = Fate::MaybeSent;
    sent = now;
}

} // namespace omni::net
