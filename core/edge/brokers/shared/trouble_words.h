// Why a broker cannot be reached, for a person: what happened, what it means, what to do.

#pragma once

#include "core/base/error.h"
#include "core/edge/net/endpoint.h"
#include "core/edge/net/http_values.h"
#include "core/edge/net/web_socket.h"

#include <string>

namespace omni::brokers {

/// Of a request that got no answer. It ends with "it is tried again" where that can help; of a certificate that is not
/// to be trusted nobody tries again. At most 400 bytes of visible ASCII, whatever was told. Pure.
[[nodiscard]] std::string troubleWords(const net::HttpFailure& failure, const net::Endpoint& endpoint);

/// The same as an error. Denied: the other side is not to be trusted. Unavailable: it was never sent. TimedOut: nobody
/// knows whether it arrived.
[[nodiscard]] Error unansweredError(const net::HttpFailure& failure, const net::Endpoint& endpoint);

/// Of an answer that is none of the broker's: a page of maintenance, of something in between, of somebody else.
[[nodiscard]] std::string pageWords(int status, const net::Endpoint& endpoint);

/// Of a stream that did not open, or ended.
[[nodiscard]] std::string troubleWords(const net::WsEnd& end, const net::Endpoint& endpoint);

} // namespace omni::brokers
