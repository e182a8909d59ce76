// The account: its money and its flags, what it holds, what it has done. Pure.

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::alpaca {

struct AccountImage {
    std::string number, status, currency; ///< "ACTIVE", "USD"
    Money cash;
    std::optional<Money> equity, buyingPower, maintenanceMargin;
    bool tradingBlocked = false, accountBlocked = false, suspendedByUser = false, transfersBlocked = false;
    bool shortingEnabled = true; ///< Where nothing is said of it the venue judges.
};
[[nodiscard]] Result<AccountImage> accountFrom(std::string_view json);
/// Why no order may be sent, and what to do; empty: nothing stands against it.
[[nodiscard]] std::string obstacleIn(const AccountImage& account);

/// Of `/v2/account/configurations`: what the owner has chosen there.
struct AccountChoices {
    bool suspendTrade = false, noShorting = false, fractionalTrading = true;
    std::string dayTradeCheck; ///< "both", "entry", "exit": of which orders the venue checks day trading power.
};
[[nodiscard]] Result<AccountChoices> accountChoicesFrom(std::string_view json);
/// What of it keeps orders from being taken, for people; empty: nothing.
[[nodiscard]] std::string wordsOf(const AccountChoices& choices);

struct PositionImage {
    std::string symbol, assetClass;
    Decimal size; ///< Below zero when short.
};
[[nodiscard]] Result<std::vector<PositionImage>> positionsFrom(std::string_view json);

/// An execution as the account's activities tell it.
struct FillActivity {
    std::string id; ///< "timestamp::uuid"; the place in the pages.
    std::string orderId, symbol;
    Side side = Side::Buy;
    Decimal price, size; ///< Above zero.
    std::optional<Timestamp> time;
};
/// Activities of other kinds on the page are counted, not given.
struct ActivityPage {
    std::vector<FillActivity> fills;
    std::string lastId; ///< Token of the next page; empty: the page is empty.
    std::size_t activities = 0;
};
[[nodiscard]] Result<ActivityPage> activitiesFrom(std::string_view json);

/// The execution's own id, which the order stream tells as well: one key for both (S7, F26). The part behind "::", or
/// the whole where there is none.
[[nodiscard]] std::string_view executionIdOf(std::string_view activityId) noexcept;

struct VenueClock {
    Timestamp time;
    bool isOpen = false;
    std::optional<Timestamp> nextOpen, nextClose;
    std::string nextOpenText, nextCloseText; ///< "2026-07-15 09:30", in New York's time; empty: not told.
};
[[nodiscard]] Result<VenueClock> clockFrom(std::string_view json);

} // namespace omni::brokers::alpaca
