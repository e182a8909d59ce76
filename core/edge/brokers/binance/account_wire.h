// What the venue tells of an account, of time and of averages. Pure, no Qt. Amounts are counts of 10^-8.

#pragma once

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/edge/brokers/binance/symbol_units.h"
#include "core/trade/market/tick.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace omni::brokers::binance {

struct Balance {
    std::string asset;
    std::int64_t free = 0, locked = 0;
    friend bool operator==(const Balance&, const Balance&) = default;
};

/// `canTrade` and `canWithdraw` are the account's, not the key's.
struct AccountAnswer {
    bool canTrade = false, canWithdraw = false;
    std::vector<Balance> balances;
    std::int64_t number = 0; ///< The account's own ("uid"). 0: not told.
    friend bool operator==(const AccountAnswer&, const AccountAnswer&) = default;
};
[[nodiscard]] Result<AccountAnswer> accountFrom(std::string_view json);

/// What this key may: the answer to sapi/v1/account/apiRestrictions, which the live host alone has.
struct KeyRights {
    bool mayTrade = false, mayWithdraw = false;
    bool isBound = false; ///< To addresses that its owner has named.
};
[[nodiscard]] Result<KeyRights> keyRightsFrom(std::string_view json);

[[nodiscard]] Result<Timestamp> serverTimeFrom(std::string_view json);
[[nodiscard]] Result<std::int64_t> averagePriceFrom(std::string_view json);

/// Bars of an answer to klines. A bar that ends after `until` is left out: it is not finished. Invalid: a price off its
/// tick, or no such list.
[[nodiscard]] Result<std::vector<market::Bar>> barsFrom(std::string_view json, const SymbolUnits& units,
                                                        Duration interval, Timestamp until);

} // namespace omni::brokers::binance
