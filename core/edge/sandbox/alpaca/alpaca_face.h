// The Alpaca face of the paper exchange: trading and data REST, the order stream and the data streams, on one port.
//
// Base addresses of all four are that of the port: their paths differ. It is made of its own exchange, with an account
// for each key. One thread, the one whose event loop it lives in.

#pragma once

#include "core/base/time.h"
#include "core/edge/sandbox/exchange/market.h"
#include "core/edge/sandbox/keys/client_keys.h"

#include <QSslConfiguration>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::sandbox::alpaca {

/// What each account holds of a listing when the face begins.
struct HeldAtStart {
    std::string symbol; ///< Of the listing: "AAPL", "BTC/USD". An unknown one is left out.
    Money quantity; ///< In 10^-8; below zero: sold short.
    Money cost; ///< What was paid for it; has the sign of `quantity`.
};

struct FaceConfig {
    std::uint64_t seed = 1; ///< Of ids; the market has its own.
    bool keepsHours = false; ///< Shares keep New York's hours; the market must do so, too.
    Money funds{100'000LL * 100'000'000}; ///< USD of each account.
    std::vector<HeldAtStart> held;
    std::optional<QSslConfiguration> tls;
};

/// AAPL, MSFT, NVDA, SPY, BTC/USD, ETH/USD at invented prices. Shares trade in millionths for clients.
[[nodiscard]] std::unique_ptr<Market> builtInMarket(std::uint64_t seed, Timestamp start, bool keepsHours);

/// Rules of this venue for a listing of any market.
void adapt(Listing& listing);

class AlpacaFace
{
public:
    /// `clock` outlives it. One account for each key; those without a secret are left out.
    AlpacaFace(Clock& clock, std::unique_ptr<Market> market, const std::vector<ClientKey>& keys, FaceConfig config);
    ~AlpacaFace();
    AlpacaFace(const AlpacaFace&) = delete;
    AlpacaFace& operator=(const AlpacaFace&) = delete;

    /// On 127.0.0.1; port 0: any that is free. Returns the port.
    [[nodiscard]] Result<std::uint16_t> listen(std::uint16_t port);
    /// Lets time pass, and sends what has happened. Its own timer calls it every few milliseconds.
    void advance();
    /// Says goodbye to everyone, and takes nobody new.
    void stop();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::sandbox::alpaca
