// The orders of this face's clients: taken, replaced and cancelled at the exchange, and told as they change.
//
// A replaced order keeps its order at the exchange: the new record takes it over, its fills included. One thread.

#pragma once

#include "core/edge/sandbox/alpaca/account_checks.h"
#include "core/edge/sandbox/alpaca/client_account.h"
#include "core/edge/sandbox/alpaca/order_record.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace omni::sandbox::alpaca {

class OrderDesk final : public Watcher
{
public:
    /// A frame of the order stream.
    using Tell = std::function<void(AccountId, const std::string&)>;

    /// All outlive it. Accounts are those of the exchange, in their order.
    OrderDesk(Exchange& exchange, std::vector<ClientAccount>& clients, std::uint64_t seed);
    ~OrderDesk() override;
    OrderDesk(const OrderDesk&) = delete;
    OrderDesk& operator=(const OrderDesk&) = delete;

    struct Placed {
        std::uint64_t number = 0;
        std::string json; ///< The order as it was taken; it may have filled since.
    };
    [[nodiscard]] Answer<Placed> place(ClientAccount& client, OrderRequest request);
    [[nodiscard]] Answer<Placed> replace(ClientAccount& client, const OrderRecord& record,
                                         const OrderChangeRequest& change);
    [[nodiscard]] std::optional<Fault> cancel(ClientAccount& client, const OrderRecord& record);

    /// Lets orders in whose market has opened, and tells what has happened since.
    void advance(const Tell& tell);

    [[nodiscard]] const OrderRecord* byId(AccountId account, std::string_view id) const;
    [[nodiscard]] const OrderRecord* byClientId(AccountId account, std::string_view clientId) const;
    [[nodiscard]] const OpenRecords& open(AccountId account) const
    {
        return m_open[account.value - 1];
    }
    /// Those kept, rising by number.
    [[nodiscard]] std::vector<const OrderRecord*> all(AccountId account) const;
    [[nodiscard]] std::string json(const OrderRecord& record, bool nested) const;
    [[nodiscard]] std::string assetId(std::size_t listing) const;

    void onOrder(const OrderUpdate& update) override;

private:
    [[nodiscard]] ClientAccount& clientOf(AccountId account) const
    {
        return m_clients[account.value - 1];
    }
    OrderRecord& make(const ClientAccount& client, const OrderRequest& asked, std::uint64_t parent);
    void makeLegs(const ClientAccount& client, OrderRecord& parent);
    [[nodiscard]] OrderWish wishOf(const OrderRecord& record) const;
    [[nodiscard]] std::optional<Fault> enter(OrderRecord& record);
    void drop(std::uint64_t number);
    void setPhase(OrderRecord& record, Phase phase, Timestamp at);
    void forget();
    [[nodiscard]] std::optional<Timestamp> expiryOf(const OrderRequest& asked) const;
    [[nodiscard]] std::optional<TrailMark> trailMark(const OrderRecord& record) const;
    [[nodiscard]] std::optional<Fault> changeFault(const ClientAccount& client, const OrderRecord& record,
                                                   const OrderChangeRequest& change) const;
    OrderRecord& takeOver(OrderRecord& old, OrderRequest asked);
    void showReplaced(OrderRecord& old, OrderRecord& taken);
    void onFill(OrderRecord& record, const OrderUpdate& update);
    void onEnd(OrderRecord& record, const OrderUpdate& update);
    void say(const OrderRecord& record, std::string_view event, std::uint64_t execution, Timestamp at,
             const AccountTrade* trade = nullptr);

    Exchange& m_exchange;
    std::vector<ClientAccount>& m_clients;
    std::uint64_t m_seed;
    std::uint64_t m_last = 0, m_ownExecutions = 0;
    std::map<std::uint64_t, OrderRecord> m_records;
    std::map<std::string, std::uint64_t, std::less<>> m_byId;
    std::map<std::pair<std::uint64_t, std::string>, std::uint64_t> m_byClientId;
    std::map<std::uint64_t, std::uint64_t> m_byVenue; ///< The record of an exchange's order that stands.
    std::vector<OpenRecords> m_open;
    std::set<std::uint64_t> m_waiting; ///< For their market to open.
    std::uint64_t m_replacement = 0; ///< The record that takes over in the call under way.
    std::deque<std::pair<AccountId, std::string>> m_untold;
};

} // namespace omni::sandbox::alpaca
