// The port of a strategy, and what a strategy folder exports.
//
// One object watches one instrument. It runs on the engine thread, must be a function of its arguments and its own
// state, allocates nothing after `make`, and can save and load that state byte for byte.

#pragma once

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/trade/market/instrument.h"
#include "core/trade/market/tick.h"
#include "core/trade/orders/order_event.h"
#include "core/trade/strategy/proposal.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace omni::strategy {

/// What a strategy may look at. Values of the moment; references are good for the call only.
struct View {
    Timestamp now; ///< Of the event.
    const market::Instrument& instrument;
    Lots position; ///< Its own, signed: what its orders have filled.
    bool entryPending = false; ///< A proposal or an entry order of its own is still open.
    std::optional<market::Quote> quote; ///< The newest; may be old: the gate checks.
};

class Strategy
{
public:
    virtual ~Strategy() = default;
    /// Called for each finished bar of its interval. Appends at most two proposals: an exit, then an entry.
    virtual void onBar(const market::Bar& bar, const View& view, std::vector<Proposal>& out) = 0;
    /// Called for each fill of its own orders.
    virtual void onFill(const orders::Fill&, const View&, std::vector<Proposal>&) { }
    virtual void save(ByteWriter& out) const = 0;
    [[nodiscard]] virtual Result<void> load(ByteReader& in) = 0;
};

/// One setting. Numbers have bounds and a step; choices are numbered by their place in `choices`.
struct Parameter {
    std::string_view key; ///< "fast"
    double least = 0, most = 0, initial = 0, step = 1;
    std::span<const std::string_view> choices; ///< Not empty: the value is one of these words; least, most are ignored.
    std::string_view meaning; ///< One line for `--help` and the settings form.
};

struct StrategyInfo;

/// Values that passed their bounds, one for each parameter of the info, in its order.
class Values
{
public:
    /// All defaults.
    explicit Values(const StrategyInfo& info);
    [[nodiscard]] double number(std::string_view key) const noexcept;
    [[nodiscard]] int integer(std::string_view key) const noexcept;
    [[nodiscard]] std::string_view choice(std::string_view key) const noexcept;
    /// Refused: an unknown key, a value outside its bounds or off its step, a word that is no choice. The error names
    /// what is allowed.
    [[nodiscard]] Result<void> set(std::string_view key, std::string_view text);
    [[nodiscard]] const StrategyInfo& info() const noexcept
    {
        return *m_info;
    }
    /// "fast=20,slow=60,direction=long": canonical, all keys in order.
    [[nodiscard]] std::string text() const;

private:
    const StrategyInfo* m_info;
    std::vector<double> m_values;
};

/// What a strategy folder exports. Its key is the folder's name.
struct StrategyInfo {
    std::string_view key;
    std::string_view title; ///< A few English words.
    std::span<const Parameter> parameters;
    /// Relations between values: "fast must be below slow". Empty text when all is well.
    std::string (*fault)(const Values&);
    std::unique_ptr<Strategy> (*make)(const Values&);
    /// Bars it needs before it can speak.
    int (*warmUp)(const Values&);
};

/// All strategies found by the build, ordered by key. Generated.
[[nodiscard]] std::span<const StrategyInfo* const> allStrategies() noexcept;

/// A strategy as asked for: "sma_cross:interval=1s,size=75,fast=20,slow=60".
struct StrategySpec {
    const StrategyInfo* info = nullptr;
    Values values;
    std::optional<Duration> interval; ///< Of its bars. None: the bars of the feed.
    std::optional<int>
        size; ///< How much of the largest position allowed it asks for, in per cent, 1 to 100. None: all.
    [[nodiscard]] std::string text() const; ///< Canonical; read back by `specFromText`.
};

/// Refused with what is wrong and what would be right: an unknown name (the nearest ones are named), key or value.
[[nodiscard]] Result<StrategySpec> specFromText(std::string_view text);

} // namespace omni::strategy
