// The last stop, step by step: from the trip over each confirmed cancel to the stops that were kept.
//
// Hears the notices of one `EngineLink` and never decides anything. A cancel counts when the venue confirms it; an
// order that filled first is told apart. Times "since the trip" are of the desk's clock; waiting for an answer is of
// ours, so that it goes on while the desk is silent. UI thread.

#pragma once

#include "ui/bridge/engine_link.h"
#include "ui/bridge/stopped.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace omni::ui {

enum class StopState : std::uint8_t {
    Armed, ///< Nothing stops everything.
    Stopping, ///< Tripped; cancels are not all confirmed.
    Tripped, ///< Latched, nothing is on its way.
};

struct StopLine {
    enum class Kind : std::uint8_t {
        Tripped,
        GatewayClosed,
        ProposalsWithdrawn, ///< `count` of them so far.
        EntryCancelled,
        StopCancelled, ///< Only of CancelAll and Flatten.
        FilledBeforeCancel,
        CancelRefused,
        Reconciled, ///< `count` of `of` positions; of zero: the account as a whole.
        StopsKept, ///< `count` of `of` positions.
        ExitWanted,
    };
    Kind kind = Kind::Tripped;
    Timestamp at{};
    Duration since{}; ///< Since the trip. Zero or above.
    int count = 0, of = 0;
    OrderId order{};
    InstrumentId instrument{};
    Side side = Side::Buy;
    Lots lots{}; ///< Of the fill.
    friend bool operator==(const StopLine&, const StopLine&) = default;
};

/// A trip or a reset of this session, newest last.
struct StopEvent {
    Timestamp at;
    Stopped what;
    bool isReset = false;
    std::optional<Duration> stood; ///< Of a reset: how long it had been tripped, if that was seen.
};

class StopProgress final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::int64_t noAnswerMs = 5'000;
    using Millis = std::function<std::int64_t()>;

    /// The one of that link; made when first asked for. Ask early: what came before was not heard.
    [[nodiscard]] static StopProgress& of(EngineLink& engine);
    explicit StopProgress(EngineLink& engine, Millis now = {});

    [[nodiscard]] StopState state() const noexcept
    {
        return m_state;
    }
    [[nodiscard]] const std::vector<Stopped>& stopped() const noexcept
    {
        return m_stopped;
    }
    /// Of the last trip. Empty: none was seen.
    [[nodiscard]] const std::vector<StopLine>& lines() const noexcept
    {
        return m_lines;
    }
    [[nodiscard]] const std::vector<StopEvent>& events() const noexcept
    {
        return m_events;
    }
    [[nodiscard]] std::optional<Stopped> trip() const
    {
        return m_trip;
    }
    [[nodiscard]] int cancelsAsked() const noexcept
    {
        return m_asked;
    }
    [[nodiscard]] int cancelsConfirmed() const noexcept
    {
        return m_cancelled;
    }
    [[nodiscard]] int filledFirst() const noexcept
    {
        return m_filled;
    }
    [[nodiscard]] int pending() const noexcept
    {
        return static_cast<int>(m_pending.size());
    }
    [[nodiscard]] int proposalsWithdrawn() const noexcept
    {
        return m_withdrawn;
    }
    /// How many waited when it was tripped; never fewer than were withdrawn.
    [[nodiscard]] int proposalsToWithdraw() const noexcept
    {
        return std::max(m_withdrawn, m_waiting);
    }
    /// Milliseconds since the oldest answer that is still owed was asked for; zero: none is owed.
    [[nodiscard]] std::int64_t waitedMs() const;
    [[nodiscard]] bool isWithoutAnswer() const
    {
        return waitedMs() >= noAnswerMs;
    }

    /// What a person looks at to reset it: of `stopped`, the worst unless another was chosen. None: nothing is stopped.
    [[nodiscard]] std::optional<Stopped> reviewed() const;
    void review(const Stopped& stopped);

signals:
    /// At most once a frame, and once when an answer becomes overdue.
    void changed();

private:
    void onNotice(const runtime::Notice& notice);
    void onEvent(const Stamp& stamp, const events::Event& event);
    void onFact(const Stamp& stamp, const events::Fact& fact);
    void onReport(const Stamp& stamp, OrderId order, orders::OrderEventKind kind);
    void onFill(const Stamp& stamp, const orders::Fill& fill);
    void onTrip(const Stamp& stamp, Stopped what);
    void onReset(const Stamp& stamp, Stopped what);
    void onFrame();
    void add(const Stamp& stamp, StopLine line);
    void addStopsKept();
    void forget();
    [[nodiscard]] StopState stateNow() const;

    struct Owed {
        std::int64_t askedMs = 0;
        bool isEntry = true;
        InstrumentId instrument;
        Lots left;
        bool hasFilled = false;
    };

    struct Held {
        int open = 0, covered = 0; ///< Positions, and those of them with a stop.
        friend bool operator==(const Held&, const Held&) = default;
    };

    EngineLink& m_engine;
    Millis m_now;
    QTimer m_overdue;
    StopState m_state = StopState::Armed;
    std::vector<Stopped> m_stopped;
    std::vector<StopLine> m_lines;
    std::vector<StopEvent> m_events;
    std::optional<Stopped> m_trip, m_reviewed;
    Stamp m_tripped;
    std::map<OrderId, Owed> m_pending;
    Held m_held;
    int m_asked = 0, m_cancelled = 0, m_filled = 0, m_withdrawn = 0, m_waiting = 0;
    bool m_hasNews = false, m_hasStopsLine = false;
};

} // namespace omni::ui
