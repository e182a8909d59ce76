// The sentences that set up a desk and that make something happen.

#pragma once

#include "tests/support/scenario/play.h"

namespace omni::test {

inline std::string Play::setLimit(const std::string& key, const std::string& value)
{
    auto& limits = m_session.limits;
    std::string wrong;
    const std::int64_t share = scaled(value, 2, wrong);
    const auto points = BasisPoints{static_cast<std::int32_t>(share)};
    if (key == "daily_loss") {
        limits.dailyLoss = points;
    } else if (key == "drawdown") {
        limits.drawdown = points;
    } else if (key == "position_per_trade") {
        limits.positionPerTrade = points;
    } else if (key == "approval_drift") {
        limits.approvalDrift = points;
    } else if (key == "losing_streak") {
        limits.losingStreak = static_cast<std::int32_t>(share / 100);
    } else if (key == "orders_per_minute") {
        limits.ordersPerMinute = static_cast<std::int32_t>(share / 100);
    } else {
        return "no limit is called " + key;
    }
    return wrong;
}

inline void Play::learnGiven()
{
    const auto given = SentenceKind::Given;
    learn(given, "account {} USD", [this](const Words& w) {
        std::string wrong;
        m_deposit = Money{scaled(w[0], 8, wrong)};
        return wrong;
    });
    learn(given, "limit {} {} %", [this](const Words& w) { return setLimit(w[0], w[1]); });
    learn(given, "limit {} {}", [this](const Words& w) { return setLimit(w[0], w[1]); });
    learn(given, "mode {}", [this](const Words& w) {
        const auto mode = risk::modeFromName(w[0]);
        m_mode = mode.value_or(risk::Mode::Halted);
        return expect(mode.has_value(), "no mode is called " + w[0]);
    });
    learn(given, "strategy {}", [this](const Words& w) {
        m_strategies = {w[0]};
        return std::string();
    });
    learn(given, "strategies {} and {}", [this](const Words& w) {
        m_strategies = {w[0], w[1]};
        return std::string();
    });
    learn(given, "{} at {} / {}", [this](const Words& w) {
        std::string wrong;
        m_symbols[w[0]] = InstrumentId{m_quotes.size() + 1};
        m_quotes.push_back({w[0], {price(w[1], wrong), price(w[2], wrong)}});
        return wrong;
    });
}

/// What takes part of a position away, or all of it, is reduce-only.
inline std::string Play::trade(Side side, const Words& w, std::optional<std::size_t> limit,
                               std::optional<std::size_t> stop, std::optional<std::size_t> target)
{
    std::string wrong;
    events::PlaceOrder place;
    place.ticket.instrument = symbol(w[1], wrong);
    place.ticket.side = side;
    place.ticket.size = Lots{whole(w[0], wrong)};
    if (limit) {
        place.ticket.kind = orders::OrderKind::Limit;
        place.ticket.limit = price(w[*limit], wrong);
    }
    place.stop = stop ? std::optional(price(w[*stop], wrong)) : std::nullopt;
    place.target = target ? std::optional(price(w[*target], wrong)) : std::nullopt;
    const std::int64_t against = -signOf(side) * m_desk->position(place.ticket.instrument);
    place.ticket.reduceOnly = !stop && against >= place.ticket.size.count;
    if (wrong.empty()) {
        m_desk->command(place);
    }
    return wrong;
}

inline void Play::learnTrader()
{
    const auto when = SentenceKind::When;
    for (const Side side : {Side::Buy, Side::Sell}) {
        const std::string base = std::string("the trader ") + (side == Side::Buy ? "buys" : "sells") + " {} {}";
        learn(when, base, [=, this](const Words& w) { return trade(side, w, {}, {}, {}); });
        learn(when, base + " stop {}", [=, this](const Words& w) { return trade(side, w, {}, 2, {}); });
        learn(when, base + " at {} stop {}", [=, this](const Words& w) { return trade(side, w, 2, 3, {}); });
        learn(when, base + " stop {} target {}", [=, this](const Words& w) { return trade(side, w, {}, 2, 3); });
    }
    learn(when, "the trader approves {}", [this](const Words& w) {
        std::string wrong;
        const auto id = m_desk->newestProposal();
        const std::int64_t lots = whole(w[0], wrong);
        if (!id) {
            return std::string("no proposal waits");
        }
        m_desk->command(m_desk->approvalOf(id, Lots{lots}));
        return wrong;
    });
    learn(when, "the trader declines", [this](const Words&) {
        m_desk->command(events::Decline{m_desk->newestProposal()});
        return std::string();
    });
    learn(when, "the trader cancels order {}", [this](const Words& w) {
        std::string wrong;
        m_desk->command(events::CancelOrder{number(w[0], wrong)});
        return wrong;
    });
    learn(when, "the trader sets mode {}", [this](const Words& w) {
        const auto mode = risk::modeFromName(w[0]);
        m_desk->command(events::SetMode{mode.value_or(risk::Mode::Halted)});
        return expect(mode.has_value(), "no mode is called " + w[0]);
    });
    const auto kill = [this](risk::Scope scope, const std::string& name) {
        const auto level = risk::killLevelFromName(name);
        m_desk->command(events::Kill{scope, level.value_or(risk::KillLevel::None)});
        return expect(level.has_value(), "no kill level is called " + name);
    };
    learn(when, "the trader kills everything with {}", [=](const Words& w) { return kill({}, w[0]); });
    learn(when, "the trader kills {} with {}", [=, this](const Words& w) {
        std::string wrong;
        const auto id = symbol(w[0], wrong);
        return wrong.empty() ? kill({risk::ScopeKind::Symbol, id.value}, w[1]) : wrong;
    });
    learn(when, "the trader kills strategy {} with {}", [=, this](const Words& w) {
        std::string wrong;
        const auto id = strategy(w[0], wrong);
        return wrong.empty() ? kill({risk::ScopeKind::Strategy, id.value}, w[1]) : wrong;
    });
    learn(when, "the trader resets the kill switch", [this](const Words&) {
        m_desk->command(events::ResetKill{});
        return std::string();
    });
}

/// Three closes turn the strategy; what it did not think of itself is put in by an amendment.
inline std::string Play::propose(const Words& w, bool hasStop, bool hasTarget)
{
    std::string wrong;
    const auto id = strategy(w[0], wrong);
    const auto instrument = symbol(w[2], wrong);
    const bool buys = w[1] == "buy";
    if (!buys && w[1] != "sell") {
        return "a strategy proposes to buy or to sell";
    }
    if (!wrong.empty()) {
        return wrong;
    }
    const auto quote = *m_desk->engine.market().quote(instrument);
    const std::int64_t mid = m_desk->engine.market().reference(instrument)->count;
    const Duration length = id.value == 1 ? minutes(1) : days(1);
    for (const std::int64_t close : {mid, buys ? mid - 1 : mid + 1, mid}) {
        m_desk->pass(id.value == 1 ? minutes(1) : seconds(1));
        auto fresh = quote;
        fresh.venueTime = m_desk->stamp.wall;
        m_desk->tick(fresh);
        market::Bar bar;
        bar.instrument = instrument;
        bar.interval = length;
        bar.closedAt = m_desk->stamp.wall;
        bar.opened = bar.closedAt - length;
        bar.open = bar.high = bar.low = bar.close = Ticks{close};
        m_desk->tick(bar);
    }
    if (!m_desk->newestProposal() || (!hasStop && !hasTarget)) {
        return {};
    }
    events::Amend amend;
    amend.proposal = m_desk->newestProposal();
    amend.stop = hasStop ? std::optional(price(w[3], wrong)) : std::nullopt;
    amend.target = hasTarget ? std::optional(price(w[4], wrong)) : std::nullopt;
    m_desk->command(amend);
    return wrong;
}

inline void Play::learnVenue()
{
    const auto when = SentenceKind::When;
    const std::pair<const char*, orders::OrderEventKind> words[]
        = {{"accepted", orders::OrderEventKind::Accepted},   {"rejected", orders::OrderEventKind::Rejected},
           {"cancelled", orders::OrderEventKind::Cancelled}, {"expired", orders::OrderEventKind::Expired},
           {"lost", orders::OrderEventKind::Lost},           {"found", orders::OrderEventKind::Found}};
    for (const auto& [word, kind] : words) {
        learn(when, std::string("order {} is ") + word, [this, k = kind](const Words& w) {
            std::string wrong;
            m_desk->report(number(w[0], wrong), k);
            return wrong;
        });
    }
    learn(when, "order {} is replaced to {}", [this](const Words& w) {
        std::string wrong;
        m_desk->report(number(w[0], wrong), orders::OrderEventKind::Replaced, Lots{whole(w[1], wrong)});
        return wrong;
    });
    learn(when, "order {} fills {} at {}", [this](const Words& w) {
        std::string wrong;
        if (order(w[0], wrong) == nullptr) {
            return wrong;
        }
        m_fill = m_desk->fillOf(number(w[0], wrong), whole(w[1], wrong), price(w[2], wrong).count);
        m_desk->apply(m_fill);
        return wrong;
    });
    learn(when, "the same fill comes again", [this](const Words&) {
        m_desk->apply(m_fill);
        return std::string();
    });
    learn(when, "that fill is busted", [this](const Words&) {
        m_desk->apply(events::FillBusted{m_fill.account, m_fill.instrument, m_fill.venueFillId});
        return std::string();
    });
    learn(when, "the broker reports {} {}", [this](const Words& w) {
        std::string wrong;
        const Lots lots{whole(w[0], wrong)};
        m_desk->apply(events::PositionReported{AccountId{1}, symbol(w[1], wrong), lots});
        return wrong;
    });
}

inline void Play::learnWorld()
{
    const auto when = SentenceKind::When;
    for (const char* verb : {"falls", "rises", "stays"}) {
        const std::string pattern
            = std::string("{} ") + verb + (std::string_view(verb) == "stays" ? " at" : " to") + " {} / {}";
        learn(when, pattern, [this](const Words& w) {
            std::string wrong;
            m_desk->quote(price(w[1], wrong).count, price(w[2], wrong).count, symbol(w[0], wrong));
            return wrong;
        });
    }
    for (const auto& [unit, length] : {std::pair{"seconds", seconds(1)}, std::pair{"minutes", minutes(1)}}) {
        learn(when, std::string("{} ") + unit + " pass", [this, span = length](const Words& w) {
            std::string wrong;
            m_desk->pass(span * whole(w[0], wrong));
            m_desk->apply(events::TimerFired{});
            return wrong;
        });
    }
    learn(when, "{} proposes {} {}", [this](const Words& w) { return propose(w, false, false); });
    learn(when, "{} proposes {} {} stop {}", [this](const Words& w) { return propose(w, true, false); });
    learn(when, "{} proposes {} {} stop {} target {}", [this](const Words& w) { return propose(w, true, true); });
    learn(when, "the program restarts", [this](const Words&) {
        m_desk->restart();
        return std::string();
    });
}

} // namespace omni::test
