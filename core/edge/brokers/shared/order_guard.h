// A broker as a watchdog needs it, over a way of its own: see what stands, cancel it, and close what is held. No
// session, no stream, no book: each call is a question or a request, and its answer is the venue's.
//
// One thread with an event loop. `done` is told once, from the event loop, unless the guard dies before. Errors of all
// calls: Denied, the venue takes the key not at all, so that asking again is of no use; RateLimited, the venue wants
// silence, until `silentUntil`; all others may be tried again.

#pragma once

#include "core/base/decimal.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/trade/market/units.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omni::brokers {

template<class T> using OnAnswer = std::function<void(Result<T>)>;

/// An open order at the venue, whoever's it is.
struct GuardedOrder {
    std::string symbol;
    std::string name; ///< The client order id; empty: it has none.
    std::string venueId;
    Side side = Side::Buy;
    bool hasFilled = false; ///< In part.
    bool carriesLegs = false; ///< Exits that the venue sets when it has filled whole; they end with it.
    bool isStop = false; ///< It works, and fills when the price turns against what it closes.
    Decimal size = {}, filled = {}; ///< In units of the instrument. A size of zero: it does not say.
    friend bool operator==(const GuardedOrder&, const GuardedOrder&) = default;
};

/// An order that the venue has made for the exit of another, under a name of its own.
struct GuardedLeg {
    std::string venueId;
    std::string ownerName; ///< The client order id of the order that brought it.
};

struct GuardedPosition {
    std::string symbol; ///< As among those asked for.
    Decimal size; ///< In units of the instrument, below zero when short. Of a cash account: all that it holds.
    Decimal step = {}; ///< Orders are for multiples of it. Zero: not known here.
    friend bool operator==(const GuardedPosition&, const GuardedPosition&) = default;
};

/// One order that only reduces a position.
struct GuardedClosing {
    GuardedPosition
        position; ///< As the venue has just reported it: no more than that is closed, and nothing is turned.
    std::string name; ///< The client order id; used once.
    std::int32_t collarBp = 100; ///< Basis points: no price that is worse than the quote by more.
    Duration mostQuoteAge = seconds(5);
};

/// What became of it.
struct ClosingEnd {
    Decimal filled; ///< Of its size.
    std::string words; ///< "sold 0.5 of 0.5 at 61800.1 or better"
};

class OrderGuard
{
public:
    virtual ~OrderGuard() = default;
    /// The way is open and the key is good; nothing changes at the venue.
    virtual void prove(OnAnswer<void> done) = 0;
    /// All of the account. Invalid: an answer that cannot be read; nothing may be concluded from it.
    virtual void openOrders(OnAnswer<std::vector<GuardedOrder>> done) = 0;
    /// It was taken, or there is nothing to cancel any more: a fresh listing tells.
    virtual void cancel(const GuardedOrder& order, OnAnswer<void> done) = 0;
    /// Which of the open orders are such legs, as far as the venue's newest orders of these symbols tell.
    virtual void legs(std::vector<std::string> symbols, OnAnswer<std::vector<GuardedLeg>> done) = 0;
    /// Those above or below zero, of the symbols asked for.
    virtual void positions(std::vector<std::string> symbols, OnAnswer<std::vector<GuardedPosition>> done) = 0;
    /// One order that fills at once or not at all, within the collar of a fresh quote with two sides. NotFound: there
    /// is no such quote now. Invalid: it is too small for the venue, or refused. Nothing stands there in either case.
    virtual void close(GuardedClosing closing, OnAnswer<ClosingEnd> done) = 0;
    /// The venue wants to hear nothing until then. None: it may be asked.
    [[nodiscard]] virtual std::optional<Monotonic> silentUntil() const = 0;
};

} // namespace omni::brokers
