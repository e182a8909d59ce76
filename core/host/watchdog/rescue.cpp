#include "core/host/watchdog/rescue.h"

#include "core/base/wide_int.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace omni::watchdog {

namespace {

using brokers::GuardedOrder;
using brokers::GuardedPosition;

constexpr Duration firstRetry = milliseconds(500);
constexpr Duration longestRetry = seconds(15);
constexpr Duration afterCancels = milliseconds(500);
constexpr int quickRounds = 5; ///< Of closing; then with longer pauses.
constexpr int mostRefusals = 5;

std::string textOf(const GuardedPosition& position)
{
    return decimalText(position.size) + ' ' + position.symbol;
}

/// In units of 10^`exponent`, which is no finer than the number's own: 18 digits by at most 18 more.
Int128 countOf(const Decimal& value, int exponent)
{
    Int128 count{value.mantissa};
    for (int i = value.exponent; i > exponent; --i) {
        count = count * 10;
    }
    return count;
}

/// What no stop of the closing side stands for; nothing where that is less than could be ordered.
Decimal bareOf(const GuardedPosition& position, const std::vector<GuardedOrder>& orders)
{
    const Side closing = position.size.mantissa > 0 ? Side::Sell : Side::Buy;
    const auto covers = [&](const GuardedOrder& order) {
        return order.isStop && order.symbol == position.symbol && order.side == closing;
    };
    int finest = std::min(position.size.exponent, position.step.exponent);
    for (const GuardedOrder& order : orders) {
        finest = covers(order) ? std::min<int>({finest, order.size.exponent, order.filled.exponent}) : finest;
    }
    const Int128 held = countOf(position.size, finest);
    Int128 bare = held < 0 ? -held : held;
    for (const GuardedOrder& order : orders) {
        const bool counts = bare > 0 && covers(order);
        bare = counts ? bare - countOf(order.size, finest) + countOf(order.filled, finest) : bare;
    }
    if (bare <= 0 || bare < countOf(position.step, finest)) {
        return {};
    }
    for (; !narrowed(bare); ++finest) { // digits beyond the eighteenth are none that a venue trades
        bare = bare / 10;
    }
    return normalised(Decimal{*narrowed(bare), static_cast<std::int8_t>(finest)});
}

} // namespace

std::string_view nameOf(RescueEnd end) noexcept
{
    switch (end) {
    case RescueEnd::Clean:
        return "clean";
    case RescueEnd::NotFlat:
        return "not_flat";
    case RescueEnd::KeyRefused:
        return "key_refused";
    case RescueEnd::GaveUp:
        return "gave_up";
    }
    return "unknown";
}

Rescue::Rescue(Surroundings around, RescueRules rules)
    : m_around(std::move(around))
    , m_rules(std::move(rules))
{
}

Rescue::~Rescue() = default;

void Rescue::run(std::function<void(const RescueReport&)> done)
{
    m_done = std::move(done);
    m_began = m_around.clock.mono();
    take(Step::Prove);
}

void Rescue::take(Step step)
{
    const std::weak_ptr<int> alive = m_alive;
    switch (step) {
    case Step::Prove:
        return m_around.guard.prove([this, alive](const Result<void>& proven) {
            if (!alive.expired()) {
                proven ? list() : retry(Step::Prove, proven.error());
            }
        });
    case Step::List:
        return list();
    case Step::Positions:
        return lookAtPositions();
    case Step::Clear:
        return clearTheWay();
    case Step::Close:
        return closeNext();
    case Step::Left:
        return lookAtWhatIsLeft();
    }
}

// --- entries ---------------------------------------------------------------------------------------------------------

bool Rescue::isEntry(const GuardedOrder& order) const
{
    const auto parts = m_around.session.partsOfOurs(order.name);
    return parts && parts->role == orders::OrderRole::Entry;
}

void Rescue::list()
{
    const std::weak_ptr<int> alive = m_alive;
    m_around.guard.openOrders([this, alive](const Result<Orders>& orders) {
        if (alive.expired()) {
            return;
        }
        orders ? onListed(*orders) : retry(Step::Prove, orders.error());
    });
}

