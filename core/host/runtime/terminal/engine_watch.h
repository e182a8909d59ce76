// Sits beside the engine and tells the others: pictures and notices for the window, ticks for the charts, the global
// latch for the kill switch, figures for health. On the engine's thread; nothing here waits or touches a file.

#pragma once

#include "core/base/flat_map.h"
#include "core/base/latest.h"
#include "core/desk/driver/watcher.h"
#include "core/host/runtime/control/pending_answers.h"
#include "core/host/runtime/market_history.h"
#include "core/host/runtime/terminal/engine_figures.h"
#include "core/host/runtime/terminal/kill_switch.h"
#include "core/host/runtime/terminal/notice_queue.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>

namespace omni::runtime {

class EngineWatch final : public driver::Watcher
{
public:
    struct Listeners {
        KillSwitch& kill;
        NoticeQueue& notices;
        MarketHistory& charts;
        PendingAnswers& answers;
        Latest<views::DeskSnapshot>& snapshots;
        Latest<EngineFigures>& figures;
    };

    struct Moment {
        Monotonic now; ///< The machine's time.
        Sequence durable; ///< How far the record is.
        Duration lag;
        bool isPaused = false;
        std::optional<Timestamp> market; ///< Where market time stands. None: nobody can say, or it stands still.
    };

    EngineWatch(Clock& clock, const Listeners& listeners);

    /// Any thread: a new picture soon, whether or not anything changes.
    void want() noexcept
    {
        m_isWanted.store(true, std::memory_order_release);
    }

    /// Who follows the desk with the kill switch, and opens it behind the record of its reset.
    enum class Switch : std::uint8_t {
        ByWatch,
        BySession, ///< The outbox of a live session: it alone knows what was pressed behind the reset.
    };
    /// Another session: pictures of the last one are taken back.
    void begin(Switch follows = Switch::ByWatch);
    /// Between events; says how soon it wants to be called again although nothing happens.
    [[nodiscard]] Duration idle(engine::Engine& engine, const Moment& moment);
    /// The last picture of a session. `durable` as in `Moment`.
    void end(engine::Engine& engine, Sequence durable);

    /// The kill switch's latch is lifted as soon as the record is durable.
    [[nodiscard]] bool waitsForRecord() const noexcept
    {
        return m_cleared.has_value();
    }

    /// An order had to wait so long for the record.
    void waitedForRecord(Duration span) noexcept
    {
        m_journal.add(span);
    }

    /// How the history of this session's record fares.
    void recordingSays(std::optional<views::PartHealth> part)
    {
        m_told.recording = std::move(part);
    }
    void historySays(StorageHealth health)
    {
        m_told.history = std::move(health);
    }

    void onTick(const Stamp& stamp, const market::Tick& tick, engine::Engine& engine) override;
    void onInput(const Stamp& stamp, const events::Event& event, engine::Engine& engine) override;
    void onFact(const Stamp& stamp, const events::Fact& fact, engine::Engine& engine) override;

private:
    void publish(engine::Engine& engine, Monotonic now, Duration later);
    [[nodiscard]] Duration silence(const Moment& moment) const noexcept;
    void tellFigures(Monotonic now, Sequence durable);
    void followLatch(const Stamp& stamp, const events::Fact& fact);
    void clearLatch(Sequence durable);

    Clock& m_clock;
    Listeners m_listeners;
    Switch m_follows = Switch::ByWatch;
    bool m_hasChanged = false;
    std::atomic<bool> m_isWanted{false};
    bool m_hasTicked = false; ///< Since the last `idle`.
    Timestamp m_newest; ///< Of the newest event.
    bool m_hasPrices = false; ///< Of this session: not bars alone, between which nothing is expected.
    std::optional<Monotonic> m_oldestTick; ///< That no picture shows yet.
    views::PictureTimes m_times;
    Monotonic m_nextPicture, m_nextSilent, m_nextFigures;
    std::optional<Sequence> m_cleared; ///< The latch is lifted once the record is durable up to here.
    FlatMap<OrderId, Timestamp> m_sent; ///< Not acknowledged yet.
    Durations m_orders, m_journal;
    EngineFigures m_told;
};

} // namespace omni::runtime
