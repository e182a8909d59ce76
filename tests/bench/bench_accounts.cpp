// needs: edge/security/accounts
//
// What a failed sign-in costs for somebody who has an account and for a name that nobody has: the two must look alike
// (safety 4.3: less than 5 % apart over 200 tries). The pairs take turns, so that a busy machine slows both down;
// `gap_percent` is of the medians.

#include "core/edge/security/accounts/accounts.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <vector>

using namespace omni;
using namespace omni::accounts;

namespace {

class Kept final : public AccountStore
{
public:
    Bytes bytes;

    Result<platform::SecretBytes> read() override
    {
        return failure(Errc::NotFound, "never had accounts");
    }
    Result<void> replace(std::span<const std::byte> kept) override
    {
        bytes.assign(kept.begin(), kept.end());
        return {};
    }
};

std::span<const std::byte> typed(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

/// Seconds of this thread: others on the machine do not count.
double processorTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double medianOf(std::vector<double> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

void signInRefused(benchmark::State& state)
{
    Kept store;
    Moment now{Timestamp{1'795'000'000'000'000'000}, {hours(1).ns, {std::byte{1}}}};
    const auto accounts = *Accounts::open(store, [&] {
        now.machine.ns += hours(2).ns; // no wait stands before a try
        return now;
    });
    if (!accounts->add("owner", typed("seven green kettles"), {})) {
        std::abort();
    }
    std::vector<double> known, nobody;
    const auto timeOf = [&](std::string_view person) {
        const double begun = processorTime();
        benchmark::DoNotOptimize(accounts->signIn(person, {typed("not this one"), {}}));
        return processorTime() - begun;
    };
    for (auto _ : state) {
        known.push_back(timeOf("owner"));
        nobody.push_back(timeOf("nobody"));
    }
    const double ours = medianOf(known), theirs = medianOf(nobody);
    state.counters["known_ms"] = ours * 1e3;
    state.counters["nobody_ms"] = theirs * 1e3;
    state.counters["gap_percent"] = std::abs(ours - theirs) / std::min(ours, theirs) * 100;
}

} // namespace

BENCHMARK(signInRefused)->Name("signInRefused/baseline")->Iterations(200)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
