// The data streams: /v2/{iex,sip,delayed_sip,test} and the coins' one, in JSON or, where the handshake asks for it, in
// MessagePack.
//
// What happens is gathered and sent in one frame a client at each `flush`. One thread.

#pragma once

#include "core/edge/sandbox/alpaca/client_account.h"
#include "core/edge/sandbox/alpaca/data_items.h"
#include "core/edge/sandbox/alpaca/subscriptions.h"
#include "core/edge/sandbox/server/channel.h"

#include <memory>
#include <string>
#include <vector>

namespace omni::sandbox::alpaca {

enum class DataFeed : std::uint8_t { Iex, Sip, Crypto };

class DataStreams final : public Watcher
{
public:
    /// All outlive it, and it outlives its talks.
    DataStreams(Exchange& exchange, std::vector<ClientAccount>& clients, Clock& clock);
    ~DataStreams() override;
    DataStreams(const DataStreams&) = delete;
    DataStreams& operator=(const DataStreams&) = delete;

    [[nodiscard]] std::unique_ptr<Talk> open(Channel& channel, DataFeed feed, bool isMsgpack);
    /// Sends what has gathered, and the bars of minutes that are over.
    void flush();

    void onTrade(std::size_t listing, const PublicTrade& trade) override;
    void onTouch(std::size_t listing, const Touch& touch, std::uint64_t update, Timestamp at) override;
    void onBook(std::size_t listing, std::uint64_t update, std::span<const BookLevelChange> changes, bool isImage,
                Timestamp at) override;

private:
    class Conversation;
    template<class Write>
    void tell(DataChannel channel, std::size_t listing, std::string_view type, const Write& write);
    void tellBars();

    Exchange& m_exchange;
    std::vector<ClientAccount>& m_clients;
    Clock& m_clock;
    std::vector<Conversation*> m_open;
    Timestamp m_minute; ///< The one under way.
    std::uint64_t m_quotes = 0;
};

} // namespace omni::sandbox::alpaca
