#include "core/host/simulate/failure_text.h"

#include "core/host/simulate/story.h"

#include <fmt/format.h>

namespace omni::simulate {

namespace {

std::string placeText(const Broken& broken, std::span<const Step> steps)
{
    if (broken.step == 0) {
        return "while the session was opened";
    }
    return broken.step <= steps.size() ? fmt::format("at step {}, {}", broken.step, nameOf(steps[broken.step - 1].kind))
                                       : fmt::format("at step {}", broken.step);
}

} // namespace

std::string brokenText(const Broken& broken, std::span<const Step> steps)
{
    return fmt::format("{} ({}) broken {}: {}", nameOf(broken.invariant), promiseOf(broken.invariant),
                       placeText(broken, steps), broken.what);
}

std::string storyOf(const Shortened& found)
{
    std::string text = storyText(found.plan, found.steps, found.notes);
    const auto title = text.find('\n') + 1;
    return text.insert(title, fmt::format("# {}\n", brokenText(found.broken, found.steps)));
}

std::string failureText(const Shortened& found, const std::optional<std::string>& path)
{
    const auto all = stepsOf(found.plan, found.drawn);
    std::string text = fmt::format("world {}: {}\n", found.plan.seed, brokenText(found.whole, all));
    text += fmt::format("  replay it: omnitrade simulate --seed {} --seeds 1 --steps {}\n", found.plan.seed,
                        found.drawn);
    text += fmt::format("the shortest story found has {} of its {} steps{}:\n\n{}\n", found.steps.size(), all.size(),
                        path ? "" : " (save it as FILE; --stories DIR does)", storyOf(found));
    text += fmt::format("  replay it: omnitrade simulate --trace {}", path.value_or("FILE"));
    return text;
}

} // namespace omni::simulate
