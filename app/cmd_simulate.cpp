#include "app/command.h"

#include "core/base/json_text.h"
#include "core/base/log.h"
#include "core/host/runtime/stop_signals.h"
#include "core/host/simulate/death_note.h"
#include "core/host/simulate/failure_text.h"
#include "core/host/simulate/narrator.h"
#include "core/host/simulate/plan.h"
#include "core/host/simulate/run.h"
#include "core/host/simulate/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>

namespace omni::app {

namespace {

constexpr OptionSpec options[]{
    {"--seeds", "N", "how many worlds (default 1,000)"},
    {"--steps", "M", "steps in each (default 1,000)"},
    {"--seed", "S", "of the first world (default 1); the others follow it"},
    {"--threads", "N", "default: one a processor"},
    {"--require-seen", "N", "a counter below N fails the run"},
    {"--stories", "DIR", "the stories of broken worlds that are shown are also written there"},
    {"--trace", "FILE", "replays the story written there, and nothing else"},
};
constexpr CommandSpec spec{
    "simulate",
    "",
    "The safety simulator: the program's own engine, journal and outbox under a clock, a disk and a venue that\n"
    "misbehave, with every promise checked at every step. Exit 1 for a broken one, with the shortest story of it.\n"
    "Touches no profile.",
    options,
    0,
    0,
    "What is checked, and what is not: docs/safety-coverage.md."};

constexpr std::uint64_t mostSeeds = 1'000'000'000;
constexpr std::uint64_t mostSteps = 100'000'000;
constexpr std::size_t mostShown = 3; // broken worlds whose story is made short

runtime::Outcome<std::uint64_t> numberOf(const Arguments& arguments, std::string_view option, std::uint64_t initial,
                                         std::uint64_t least, std::uint64_t most)
{
    const auto text = arguments.value(option);
    if (!text) {
        return initial;
    }
    std::uint64_t value = 0;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
    if (read.ec != std::errc() || read.ptr != text->data() + text->size() || value < least || value > most) {
        return tl::unexpected(
            runtime::RunFailure{runtime::FailureKind::WrongUsage,
                                "bad_option",
                                fmt::format("{} {} is no number from {} to {}", option, *text, least, most),
                                fmt::format("for example {} {}", option, std::max(initial, least)),
                                {},
                                0});
    }
    return value;
}

std::string hexOf(std::uint64_t hash)
{
    return fmt::format("{:016x}", hash);
}

std::string jsonOf(const simulate::RunResult& result)
{
    JsonText json;
    json.object().member("seeds", result.seeds).member("steps", result.steps).key("broken").array();
    for (const auto& one : result.broken) {
        json.object().member("invariant", nameOf(one.broken.invariant)).member("seed", one.seed);
        json.member("step", one.broken.step).member("what", one.broken.what).end();
    }
    json.end();
    const double rate = result.seconds > 0 ? static_cast<double>(result.steps) / result.seconds : 0;
    json.key("steps_per_second").integer(static_cast<std::int64_t>(rate));
    json.key("seen").object();
    for (const auto& [name, count] : result.seen) {
        json.member(name, count);
    }
    json.end().member("trace_hash", hexOf(result.traceHash)).end();
    return json.take();
}

/// Where `story` was written in `folder`. Nothing: it cannot be, which is told.
std::optional<std::string> kept(const std::filesystem::path& folder, const std::string& name, const std::string& story)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const auto path = folder / name;
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << story;
    file.close();
    if (!file) {
        tell(fmt::format("the story cannot be written to {}", path.string()));
        return std::nullopt;
    }
    return path.string();
}

/// Invariant, step, the shortest story found, and how to see it again.
void tellBroken(const simulate::BrokenSeed& one, std::uint64_t steps, const std::optional<std::string>& folder,
                const StopFlag& stop)
{
    const auto plan = simulate::planOf(one.seed);
    const auto row = simulate::minimised(plan, simulate::stepsOf(plan, steps), one.broken.invariant, &stop);
    const auto lanes = std::make_unique<simulate::Lanes>();
    simulate::Tally tally;
    const auto broken = simulate::runSteps(plan, row, *lanes, tally).broken.value_or(one.broken);
    const auto notes = simulate::narrated(plan, row, *lanes);
    const simulate::Shortened found{plan, steps, one.broken, row, broken, notes};
    std::optional<std::string> path;
    if (folder) {
        path = kept(*folder, fmt::format("{}-{}.steps", nameOf(broken.invariant), one.seed), storyOf(found));
    }
    tell("\n" + failureText(found, path));
}

runtime::Outcome<simulate::Story> storyFrom(const std::string& path)
{
    std::error_code error;
    const bool isFolder = std::filesystem::is_directory(path, error);
    std::ifstream file(path, std::ios::binary);
    if (isFolder || !file) {
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::BadInput, "bad_trace",
                                                  fmt::format("{} cannot be read", path),
                                                  "a story is what a failing run of simulate prints", path, 0});
    }
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto story = simulate::storyFromText(text);
    if (!story) {
        const auto& fault = story.error();
        return tl::unexpected(runtime::RunFailure{runtime::FailureKind::BadInput, "bad_trace", fault.text(path),
                                                  fault.hint, path, fault.line});
    }
    return std::move(*story);
}