void Rescue::onListed(const Orders& orders)
{
    m_failures = 0;
    m_orders = orders;
    Orders entries;
    std::copy_if(orders.begin(), orders.end(), std::back_inserter(entries),
                 [this](const GuardedOrder& order) { return isEntry(order); });
    noteStanding();
    if (entries.empty()) {
        ++m_cleanListings;
        m_around.tell(
            fmt::format("no entry order is open; {} of ours and {} of others stand", m_report.kept, m_report.foreign));
        return m_cleanListings >= 2 ? take(Step::Positions) : wait(m_rules.settle, Step::List);
    }
    m_cleanListings = 0;
    m_around.tell(fmt::format("{} entry orders are open: they are cancelled", entries.size()));
    cancelAll(entries, Step::Prove, [this] { wait(afterCancels, Step::List); });
}

void Rescue::noteStanding()
{
    m_report.kept = m_report.foreign = 0;
    for (const GuardedOrder& order : m_orders) {
        if (!isEntry(order)) {
            ++(m_around.session.partsOfOurs(order.name) ? m_report.kept : m_report.foreign);
        }
    }
}

/// `then` once each has been taken; `behindFault` is tried again once each has been answered, if one was not.
void Rescue::cancelAll(const Orders& orders, Step behindFault, std::function<void()> then)
{
    struct Cancels {
        std::size_t waiting = 0;
        std::optional<Error> fault;
        std::function<void()> then;
    };
    auto cancels = std::make_shared<Cancels>(Cancels{orders.size(), {}, std::move(then)});
    const std::weak_ptr<int> alive = m_alive;
    for (const GuardedOrder& order : orders) {
        m_around.guard.cancel(order, [this, alive, cancels, order, behindFault](const Result<void>& taken) {
            if (alive.expired()) {
                return;
            }
            if (taken) { // covers nothing from now on, whatever comes of the rest
                std::erase_if(m_orders, [&order](const auto& each) { return each.venueId == order.venueId; });
            }
            auto& known = m_report.cancelled;
            const std::string name = order.name.empty() ? order.venueId : order.name;
            if (taken && std::find(known.begin(), known.end(), name) == known.end()) {
                known.push_back(name);
                m_around.tell(fmt::format("{} {} of {}: its cancel was taken{}", order.symbol, name,
                                          order.side == Side::Buy ? "buying" : "selling",
                                          order.carriesLegs && order.hasFilled
                                              ? "; it had filled in part, and the exits that the venue held for it "
                                                "end with it"
                                              : ""));
            } else if (!taken) {
                cancels->fault = taken.error();
            }
            if (--cancels->waiting == 0) {
                cancels->fault ? retry(behindFault, *cancels->fault) : cancels->then();
            }
        });
    }
}

// --- positions -------------------------------------------------------------------------------------------------------

void Rescue::lookAtPositions()
{
    const std::weak_ptr<int> alive = m_alive;
    m_around.guard.positions(m_around.session.symbols, [this, alive](const Result<std::vector<GuardedPosition>>& held) {
        if (alive.expired()) {
            return;
        }
        const bool closes = m_rules.policy == watch::Policy::Flatten && !m_report.isEngineBack;
        if (!held) {
            if (closes) {
                return retry(Step::Positions, held.error());
            }
            m_around.tell("what is held could not be read: " + held.error().detail);
            return end(RescueEnd::Clean);
        }
        m_failures = 0;
        m_positions = *held;
        if (!closes || held->empty()) {
            m_report.left.clear();
            return end(RescueEnd::Clean);
        }
        if (m_rounds > 0 && !mayGoOn(*held)) {
            return end(RescueEnd::NotFlat, fmt::format("{} positions are not closed", held->size()));
        }
        m_report.left.clear();
        m_refused.clear();
        ++m_rounds;
        m_held = *held;
        take(Step::Clear);
    });
}

/// What a round has not closed is tried in another. The reasons of the last round stay in the report if not.
bool Rescue::mayGoOn(const std::vector<GuardedPosition>& held)
{
    const bool isRefused
        = std::all_of(held.begin(), held.end(), [this](const auto& each) { return m_refused.contains(each.symbol); });
    m_refusedRounds = isRefused ? m_refusedRounds + 1 : 0;
    const bool isOver = m_around.clock.mono() + m_rules.settle - m_began > m_rules.giveUp;
    if (!isOver && m_refusedRounds < mostRefusals) {
        return true;
    }
    std::vector<std::string> left;
    for (const GuardedPosition& position : held) {
        const auto known = std::find_if(m_report.left.begin(), m_report.left.end(), [&position](const auto& line) {
            return line.find(' ' + position.symbol + ':') != std::string::npos;
        });
        left.push_back(known != m_report.left.end() ? *known : textOf(position) + ": it did not fill");
    }
    m_report.left = std::move(left);
    return false;
}

