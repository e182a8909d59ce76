// The sentences about people with accounts: who they are, and what each of them asks for.

#pragma once

#include "tests/support/scenario/play.h"

namespace omni::test {

/// "anna", "risk": the owner is 1, others are numbered as they come. "all" are all roles of a human.
inline std::string Play::vouch(const Words& w)
{
    events::PeopleVouched vouched;
    std::string wrong;
    for (std::size_t i = 0; i + 1 < w.size(); i += 2) {
        risk::Roles roles = w[i + 1] == "all" ? risk::humanRoles : risk::Roles{};
        for (int role = 0; role < risk::roleCount; ++role) {
            if (risk::nameOf(static_cast<risk::Role>(role)) == w[i + 1]) {
                roles = risk::Roles::of(static_cast<risk::Role>(role));
            }
        }
        wrong = roles.isEmpty() ? "no role is called " + w[i + 1] : wrong;
        const auto next = PrincipalId{events::firstPersonPrincipal + m_people.size()};
        const auto known = m_people.try_emplace(w[i], w[i] == "owner" ? engine::owner : next).first;
        vouched.people.push_back({known->second, roles});
    }
    std::sort(vouched.people.begin(), vouched.people.end(),
              [](const events::Person& a, const events::Person& b) { return a.id < b.id; });
    m_desk->apply(vouched);
    return wrong;
}

inline std::string Play::askAs(const std::string& name, const events::Wish& wish)
{
    const auto found = m_people.find(name);
    if (found == m_people.end()) {
        return "nobody is called " + name;
    }
    m_desk->command(wish, found->second);
    return {};
}

inline void Play::learnPeople()
{
    const auto when = SentenceKind::When;
    learn(when, "the accounts name {} with {}", [this](const Words& w) { return vouch(w); });
    learn(when, "the accounts name {} with {} and {} with {}", [this](const Words& w) { return vouch(w); });
    learn(when, "the accounts name {} with {} and {} with {} and {} with {}",
          [this](const Words& w) { return vouch(w); });
    learn(when, "{} asks for {} {} %", [this](const Words& w) {
        const auto stood = m_session.limits;
        m_session.limits = m_desk->state().session.limits;
        const auto wrong = setLimit(w[1], w[2]);
        const auto wanted = std::exchange(m_session.limits, stood);
        return wrong.empty() ? askAs(w[0], events::SetLimits{wanted}) : wrong;
    });
    learn(when, "{} clears breaker {}", [this](const Words& w) {
        for (std::size_t i = 0; i < events::breakerCount; ++i) {
            if (nameOf(static_cast<events::Breaker>(i)) == w[1]) {
                return askAs(w[0], events::ClearBreaker{static_cast<std::uint8_t>(i), {}, {}});
            }
        }
        return "no breaker is called " + w[1];
    });
    learn(when, "{} approves {}", [this](const Words& w) {
        std::string wrong;
        const auto id = m_desk->newestProposal();
        const std::int64_t lots = whole(w[1], wrong);
        return id ? askAs(w[0], m_desk->approvalOf(id, Lots{lots})) : std::string("no proposal waits");
    });
    learn(SentenceKind::Then, "daily loss may be {} %", [this](const Words& w) {
        std::string wrong;
        const std::int64_t share = scaled(w[0], 2, wrong);
        const std::int64_t actual = m_desk->state().session.limits.dailyLoss.count;
        return wrong.empty() ? expect(share == actual, "it is " + std::to_string(actual) + " hundredths") : wrong;
    });
}

} // namespace omni::test
