// What the parts of a session share: the way out, the way to the desk, and what is known so far.

#pragma once

#include "core/desk/ports/broker.h"
#include "core/edge/brokers/alpaca/asset_fees.h"
#include "core/edge/brokers/alpaca/expected_holdings.h"
#include "core/edge/brokers/alpaca/known_orders.h"
#include "core/edge/brokers/alpaca/lines.h"
#include "core/edge/brokers/alpaca/native_stops.h"
#include "core/edge/brokers/alpaca/outlet.h"
#include "core/edge/brokers/alpaca/rest.h"
#include "core/edge/brokers/alpaca/wire_account.h"
#include "core/edge/brokers/alpaca/wire_trade_update.h"
#include "core/edge/brokers/shared/broker_info.h"
#include "core/edge/brokers/shared/lost_names.h"
#include "core/edge/brokers/shared/quote_times.h"
#include "core/edge/net/clock_offset.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

inline constexpr std::size_t mostExecutions = 200'000;

/// Owned by the broker and by what is under way; `isStopped` says that nobody wants to hear of it any more. One thread.
struct SessionState {
    explicit SessionState(BrokerMaking making)
        : config(std::move(making.config))
        , key(std::move(making.key))
        , clock(making.clock)
        , seed(making.seed)
        , lines(making.clock)
        , offset(net::ClockRule{})
        , wall(making.clock)
    {
    }

    /// The instrument of a symbol, if the session is about it. Positions spell pairs without the slash.
    [[nodiscard]] const market::Instrument* instrumentOf(std::string_view symbol) const;
    [[nodiscard]] const market::Instrument* instrumentOf(InstrumentId id) const;
    /// How the leg of an entry stands. One that is known as an order of ours has been claimed, in whatever session.
    NativeStop& learnLeg(OrderId entry, const OrderImage& leg)
    {
        auto& stop = stops.learn(entry, leg);
        stop.isClaimed = stop.isClaimed || orders.byVenueId(leg.id).has_value();
        return stop;
    }
    void tell(const events::Event& event) const
    {
        if (outlet && !isStopped) {
            outlet->put(event);
        }
    }

    const BrokerConfig config;
    const BrokerKey key;
    Clock& clock;
    const std::uint64_t seed;

    std::unique_ptr<Rest> trading, data;
    Lines lines;
    std::unique_ptr<const ports::BrokerSession> session; ///< Null before the start.
    std::unique_ptr<Outlet> outlet; ///< As `session`.
    CurrencyId dollars; ///< As `session`.
    LostNames lostNames;
    KnownOrders orders;
    NativeStops stops;
    AssetFees fees;
    ExpectedHoldings holdings; ///< Of what `fees` does not look after.
    std::map<InstrumentId, Lots> positions; ///< As the venue has told them last.
    std::map<std::string, std::vector<TradeUpdate>, std::less<>>
        ownerless; ///< By the id of an order that may be a leg: what was told while its owner is looked for.
    std::set<std::string, std::less<>> executions; ///< Seen by this session; forgotten altogether beyond the cap.
    net::ClockOffset offset;
    const SessionWall wall;
    Monotonic started;
    Timestamp knownUntil;
    std::deque<Duration> orderLatencies; ///< The last 32.
    AccountChoices choices; ///< None until they were read.
    std::optional<VenueClock> venueClock; ///< As looked at last, at most a minute ago.
    struct Lending {
        bool isLent = false;
        Monotonic asked;
    };
    std::map<InstrumentId, Lending> lending; ///< Of stocks that somebody wanted to sell short.
    bool mayShort = true; ///< The account.
    std::string obstacle; ///< Why the account takes no orders; empty: it does.
    std::set<OrderId> askedAgain; ///< Will be, when they have settled: "no such order" was no proof yet.
    int questions = 0; ///< About orders, under way, that may use the reserve.
    std::uint64_t unknownMessages = 0, malformedMessages = 0;
    bool accountIsKnown = false;
    std::string accountNumber; ///< Then, as the venue names it.
    bool isStopped = false;
};

using SharedState = std::shared_ptr<SessionState>;

/// Calls `deed` after `wait`, unless the session has been stopped meanwhile.
void later(const SharedState& state, Duration wait, std::function<void()> deed);

} // namespace omni::brokers::alpaca
