// Who hears of a server that was not trusted: somebody is on the line, or a certificate has run out. Either way a
// person has to know, so it goes into the audit record (safety 4.9, V38).
//
// One place for the process, below every client: one that is added later cannot forget to say it. What is heard here
// has been refused already, and no listener can change that.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace omni::net {

/// A connection on which TLS failed. Not one byte of a request went over it.
struct TrustRefusal {
    std::string host; ///< As the endpoint names it, not as the certificate does.
    std::uint16_t port = 0;
    std::string
        reason; ///< "The certificate has expired". Parts may be the server's words: to be shown as foreign text.
};

/// Hears of each refusal from its making to its end; there may be several.
class TrustWatch
{
public:
    /// `listener` is called on the thread of the connection, one call at a time over all threads: it hands on and
    /// returns. It makes and ends no watch. Not empty.
    explicit TrustWatch(std::function<void(const TrustRefusal&)> listener);
    /// No call is under way or comes when this returns.
    ~TrustWatch();
    TrustWatch(const TrustWatch&) = delete;
    TrustWatch& operator=(const TrustWatch&) = delete;

private:
    std::function<void(const TrustRefusal&)> m_listener;
    friend void tellTrustWatches(const TrustRefusal& refusal);
};

/// For the connection alone. From any thread.
void tellTrustWatches(const TrustRefusal& refusal);

} // namespace omni::net
