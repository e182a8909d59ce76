#include "core/host/runtime/terminal/live_trading.h"

#include "core/base/log.h"
#include "core/host/runtime/broker/broker_market.h"
#include "core/host/runtime/live_run.h"
#include "core/host/runtime/recording_watch.h"
#include "core/host/runtime/seat/vouched.h"
#include "core/host/runtime/stall_note.h"
#include "core/host/runtime/terminal/live_ways.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace omni::runtime {

namespace {

/// Each is a question to the broker, whose rate limit orders need, too.
constexpr std::size_t mostPreloaded = 20;
constexpr std::size_t minutesBefore = 1'000; // a page of either broker

/// What the window is shown of the connection: the loop's own value, anew only when it is another one.
void publishConnection(const SessionMarket& market, Latest<views::Connection>& to,
                       std::shared_ptr<const views::Connection>& shown)
{
    auto now = market.broker->connection();
    if (now != shown) {
        shown = now;
        to.publish(std::move(now));
    }
}

} // namespace

LiveOutcome tradeLive(const LiveTrading& parts, const StopFlag& stop)
{
    const auto& around = parts.around;
    driver::Desk& desk = parts.desk;
    const auto keep = [&around](const events::TroubleFound& stall) { keepStall(*around.profile.root, stall); };
    LiveRun run({around.clock, desk, parts.plan.approver, parts.store, around.kill, VenueChoice(*parts.market.broker),
                 nullptr, keep, driver::LiveOptions{}, parts.market.recorder.get(),
                 WatchedWay{&around.profile, parts.market.way ? &*parts.market.way : nullptr}, &parts.audit,
                 &around.vouched});
    parts.journal.setWaiting([&run] { run.beat(); });
    std::shared_ptr<const views::Connection> shown;
    RecordingWatch recording(parts.market.recorder.get(), [](const std::string& text) { logWarn("{}", text); });
    const auto whenIdle = [&] {
        parts.between();
        recording.look();
        around.watch.recordingSays(recording.part());
        publishConnection(parts.market, around.connections, shown);
        return around.watch.idle(
            desk.engine(),
            {around.clock.mono(), parts.store.durableUpTo(), run.loop().diskLag(), false, around.clock.wall()});
    };
    around.ways.lead(&run);
    parts.words.running(parts.plan.setup.started.environment);
    LiveOutcome out{run.run(parts.plan.setup, stop, whenIdle,
                            [](Step step, const std::string& detail) { logInfo("{}: {}", nameOf(step), detail); }),
                    true};
    around.ways.lead(nullptr);
    parts.words.ending();
    parts.journal.setWaiting({});
    recording.end();
    around.watch.recordingSays({});
    around.connections.publish(nullptr);
    if (run.loop().figures().pauses > 0) {
        logWarn("the program stood still for more than a second, {} times: what it knew then counted as old",
                run.loop().figures().pauses);
    }
    out.isStallTold = !run.gate().isClosed() || desk.engine().state().isTripped(events::Breaker::EngineStalled);
    return out;
}

void preloadFromBroker(const SessionMarket& market, MarketHistory& charts, const StopFlag& stop,
                       const Reporter& reporter)
{
    const std::size_t count = std::min(market.instruments.size(), mostPreloaded);
    for (std::size_t i = 0; i < count && !stop.isStopRequested(); ++i) {
        const market::Instrument& instrument = market.instruments[i];
        charts.preload(instrument.id, minutes(1),
                       barsOfBroker(*market.broker, instrument, minutes(1), minutesBefore, market.start, reporter));
    }
    if (market.instruments.size() > count) {
        reporter.tell(fmt::format("charts of {} instruments begin with the session: bars of before are asked for the "
                                  "first {} only",
                                  market.instruments.size() - count, count));
    }
}

} // namespace omni::runtime
