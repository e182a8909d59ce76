// One client of a data stream: who it is, what it wants, and what waits to be sent to it. Inside of the streams.

#pragma once

#include "core/edge/sandbox/alpaca/data_stream.h"

namespace omni::sandbox::alpaca {

class DataStreams::Conversation final : public Talk
{
public:
    Conversation(DataStreams& home, Channel& channel, DataFeed feed, bool isMsgpack);
    ~Conversation() override;

    void onText(std::string_view text) override;
    void onBinary(std::string_view bytes) override;

    [[nodiscard]] bool wants(DataChannel channel, const Listing& listing) const
    {
        return m_client != nullptr && listing.isShare != (m_feed == DataFeed::Crypto)
            && m_wanted.has(channel, listing.symbol);
    }
    [[nodiscard]] bool isMsgpack() const noexcept
    {
        return m_isMsgpack;
    }
    /// A finished object, JSON or MessagePack as this client speaks.
    void add(const std::string& item);
    void flush();
    /// An end for who does not sign in.
    void tick(Monotonic now);

private:
    void take(const Result<JsonValue>& message);
    void signIn(const JsonValue& message);
    void subscribe(const JsonValue& message, bool adds);
    void sendImages(const std::set<std::string>& before);
    void sayError(int code, std::string_view text);
    template<class Write> void sayAlone(const Write& write);

    DataStreams& m_home;
    Channel& m_channel;
    DataFeed m_feed;
    bool m_isMsgpack;
    Monotonic m_opened;
    const ClientAccount* m_client = nullptr;
    Subscriptions m_wanted;
    std::vector<std::string> m_items;
};

} // namespace omni::sandbox::alpaca
