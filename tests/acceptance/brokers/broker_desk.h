// The whole program on one side of the wire: a terminal with its engine, outbox, journal and broker's loop, and a
// person's hands on it. What it believes is held against the venue, and each order against what went over the wire.

#pragma once

#include "tests/acceptance/brokers/scripted_wire.h"
#include "tests/acceptance/brokers/stops_of_entries.h"
#include "tests/acceptance/brokers/story_of.h"
#include "tests/support/folder_copy.h"
#include "tests/support/terminal_kit.h"

#include "core/trade/orders/life_cycle.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <set>

namespace omni::test {

using orders::OrderEventKind;
using orders::OrderKind;
/// For the test's thread.
class BrokerDesk : public ScriptedWire
{
public:
    /// A thousandth of the price, in ticks: how far away is near.
    [[nodiscard]] std::int64_t step() const
    {
        return base().count / 1'000;
    }
    /// Where the price stands unless a test has moved it.
    [[nodiscard]] Ticks base() const noexcept
    {
        return m_base;
    }

    explicit BrokerDesk(const VenueMaker& maker, std::vector<std::string> sets = {}, Duration ahead = {})
        : ScriptedWire(maker)
        , m_known{&venue->info()}
    {
        venue->start(ahead, m_clock);
        m_base = venue->get<Ticks>([this] { return venue->price(); });
        m_unit = venue->get<std::int64_t>([this] { return venue->lotUnit(); });
        m_sets = std::move(sets);
        openTerminal();
    }
    ~BrokerDesk()
    {
        terminal.reset();
        venue->stop();
    }
    BrokerDesk(const BrokerDesk&) = delete;
    BrokerDesk& operator=(const BrokerDesk&) = delete;

    /// The program dies: not a byte of it leaves any more, and its profile stays as it is. Then `meanwhile` happens
    /// there, and it starts anew.
    [[nodiscard]] bool dieAndStart(const std::function<void()>& meanwhile)
    {
        read();
        venue->call([this] { venue->proxy->setReachable(false); });
        const auto next = QStringLiteral("profile %1").arg(++m_starts);
        const bool isCopied = copyFolder(m_folder.filePath(m_profile), m_folder.filePath(next));
        terminal.reset();
        m_profile = next;
        meanwhile();
        venue->call([this] { venue->proxy->setReachable(true); });
        openTerminal();
        return isCopied && open();
    }
    /// Runs, compared and armed. False: says why.
    [[nodiscard]] bool open()
    {
        if (!terminal) {
            return false;
        }
        runtime::SessionWish wish;
        wish.broker = venue->info().key;
        wish.symbols = {venue->symbol()};
        terminal->start(wish);
        const bool isRunning = becomesTrue([&] {
                                   const auto phase = terminal->phase().phase;
                                   return phase == runtime::Phase::Running || phase == runtime::Phase::Failed;
                               })
            && terminal->phase().phase == runtime::Phase::Running;
        if (!isRunning || !isCompared()) {
            qWarning("%s %s", terminal->phase().text.c_str(), terminal->phase().hint.c_str());
            return false;
        }
        return send(events::SetMode{risk::Mode::Manual}) && shows([](const auto& desk) {
                   return desk.mode == risk::Mode::Manual && desk.instruments.front().quote.has_value();
               });
    }

