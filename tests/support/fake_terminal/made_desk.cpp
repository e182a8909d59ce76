#include "tests/support/fake_terminal/made_desk.h"

#include "core/desk/driver/simulated_session.h"
#include "core/desk/engine/principals.h"
#include "core/desk/sim/market/synthetic_market.h"
#include "core/trade/market/bar_builder.h"
#include "core/trade/strategy/strategy.h"
#include "tests/support/fake_terminal/fake_terminal.h"

#include <algorithm>
#include <map>
#include <optional>

namespace omni::testing {

namespace {

using namespace views;

constexpr std::int64_t oneDollar = 100'000'000;
constexpr std::size_t pastBarsShown = 600;
constexpr Duration equityPeriod = seconds(5);

/// What the market showed of one instrument.
struct Seen {
    Seen(const market::Instrument& one, Duration interval, std::vector<market::Bar> past)
        : instrument(one)
        , builder(one, market::BarRule{.kind = market::BarKind::Time, .interval = interval})
        , bars(std::move(past))
    {
        day.instrument = one.id;
        if (!bars.empty()) {
            day.previousClose = bars.back().close;
        }
    }

    void take(const market::Print& print)
    {
        if (const auto built = builder.add(print)) {
            bars.push_back(built->bar);
            day.spark.push_back(built->bar.close);
            if (day.spark.size() > 48) {
                day.spark.erase(day.spark.begin());
            }
        }
        day.last = print.price;
        day.open = day.open.value_or(print.price);
        day.high = std::max(day.high.value_or(print.price), print.price);
        day.low = std::min(day.low.value_or(print.price), print.price);
        day.volume += market::quantityNumber(instrument, print.size);
        day.lastTrade = print.venueTime;
    }

    market::Instrument instrument;
    market::BarBuilder builder;
    std::vector<market::Bar> bars;
    InstrumentDay day;
};

class Collector final : public driver::Watcher
{
public:
    Collector(const sim::SyntheticMarket& market, const DeskRecipe& recipe, StopFlag& stop)
        : m_recipe(recipe)
        , m_until(market.start() + recipe.length)
        , m_stop(stop)
    {
        for (const auto& instrument : market.instruments()) {
            m_seen.emplace(instrument.id,
                           Seen(instrument, recipe.bars, market.pastBars(instrument.id, recipe.bars, pastBarsShown)));
        }
    }

    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override
    {
        if (m_stop.isStopRequested()) {
            return;
        }
        if (const auto* print = std::get_if<market::Print>(&tick)) {
            m_seen.at(print->instrument).take(*print);
        }
        if (stamp.wall >= m_nextEquity) {
            m_nextEquity = stamp.wall + equityPeriod;
            if (const auto equity = engine.equity(stamp.wall)) {
                m_desk.equity.push_back({stamp.wall, *equity, engine.state().peak.value_or(*equity)});
            }
        }
        if (m_recipe.isKilled ? m_killedAt && stamp.wall > *m_killedAt + seconds(1) : stamp.wall >= m_until) {
            finish(engine);
        }
    }
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override
    {
        if (m_stop.isStopRequested()) {
            return;
        }
        m_desk.notices.push_back({stamp, event});
        if (const auto* fill = std::get_if<orders::Fill>(&event)) {
            addFill(stamp, *fill, engine);
        }
    }
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override
    {
        if (m_stop.isStopRequested()) {
            return;
        }
        m_desk.notices.push_back({stamp, fact});
        if (const auto* planned = std::get_if<events::OrderPlanned>(&fact)) {
            m_orders.push_back({planned->ticket.id, stamp.seq});
        } else if (const auto* made = std::get_if<events::ProposalMade>(&fact)) {
            ProposalRow row;
            row.seq = stamp.seq;
            row.at = stamp.wall;
            row.made = *made;
            m_desk.proposals.push_back(row);
        } else if (const auto* closed = std::get_if<events::ProposalClosed>(&fact)) {
            closeProposal(stamp, *closed, engine);
        } else if (std::holds_alternative<events::Latched>(fact)) {
            m_killedAt = stamp.wall;
        } else if (const auto* alert = std::get_if<events::AlertRaised>(&fact)) {
            m_desk.alerts.push_back({stamp.seq, stamp.wall, *alert});
        }
    }

