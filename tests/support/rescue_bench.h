// A venue in a few lines and a clock that a test holds, for what a watchdog does at the venue.

#pragma once

#include "core/host/watchdog/rescue.h"
#include "tests/support/manual_clock.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace omni::test {

using namespace omni::watchdog;
using namespace omni::brokers;

inline watch::WatchedSession aSession()
{
    watch::WatchedSession session;
    session.install = orders::Nonce("INSTALL1");
    session.session = orders::Nonce("START002");
    session.starts = {orders::Nonce("START001"), orders::Nonce("START002")};
    session.broker = "binance";
    session.symbols = {"BTCUSDT", "ETHUSDT"};
    return session;
}

inline GuardedOrder order(std::string name, std::string symbol = "BTCUSDT", Side side = Side::Buy)
{
    return {std::move(symbol), name, "id-" + name, side, false, false, false, {}, {}};
}

/// That sells; of a size that covers whatever a test holds unless it says less.
inline GuardedOrder stop(std::string name, std::string symbol = "BTCUSDT", Decimal size = {1, 3})
{
    return {std::move(symbol), name, "id-" + name, Side::Sell, false, false, true, size, {}};
}

/// A venue in a few lines, and the clock that runs while nothing happens.
class Venue final : public OrderGuard
{
public:
    void prove(OnAnswer<void> done) override
    {
        answer<void>("prove", std::move(done), [] { return Result<void>(); });
    }
    void openOrders(OnAnswer<std::vector<GuardedOrder>> done) override
    {
        answer<std::vector<GuardedOrder>>("list", std::move(done), [this] {
            if (arrives && ++lists > 1) { // was on its way when the program died
                orders.push_back(*std::exchange(arrives, std::nullopt));
            }
            return Result<std::vector<GuardedOrder>>(orders);
        });
    }
    void cancel(const GuardedOrder& wanted, OnAnswer<void> done) override
    {
        cancels.push_back(wanted.name);
        answer<void>("cancel", std::move(done), [this, wanted] {
            if (!holds.contains(wanted.name)) {
                std::erase(orders, wanted);
            }
            if (wanted.name == fillsFirst) {
                held.clear();
            }
            return Result<void>();
        });
    }
    void legs(std::vector<std::string>, OnAnswer<std::vector<GuardedLeg>> done) override
    {
        answer<std::vector<GuardedLeg>>("legs", std::move(done),
                                        [this] { return Result<std::vector<GuardedLeg>>(ownLegs); });
    }
    void positions(std::vector<std::string>, OnAnswer<std::vector<GuardedPosition>> done) override
    {
        answer<std::vector<GuardedPosition>>("positions", std::move(done),
                                             [this] { return Result<std::vector<GuardedPosition>>(held); });
    }
    void close(GuardedClosing closing, OnAnswer<ClosingEnd> done) override
    {
        closings.push_back(closing);
        answer<ClosingEnd>("close", std::move(done), [this, closing]() -> Result<ClosingEnd> {
            if (tooSmall) {
                return failure(Errc::Invalid, "it is less than the venue trades");
            }
            if (quoteless > 0) {
                --quoteless;
                return failure(Errc::NotFound, "there is no fresh quote with two sides");
            }
            std::erase_if(held, [&](const auto& each) { return fills && each.symbol == closing.position.symbol; });
            return ClosingEnd{fills ? closing.position.size : Decimal{}, "sold"};
        });
    }
    std::optional<Monotonic> silentUntil() const override
    {
        return silence;
    }

    std::vector<GuardedOrder> orders;
    std::optional<GuardedOrder> arrives;
    std::set<std::string> holds; ///< Names whose cancel is taken and does nothing.
    std::string fillsFirst; ///< A stop that has filled when its cancel is taken.
    std::vector<GuardedLeg> ownLegs;
    std::vector<GuardedPosition> held;
    bool fills = true, tooSmall = false;
    int quoteless = 0; ///< So many closings find no quote.
    std::map<std::string, std::deque<Error>> faults; ///< Of the next calls of that kind.
    std::optional<Monotonic> silence;

    std::vector<std::string> asked, cancels;
    std::vector<GuardedClosing> closings;
    int lists = 0;
    std::deque<std::function<void()>> answers;

private:
    template<class T> void answer(const std::string& what, OnAnswer<T> done, std::function<Result<T>()> make)
    {
        asked.push_back(what);
        auto& due = faults[what];
        if (!due.empty()) {
            const Error fault = due.front();
            due.pop_front();
            answers.push_back([done, fault] { done(tl::unexpected(fault)); });
            return;
        }
        answers.push_back([done, make] { done(make()); });
    }
};

struct Bench {
    ManualClock clock{Timestamp{1'800'000'000'000'000'000}};
    Venue venue;
    watch::WatchedSession session = aSession();
    RescueRules rules{watch::Policy::CancelEntries, minutes(10), seconds(4), 100, orders::Nonce("RESCUE01")};
    std::vector<std::string> told;
    std::function<bool()> isEngineBack;
    std::optional<RescueReport> report;
    std::deque<std::pair<Monotonic, std::function<void()>>> waiting;

    RescueReport run()
    {
        Rescue rescue({venue, session, clock,
                       [this](Duration span, std::function<void()> deed) {
                           waiting.emplace_back(clock.mono() + span, std::move(deed));
                       },
                       [this](const std::string& text) { told.push_back(text); },
                       [this] { return isEngineBack && isEngineBack(); }},
                      rules);
        rescue.run([this](const RescueReport& how) { report = how; });
        for (int i = 0; i < 10'000 && !report; ++i) {
            if (!venue.answers.empty()) {
                const auto deed = venue.answers.front();
                venue.answers.pop_front();
                deed();
            } else if (!waiting.empty()) {
                const auto [at, deed] = waiting.front();
                waiting.pop_front();
                clock.pass(at - clock.mono());
                deed();
            } else {
                break;
            }
        }
        return report.value_or(RescueReport{});
    }
    [[nodiscard]] std::vector<std::string> standing() const
    {
        std::vector<std::string> names;
        for (const auto& each : venue.orders) {
            names.push_back(each.name);
        }
        return names;
    }
};

using Names = std::vector<std::string>;

} // namespace omni::test
