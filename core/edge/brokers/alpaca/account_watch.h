// The account, its owner's choices and the venue's clock, looked at when a session begins and each minute: flags, proof
// of life, the offset of our clock (F19), the market's hours.

#pragma once

#include "core/edge/brokers/alpaca/session_state.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/net/backoff.h"

#include <functional>
#include <memory>
#include <string>

namespace omni::brokers::alpaca {

struct AccountWatchHooks {
    std::function<void(const AccountImage&)> onAccount;
    std::function<void(const std::string& why)> onKeyRefused; ///< It is not asked again.
    std::function<void(const std::string& why)> onNotTrusted; ///< The certificate: nor is it then. No key was sent.
    std::function<void(const std::string& why)> onTrouble; ///< It is asked again.
};

/// One thread with an event loop.
class AccountWatch
{
public:
    AccountWatch(SharedState state, AccountWatchHooks hooks);
    ~AccountWatch();
    void start();

private:
    struct Run;
    std::shared_ptr<Run> m_run; ///< Shared with the coroutines, which may outlive us.
};

} // namespace omni::brokers::alpaca