runtime::Outcome<int> replayStory(const Arguments& arguments, const std::string& path)
{
    for (const auto& option : options) {
        if (option.name != "--trace" && arguments.value(option.name)) {
            return tl::unexpected(runtime::RunFailure{
                runtime::FailureKind::WrongUsage,
                "bad_option",
                fmt::format("{} says nothing to --trace: a story has its world and its steps in it", option.name),
                fmt::format("leave {} out", option.name),
                {},
                0});
        }
    }
    const auto story = storyFrom(path);
    if (!story) {
        return tl::unexpected(story.error());
    }
    const auto lanes = std::make_unique<simulate::Lanes>();
    simulate::Tally tally;
    const auto one = simulate::runSteps(story->plan, story->steps, *lanes, tally);
    const std::uint64_t seed = story->plan.seed;
    if (arguments.wantsJson()) {
        simulate::RunResult result;
        result.seeds = 1;
        result.steps = one.steps;
        result.traceHash = one.traceHash;
        result.seen = tally.named();
        if (one.broken) {
            result.broken.push_back({seed, *one.broken});
        }
        say(jsonOf(result));
    } else if (one.broken) {
        say(fmt::format("world {}: {}", seed, brokenText(*one.broken, story->steps)));
    } else {
        say(fmt::format("{} steps in world {}: nothing broken, trace {}", one.steps, seed, hexOf(one.traceHash)));
    }
    return one.broken ? failedCode : doneCode;
}

/// A line on stderr every ten seconds. Any thread.
class Progress
{
public:
    void tellNowAndThen(std::uint64_t done, std::uint64_t of)
    {
        const std::lock_guard lock(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        if (now - m_told >= std::chrono::seconds(10)) {
            m_told = now;
            tell(fmt::format("{} of {} worlds", done, of));
        }
    }

private:
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_told = std::chrono::steady_clock::now();
};

/// Counters below what was asked for.
std::vector<std::string> rareOnes(const simulate::RunResult& result, std::uint64_t least)
{
    std::vector<std::string> rare;
    for (const auto& [name, count] : result.seen) {
        if (count < least) {
            rare.push_back(fmt::format("{} {}", name, count));
        }
    }
    return rare;
}

runtime::Outcome<int> run(const Arguments& arguments)
{
    // The desk of a world would write here of a disk and a venue that nobody has.
    if (const auto quiet = setUpLog({}, LogLevel::Off); !quiet) {
        tell("the log of the worlds cannot be turned off: " + quiet.error().detail);
    }
    simulate::RunWish wish;
    const auto seeds = numberOf(arguments, "--seeds", 1'000, 1, mostSeeds);
    const auto steps = numberOf(arguments, "--steps", 1'000, 1, mostSteps);
    const auto seed = numberOf(arguments, "--seed", 1, 0, ~std::uint64_t{0} - mostSeeds);
    const auto threads = numberOf(arguments, "--threads", 0, 1, 1'024);
    const auto least = numberOf(arguments, "--require-seen", 0, 0, ~std::uint64_t{0});
    for (const auto* number : {&seeds, &steps, &seed, &threads, &least}) {
        if (!*number) {
            return tl::unexpected(number->error());
        }
    }
    if (const auto trace = arguments.value("--trace")) {
        return replayStory(arguments, *trace);
    }
    wish.seeds = *seeds;
    wish.steps = *steps;
    wish.firstSeed = *seed;
    wish.threads = static_cast<unsigned>(*threads);
    StopFlag stop;
    wish.stop = &stop;
    runtime::StopSignals signals([&stop] { stop.requestStop(); });
    Progress progress;
    wish.progress = [&progress, &wish](std::uint64_t done) { progress.tellNowAndThen(done, wish.seeds); };
    const auto result = [&wish] {
        const simulate::DeathNote note;
        return simulate::runSeeds(wish);
    }();
    if (arguments.wantsJson()) {
        say(jsonOf(result));
    } else {
        for (const auto& [name, count] : result.seen) {
            say(fmt::format("{:<48} {}", name, count));
        }
        const double rate = result.seconds > 0 ? static_cast<double>(result.steps) / result.seconds : 0;
        say(fmt::format("{} worlds, {} steps in {:.1f} s, {:.0f} steps/s, {} broken, trace {}", result.seeds,
                        result.steps, result.seconds, rate, result.broken.size(), hexOf(result.traceHash)));
    }
    for (std::size_t i = 0; i < std::min(result.broken.size(), mostShown) && !stop.isStopRequested(); ++i) {
        tellBroken(result.broken[i], wish.steps, arguments.value("--stories"), stop);
    }
    const auto rare = rareOnes(result, *least);
    for (const auto& one : rare) {
        tell(fmt::format("seen too seldom (--require-seen {}): {}", *least, one));
    }
    if (signals.wasAsked()) {
        return interruptedCode;
    }
    return result.broken.empty() && rare.empty() ? doneCode : failedCode;
}

} // namespace

const Command simulateCommand{&spec, run};

} // namespace omni::app
