// The sentences that say what must hold. "Sent", "asked" and "refused" are since the last line that begins with "when".

#pragma once

#include "tests/support/scenario/play.h"

namespace omni::test {

inline std::string Play::checkSent(const Words& w, bool reduceOnly) const
{
    std::string wrong;
    const auto id = number(w[0], wrong);
    const auto instrument = symbol(w[3], wrong);
    const Side side = w[1] == "buy" ? Side::Buy : Side::Sell;
    const std::int64_t lots = whole(w[2], wrong);
    if (!wrong.empty()) {
        return wrong;
    }
    std::string seen;
    for (const auto& ticket : sent()) {
        seen += " order " + std::to_string(ticket.id.value) + (ticket.side == Side::Buy ? " buy " : " sell ")
            + std::to_string(ticket.size.count) + (ticket.reduceOnly ? ", reduce-only;" : ";");
        if (ticket.id == id && ticket.side == side && ticket.size.count == lots && ticket.instrument == instrument
            && (!reduceOnly || ticket.reduceOnly)) {
            return {};
        }
    }
    return "it was not sent; what was:" + (seen.empty() ? std::string(" nothing") : seen);
}

inline void Play::learnOrders()
{
    const auto then = SentenceKind::Then;
    learn(then, "order {} {} {} {} is sent", [this](const Words& w) { return checkSent(w, false); });
    learn(then, "order {} {} {} {} is sent reduce-only", [this](const Words& w) { return checkSent(w, true); });
    learn(then, "it is sent", [this](const Words&) { return expect(!sent().empty(), "nothing was sent"); });
    learn(then, "it is sent reduce-only", [this](const Words&) {
        return expect(!sent().empty() && sent().back().reduceOnly, "nothing reduce-only was sent");
    });
    learn(then, "nothing is sent", [this](const Words&) { return expect(sent().empty(), "something was sent"); });
    learn(then, "order {} is {}", [this](const Words& w) {
        std::string wrong;
        const auto* record = order(w[0], wrong);
        return record == nullptr ? wrong
                                 : expect(nameOf(record->state) == w[1], "it is " + std::string(nameOf(record->state)));
    });
    learn(then, "order {} is being cancelled", [this](const Words& w) {
        std::string wrong;
        const auto* record = order(w[0], wrong);
        return record == nullptr
            ? wrong
            : expect(record->state == orders::OrderState::CancelSent, "it is " + std::string(nameOf(record->state)));
    });
    learn(then, "order {} is asked to have size {}", [this](const Words& w) {
        std::string wrong;
        const auto id = number(w[0], wrong);
        const Lots lots{whole(w[1], wrong)};
        for (const auto& effect : m_desk->effects) {
            const auto* replace = std::get_if<events::Replace>(&effect);
            if (replace != nullptr && replace->order == id && replace->size == lots) {
                return wrong;
            }
        }
        return std::string("no such replace was sent");
    });
    learn(then, "order {} is asked for", [this](const Words& w) {
        std::string wrong;
        const auto id = number(w[0], wrong);
        for (const auto& effect : m_desk->effects) {
            const auto* query = std::get_if<events::Query>(&effect);
            if (query != nullptr && query->order == id) {
                return wrong;
            }
        }
        return std::string("no query was sent");
    });
}

inline void Play::learnFigures()
{
    const auto then = SentenceKind::Then;
    const auto figure = [this](const std::string& wanted, std::int64_t actual) {
        std::string wrong;
        const std::int64_t e8 = scaled(wanted, 8, wrong);
        return wrong.empty() ? expect(e8 == actual, "it is " + money(actual)) : wrong;
    };
    learn(then, "position is {} {}", [this](const Words& w) {
        std::string wrong;
        const std::int64_t lots = whole(w[0], wrong);
        const std::int64_t actual = m_desk->position(symbol(w[1], wrong));
        return wrong.empty() ? expect(actual == lots, "it is " + std::to_string(actual)) : wrong;
    });
    learn(then, "strategy {} holds {} {}", [this](const Words& w) {
        std::string wrong;
        const engine::HoldingKey key{strategy(w[0], wrong), symbol(w[2], wrong)};
        const auto* holding = m_desk->state().holdings.find(key);
        const std::int64_t actual = holding != nullptr ? holding->lots.count : 0;
        const std::int64_t lots = whole(w[1], wrong);
        return wrong.empty() ? expect(actual == lots, "it holds " + std::to_string(actual)) : wrong;
    });
    learn(then, "equity is {} USD", [=, this](const Words& w) {
        const auto equity = m_desk->engine.equity(m_desk->stamp.wall);
        return equity ? figure(w[0], equity->e8) : std::string("it is unknown");
    });
    learn(then, "day's loss is {} USD", [=, this](const Words& w) {
        const auto equity = m_desk->engine.equity(m_desk->stamp.wall);
        return equity ? figure(w[0], m_desk->state().dayStart.e8 - equity->e8) : std::string("equity is unknown");
    });
    learn(then, "result is {} USD", [=, this](const Words& w) {
        return figure(w[0], m_desk->state().portfolio.realised(m_desk->state().base).e8);
    });
}

inline void Play::learnStanding()
{
    const auto then = SentenceKind::Then;
    learn(then, "mode is {}", [this](const Words& w) {
        const auto mode = std::string(nameOf(m_desk->state().mode));
        return expect(mode == w[0], "it is " + mode);
    });
    learn(then, "mode is {} because {}", [this](const Words& w) {
        const auto changes = m_desk->ever<events::ModeChanged>();
        const auto mode = std::string(nameOf(m_desk->state().mode));
        const auto why = changes.empty() ? std::string() : std::string(changes.back().reason.view());
        return expect(mode == w[0] && why == w[1], "it is " + mode + " because " + why);
    });
    learn(then, "alert {} {}", [this](const Words& w) {
        for (std::size_t i = m_factsBefore; i < m_desk->facts.size(); ++i) {
            const auto* alert = std::get_if<events::AlertRaised>(&m_desk->facts[i]);
            if (alert != nullptr && nameOf(alert->level) == w[0] && alert->key.view() == w[1]) {
                return std::string();
            }
        }
        return std::string("there was no such alert");
    });
    learn(then, "it is refused because {}", [this](const Words& w) {
        std::string seen = "nothing was refused";
        for (std::size_t i = m_factsBefore; i < m_desk->facts.size(); ++i) {
            if (const auto* refused = std::get_if<events::OrderRefused>(&m_desk->facts[i])) {
                seen = std::string(nameOf(refused->refusal.rule));
            } else if (const auto* denied = std::get_if<events::CommandDenied>(&m_desk->facts[i])) {
                seen = std::string(nameOf(denied->why));
            }
        }
        return expect(seen == w[0], "the reason is: " + seen);
    });
    learn(then, "breaker {} is tripped", [this](const Words& w) {
        for (const auto& breaker : m_desk->state().breakers) {
            if (nameOf(breaker.key.breaker) == w[0]) {
                return std::string();
            }
        }
        return std::string("it is not");
    });
    learn(then, "a proposal waits",
          [this](const Words&) { return expect(bool(m_desk->newestProposal()), "none does"); });
    learn(then, "no proposal waits", [this](const Words&) { return expect(!m_desk->newestProposal(), "one does"); });
    learn(then, "the proposal has drifted", [this](const Words&) {
        const auto* waiting = m_desk->state().waiting.find(m_desk->newestProposal());
        return expect(waiting != nullptr && waiting->drifted, "it has not");
    });
    learn(then, "the record folds to the state",
          [this](const Words&) { return expect(m_desk->recordFoldsToTheState(), "it does not"); });
}

} // namespace omni::test