    [[nodiscard]] Timestamp until() const noexcept
    {
        return m_until;
    }
    MadeDesk take()
    {
        return std::move(m_desk);
    }

private:
    void addFill(const Stamp& stamp, const orders::Fill& fill, engine::Engine& engine)
    {
        FillRow row;
        row.seq = stamp.seq;
        row.at = stamp.wall;
        row.fill = fill;
        if (const auto* record = engine.state().ledger.find(fill.order)) {
            row.strategy = record->ticket.strategy;
            row.proposal = record->ticket.proposal;
            row.role = record->ticket.role;
            row.reference = record->ticket.limit ? record->ticket.limit : record->ticket.stop;
        }
        if (!row.reference) {
            for (const auto& proposal : m_desk.proposals) {
                if (proposal.made.proposal.id == row.proposal) {
                    row.reference = proposal.made.proposal.reference;
                }
            }
        }
        m_desk.fills.push_back(row);
    }
    void closeProposal(const Stamp& stamp, const events::ProposalClosed& closed, engine::Engine& engine)
    {
        for (auto& row : m_desk.proposals) {
            if (row.made.proposal.id == closed.proposal) {
                row.seq = stamp.seq;
                row.how = closed.how;
                row.cause = closed.cause;
                row.by = closed.by;
                row.closed = stamp.wall;
                for (const auto& [order, seq] : m_orders) {
                    const auto* record = engine.state().ledger.find(order);
                    if (record != nullptr && record->ticket.proposal == closed.proposal
                        && record->ticket.role == orders::OrderRole::Entry) {
                        row.order = order;
                    }
                }
            }
        }
    }
    /// The picture of this moment; what the end of the session does to it comes later and is not shown.
    void finish(engine::Engine& engine)
    {
        m_desk.snapshot = engine.snapshot();
        for (const auto& [order, seq] : m_orders) {
            if (const auto* record = engine.state().ledger.find(order)) {
                m_desk.orders.push_back({seq, *record, {}});
            }
        }
        auto day = std::make_shared<MarketDay>();
        day->at = m_desk.snapshot->at.wall;
        for (auto& [id, seen] : m_seen) {
            day->instruments.push_back(seen.day);
            addSeries(seen);
        }
        m_desk.day = day;
        std::reverse(m_desk.fills.begin(), m_desk.fills.end());
        std::reverse(m_desk.orders.begin(), m_desk.orders.end());
        std::reverse(m_desk.proposals.begin(), m_desk.proposals.end());
        std::reverse(m_desk.alerts.begin(), m_desk.alerts.end());
        m_stop.requestStop();
    }
    void addSeries(Seen& seen)
    {
        auto series = std::make_shared<BarSeries>();
        series->key = {seen.instrument.id, m_recipe.bars};
        series->revision = 1;
        if (const auto open = seen.builder.open()) {
            seen.bars.push_back(open->bar);
            series->isForming = true;
        }
        std::size_t at = 0;
        for (; seen.bars.size() - at > BarBlock::size; at += BarBlock::size) {
            auto block = std::make_shared<BarBlock>();
            const auto begin = seen.bars.begin() + static_cast<std::ptrdiff_t>(at);
            block->bars.assign(begin, begin + static_cast<std::ptrdiff_t>(BarBlock::size));
            series->blocks.push_back(block);
        }
        series->tail.assign(seen.bars.begin() + static_cast<std::ptrdiff_t>(at), seen.bars.end());
        m_desk.series.push_back(series);
    }

    const DeskRecipe& m_recipe;
    Timestamp m_until;
    StopFlag& m_stop;
    std::map<InstrumentId, Seen> m_seen;
    std::vector<std::pair<OrderId, Sequence>> m_orders;
    Timestamp m_nextEquity;
    std::optional<Timestamp> m_killedAt;
    MadeDesk m_desk;
};

/// Presses the kill switch once, when the recipe's time has passed.
class LateKill final : public driver::CommandSource
{
public:
    LateKill(driver::Desk& desk, Timestamp at)
        : m_desk(desk)
        , m_at(at)
    {
    }
    bool poll(events::Command& out) override
    {
        if (m_isDone || m_desk.stamp().wall < m_at) {
            return false;
        }
        m_isDone = true;
        out = {};
        out.by = events::owner;
        out.path = risk::EntryPath::Gui;
        out.stepUp = true;
        out.reason = ShortText<95>("prices look wrong");
        out.what = events::Kill{};
        return true;
    }

private:
    driver::Desk& m_desk;
    Timestamp m_at;
    bool m_isDone = false;
};

driver::SimulatedSetup setupFor(const DeskRecipe& recipe, const sim::SyntheticMarket& market)
{
    driver::SimulatedSetup setup;
    auto& started = setup.started;
    started.boot = 1;
    started.installNonce = "install";
    started.startNonce = "start";
    started.program = "test";
    started.environment = orders::Environment::Demo;
    started.account = AccountId{1};
    started.accountName = "demo";
    started.baseCurrency = "USD";
    for (const auto& text : recipe.strategies) {
        const StrategyId id{started.strategies.size() + 1};
        started.strategies.push_back({id, strategy::specFromText(text).value().text()});
    }
    started.limits.losingStreak = 10; // a picture of a desk that goes on
    setup.instruments.assign(market.instruments().begin(), market.instruments().end());
    setup.barsFromMids.assign(setup.instruments.size(), false);
    setup.deposit = Money{100'000 * oneDollar};
    setup.by = events::owner;
    setup.start = market.start();
    setup.until = market.start() + recipe.length + minutes(1);
    return setup;
}

} // namespace

MadeDesk makeDesk(const DeskRecipe& recipe)
{
    sim::SyntheticConfig config;
    config.seed = recipe.seed;
    config.alwaysOpen = true;
    config.latency = {milliseconds(20), milliseconds(20), {}};
    sim::SyntheticMarket market(config);
    const auto setup = setupFor(recipe, market);
    for (std::uint64_t i = 0; i <= setup.instruments.size(); ++i) {
        market.nameCurrency(CurrencyId{i + 1}, "USD");
    }
    StopFlag stop;
    Collector collector(market, recipe, stop);
    driver::Approver approver(driver::ApprovalRule::All, events::owner, recipe.answersAfter);
    driver::Desk desk(engine::Engine(), {.last = {}, .boot = 1, .epoch = setup.start}, nullptr, &collector);
    driver::SimulatedSession session(desk, market, nullptr, approver);
    LateKill kill(desk, collector.until());
    if (recipe.isKilled) {
        session.setCommands(&kill);
    }
    static_cast<void>(session.run(setup, &stop));
    return collector.take();
}

void show(FakeTerminal& terminal, const MadeDesk& desk, bool withNotices)
{
    terminal.show(desk.snapshot);
    terminal.dayShown = desk.day;
    for (const auto& series : desk.series) {
        terminal.show(series);
    }
    terminal.give(desk.fills);
    terminal.give(desk.orders);
    terminal.give(desk.proposals);
    terminal.give(desk.alerts);
    terminal.give(desk.equity);
    if (withNotices) {
        terminal.notices(desk.notices);
    }
}

} // namespace omni::testing
