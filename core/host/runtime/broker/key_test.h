// What a broker's key is good for, asked of the broker itself: seven lines, in the order of picture 07a. Nothing is
// ordered: where the venue can judge an order without taking it, it is asked to.

#pragma once

#include "core/host/access/going_live/live_papers.h"
#include "core/host/runtime/broker/broker_market.h"

#include <array>
#include <string>

namespace omni::runtime {

enum class KeyTestStep : std::uint8_t {
    Reached, ///< The server answers, and its certificate is good.
    Clock, ///< Ours is no more than a second off (F19).
    Signature,
    MayRead,
    MayTrade,
    NoWithdrawals, ///< A key that can withdraw is refused.
    Bound, ///< To addresses of its owner: advised, not demanded.
};
inline constexpr std::size_t keyTestSteps = 7;
/// "reached": stable.
[[nodiscard]] std::string_view nameOf(KeyTestStep step) noexcept;
/// "Server reached, TLS verified"
[[nodiscard]] std::string_view titleOf(KeyTestStep step) noexcept;

enum class KeyTestMark : std::uint8_t {
    Passed,
    Failed,
    Advised, ///< Not so, and it would be better.
    NotAsked, ///< What comes before it has failed.
};
[[nodiscard]] std::string_view nameOf(KeyTestMark mark) noexcept;

struct KeyTestLine {
    KeyTestMark mark = KeyTestMark::NotAsked;
    std::string detail; ///< "84 ms", "test order", or what is wrong. Foreign words in it are data.
};

struct KeyTestResult {
    std::array<KeyTestLine, keyTestSteps> lines;
    std::string account; ///< As the venue names it; where it names none, the key's own name there. Empty: not known.
    bool hasTriedOrder = false;
    std::optional<bool> isBound;

    [[nodiscard]] bool isPassed() const noexcept;
};

/// Asks with the key of `environment` that is at hand. Blocks, a minute at most: a thread that may wait. Refused (exit
/// 4): there is no key, or the address may not ask now. A venue that cannot be reached is a line that failed.
[[nodiscard]] Outcome<KeyTestResult> testKey(const std::string& broker, orders::Environment environment,
                                             const BrokerSurroundings& around);

/// What is kept of a test that was passed; `key` is the key's print.
[[nodiscard]] KeyTestRecord recordOf(const KeyTestResult& result, const Digest& key, Timestamp now);

} // namespace omni::runtime
