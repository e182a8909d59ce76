// Grouping closed trades for the pane P&L: CPU time of the UI thread for the most trades that it holds, 200'000.
//
// Baseline of the same run: the calendar asked for each trade.
//
// needs: ui/panes/pnl

#include "core/base/seeded_random.h"
#include "ui/panes/pnl/figures.h"

#include <QDateTime>
#include <QString>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <map>
#include <vector>

using namespace omni;
using namespace omni::ui::pnl;

namespace {

constexpr std::size_t mostTrips = 200'000;

/// Newest first, one every nine minutes: three and a half years.
const std::vector<views::RoundTripRow>& trips()
{
    static const std::vector<views::RoundTripRow> made = [] {
        SeededRandom random(5);
        std::vector<views::RoundTripRow> rows(mostTrips);
        std::int64_t at = 1'750'000'000'000'000'000;
        for (views::RoundTripRow& row : rows) {
            row.closed = Timestamp{at};
            row.strategy = StrategyId{1 + random.below(8)};
            row.net = Money{random.between(-5'000'000'000, 5'000'000'000)};
            row.fees = Money{10'000'000};
            at -= random.between(1, 1'080) * 1'000'000'000;
        }
        return rows;
    }();
    return made;
}

const QTimeZone& zone()
{
    static const QTimeZone berlin("Europe/Berlin");
    return berlin;
}

void calendarForEach(benchmark::State& state)
{
    for (auto _ : state) {
        std::map<QString, std::int64_t> nets;
        for (const views::RoundTripRow& trip : trips()) {
            const QDate day = QDateTime::fromMSecsSinceEpoch(trip.closed.ns / 1'000'000, zone()).date();
            nets[day.toString(Qt::ISODate)] += trip.net.e8;
        }
        benchmark::DoNotOptimize(nets);
    }
}

void group(benchmark::State& state)
{
    const views::DeskSnapshot desk;
    for (auto _ : state) {
        auto groups = groupsOf(trips(), static_cast<Grouping>(state.range(0)), zone(), desk);
        benchmark::DoNotOptimize(groups);
        state.counters["groups"] = static_cast<double>(groups.size());
    }
}

void total(benchmark::State& state)
{
    for (auto _ : state) {
        Group all = totalOf(trips());
        benchmark::DoNotOptimize(all);
    }
}

// The first of a group is what the others are measured against.
BENCHMARK(calendarForEach)->Name("groupTrips/baseline")->Unit(benchmark::kMillisecond);
BENCHMARK(group)->Name("groupTrips/day")->Arg(static_cast<int>(Grouping::Day))->Unit(benchmark::kMillisecond);
BENCHMARK(group)->Name("groupTrips/week")->Arg(static_cast<int>(Grouping::Week))->Unit(benchmark::kMillisecond);
BENCHMARK(group)->Name("groupTrips/strategy")->Arg(static_cast<int>(Grouping::Strategy))->Unit(benchmark::kMillisecond);
BENCHMARK(total)->Name("groupTrips/total")->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
