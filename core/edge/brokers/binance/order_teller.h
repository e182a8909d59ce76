// Turns what the venue tells of orders into the desk's words: whose order it is, its reports and its fills.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/brokers/binance/order_wire.h"
#include "core/edge/brokers/binance/outlet.h"
#include "core/edge/brokers/binance/traded_symbols.h"
#include "core/edge/brokers/shared/lost_names.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace omni::brokers::binance {

/// An order of ours of which the venue has spoken, or may.
struct KnownOrder {
    InstrumentId instrument;
    std::optional<orders::OrderTicket> ticket; ///< As sent in this session.
    std::optional<Monotonic> sent;
    bool isOpen = true, isStop = false;
    std::int64_t list = 0; ///< The venue's number of its list; below zero: it has none yet. Zero: of none.
    std::int64_t buys = 0; ///< e8 that it may still add to what is held of the base.
    std::int32_t amends = 0; ///< That the venue has taken in this session.
    std::int64_t ended = 0; ///< The venue's ms of the word that ended it; zero: it has said none.
};

/// One thread. Holds at most `knownMost` orders and names; the oldest that have ended go first.
class OrderTeller
{
public:
    static constexpr std::size_t knownMost = 50'000;
    static constexpr std::size_t othersMost = 20'000; ///< Of others; more are not counted, and the venue says so.
    static constexpr std::size_t toldMost = 20'000; ///< Executions that are remembered: days of a busy account.
    OrderTeller(const ports::BrokerSession& session, Outlet& outlet, TradedSymbols& symbols);

    /// The state of an order, with the fills in it. `ifOpen`: the word for one that works.
    void tell(const VenueOrder& order, orders::OrderEventKind ifOpen, std::string_view reason = {});
    /// A fill, of our order or of somebody else's. False, and `onDoubt` was told: it cannot be booked.
    bool tellTrade(const VenueTrade& trade, TradedSymbol& symbol, OrderId order);
    void say(const orders::OrderTicket& ticket, orders::OrderEventKind kind, std::string_view text);

    void sending(const orders::OrderTicket& ticket);
    /// Both legs of a list.
    void sendingPair(const orders::OrderTicket& first, const orders::OrderTicket& second);
    void amended(OrderId order);
    [[nodiscard]] std::optional<OrderId> ownerOf(std::int64_t venueId) const noexcept;
    /// The venue's number belongs to this order, or to nobody of ours.
    void remember(const VenueOrder& order);
    [[nodiscard]] bool knows(std::int64_t venueId) const noexcept
    {
        return m_owners.contains(venueId);
    }
    [[nodiscard]] const std::map<OrderId, KnownOrder>& known() const noexcept
    {
        return m_known;
    }
    void sentAt(OrderId order, Monotonic at);
    /// Open orders of the instrument as the venue counts them: ours and everybody else's on the account.
    [[nodiscard]] std::int32_t openOf(InstrumentId instrument, bool stopsAlone) const noexcept;
    [[nodiscard]] std::int32_t openListsOf(InstrumentId instrument) const;
    /// What the open buys of the instrument may still add, e8: as `openOf`. A pair adds what one of its legs does.
    [[nodiscard]] std::int64_t openBuysOf(InstrumentId instrument) const;
    /// What was told did not reach the desk: executions may be told once more, it knows them by their numbers.
    void forgetTold() noexcept
    {
        m_told.clear();
        m_toldInOrder.clear();
        m_lostNames.forget();
    }
    /// All that are open on the account have been named: others' orders that are not among them are gone.
    void keepOthersOf(const std::vector<VenueOrder>& open);

    /// Something of the account is not known any more: compare it.
    std::function<void(std::string_view why)> onDoubt;

private:
    [[nodiscard]] bool isOld(const VenueOrder& order) const;
    void tellExternal(const VenueOrder& order, TradedSymbol& symbol);
    void forgetOldest();
    [[nodiscard]] bool isNews(InstrumentId instrument, std::int64_t trade);
    const ports::BrokerSession& m_session;
    Outlet& m_outlet;
    TradedSymbols& m_symbols;
    LostNames m_lostNames;
    std::map<OrderId, KnownOrder> m_known;
    std::set<std::pair<InstrumentId, std::int64_t>> m_told; ///< Executions, by the venue's number.
    std::deque<std::pair<InstrumentId, std::int64_t>> m_toldInOrder;
    struct OthersOrder {
        InstrumentId instrument;
        bool isStop = false;
        std::int64_t list = 0, buys = 0; ///< As of ours.
    };
    template<class Visit> void forEachOpen(InstrumentId instrument, Visit visit) const;
    std::map<std::int64_t, OthersOrder> m_others; ///< Open ones of others, by the venue's number.
    std::map<std::int64_t, OrderId> m_owners; ///< By the venue's number; none: not ours.
};

} // namespace omni::brokers::binance
