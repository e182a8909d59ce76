// /stream: clients sign in, listen to "trade_updates", and are told what becomes of their orders.
//
// All frames are JSON in binary, as the paper endpoint sends them. One thread.

#pragma once

#include "core/edge/sandbox/alpaca/client_account.h"
#include "core/edge/sandbox/server/channel.h"
#include "core/edge/sandbox/server/json_value.h"

#include <memory>
#include <string>
#include <vector>

namespace omni::sandbox::alpaca {

class OrderStreams
{
public:
    /// `clients` outlive it, and it outlives its talks.
    explicit OrderStreams(std::vector<ClientAccount>& clients)
        : m_clients(clients)
    {
    }
    [[nodiscard]] std::unique_ptr<Talk> open(Channel& channel);
    /// A frame for everyone who listens as this account.
    void tell(AccountId account, const std::string& frame);

private:
    class Conversation;
    std::vector<ClientAccount>& m_clients;
    std::vector<Conversation*> m_open;
};

} // namespace omni::sandbox::alpaca