/// As far as is known: of the positions that were read last, with the orders that no cancel of ours has reached.
void Rescue::noteUncovered()
{
    m_report.uncovered.clear();
    for (const GuardedPosition& position : m_positions) {
        const Decimal bare = bareOf(position, m_orders);
        if (bare.mantissa == 0) {
            continue;
        }
        Decimal size = normalised(position.size);
        size.mantissa = size.mantissa < 0 ? -size.mantissa : size.mantissa;
        m_report.uncovered.push_back(bare == size ? textOf(position) : decimalText(bare) + " of " + textOf(position));
    }
}

/// A program that was frozen and goes on keeps its positions and their stops: two that close sell twice.
bool Rescue::isLeftToEngine()
{
    if (!m_around.isEngineBack || !m_around.isEngineBack()) {
        return false;
    }
    m_report.isEngineBack = true;
    m_held.clear();
    m_around.tell("the engine is heard of again: nothing more is closed, and no stop is cancelled");
    // An order whose word is late is in the positions by then, and the engine has missed its stops.
    waitWhatever(m_report.closings.empty() && !m_hasBared ? Duration{} : m_rules.settle, Step::Left);
    return true;
}

/// Its own stops among it, by then. No answer: what is known stays what is known.
void Rescue::lookAtWhatIsLeft()
{
    const std::weak_ptr<int> alive = m_alive;
    m_around.guard.openOrders([this, alive](const Result<Orders>& orders) {
        if (alive.expired()) {
            return;
        }
        m_orders = orders.value_or(std::move(m_orders));
        lookAtPositions();
    });
}

/// Orders of ours on what is to be closed would take from it at the same time, or keep it from being sold. They go, the
/// stops among them, and a listing says so.
void Rescue::clearTheWay()
{
    if (isLeftToEngine()) {
        return;
    }
    std::vector<std::string> symbols;
    for (const GuardedPosition& position : m_held) {
        symbols.push_back(position.symbol);
    }
    const std::weak_ptr<int> alive = m_alive;
    const auto onLegs = [this, alive, symbols](const Orders& orders, const std::vector<brokers::GuardedLeg>& legs) {
        Orders ours;
        m_orders = orders;
        for (const GuardedOrder& order : orders) {
            const auto leg = std::find_if(legs.begin(), legs.end(),
                                          [&order](const auto& each) { return each.venueId == order.venueId; });
            const bool isOurs = m_around.session.partsOfOurs(order.name)
                || (leg != legs.end() && m_around.session.partsOfOurs(leg->ownerName));
            if (isOurs && std::find(symbols.begin(), symbols.end(), order.symbol) != symbols.end()) {
                ours.push_back(order);
            }
        }
        if (ours.empty()) {
            return lookOnceMore();
        }
        if (isLeftToEngine()) { // the venue may have taken its time to answer
            return;
        }
        m_around.tell(fmt::format("{} orders of ours on what is to be closed are cancelled first", ours.size()));
        m_hasBared = true;
        cancelAll(ours, Step::Clear, [this] { wait(afterCancels, Step::Clear); });
    };
    m_around.guard.openOrders([this, alive, symbols, onLegs](const Result<Orders>& orders) {
        if (alive.expired()) {
            return;
        }
        if (!orders) {
            return retry(Step::Clear, orders.error());
        }
        m_around.guard.legs(
            symbols, [this, alive, onLegs, listed = *orders](const Result<std::vector<brokers::GuardedLeg>>& legs) {
                if (alive.expired()) {
                    return;
                }
                legs ? onLegs(listed, *legs) : retry(Step::Clear, legs.error());
            });
    });
}

/// A stop may have filled until its cancel was taken: what it has closed is not closed once more.
void Rescue::lookOnceMore()
{
    const std::weak_ptr<int> alive = m_alive;
    m_around.guard.positions(m_around.session.symbols, [this, alive](const Result<std::vector<GuardedPosition>>& now) {
        if (alive.expired()) {
            return;
        }
        if (!now) {
            return retry(Step::Clear, now.error());
        }
        m_failures = 0;
        m_positions = *now;
        std::vector<GuardedPosition> held;
        for (const GuardedPosition& before : m_held) {
            const auto same = std::find_if(now->begin(), now->end(), [&before](const GuardedPosition& one) {
                return one.symbol == before.symbol && (one.size.mantissa > 0) == (before.size.mantissa > 0);
            });
            if (same != now->end()) {
                held.push_back(*same);
            }
        }
        m_held = std::move(held);
        take(Step::Close);
    });
}

