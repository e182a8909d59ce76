// Who may act, from the thread that keeps the accounts to the session at hand, and to the next one.

#pragma once

#include "core/base/latest.h"
#include "core/desk/driver/people_source.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace omni::runtime {

/// One for the life of the program.
class Vouched final : public driver::PeopleSource
{
public:
    /// What is known before anything else. Before there are other threads.
    void start(const std::optional<events::PeopleVouched>& people)
    {
        tell(people);
    }
    /// Nothing: the profile has no accounts, or they are not known; the desk goes by what it was told last. One thread.
    void tell(const std::optional<events::PeopleVouched>& people)
    {
        m_newest.publish(people ? std::make_shared<const events::PeopleVouched>(*people) : nullptr);
        m_told.fetch_add(1, std::memory_order_release);
    }

    // --- the engine's thread -------------------------------------------------------------------------------------

    /// What a new session must hear first; from here on only what comes later is told.
    [[nodiscard]] std::optional<events::PeopleVouched> begin()
    {
        m_taken = m_told.load(std::memory_order_acquire); // before the value: one that comes now is told twice at most
        const auto people = m_newest.read();
        return people ? std::optional(*people) : std::nullopt;
    }
    [[nodiscard]] bool pollPeople(events::PeopleVouched& out) override
    {
        // acquire: pairs with `tell`.
        const std::uint64_t told = m_told.load(std::memory_order_acquire);
        if (told == m_taken) {
            return false;
        }
        m_taken = told;
        const auto people = m_newest.read();
        if (people == nullptr) {
            return false;
        }
        out = *people;
        return true;
    }

private:
    Latest<events::PeopleVouched> m_newest;
    std::atomic<std::uint64_t> m_told{0};
    std::uint64_t m_taken = 0;
};

} // namespace omni::runtime
