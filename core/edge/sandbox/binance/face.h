// The Binance face of the paper exchange: REST, market streams and the WebSocket API on one port of the loopback
// device.

#pragma once

#include "core/base/error.h"
#include "core/edge/sandbox/binance/rates.h"
#include "core/edge/sandbox/exchange/exchange.h"
#include "core/edge/sandbox/keys/client_keys.h"
#include "core/edge/sandbox/server/web_server.h"

#include <QSslConfiguration>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace omni::sandbox::binance {

struct FaceConfig {
    RateLimits rates;
    AccountTerms terms; ///< Of each key's account.
    WebLimits web;
    std::optional<QSslConfiguration> tls;
};

/// Funds for many smallest orders but not without end, of every asset that this exchange trades; of what can be sold
/// only a little, so that a desk with usual limits has room to buy.
[[nodiscard]] AccountTerms usualTerms();

/// One thread, with an event loop: time passes by it.
class Face
{
public:
    /// `clock` outlives it.
    Face(std::unique_ptr<Exchange> exchange, std::vector<ClientKey> keys, FaceConfig config, Clock& clock);
    ~Face();
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;

    /// As `WebServer::listen`.
    [[nodiscard]] Result<std::uint16_t> listen(std::uint16_t port);
    /// Says so to every client and lets nobody in any more. What is said goes out while the event loop runs on.
    void shutDown();

    [[nodiscard]] Exchange& exchange() noexcept;
    [[nodiscard]] Rates& rates() noexcept;
    [[nodiscard]] WebCounts counts() const;
    /// Messages of market streams so far, to all clients together.
    [[nodiscard]] std::uint64_t streamed() const noexcept;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::sandbox::binance