    // --- a person ----------------------------------------------------------------------------------------------------
    bool send(events::Wish what)
    {
        events::Command command;
        command.by = events::owner;
        command.path = risk::EntryPath::Gui;
        command.stepUp = true;
        command.reason = ShortText<95>("a test asks for it");
        command.what = std::move(what);
        return terminal->send(command);
    }
    /// A ticket on the session's instrument; prices are steps away from `base`. `lots`: times the usual size.
    [[nodiscard]] orders::OrderTicket ticket(OrderKind kind, Side side, std::int64_t lots) const
    {
        const auto desk = terminal->snapshot();
        orders::OrderTicket made;
        made.instrument = desk->instruments.front().instrument.id;
        made.account = desk->session->account;
        made.environment = desk->environment;
        made.side = side;
        made.kind = kind;
        made.size = Lots{venue->usualQuantity() / unit() * lots};
        const std::int64_t worse = signOf(side) * step();
        switch (kind) {
        case OrderKind::Market:
            break;
        case OrderKind::Limit:
            made.limit = Ticks{base().count - worse};
            break;
        case OrderKind::StopLimit:
            made.limit = Ticks{base().count + 3 * worse};
            [[fallthrough]];
        case OrderKind::Stop:
            made.stop = Ticks{base().count + worse};
            break;
        case OrderKind::TrailingStop:
            made.stop = Ticks{base().count + 2 * worse};
            made.trail = Ticks{2 * step()};
            break;
        }
        return made;
    }
    /// The order that it became; none: it was refused here. What opens or adds has a stop ten steps away.
    [[nodiscard]] std::optional<OrderId> place(const orders::OrderTicket& wanted, std::optional<Ticks> target = {})
    {
        std::optional<Ticks> stop;
        if (!wanted.reduceOnly) {
            stop = Ticks{base().count - 10 * signOf(wanted.side) * step()};
        }
        read();
        const std::size_t before = notices.size();
        if (!send(events::PlaceOrder{wanted, stop, target})) {
            return std::nullopt;
        }
        std::optional<OrderId> made;
        m_refusal.clear();
        const bool isAnswered = becomesTrue([&] {
            read();
            for (std::size_t i = before; i < notices.size(); ++i) {
                const auto* planned = factIn<events::OrderPlanned>(notices[i]);
                if (planned != nullptr && !planned->ticket.held) {
                    made = planned->ticket.id;
                } else if (const auto* refused = factIn<events::OrderRefused>(notices[i])) {
                    m_refusal = std::string(nameOf(refused->refusal.rule)) + " "
                        + std::to_string(refused->refusal.limit) + " " + std::to_string(refused->refusal.actual);
                } else if (factIn<events::CommandDenied>(notices[i]) != nullptr) {
                    m_refusal = "denied";
                }
            }
            return made || !m_refusal.empty();
        });
        if (!isAnswered) {
            m_refusal = "no answer";
        }
        return made;
    }
    /// Why the last order was not made: the gate's rule.
    [[nodiscard]] const std::string& refusal() const noexcept
    {
        return m_refusal;
    }
    /// Moves the price, and waits for the desk to see it.
    [[nodiscard]] bool moveTo(std::int64_t steps)
    {
        const Ticks price{base().count + steps * step()};
        venue->call([&] { venue->moveTo(price); });
        return shows([price](const auto& desk) {
            const auto& quote = desk.instruments.front().quote;
            return quote && quote->bid < price && price < quote->ask;
        });
    }
    /// An order that rests alone between the touch: nobody stands before it.
    [[nodiscard]] orders::OrderTicket alone(Side side, std::int64_t lots) const
    {
        auto made = ticket(OrderKind::Limit, side, lots);
        made.limit = base();
        return made;
    }
    /// Somebody takes so many of them, times the usual size.
    void take(Side ours, std::int64_t lots)
    {
        const Lots size{lots * venue->usualQuantity() / m_unit};
        venue->call([&] { venue->take(ours == Side::Buy ? Side::Sell : Side::Buy, base(), size); });
        static_cast<void>(becomesTrue([&] { return venue->get<bool>([&] { return venue->isDone(); }); }));
    }
    /// What brings an order of that kind to be filled, and the price back to `base`.
    [[nodiscard]] bool trigger(OrderKind kind, Side side)
    {
        const std::int64_t up = signOf(side);
        switch (kind) {
        case OrderKind::Market:
            return true;
        case OrderKind::Limit:
            return moveTo(-2 * up) && moveTo(0);
        case OrderKind::Stop:
        case OrderKind::StopLimit:
            return moveTo(2 * up) && moveTo(0);
        case OrderKind::TrailingStop:
            // Where it was placed it would not fire: it has followed a step.
            return moveTo(-up) && moveTo(0) && moveTo(2 * up) && moveTo(0);
        }
        return false;
    }

