// A venue that keeps the truth and tells it badly: late, twice, in another order, or not at all.
//
// It accepts, fills, cancels and refuses as the dice of a step say, remembers every order under the client id that it
// came with, and keeps the account's positions and cash by itself. What it says to the program passes a link that can
// be clogged, cut and restored. What it knows is what the program is compared with.
//
// Deterministic: the same calls, the same answers. One thread.

#pragma once

#include "core/desk/ports/venue.h"
#include "core/host/simulate/wire.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace omni::simulate {

/// An order as the venue has it.
struct VenueOrder {
    enum class State : std::uint8_t { Working, Filled, Cancelled, Rejected, Expired };
    orders::ClientOrderId clientId;
    orders::OrderTicket ticket; ///< With the replaces that the venue has accepted.
    State state = State::Working;
    Lots filled;
    Timestamp received;
    bool isExternal = false; ///< Of somebody else on the same account.
};

/// What makes the venue misbehave. All zero: an honest and quick one. Shares are of 1'000.
struct VenueManners {
    int loseAck = 0; ///< The answer to a new order never comes; it stands all the same.
    int loseAnswer = 0; ///< The same for cancels and replaces.
    int refuseNew = 0; ///< A definite rejection.
    int refuseCancel = 0; ///< "Too late", though it works on.
    int refuseReplace = 0;
    int duplicateFill = 0; ///< A fill is told again, now or much later.
    int lateFill = 0; ///< A fill is told after the end of its order.
    int bust = 0; ///< A fill is taken back some time later.
    int correct = 0; ///< A fill's price, size or fee is changed some time later.
    int shuffle = 0; ///< Words that wait are told in another order.
    int unproven = 0; ///< An answer that proves nothing (5xx, time-out): told as Lost, though the order stands.
    int notFoundYet = 0; ///< A query within the settle time finds nothing.
    int neverArrives = 0; ///< A new order is lost on its way to the venue.
    int loseChange = 0; ///< So is a cancel or a replace.
    int badTick = 0; ///< A quote that is crossed, one-sided, empty or far off.
    int external = 0; ///< Somebody else trades on the account.
    int earlyPosition = 0; ///< A position is reported ahead of the fills that made it.
    int loseQuestion = 0; ///< The adapter forgets a question: no answer, not even that there is none.
    int garbledFill = 0; ///< A fill is told again under its id with another price, size or side.
    int misdirect
        = 0; ///< Of what somebody else trades: told under the number of an order of ours that it cannot be of.
    Duration mostDelay; ///< Of each word.
    friend bool operator==(const VenueManners&, const VenueManners&) = default;
};

/// How often it has misbehaved, since it was made.
struct VenueCounts {
    std::uint64_t lostAcks = 0, lostAnswers = 0, refusedNew = 0, refusedCancels = 0, refusedReplaces = 0;
    std::uint64_t duplicateFills = 0, lateFills = 0, busts = 0, corrections = 0, shuffled = 0, unproven = 0;
    std::uint64_t notFoundYet = 0, neverArrived = 0, badTicks = 0, externalFills = 0, earlyPositions = 0;
    std::uint64_t slowArrivals = 0; ///< Of the unproven ones: found nowhere for a while, and there after all.
    std::uint64_t cuts = 0, lostWords = 0;
    std::uint64_t lostQuestions = 0, garbledFills = 0, misdirectedFills = 0, lostChanges = 0;
    std::uint64_t misdirectedReports
        = 0; ///< The end of an order of somebody else's, under a number that we never gave.
};

class ModelVenue final : public ports::Venue
{
public:
    struct Listeners {
        std::function<void(const WireMessage&)> wire; ///< Called inside submit, cancel, replace, query, reconcile.
        std::function<void(const orders::Fill&)> execution;
        std::function<void(const events::FillBusted&)> bust;
        std::function<void(const events::FillCorrected&)> correction;
    };
    ModelVenue(AccountId account, Listeners listeners);
    ~ModelVenue() override;

