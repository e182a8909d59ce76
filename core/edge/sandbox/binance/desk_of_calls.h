// Serves one call: whoever it comes from is looked at first, then the call is made and counted. HTTP and WebSocket
// meet here.

#pragma once

#include "core/edge/sandbox/binance/calls.h"
#include "core/edge/sandbox/keys/client_keys.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::sandbox::binance {

/// A client's key and what it opens.
struct Client {
    ClientKey key;
    AccountId account;
};

struct Served {
    Answer answer;
    std::int64_t retryAfterSeconds = 0; ///< Above zero with 429 and 418.
    AccountId account; ///< Of an accepted order: its counts are told.
};

class DeskOfCalls
{
public:
    /// Each key gets an account of its own. All outlive it.
    DeskOfCalls(Exchange& exchange, Rates& rates, std::vector<ClientKey> keys, const AccountTerms& terms);

    /// `signedText` is what the client has signed. `loggedOn`: a WebSocket session whose requests need no signature.
    [[nodiscard]] Served serve(const CallSpec& spec, Call& call, std::string_view apiKey, std::string_view signedText,
                               const Client* loggedOn = nullptr);
    /// Of a key that exists and has signed in time, or why not.
    [[nodiscard]] tl::expected<const Client*, Fault> signedIn(const Params& params, std::string_view apiKey,
                                                              std::string_view signedText) const;
    [[nodiscard]] Exchange& exchange() noexcept
    {
        return m_exchange;
    }
    [[nodiscard]] Rates& rates() noexcept
    {
        return m_rates;
    }

private:
    [[nodiscard]] tl::expected<const Client*, Fault> clientOf(std::string_view apiKey) const;
    [[nodiscard]] std::optional<Fault> timeFault(const Params& params) const;
    [[nodiscard]] Served serveAllowed(const CallSpec& spec, Call& call, std::string_view apiKey,
                                      std::string_view signedText, const Client* loggedOn);

    Exchange& m_exchange;
    Rates& m_rates;
    std::map<std::string, Client, std::less<>> m_clients;
};

/// A query or a form body without its signature: what was signed.
[[nodiscard]] std::string withoutSignature(std::string_view form);

} // namespace omni::sandbox::binance
