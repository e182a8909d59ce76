// A session with Alpaca: the parts of this folder behind the port of brokers.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/brokers/alpaca/account_watch.h"
#include "core/edge/brokers/alpaca/market_watch.h"
#include "core/edge/brokers/alpaca/order_desk.h"
#include "core/edge/brokers/alpaca/order_stream.h"
#include "core/edge/brokers/alpaca/reconciliation.h"
#include "core/edge/brokers/alpaca/session_state.h"
#include "core/edge/brokers/shared/broker_info.h"

#include <memory>
#include <span>
#include <string>

namespace omni::brokers::alpaca {

/// What Alpaca holds, what the desk does in its place, what nobody does.
[[nodiscard]] constexpr views::Abilities alpacaAbilities() noexcept
{
    using views::Ability;
    using views::Holder;
    views::Abilities all{};
    const auto set = [&all](Ability ability, Holder holder) { all[static_cast<std::size_t>(ability)] = holder; };
    for (const auto ability :
         {Ability::MarketOrders, Ability::LimitOrders, Ability::StopOrders, Ability::StopLimitOrders,
          Ability::TrailingStops, Ability::ByValue, Ability::Fractions, Ability::ShortSelling, Ability::Day,
          Ability::GoodTillCancelled, Ability::ImmediateOrCancel, Ability::FillOrKill, Ability::ExtendedHours,
          Ability::FindsByClientId}) {
        set(ability, Holder::Venue);
    }
    // Of a bracket the stop goes with its entry and stands there; the target is watched here. A stop that moves is
    // taken back and sent anew; any other order a person cancels and sends again.
    for (const auto ability : {Ability::ReduceOnly, Ability::OneCancelsOther, Ability::Replace, Ability::Brackets}) {
        set(ability, Holder::Desk);
    }
    return all; // post-only: nobody; extended hours: limit orders that only reduce
}

/// The addresses by name: "rest", "data_rest", "stream_ws", "data_ws".
[[nodiscard]] std::span<const Face> faces() noexcept;

/// Alpaca's keys begin with what they are of. Denied: it is one of the other environment; Invalid: there is none.
[[nodiscard]] Result<void> checkKey(const BrokerKey& key);

/// Denied: key, account and addresses are not of one environment; Alpaca's keys say of themselves which they are of,
/// "PK…" of paper, "AK…" of real money (S35). Invalid: the configuration.
[[nodiscard]] Result<std::unique_ptr<ports::Broker>> makeSession(BrokerMaking making);

class Session final : public ports::Broker
{
public:
    ~Session() override;

    [[nodiscard]] ports::BrokerTraits traits() const override;
    void list(std::vector<std::string> symbols,
              std::function<void(Result<std::vector<ports::ListedInstrument>>)> done) override;
    void bars(const market::Instrument& instrument, Duration interval, Timestamp from, Timestamp until,
              std::function<void(Result<std::vector<market::Bar>>)> done) override;
    void start(const ports::BrokerSession& session) override;
    void watch(std::vector<ports::Watch> wanted) override;
    void submit(const risk::ClearedOrder& order) override;
    void submitProtected(const risk::ClearedOrder& entry, const orders::PlannedStop& stop) override;
    void submitPair(const risk::ClearedOrder& first, const risk::ClearedOrder& second) override;
    void cancel(const orders::OrderTicket& ticket) override;
    void cancelExternal(InstrumentId instrument, const orders::VenueOrderId& order) override;
    void replace(const ports::ReplaceRequest& request, const orders::OrderTicket& ticket) override;
    void query(const orders::OrderTicket& ticket) override;
    void reconcile() override;
    void stop() override;
    [[nodiscard]] views::Connection connection() const override;

private:
    friend Result<std::unique_ptr<ports::Broker>> makeSession(BrokerMaking making);
    Session(SharedState state, const net::Endpoint& streamWs, const net::Endpoint& dataWs, std::string host);
    void recallOrders();
    void wantFees();
    [[nodiscard]] bool openParts();
    void onAccount(const AccountImage& account);
    void onKeyRefused(const std::string& why);
    void refuse(const std::string& words);
    void onOrdersUp();
    void onOrdersDown(const std::string& why, bool isFinal);
    void setLink(bool isUp);

    SharedState m_state;
    net::Endpoint m_streamWs, m_dataWs;
    std::string m_host;
    std::unique_ptr<OrderDesk> m_desk;
    std::unique_ptr<AccountWatch> m_account;
    std::unique_ptr<OrderStream> m_orders;
    std::unique_ptr<Reconciliation> m_reconciliation;
    std::unique_ptr<MarketWatch> m_market;
    std::vector<ports::Watch> m_wanted;
    bool m_streamIsUp = false;
    bool m_feesAreAsked = false;
    int m_feeTries = 0;
    bool m_isUp = false;
    bool m_isRefused = false;
};

} // namespace omni::brokers::alpaca
