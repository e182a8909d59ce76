// The profile's file "watched-session.json": what the watchdog must know of a session before it happens that nobody is
// there to ask. Written by the program before the first order of the session may leave; nothing secret is in it.

#pragma once

#include "core/base/error.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/platform/file_folder.h"
#include "core/trade/orders/client_order_id.h"
#include "core/trade/orders/environment.h"

#include <string>
#include <string_view>
#include <vector>

namespace omni::watch {

struct WatchedSession {
    orders::Nonce session; ///< The start nonce of this session.
    orders::Nonce install; ///< Of the profile.
    std::vector<orders::Nonce> starts; ///< All that this profile has named orders under, this session's among them.
    std::string broker; ///< "binance"
    orders::Environment environment = orders::Environment::Paper;
    std::string account; ///< As configured: "binance-paper".
    std::vector<std::string> symbols; ///< What it trades, as the venue writes them.
    std::vector<brokers::FaceSetting> faces; ///< Addresses of its own. Empty: the broker's.
    std::string proxy, certificate; ///< As configured.

    /// An order of this profile, by its name at the venue. None: it is somebody else's.
    [[nodiscard]] std::optional<orders::ClientOrderParts> partsOfOurs(std::string_view name) const;
};

[[nodiscard]] Result<void> keepWatched(platform::FileFolder& profile, const WatchedSession& session);

/// NotFound: none was written. Corrupt: it is none, or lacks something.
[[nodiscard]] Result<WatchedSession> keptWatched(const platform::FileFolder& profile);

} // namespace omni::watch
