// From a long story of a fault to a short one.

#include "core/host/simulate/run.h"

#include <algorithm>
#include <memory>

namespace omni::simulate {

namespace {

/// Runs rows of steps in one world until the budget is used up.
class Trial
{
public:
    Trial(const Plan& plan, Invariant invariant, const StopFlag* stop, int mostRuns)
        : m_stop(stop)
        , m_plan(plan)
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
        const auto result = runSteps(m_plan, steps, *m_lanes, tally);
        if (!result.broken || !(result.broken->invariant == m_invariant)) {
            return false;
        }
        steps.resize(static_cast<std::size_t>(result.steps));
        return true;
    }

private:
    const StopFlag* m_stop;
    const Plan& m_plan;
    Invariant m_invariant;
    int m_left;
    std::unique_ptr<Lanes> m_lanes;
};

} // namespace

std::vector<Step> minimised(const Plan& plan, std::vector<Step> steps, Invariant invariant, const StopFlag* stop,
                            int mostRuns)
{
    Trial trial(plan, invariant, stop, mostRuns);
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

} // namespace omni::simulate
