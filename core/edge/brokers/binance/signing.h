// Requests with a signature: parameters as text, and HMAC-SHA256 or Ed25519 over it (binance "signed endpoints").
//
// Pure, no Qt. Keys are exposed for the length of a call only and never stand in an error.

#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::brokers::binance {

/// Names and values of a request, in the order given.
using Params = std::vector<std::pair<std::string, std::string>>;

/// All but letters, digits and "-_.~" as %XX (RFC 3986, 2.3).
[[nodiscard]] std::string percentEncoded(std::string_view text);

/// "a=1&b=x%20y": as it stands in a query, and as it is signed.
[[nodiscard]] std::string queryText(const Params& params);

/// Sorted by name and not encoded: what the WebSocket API signs.
[[nodiscard]] std::string sortedText(Params params);

/// One key. Not copied; one thread.
class Signer
{
public:
    /// A private key in PEM ("-----BEGIN PRIVATE KEY-----") signs with Ed25519, anything else with HMAC-SHA256.
    /// Invalid: an empty secret, a PEM that cannot be read, a key of another kind.
    [[nodiscard]] static Result<Signer> make(const Secret& secret);
    ~Signer();
    Signer(Signer&&) noexcept;
    Signer& operator=(Signer&&) noexcept;

    /// Hex digits for HMAC, Base64 (not percent-encoded) for Ed25519. Unavailable: the library failed.
    [[nodiscard]] Result<std::string> sign(std::string_view payload) const;
    [[nodiscard]] bool isEd25519() const noexcept;

private:
    struct Key;
    explicit Signer(std::unique_ptr<Key> key);
    std::unique_ptr<Key> m_key;
};

} // namespace omni::brokers::binance
