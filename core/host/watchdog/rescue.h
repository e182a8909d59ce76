// What a watchdog does at the venue: cancels the entry orders of the profile until a fresh listing shows none, and by
// policy closes what is held. Protective orders stay, and orders of others are never touched.
//
// - Ours is an order whose client order id bears the profile's install nonce and one of its start nonces; its role
//   letter says whether it is an entry. What the venue has named itself, a stop that came with its entry for instance,
//   is nobody's entry and stays.
// - Clean means two listings without an entry of ours, `settle` apart: an order that was on its way has arrived by
// then.
// - Questions and cancels are repeated with growing pauses, within the venue's limits, until the time to give up. A
//   venue that wants silence gets it. A key that is refused ends it.
// - Closing comes behind a clean listing only, with positions asked for at that moment: no more is closed than the
// venue
//   reports, in the session's symbols alone, at a price within the collar; what stands in the way of it and is ours is
//   cancelled before. The positions are asked for again behind each round. Where they cannot be read nothing is closed.
// - What does not fill is tried until the time to give up, since its stop has gone by then; what the venue refuses,
//   five times. Whatever end it comes to, the report names what stands there without a stop.
// - An engine that goes on beats again: from then on nothing is closed and no stop is cancelled, it has both in hand.
// It sets anew the stops that were cancelled for a closing (S17); what the report names is what a last listing still
// misses.
//
// One thread with an event loop, which is told through `later`.

#pragma once

#include "core/edge/brokers/shared/order_guard.h"
#include "core/host/watch/watchdog_look.h"
#include "core/host/watch/watched_session.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace omni::watchdog {

enum class RescueEnd : std::uint8_t {
    Clean, ///< No entry of ours is left; and, by that policy, nothing is held any more that could be closed.
    NotFlat, ///< No entry of ours is left, and something is held that should have been closed.
    KeyRefused,
    GaveUp, ///< The venue could not be asked for too long.
};
[[nodiscard]] std::string_view nameOf(RescueEnd end) noexcept; ///< "clean"

struct RescueReport {
    RescueEnd end = RescueEnd::GaveUp;
    std::string why; ///< Of an end that is not clean.
    std::vector<std::string> cancelled; ///< Names of our orders whose cancel was taken, each once.
    std::size_t kept = 0; ///< Orders of ours that stand: stops, targets, exits.
    std::size_t foreign = 0; ///< Orders of others, untouched.
    std::vector<std::string> uncovered; ///< "0.5 BTCUSDT", "0.2 of 0.5 BTCUSDT": held, and no stop stands for it.
    std::vector<std::string> closings; ///< A line each.
    std::vector<std::string> left; ///< "0.5 BTCUSDT: why", that should have been closed.
    bool isEngineBack = false; ///< What was still to be closed then was left to it.
};

struct RescueRules {
    watch::Policy policy = watch::Policy::CancelEntries;
    Duration giveUp = hours(1);
    Duration settle = seconds(4); ///< Longer than a request of the program may be under way and be taken.
    std::int32_t collarBp = 100;
    orders::Nonce names; ///< Of closing orders: new for each rescue.
};

class Rescue
{
public:
    /// All outlive it.
    struct Surroundings {
        brokers::OrderGuard& guard;
        const watch::WatchedSession& session;
        Clock& clock;
        std::function<void(Duration, std::function<void()>)> later;
        std::function<void(const std::string&)> tell; ///< What happens, a line each.
        std::function<bool()>
            isEngineBack; ///< Something has been heard of it since. Asked before each deed of closing.
    };
    Rescue(Surroundings around, RescueRules rules);
    ~Rescue();
    Rescue(const Rescue&) = delete;
    Rescue& operator=(const Rescue&) = delete;

    /// `done` is told once, and may destroy it.
    void run(std::function<void(const RescueReport&)> done);

private:
    enum class Step : std::uint8_t { Prove, List, Positions, Clear, Close, Left };
    using Orders = std::vector<brokers::GuardedOrder>;

    void take(Step step);
    void list();
    void onListed(const Orders& orders);
    void cancelAll(const Orders& orders, Step behindFault, std::function<void()> then);
    void lookAtPositions();
    void noteStanding();
    void noteUncovered();
    [[nodiscard]] bool mayGoOn(const std::vector<brokers::GuardedPosition>& held);
    void clearTheWay();
    void lookOnceMore();
    void closeNext();
    [[nodiscard]] bool isLeftToEngine();
    void lookAtWhatIsLeft();
    void onClosed(const brokers::GuardedPosition& position, const Result<brokers::ClosingEnd>& end);
    void retry(Step step, const Error& error, Duration least = {});
    void wait(Duration span, Step step);
    void waitWhatever(Duration span, Step step);
    void end(RescueEnd how, std::string why = {});
    [[nodiscard]] bool isEntry(const brokers::GuardedOrder& order) const;
    [[nodiscard]] std::string nextName();

    Surroundings m_around;
    RescueRules m_rules;
    RescueReport m_report;
    std::function<void(const RescueReport&)> m_done;
    Monotonic m_began;
    Orders m_orders; ///< Of the newest listing, without those whose cancel has been taken since.
    std::vector<brokers::GuardedPosition> m_positions; ///< As they were last read.
    std::vector<brokers::GuardedPosition> m_held; ///< Still to be closed in this round.
    std::set<std::string> m_refused; ///< Symbols whose closing was refused in this round, and would be again.
    int m_refusedRounds = 0; ///< In a row, in which all that is held was refused.
    bool m_hasBared = false; ///< Has begun to cancel what protects.
    int m_cleanListings = 0;
    int m_failures = 0; ///< In a row.
    int m_rounds = 0; ///< Of closing.
    std::uint64_t m_names = 0;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); ///< Answers that come behind its end say nothing.
};

} // namespace omni::watchdog