    // --- the simulator -------------------------------------------------------------------------------------------
    /// The dice of what comes next; each step gives new ones, so that a step can be left out without changing others.
    void roll(std::uint64_t dice);
    void setManners(const VenueManners& manners);
    /// The program's wall clock is ahead of the world's by so much: its feed stamps what it receives with that clock.
    void setSkew(Duration skew) noexcept;
    /// Whether a program has an execution on record.
    using IsOnRecord = std::function<bool(const orders::Fill&)>;
    /// A program has connected: words for it, orders under its nonces. Words of the connection before are gone, and the
    /// order link is told to be up. `lastKnown`: the highest order number that the program has on record. An order
    /// above it, of a program before, is nobody's any more: its executions are told without a number. `isOnRecord`: of
    /// executions told before; those that it does not know are told again by the next reconciliation. Null: it knows
    /// them all.
    void connect(std::string_view installNonce, std::string_view startNonce, OrderId lastKnown, Timestamp now,
                 const IsOnRecord& isOnRecord = {});
    /// The program has died; orders stand, words are lost.
    void disconnect();
    /// The order link is cut: what was on its way to us is lost, the adapter reports orders under way as Lost and the
    /// link as down. `halfOpen`: nobody notices for some seconds; what is sent meanwhile never arrives.
    void cutLink(Timestamp now, bool halfOpen);
    void restoreLink(Timestamp now);
    enum class Line : std::uint8_t { Words, Market };
    /// What the venue says, of orders and accounts or of the market, waits until `unclog`.
    void clog(Line line = Line::Words);
    void unclog(Line line = Line::Words);
    [[nodiscard]] bool isClogged(Line line) const noexcept;
    /// Does one deed: fills some part of a working order, expires one, answers what is due, trades for somebody else.
    /// `now` is virtual wall time of the venue, which never jumps.
    void work(Timestamp now);
    /// For quiet times: words that wait are due, and what is owed - executions, ends of orders, answers, what was lost
    /// on its way - is told. Nothing while the link is cut.
    void tellAll(Timestamp now);
    /// Moves the market of an instrument by a random walk of `spreads` and publishes quote, prints and now and then a
    /// depth image. Executes what crosses.
    void moveMarket(Timestamp now, InstrumentId instrument);
    /// The instrument is halted, or opens again.
    void setTrading(Timestamp now, InstrumentId instrument, market::TradingState state);
    /// Positions and working orders of an instrument times `factor`, prices divided by it. False, and nothing happens,
    /// while an order of it works or a word about one is still on its way.
    bool split(Timestamp now, InstrumentId instrument, std::int32_t factor);
    /// Money comes or goes, other than by an execution: a deposit, a dividend, a fee of the venue.
    void moveCash(CurrencyId currency, Money amount);
    /// A new version with finer lots, positions and orders rescaled. False, and nothing happens, as above.
    bool redefine(const market::Instrument& instrument);

    // --- ports::Venue --------------------------------------------------------------------------------------------
    void define(const market::Instrument& instrument) override;
    void onTick(Timestamp now, const market::Tick& tick) override;
    void submit(Timestamp now, const risk::ClearedOrder& order) override;
    void cancel(Timestamp now, OrderId order) override;
    void replace(Timestamp now, const ports::ReplaceRequest& request) override;
    void query(Timestamp now, OrderId order) override;
    void reconcile(Timestamp now) override;
    void publishImages(Timestamp now) override;
    [[nodiscard]] bool fillIdsLast() const noexcept override
    {
        return true;
    }
    [[nodiscard]] std::optional<Timestamp> nextDue() const override;
    [[nodiscard]] bool take(Timestamp until, ports::VenueEvent& out) override;

    // --- the truth -----------------------------------------------------------------------------------------------
    [[nodiscard]] std::span<const VenueOrder> orders() const noexcept;
    [[nodiscard]] const VenueOrder* find(const orders::ClientOrderId& id) const noexcept;
    /// Sum of all executions, busts and corrections.
    [[nodiscard]] Lots position(InstrumentId instrument) const noexcept;
    /// What the executions that stand have brought, less fees, and what `moveCash` has moved.
    [[nodiscard]] Money cash(CurrencyId currency) const noexcept;
    /// The executions that stand, corrected ones as they are now, by the order in which they happened.
    [[nodiscard]] std::span<const orders::Fill> executions() const noexcept;
    /// Places in `orders()` of those that work.
    [[nodiscard]] std::span<const std::uint32_t> working() const noexcept;
    [[nodiscard]] bool isLinkUp() const noexcept;
    [[nodiscard]] const VenueCounts& counts() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace omni::simulate
