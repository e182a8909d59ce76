// needs: host/simulate
//
// Any text as a story of the simulator: refused with a line, a cause and a remedy; or a world that is written again as
// it was read, and in which its first steps can be taken.

#include "tests/fuzz/fuzz.h"

#include "core/host/simulate/run.h"
#include "core/host/simulate/story.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace omni;
using namespace omni::simulate;

namespace {

constexpr std::size_t mostSteps = 24;

/// Steps in which much time passes cost too much for an input.
bool takesLong(const Step& step)
{
    return step.kind == StepKind::Quiet || step.kind == StepKind::PassLong;
}

/// Whether promises are kept in it is the simulator's to say. Here it must not fall over.
void mustRun(const Story& story)
{
    static const auto lanes = std::make_unique<Lanes>();
    std::vector<Step> steps;
    for (const Step& step : story.steps) {
        if (!takesLong(step) && steps.size() < mostSteps) {
            steps.push_back(step);
        }
    }
    Tally tally;
    const auto one = runSteps(story.plan, steps, *lanes, tally);
    fuzz::require(one.steps <= steps.size(), "more steps were taken than there are");
}

} // namespace

int fuzz::run(std::span<const std::byte> input)
{
    const std::string_view text(reinterpret_cast<const char*>(input.data()), input.size());
    const auto story = storyFromText(text);
    if (!story) {
        const auto& fault = story.error();
        fuzz::require(fault.line > 0, "refused without a line");
        fuzz::require(!fault.what.empty() && !fault.hint.empty(), "refused without a cause or a remedy");
        return 0;
    }
    const std::string written = storyText(story->plan, story->steps);
    const auto again = storyFromText(written);
    fuzz::require(again && again->plan == story->plan && again->steps == story->steps,
                  "a story that changes when it is written");
    fuzz::require(storyText(again->plan, again->steps) == written, "a story has two texts");
    if (story->plan.typicalPause <= seconds(1)) {
        mustRun(*story);
    }
    return 0;
}
