// The one door of the window to the engine: the newest picture at frame rate, notices in order, wishes, questions.
//
// Polls `runtime::TerminalLink` on a timer of the UI thread; nothing is queued per tick. UI thread only.

#pragma once

#include "core/desk/views/seat_view.h"
#include "core/host/runtime/link.h"
#include "ui/bridge/frame_clock.h"
#include "ui/bridge/slows.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <unordered_map>

namespace omni::ui {

using Snapshot = std::shared_ptr<const views::DeskSnapshot>;

class EngineLink : public QObject
{
    Q_OBJECT

public:
    explicit EngineLink(runtime::TerminalLink& link, QObject* parent = nullptr);
    ~EngineLink() override;

    /// Never null: before the first picture an empty one.
    [[nodiscard]] const views::DeskSnapshot& desk() const noexcept
    {
        return *m_desk;
    }
    [[nodiscard]] const Snapshot& snapshot() const noexcept
    {
        return m_desk;
    }
    [[nodiscard]] const views::MarketDay& day() const noexcept
    {
        return *m_day;
    }
    [[nodiscard]] const views::Health& health() const noexcept
    {
        return *m_health;
    }
    [[nodiscard]] const runtime::PhaseView& phase() const noexcept
    {
        return m_phase;
    }
    [[nodiscard]] risk::KillLevel latched() const noexcept
    {
        return m_link.latched();
    }
    [[nodiscard]] runtime::TerminalLink& terminal() noexcept
    {
        return m_link;
    }
    /// Null: unknown to the session.
    [[nodiscard]] const views::InstrumentView* instrument(InstrumentId id) const noexcept;

    /// Frames a second, in [1, 60].
    void setFrameRate(int perSecond);
    [[nodiscard]] int frameRate() const noexcept
    {
        return m_rate;
    }
    /// Of what slows down: pictures a second, in [1, 60]; with `frameRate` or more it has each. `Never` keeps each.
    void setRate(Slows what, int perSecond);
    /// Milliseconds that the last frame took on this thread, all panes together, with its painting.
    [[nodiscard]] double frameMs() const noexcept
    {
        return static_cast<double>(m_frames.last().ns) / 1e6;
    }
    [[nodiscard]] FrameClock& frames() noexcept
    {
        return m_frames;
    }
    [[nodiscard]] Monotonic now() const
    {
        return m_link.now();
    }

    // --- wishes: by whoever sits at the window, on its path ------------------------------------------------------
    /// False: no session takes it, or the seat refuses it; `refusedToSend` or `refusedAtSeat` has said so.
    bool send(events::Wish what, QString reason = {}, bool stepUp = false);
    /// Of the last of them: the seat has refused it.
    [[nodiscard]] bool wasRefusedAtSeat() const noexcept
    {
        return m_wasRefusedAtSeat;
    }
    /// As it was given before, when what it was refused for is there now.
    bool again(const events::Command& command);
    /// In whose name that is. Of a profile without accounts, and where nobody is signed in: the owner.
    [[nodiscard]] PrincipalId self() const;
    void kill(risk::Scope scope, risk::KillLevel level, const QString& reason);

    // --- questions -----------------------------------------------------------------------------------------------
    using Then = std::function<void(const Result<views::HistoryPage>&)>;
    /// `then` runs on this thread later, unless `context` is gone or the query was cancelled.
    runtime::QueryId ask(views::HistoryQuery query, QObject* context, Then then);
    void cancel(runtime::QueryId query);

    /// One frame by hand, for tests.
    void poll();

signals:
    /// A new picture is there. At most `frameRate` times a second.
    void frame();
    /// What slows down so shows the newest picture now: after `frame`, or later where its turn comes later. The last
    /// picture of all gets its turn, too. Never with `Slows::Never`: that is `frame`.
    void due(omni::ui::Slows what);
    /// Each of them, in order, before the frame that shows it.
    void noticed(const omni::runtime::Notice& notice);
    void phaseChanged();
    /// It had stood still for too long, and notices were left out: what is gathered from them is to be read again.
    void fellBehind();
    /// Another session: forget what was shown.
    void restarted();
    void refusedToSend();
    /// Nobody is signed in, or the window is locked: why, as the seat says it.
    void refusedAtSeat(const omni::views::SeatFailure& why);

private:
    struct Pending {
        QPointer<QObject> context;
        Then then;
    };
    /// What waits for its turn to show a picture.
    struct Turn {
        int rate = 60;
        bool isOwed = false;
        std::optional<Monotonic> last; ///< None: at once.
    };
    void takeAnswers();
    bool giveTurns(bool isNew);
    [[nodiscard]] bool hasTurn(const Turn& turn) const;
    [[nodiscard]] std::optional<Monotonic> cameWith() noexcept;
    [[nodiscard]] bool hasPrices() const noexcept;

    runtime::TerminalLink& m_link;
    QTimer m_timer;
    FrameClock m_frames;
    Snapshot m_desk;
    std::shared_ptr<const views::MarketDay> m_day;
    std::shared_ptr<const views::Health> m_health;
    runtime::PhaseView m_phase;
    std::vector<runtime::Notice> m_notices;
    std::unordered_map<runtime::QueryId, Pending> m_pending;
    std::uint64_t m_seenDesk = 0, m_seenDay = 0; ///< Numbers of the last pictures.
    int m_rate = 60;
    bool m_wasRefusedAtSeat = false;
    std::array<Turn, 2> m_turns; ///< By `Slows`.
};

} // namespace omni::ui
