// From a long story of a fault to a short one, and stories as text.

#include "core/host/simulate/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace omni::simulate {

namespace {

/// Runs rows of steps of one seed until the budget is used up.
class Trial
{
public:
    Trial(std::uint64_t seed, Invariant invariant, const StopFlag* stop, int mostRuns)
        : m_stop(stop)
        , m_seed(seed)
        , m_invariant(invariant)
        , m_left(mostRuns)
        , m_lanes(std::make_unique<Lanes>())
    {
    }
    [[nodiscard]] bool mayRun() const noexcept
    {
        return m_left > 0 && (m_stop == nullptr || !m_stop->isStopRequested());
    }
    /// The same promise is broken; `steps` ends with the step that breaks it then.
    [[nodiscard]] bool breaks(std::vector<Step>& steps)
    {
        --m_left;
        Tally tally;
        const auto result = runSteps(m_seed, steps, *m_lanes, tally);
        if (!result.broken || !(result.broken->invariant == m_invariant)) {
            return false;
        }
        steps.resize(static_cast<std::size_t>(result.steps));
        return true;
    }

private:
    const StopFlag* m_stop;
    std::uint64_t m_seed;
    Invariant m_invariant;
    int m_left;
    std::unique_ptr<Lanes> m_lanes;
};

} // namespace

std::vector<Step> minimised(std::uint64_t seed, std::vector<Step> steps, Invariant invariant, const StopFlag* stop,
                            int mostRuns)
{
    Trial trial(seed, invariant, stop, mostRuns);
    if (!trial.breaks(steps)) {
        return steps;
    }
    for (std::size_t part = std::max<std::size_t>(steps.size() / 2, 1); trial.mayRun();) {
        bool isShorter = false;
        for (std::size_t at = 0; at < steps.size() && trial.mayRun();) {
            auto shorter = steps;
            const std::size_t end = std::min(at + part, steps.size());
            shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at),
                          shorter.begin() + static_cast<std::ptrdiff_t>(end));
            if (trial.breaks(shorter)) {
                steps = std::move(shorter);
                isShorter = true;
            } else {
                at = end;
            }
        }
        if (part == 1 && !isShorter) {
            break;
        }
        part = std::max<std::size_t>(part / 2, 1);
    }
    return steps;
}

std::string traceText(std::span<const Step> steps)
{
    std::string text;
    for (const Step& step : steps) {
        text += fmt::format("{} {:#018x}\n", nameOf(step.kind), step.dice);
    }
    return text;
}

Result<std::vector<Step>> stepsFromText(std::string_view text)
{
    std::vector<Step> steps;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const auto space = line.find(' ');
        const auto kind = stepKindFromName(line.substr(0, space));
        auto dice = space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
        dice.remove_prefix(dice.starts_with("0x") ? 2 : 0);
        Step step;
        const auto read = std::from_chars(dice.data(), dice.data() + dice.size(), step.dice, 16);
        if (!kind || dice.empty() || read.ec != std::errc() || read.ptr != dice.data() + dice.size()) {
            return failure(
                Errc::Invalid,
                fmt::format("line {}: \"{}\" is no step; one is a name and a number: \"approve 0x1f\"", number, line));
        }
        step.kind = *kind;
        steps.push_back(step);
    }
    return steps;
}

} // namespace omni::simulate
