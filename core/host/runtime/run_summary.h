// How a run ended, in figures: the document of `run --json`, and the same for people.

#pragma once

#include "core/base/digest.h"
#include "core/base/time.h"
#include "core/desk/engine/engine.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace omni::runtime {

struct SummaryPosition {
    std::string instrument;
    std::string quantity; ///< Signed, exact.
    std::string averagePrice; ///< Cost divided by quantity; up to twelve decimals, the last one rounded half up.
    Money realised; ///< Since the profile's first fill, before fees. Quote currency.
    std::optional<Money> unrealised; ///< None: no price is known.
};

struct CurrencyAmount {
    std::string currency;
    Money amount;
};

/// Counts are of this run. Cash, fees, results and positions are the profile's, so that
/// deposits + realised + unrealised - fees = equity holds in one currency.
struct RunSummary {
    std::uint64_t events = 0, proposals = 0, approved = 0, rejected = 0, expired = 0, orders = 0, fills = 0;
    /// What else became of proposals: approved + rejected + expired + these = proposals.
    std::uint64_t withdrawn = 0, superseded = 0, suppressed = 0, waiting = 0;
    std::vector<std::pair<std::string, std::uint64_t>> refusals; ///< Rules that refused, by name.
    std::vector<std::string> notes; ///< What the refusals came from and what remains, a sentence each.
    std::vector<CurrencyAmount> fees, cash; ///< Those that moved, and always the base currency.
    std::vector<SummaryPosition> positions; ///< Those that are not flat.
    /// Positions remain whose stops have ended with the simulated venue: until the next start nothing protects them.
    bool haveStopsEnded = false;
    std::string baseCurrency;
    std::optional<Money> equity, realised, unrealised; ///< Base currency. None: a price or a rate is missing.
    double maxDrawdown = 0; ///< Of the peak, in [0, 1] while equity is above zero.
    Duration took; ///< By the machine's clock.
    Digest stateHash{};
};

/// `before`: the counters when the run began.
[[nodiscard]] RunSummary summaryOf(engine::Engine& engine, const engine::Counters& before, Timestamp now,
                                   Duration took);

/// As in the contract of the command line. `asLine`: with a first key "kind":"summary".
[[nodiscard]] std::string jsonOf(const RunSummary& summary, bool asLine = false);
/// A screen of text.
[[nodiscard]] std::string textOf(const RunSummary& summary);

/// "no rate for USD", "no price of file:ACME"; empty where nothing is missing. Why equity is not known.
[[nodiscard]] std::string missingText(const std::optional<views::MissingWorth>& missing);

/// What a person must know of a desk that ends with positions: that they remain, and what becomes of their stops.
/// Nothing when all is flat.
[[nodiscard]] std::optional<std::string> remainsText(const engine::DeskState& state);

/// `cost` of `lots` divided by their quantity, as decimal text. "0" for no lots.
[[nodiscard]] std::string averagePriceText(const market::Instrument& instrument, Money cost, Lots lots);

} // namespace omni::runtime