    /// Time goes by at once, for the desk and the venue alike, until it holds; at most so much. In steps, behind each
    /// of which the desk has heard of the market: an engine of which nothing is heard for two seconds has stalled
    /// (F60). What waits for a timer of a socket is not hurried by it.
    [[nodiscard]] bool passUntil(const std::function<bool()>& holds, Duration most = seconds(90))
    {
        for (; !holds(); most = most - skipStep) {
            if (most.ns <= 0) {
                return becomesTrue(holds); // the time that was let go by has not made the sockets quicker
            }
            m_clock.skip(skipStep);
            const Monotonic now = m_clock.mono();
            if (!shows([now](const auto& desk) { return desk.at.mono >= now; })) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] bool pass(Duration span)
    {
        const Monotonic end = m_clock.mono() + span;
        return passUntil([&] { return m_clock.mono() >= end; }, span + skipStep);
    }
    [[nodiscard]] Monotonic now()
    {
        return m_clock.mono();
    }

    // --- what it believes --------------------------------------------------------------------------------------------

    /// Of the newest picture.
    [[nodiscard]] bool shows(const std::function<bool(const views::DeskSnapshot&)>& what)
    {
        return becomesTrue([&] {
            const auto shot = terminal->snapshot();
            return shot && what(*shot);
        });
    }
    [[nodiscard]] bool isCompared()
    {
        return shows([](const auto& desk) {
            return desk.isReconciled && desk.equity && !desk.mayAdoptOpening && !desk.instruments.empty()
                && desk.differences.empty();
        });
    }
    /// It stands at the venue, and the venue has said so.
    [[nodiscard]] bool works(OrderId order)
    {
        return becomesTrue([&] { return worksNow(order); });
    }
    [[nodiscard]] bool worksNow(OrderId order) const
    {
        const auto desk = terminal->snapshot();
        return std::any_of(desk->openOrders.begin(), desk->openOrders.end(), [order](const auto& one) {
            return one.ticket.id == order && one.state == orders::OrderState::Working;
        });
    }
    /// As the desk counts them for its own limit of pace.
    [[nodiscard]] int ordersLastMinute() const
    {
        return terminal->snapshot()->ordersLastMinute;
    }
    /// Everything that was sent has been answered, and what is held is covered by stops.
    [[nodiscard]] bool isSettled(bool covered = true)
    {
        return shows([covered](const auto& desk) {
            const bool isAnswered = std::all_of(desk.openOrders.begin(), desk.openOrders.end(), [](const auto& one) {
                return (one.state == orders::OrderState::Working && !one.replacing)
                    || (one.state == orders::OrderState::Created && one.ticket.held);
            });
            return isAnswered
                && (!covered || std::all_of(desk.positions.begin(), desk.positions.end(), [](const auto& one) {
                       return one.protectedLots.count == std::abs(one.position.lots.count);
                   }));
        });
    }
    [[nodiscard]] bool hasOpenOrders() const
    {
        return !terminal->snapshot()->openOrders.empty();
    }
    /// A person takes away what stands at the venue.
    [[nodiscard]] bool cancelAll()
    {
        return send(events::CancelOrders{{}, false}) && shows([](const auto& desk) { return desk.openOrders.empty(); });
    }
    /// It is over, and the venue has said how.
    [[nodiscard]] bool hasEnded(OrderId order)
    {
        return becomesTrue([&] { return hasEndedNow(order); });
    }
    [[nodiscard]] bool hasEndedNow(OrderId order) const
    {
        const auto desk = terminal->snapshot();
        return std::none_of(desk->openOrders.begin(), desk->openOrders.end(),
                            [order](const auto& one) { return one.ticket.id == order; });
    }
    [[nodiscard]] bool holds(std::int64_t lots)
    {
        return becomesTrue([&] { return held() == lots * venue->usualQuantity(); });
    }
    void read()
    {
        terminal->takeNotices(notices, 1'000'000);
    }
    /// What was said of an order, in the order in which it was said.
    [[nodiscard]] std::vector<OrderEventKind> saidOf(OrderId order)
    {
        read();
        std::vector<OrderEventKind> kinds;
        for (const auto& notice : notices) {
            const auto* report = eventIn<events::OrderReport>(notice);
            if (report != nullptr && report->order == order) {
                kinds.push_back(report->kind);
            }
        }
        return kinds;
    }
    [[nodiscard]] bool hears(OrderId order, OrderEventKind kind)
    {
        return becomesTrue([&] { return wasSaid(order, kind); });
    }
    [[nodiscard]] bool hearsEither(OrderId order, OrderEventKind one, OrderEventKind other)
    {
        return becomesTrue([&] { return wasSaid(order, one) || wasSaid(order, other); });
    }
    [[nodiscard]] bool wasSaid(OrderId order, OrderEventKind kind)
    {
        const auto all = saidOf(order);
        return std::find(all.begin(), all.end(), kind) != all.end();
    }
    [[nodiscard]] std::string textOf(OrderId order, OrderEventKind kind)
    {
        read();
        for (const auto& notice : notices) {
            const auto* report = eventIn<events::OrderReport>(notice);
            if (report != nullptr && report->order == order && report->kind == kind) {
                return std::string(report->text.view());
            }
        }
        return {};
    }
    /// A lot of the desk, in 10^-9 of what is traded.
    [[nodiscard]] std::int64_t unit() const
    {
        const auto& size = terminal->snapshot()->instruments.front().instrument.lotSize;
        std::int64_t one = size.mantissa;
        for (int i = size.exponent; i > -9; --i) {
            one *= 10;
        }
        return one;
    }
    /// Of the books, in 10^-9 units.
    [[nodiscard]] std::int64_t held() const
    {
        const auto desk = terminal->snapshot();
        return desk->positions.empty() ? 0 : desk->positions.front().position.lots.count * unit();
    }
    /// Of the venue, by its market's trades, in 10^-9 units.
    [[nodiscard]] std::int64_t heldThere()
    {
        return venue->get<std::int64_t>([this] { return venue->held().count; }) * m_unit;
    }
    [[nodiscard]] std::uint64_t tradesThere()
    {
        return venue->get<std::uint64_t>([this] { return venue->trades(); });
    }
    /// All that was said of orders, for a failure's text.
    [[nodiscard]] std::string story()
    {
        if (!terminal || !terminal->snapshot()) {
            return "\n  it does not run";
        }
        read();
        return storyOf(*terminal->snapshot(), notices);
    }
    /// Of executions.
    [[nodiscard]] std::size_t corrections()
    {
        read();
        return static_cast<std::size_t>(std::count_if(notices.begin(), notices.end(), [](const auto& notice) {
            return eventIn<events::FillCorrected>(notice) != nullptr;
        }));
    }
    /// Orders that the engine has let go.
    [[nodiscard]] std::size_t released()
    {
        read();
        std::size_t count = 0;
        for (const auto& notice : notices) {
            count += factIn<events::OrderReleased>(notice) != nullptr ? 1U : 0U;
        }
        return count;
    }
    /// S3 S4 S7 S8 S9 at rest: what differs, in words; empty: nothing does. Each order that was let go has reached the
    /// venue once, but for so many as `stopped`.
    [[nodiscard]] QByteArray fault(std::size_t stopped = 0)
    {
        std::string words;
        const auto agrees = [&] {
            words = faultNow(released() - stopped - stopsWithoutName(notices, venue->legs()));
            return words.empty();
        };
        static_cast<void>(becomesTrue(agrees));
        return QByteArray::fromStdString(words);
    }

    template<class Fact> [[nodiscard]] static const Fact* factIn(const runtime::Notice& notice)
    {
        return tests::TerminalKit::factIn<Fact>(notice);
    }
    template<class Event> [[nodiscard]] static const Event* eventIn(const runtime::Notice& notice)
    {
        return tests::TerminalKit::eventIn<Event>(notice);
    }

    static constexpr Duration skipStep = milliseconds(500);
    std::unique_ptr<runtime::Terminal> terminal;
    std::vector<runtime::Notice> notices;

private:
    void openTerminal()
    {
        venue->giveKey(); // each start takes it away
        runtime::TerminalRequest request;
        request.profile = m_folder.filePath(m_profile).toStdString();
        request.program = "test";
        request.clock = &m_clock;
        request.keepsHistory = false;
        request.brokers = m_known;
        request.sets = venue->sets(venue->port);
        for (const char* set : {"risk.position_per_trade=5 %", "risk.orders_per_minute=120",
                                "risk.duplicate_window=0 s", "risk.losing_streak=10"}) {
            request.sets.emplace_back(set);
        }
        request.sets.insert(request.sets.end(), m_sets.begin(), m_sets.end());
        auto opened = runtime::Terminal::open(std::move(request));
        if (!opened) {
            qWarning("%s", opened.error().message.c_str());
            return;
        }
        terminal = std::move(*opened);
    }
    [[nodiscard]] std::string faultNow(std::size_t wanted)
    {
        const auto names = namesThere();
        if (names.size() != wanted) {
            return std::to_string(names.size()) + " new orders reached the venue, not " + std::to_string(wanted);
        }
        if (std::set<std::string>(names.begin(), names.end()).size() != wanted
            || std::find(names.begin(), names.end(), std::string()) != names.end()) {
            return "a name came twice, or an order had none";
        }
        const auto desk = terminal->snapshot();
        if (held() != heldThere()) {
            return "here " + std::to_string(held()) + " are held, there " + std::to_string(heldThere());
        }
        if (desk->fillCount != tradesThere()) {
            return std::to_string(desk->fillCount) + " fills here, " + std::to_string(tradesThere()) + " there";
        }
        for (const auto& one : desk->openOrders) {
            if (one.state == orders::OrderState::Unknown || one.excess.count != 0 || one.needsReconcile) {
                return "order " + std::to_string(one.ticket.id.value) + " is unknown or beyond its size";
            }
        }
        if (!desk->differences.empty()) {
            return std::to_string(desk->differences.size()) + " differences to the account";
        }
        return {};
    }

    SharedClock m_clock;
    QTemporaryDir m_folder;
    QString m_profile = QStringLiteral("profile");
    int m_starts = 0;
    std::vector<const brokers::BrokerInfo*> m_known;
    std::vector<std::string> m_sets;
    Ticks m_base;
    std::int64_t m_unit = 0; ///< Of a lot of the venue's market, in 10^-9.
    std::string m_refusal;
};

} // namespace omni::test
