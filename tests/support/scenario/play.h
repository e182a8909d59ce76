// Plays the sentences of a scenario on a desk. Each sentence is a pattern of words and what it does; an answer that is
// not empty says what is wrong.

#pragma once

#include "tests/support/scenario/script.h"
#include "tests/support/test_desk.h"

#include "core/base/decimal.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace omni::test {

class Play
{
public:
    /// Empty: the scenario holds. Else "file:line: what is wrong".
    static std::string fault(std::string_view file, std::string_view text)
    {
        const auto sentences = sentencesOf(file, text);
        if (!sentences) {
            return sentences.error().detail;
        }
        Play play;
        for (const Sentence& sentence : *sentences) {
            if (const auto wrong = play.say(sentence); !wrong.empty()) {
                return placed(file, sentence.line, wrong);
            }
        }
        return {};
    }

private:
    using Words = std::vector<std::string>;
    using Deed = std::function<std::string(const Words&)>;
    struct Pattern {
        SentenceKind kind;
        Words words; ///< "{}" takes one word of the sentence.
        Deed deed;
    };

    Play()
    {
        learnGiven();
        learnTrader();
        learnPeople();
        learnVenue();
        learnWorld();
        learnOrders();
        learnFigures();
        learnStanding();
    }
    void learn(SentenceKind kind, std::string_view pattern, Deed deed)
    {
        m_patterns.push_back({kind, wordsOf(pattern), std::move(deed)});
    }

    std::string say(const Sentence& sentence)
    {
        if (sentence.kind != SentenceKind::Given && !m_desk) {
            open();
        }
        if (sentence.kind == SentenceKind::When && sentence.beginsBlock) {
            m_desk->effects.clear();
            m_factsBefore = m_desk->facts.size();
        }
        for (const Pattern& pattern : m_patterns) {
            if (pattern.kind != sentence.kind || pattern.words.size() != sentence.words.size()) {
                continue;
            }
            Words taken;
            bool fits = true;
            for (std::size_t i = 0; i < pattern.words.size() && fits; ++i) {
                if (pattern.words[i] == "{}") {
                    taken.push_back(sentence.words[i]);
                } else {
                    fits = pattern.words[i] == sentence.words[i];
                }
            }
            if (fits) {
                return pattern.deed(taken);
            }
        }
        std::string text;
        for (const auto& word : sentence.words) {
            text += (text.empty() ? "" : " ") + word;
        }
        return "no such sentence: \"" + text + "\"";
    }

    // --- words ---

    static std::int64_t scaled(std::string text, int exponent, std::string& wrong)
    {
        std::erase(text, '\'');
        const auto value = scaledFromText(text, exponent);
        if (!value) {
            wrong = "\"" + text + "\" is no such number";
        }
        return value.value_or(0);
    }
    static Ticks price(const std::string& text, std::string& wrong)
    {
        return Ticks{scaled(text, 2, wrong)};
    }
    static std::int64_t whole(const std::string& text, std::string& wrong)
    {
        return scaled(text, 0, wrong);
    }
    static OrderId number(const std::string& text, std::string& wrong)
    {
        return OrderId{static_cast<std::uint64_t>(whole(text, wrong))};
    }
    InstrumentId symbol(const std::string& name, std::string& wrong) const
    {
        const auto found = m_symbols.find(name);
        if (found == m_symbols.end()) {
            wrong = "no symbol is called " + name;
            return {};
        }
        return found->second;
    }
    StrategyId strategy(const std::string& name, std::string& wrong) const
    {
        for (std::size_t i = 0; i < m_strategies.size(); ++i) {
            if (m_strategies[i] == name) {
                return StrategyId{i + 1};
            }
        }
        wrong = "no strategy is called " + name;
        return {};
    }
    static std::string expect(bool holds, const std::string& otherwise)
    {
        return holds ? std::string() : otherwise;
    }
    static std::string money(std::int64_t e8)
    {
        const std::int64_t size = e8 < 0 ? -e8 : e8;
        std::string cents = std::to_string(size / 1'000'000 % 100);
        return (e8 < 0 ? "-" : "") + std::to_string(size / oneDollar) + "." + (cents.size() < 2 ? "0" : "") + cents;
    }
    const orders::OrderRecord* order(const std::string& text, std::string& wrong) const
    {
        const auto* record = m_desk->state().ledger.find(number(text, wrong));
        if (record == nullptr && wrong.empty()) {
            wrong = "there is no order " + text;
        }
        return record;
    }

    void open();
    void learnGiven();
    void learnTrader();
    void learnPeople();
    void learnVenue();
    void learnWorld();
    void learnOrders();
    void learnFigures();
    void learnStanding();

    std::string setLimit(const std::string& key, const std::string& value);
    std::string vouch(const Words& words);
    std::string askAs(const std::string& name, const events::Wish& wish);
    std::string trade(Side side, const Words& words, std::optional<std::size_t> limit, std::optional<std::size_t> stop,
                      std::optional<std::size_t> target);
    std::string propose(const Words& words, bool hasStop, bool hasTarget);
    std::string checkSent(const Words& words, bool reduceOnly) const;
    [[nodiscard]] std::vector<orders::OrderTicket> sent() const;

    std::vector<Pattern> m_patterns;
    std::optional<TestDesk> m_desk;
    events::SessionStarted m_session = aSession();
    Money m_deposit{100'000 * oneDollar};
    risk::Mode m_mode = risk::Mode::Manual;
    std::vector<std::string> m_strategies{"trend_following"};
    std::map<std::string, InstrumentId> m_symbols;
    std::map<std::string, PrincipalId> m_people; ///< Who ever had an account.
    std::vector<std::pair<std::string, std::pair<Ticks, Ticks>>> m_quotes;
    orders::Fill m_fill; ///< The newest.
    std::size_t m_factsBefore = 0;
};

inline std::vector<orders::OrderTicket> Play::sent() const
{
    std::vector<orders::OrderTicket> tickets;
    for (const auto& effect : m_desk->effects) {
        if (const auto* submit = std::get_if<events::Submit>(&effect)) {
            tickets.push_back(submit->order.ticket());
        }
    }
    return tickets;
}

inline void Play::open()
{
    m_session.strategies = {{StrategyId{1}, "sma_cross:interval=1m,fast=1,slow=2,direction=both"}};
    if (m_strategies.size() > 1) {
        m_session.strategies.push_back({StrategyId{2}, "sma_cross:interval=1d,fast=1,slow=2,direction=both"});
    }
    m_desk.emplace(m_session);
    m_desk->apply(m_session);
    for (const auto& [name, id] : m_symbols) {
        static_cast<void>(id);
        static_cast<void>(name);
    }
    for (const auto& [name, sides] : m_quotes) {
        auto instrument = acme(m_symbols.at(name));
        instrument.symbol = name;
        m_desk->apply(events::InstrumentDefined{instrument, false});
    }
    m_desk->apply(events::CashMoved{AccountId{1}, m_desk->state().base, m_deposit, events::CashKind::Deposit, {}, {}});
    for (const auto& [name, sides] : m_quotes) {
        m_desk->quote(sides.first.count, sides.second.count, m_symbols.at(name));
    }
    if (m_mode != risk::Mode::Halted) {
        m_desk->arm(m_mode);
    }
}

} // namespace omni::test

#include "tests/support/scenario/doing.h"
#include "tests/support/scenario/expecting.h"
#include "tests/support/scenario/people.h"