void Rescue::closeNext()
{
    if (m_held.empty()) { // an order whose word is late is in the positions by then
        return waitWhatever(m_rounds < quickRounds ? m_rules.settle : std::max(m_rules.settle, longestRetry),
                            Step::Positions);
    }
    if (isLeftToEngine()) {
        return;
    }
    const GuardedPosition position = m_held.back();
    m_held.pop_back();
    brokers::GuardedClosing closing{position, nextName(), m_rules.collarBp};
    const std::weak_ptr<int> alive = m_alive;
    m_around.guard.close(std::move(closing), [this, alive, position](const Result<brokers::ClosingEnd>& closed) {
        if (!alive.expired()) {
            onClosed(position, closed);
        }
    });
}

/// Whatever came of it: the positions are asked for anew, and what is left then is closed anew, under another name.
/// Where the answer was lost that is after longer than a request may be under way and be taken: it fills at once or not
/// at all.
void Rescue::onClosed(const GuardedPosition& position, const Result<brokers::ClosingEnd>& closed)
{
    if (closed) {
        m_report.closings.push_back(position.symbol + ": " + closed->words);
        m_around.tell(m_report.closings.back());
        return closeNext();
    }
    m_around.tell(textOf(position) + " could not be closed: " + closed.error().detail);
    if (closed.error().code == Errc::Denied) {
        return end(RescueEnd::KeyRefused, closed.error().detail);
    }
    const bool isRefused = closed.error().code == Errc::Invalid;
    if (isRefused || closed.error().code == Errc::NotFound) { // nothing was sent, or nothing came of it
        if (isRefused) {
            m_refused.insert(position.symbol);
        }
        m_report.left.push_back(textOf(position) + ": " + closed.error().detail);
        return closeNext();
    }
    m_held.clear();
    retry(Step::Positions, closed.error(), m_rules.settle);
}

std::string Rescue::nextName()
{
    const auto name
        = orders::clientOrderId({m_around.session.install, m_rules.names, OrderId{++m_names}, orders::OrderRole::Exit});
    return name ? std::string(name->view()) : std::string();
}

// --- again -----------------------------------------------------------------------------------------------------------

void Rescue::retry(Step step, const Error& error, Duration least)
{
    if (error.code == Errc::Denied) {
        return end(RescueEnd::KeyRefused, error.detail);
    }
    ++m_failures;
    m_cleanListings = 0;
    const Monotonic now = m_around.clock.mono();
    Duration pause{firstRetry.ns << std::min(m_failures - 1, 5)};
    pause = std::max(std::min(pause, longestRetry), least);
    if (const auto silent = m_around.guard.silentUntil(); silent && *silent > now) {
        pause = std::max(pause, *silent - now);
    }
    if (now + pause - m_began > m_rules.giveUp) {
        return end(RescueEnd::GaveUp, error.detail);
    }
    m_around.tell(fmt::format("the venue could not be asked, again in {:.1f} s: {}",
                              static_cast<double>(pause.ns) / 1e9, error.detail));
    wait(pause, step);
}

void Rescue::wait(Duration span, Step step)
{
    if (m_around.clock.mono() + span - m_began > m_rules.giveUp) {
        return end(RescueEnd::GaveUp, "the venue takes the requests, and what they ask for does not happen");
    }
    waitWhatever(span, step);
}

/// Also beyond the time to give up: for the last look at what has come of it.
void Rescue::waitWhatever(Duration span, Step step)
{
    const std::weak_ptr<int> alive = m_alive;
    m_around.later(span, [this, alive, step] {
        if (!alive.expired()) {
            take(step);
        }
    });
}

void Rescue::end(RescueEnd how, std::string why)
{
    m_alive.reset();
    noteStanding();
    noteUncovered();
    m_report.end = how;
    m_report.why = std::move(why);
    const auto done = std::exchange(m_done, nullptr);
    const RescueReport report = m_report; // `done` may destroy this
    if (done) {
        done(report);
    }
}

} // namespace omni::watchdog
