// The limits of the desk, with their defaults and hard bounds. Nothing else states them.
//
// Units stand in the names of the types and in the comments. A loosened limit is a command with a right, a reason and
// a record (S13); a file can only make them tighter than the hard bounds, never looser.

#pragma once

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::risk {

/// Thousandths, for multiples such as 1.5 x.
struct Milli {
    std::int32_t count = 0;
    friend auto operator<=>(const Milli&, const Milli&) = default;
};

struct Limits {
    bool enforced = true; ///< False: `--limits none`, for comparing backtests with other programs. Refused by `run`.

    BasisPoints positionPerTrade{200}; ///< Of equity. In [1, 500].
    BasisPoints grossExposure{8'000}; ///< Of equity, worst case. In [1, 10'000 x leverage].
    BasisPoints netExposure{6'000}; ///< Of equity, worst case. In [1, 8'000].
    Milli leverage{1'000}; ///< Gross exposure / equity. In [1, 20'000], and at most the account's.
    BasisPoints lossAtStop{100}; ///< Of equity per trade. In [1, 300].
    BasisPoints hardStopDistance{200}; ///< Of price; also the default stop of a proposal that has none. In [1, 300].
    Milli trailingStopAtr{3'000}; ///< Multiple of ATR(14). 0: none. In [0, 100'000].
    std::int32_t timeExitDays = 10; ///< Trading days. 0: none. In [0, 10'000].
    BasisPoints dailyLoss{200}; ///< Of equity at the day's start; reaching it halts. In [1, 500].
    BasisPoints drawdown{600}; ///< From the peak; reaching it halts. In [1, 2'000].
    std::int32_t losingStreak = 4; ///< Losses in a row that pause. In [1, 10].
    std::int32_t ordersPerMinute = 30; ///< Per account. In [1, 120].
    BasisPoints collar{50}; ///< Of the reference price: the floor of the price collar. In [1, 500].
    std::int32_t collarSpreads = 5; ///< The collar is at least so many spreads. In [0, 100].
    Milli collarAtr{500}; ///< And at least this multiple of ATR. In [0, 5'000].
    BasisPoints collarBound{500}; ///< The collar is never wider. In [1, 500].
    Duration quoteAge = seconds(2); ///< Oldest quote for an order. In (0, 10 s].
    BasisPoints approvalDrift{25}; ///< Price drift that voids an approval. In [1, 100].
    Milli approvalDriftAtr{150}; ///< The drift guard is the smaller of the two. 0: no such bound. In [0, 100'000].
    Duration duplicateWindow = seconds(10); ///< The same order again within it is refused. In [0, 60 s].
    std::optional<Money>
        orderValue; ///< Most value of one order, base currency. None: only the share of equity. Above 0.
    std::optional<Lots> orderSize; ///< Most lots of one order. None: the venue's. Above 0.
    std::int32_t openOrders = 200; ///< In [1, 10'000].
    friend bool operator==(const Limits&, const Limits&) = default;
};

/// Every field outside its bounds, as "risk.daily_loss: 700 is outside 1 to 500 bp"; empty when all are good.
[[nodiscard]] std::vector<std::string> faultsOf(const Limits& limits);

/// The same, and leverage above what the account gives: the owner sets it, the account bounds it.
[[nodiscard]] std::vector<std::string> faultsOf(const Limits& limits, Milli accountLeverage);

/// Field by field the tighter of the two: what a start may do without anybody's leave (S13).
[[nodiscard]] Limits tighterOf(const Limits& a, const Limits& b) noexcept;

/// No limit of `after` is looser than in `before`: such a change needs less authority. Where 0 or none means "no such
/// limit", that is the loosest of all.
[[nodiscard]] bool isTighterOrEqual(const Limits& after, const Limits& before) noexcept;

/// The same with half the position, half the loss at the stop and half of one order: "size 50 %". At least the least.
[[nodiscard]] Limits halvedSizes(const Limits& limits) noexcept;

/// Every field, whether enforced or not.
void save(const Limits& limits, ByteWriter& out);
/// The same back. What cannot be read makes `in` bad and gives the defaults. Bounds are not looked at: a record tells
/// what stood, and whoever puts limits in force asks `faultsOf` first.
[[nodiscard]] Limits loadLimits(ByteReader& in);

/// What an audit record names: equal limits, equal digests (S13).
[[nodiscard]] Digest limitsDigest(const Limits& limits);

} // namespace omni::risk
