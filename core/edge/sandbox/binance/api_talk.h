// One client's connection to the WebSocket API: requests and answers, and the events of its account.

#pragma once

#include "core/edge/sandbox/binance/desk_of_calls.h"
#include "core/edge/sandbox/server/channel.h"
#include "core/edge/sandbox/server/json_value.h"

#include <map>
#include <string>
#include <string_view>

namespace omni::sandbox::binance {

class ApiTalk final : public Talk, public Watcher
{
public:
    ApiTalk(DeskOfCalls& desk, Channel& channel, TimeUnit unit);
    ~ApiTalk() override;
    ApiTalk(const ApiTalk&) = delete;
    ApiTalk& operator=(const ApiTalk&) = delete;

    void onText(std::string_view text) override;

    void onOrder(const OrderUpdate& update) override;
    void onList(const OrderList& list, Timestamp at) override;
    void onBalances(AccountId account, std::span<const std::size_t> assets, Timestamp at) override;

private:
    [[nodiscard]] Answer own(std::string_view method, const Params& params, std::string_view signedText, bool& isOwn);
    [[nodiscard]] Answer subscribe(const Client& client);
    [[nodiscard]] Answer unsubscribe(const Params& params);
    [[nodiscard]] Answer session(std::string_view method, const Params& params, std::string_view signedText);
    void answer(std::string_view id, const Served& served);
    void send(AccountId account, const std::string& event);

    DeskOfCalls& m_desk;
    Channel& m_channel;
    TimeUnit m_unit;
    const Client* m_loggedOn = nullptr;
    Timestamp m_loggedOnAt{}, m_opened;
    std::map<std::uint64_t, std::uint64_t> m_subscriptions; ///< Account by number.
    std::uint64_t m_nextSubscription = 0;
};

} // namespace omni::sandbox::binance
