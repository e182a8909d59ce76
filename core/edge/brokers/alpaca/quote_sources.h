// The two sources of an instrument's quotes: the stream, and the latest quotes that are asked for. Ranked and compared
// by `RankedQuotes`; what may pass goes to the desk.
//
// While the stream is silent the other is asked each second, and more seldom where it has nothing newer; else each 15
// s, to compare. While two prices contradict each other no quote, print or row of a book of that instrument goes on; a
// print far beside the quote never does.
// It is the same exchange's feed over another way: it vouches for what was sent, not for what the exchange says.

#pragma once

#include "core/edge/brokers/alpaca/session_state.h"
#include "core/edge/brokers/shared/ranked_quotes.h"

#include <memory>
#include <string>
#include <vector>

namespace omni::brokers::alpaca {

/// One thread with an event loop. A request that is under way outlives it.
class QuoteSources
{
public:
    explicit QuoteSources(SharedState state);
    /// A tick of the stream.
    void takeStream(const market::Tick& tick) const;
    /// The stream is cut.
    void streamLost() const;
    /// Asks for the latest quotes of `symbols`. `isTorn`: the desk has lost ticks and gets them though they are no
    /// news.
    void ask(const std::vector<std::string>& symbols, bool isCrypto, bool isTorn) const;
    /// Once a second: asks where it is time to.
    void pulse(const std::vector<std::string>& symbols, bool isCrypto) const;

    /// "AAPL: two sources differ by 1.30 % …"; empty: they agree.
    [[nodiscard]] std::string disputeText() const;
    /// Prints that were far beside the quote that the desk has, and not given.
    [[nodiscard]] std::uint64_t heldBack() const;
    /// Of which the desk lives on what was asked for, since the stream is silent: "AAPL", "AAPL and 3 more". Empty:
    /// none.
    [[nodiscard]] std::string stoodInFor() const;

private:
    struct Shared;
    static QCoro::Task<void> give(std::shared_ptr<Shared> shared, std::string target, bool isCrypto, bool isTorn);

    std::shared_ptr<Shared> m_shared;
};

} // namespace omni::brokers::alpaca
