// The steps of a start and a stop, told as they happen.

#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace omni::runtime {

enum class Step : std::uint8_t {
    Configuration,
    Profile,
    Journal,
    Market,
    Strategies,
    Threads, ///< Of the live driver.
    Session,
    Drain, ///< From here on of the stop. Of the live driver.
    Checkpoint,
    JournalEnd,
};

[[nodiscard]] constexpr std::string_view nameOf(Step step) noexcept
{
    switch (step) {
    case Step::Configuration:
        return "configuration";
    case Step::Profile:
        return "profile";
    case Step::Journal:
        return "journal";
    case Step::Market:
        return "market";
    case Step::Strategies:
        return "strategies";
    case Step::Threads:
        return "threads";
    case Step::Drain:
        return "drain";
    case Step::Session:
        return "session";
    case Step::Checkpoint:
        return "checkpoint";
    case Step::JournalEnd:
        return "journal end";
    }
    return "unknown";
}

/// A step that is done. `detail` is one line for people.
struct StepReport {
    Step step = Step::Configuration;
    Duration took;
    std::string detail;
};

/// Where the run tells what it does. Either may be empty; called on the run's thread.
struct Reporter {
    std::function<void(const StepReport&)> step;
    std::function<void(const std::string&)> note; ///< Something worth knowing; a sentence.

    void tell(std::string text) const
    {
        if (note) {
            note(text);
        }
    }
};

/// Times steps one after the other.
class StepTimer
{
public:
    StepTimer(Clock& clock, const Reporter& reporter)
        : m_clock(clock)
        , m_reporter(reporter)
        , m_since(clock.mono())
    {
    }
    void done(Step step, std::string detail)
    {
        const Monotonic now = m_clock.mono();
        if (m_reporter.step) {
            m_reporter.step({step, now - m_since, std::move(detail)});
        }
        m_since = now;
    }

private:
    Clock& m_clock;
    const Reporter& m_reporter;
    Monotonic m_since;
};

} // namespace omni::runtime
