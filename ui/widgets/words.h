// The words of the window, in one place: names of enums, states of orders, sentences for refusals, alerts and denials.
//
// All translated. A sentence is whole, with its figures in it, as the user reads numbers (Formats); stable names for
// logs are elsewhere (`nameOf`). UI thread.

#pragma once

#include "core/desk/events/event.h"
#include "core/desk/events/fact.h"
#include "core/desk/views/desk_snapshot.h"
#include "core/desk/views/health.h"
#include "core/trade/risk/gate.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>
#include <string_view>

namespace omni::ui {

struct Formats;

/// What a word means to the eye: colour and icon follow. Never the only sign.
enum class Tone : std::uint8_t { Plain, Quiet, Good, Warn, Bad };

/// The state of an order in the words of the design.
struct OrderStateWord {
    QString text; ///< "Partly filled 30/60", "Sending… 2 s", "No answer 5 s"
    Tone tone = Tone::Plain;
    bool isPending = false; ///< Nobody has confirmed it: drawn as a dashed outline.
};

class Words
{
    Q_DECLARE_TR_FUNCTIONS(omni::ui::Words)

public:
    // --- single words --------------------------------------------------------------------------------------------
    [[nodiscard]] static QString of(Side side); ///< Buy, Sell
    [[nodiscard]] static QString positionSide(Lots lots); ///< Long, Short, Flat
    [[nodiscard]] static QString of(orders::OrderKind kind);
    [[nodiscard]] static QString of(orders::TimeInForce time);
    [[nodiscard]] static QString of(orders::OrderRole role);
    [[nodiscard]] static QString of(orders::Environment environment); ///< DEMO, PAPER, LIVE, REPLAY
    [[nodiscard]] static QString of(orders::Liquidity liquidity);
    [[nodiscard]] static QString of(risk::Mode mode); ///< "Manual approval"
    [[nodiscard]] static QString of(risk::KillLevel level);
    [[nodiscard]] static QString of(events::Cause cause);
    [[nodiscard]] static QString of(events::Breaker breaker);
    [[nodiscard]] static QString of(events::Closing how);
    [[nodiscard]] static QString of(events::AlertLevel level);
    [[nodiscard]] static QString of(market::TradingState state);
    [[nodiscard]] static QString of(views::PartState state);
    [[nodiscard]] static QString of(risk::Rule rule); ///< As a check's name: "Price collar"
    [[nodiscard]] static Tone toneOf(events::AlertLevel level);
    [[nodiscard]] static Tone toneOf(views::PartState state);

    // --- names ---------------------------------------------------------------------------------------------------
    /// "sma_cross:interval=30s,…" as "Moving-average cross"; a kind without a name of its own by its key.
    [[nodiscard]] static QString strategy(std::string_view spec);
    /// The strategy of the session with that id; "–" for none.
    [[nodiscard]] static QString strategy(const views::DeskSnapshot& desk, StrategyId id);
    /// "you", "a script", "the desk", or the strategy's name.
    [[nodiscard]] static QString principal(const views::DeskSnapshot& desk, PrincipalId id);
    /// Of a command that the seat has refused.
    [[nodiscard]] static QString refusedAtSeat();
    /// Who is "you": whoever sits at the window. At first the owner.
    static void setSelf(PrincipalId self) noexcept;
    [[nodiscard]] static PrincipalId self() noexcept;
    /// Who wished an order: "you", "AI P-0012", "strategy", "stop".
    [[nodiscard]] static QString source(const orders::OrderTicket& ticket);
    /// "everything", "account 1", "BTCUSDT", or the strategy's name.
    [[nodiscard]] static QString scope(const views::DeskSnapshot& desk, risk::Scope scope);
    /// The account of the session by its name; "–" without a session.
    [[nodiscard]] static QString account(const views::DeskSnapshot& desk, const Formats& formats);
    /// The symbol; "–" for none, "#7" for one that the session does not know.
    [[nodiscard]] static QString symbol(const views::DeskSnapshot& desk, InstrumentId id);

    // --- states and sentences ------------------------------------------------------------------------------------
    /// `waited`: since its last change. From 1 s on a pending state shows it, from 5 s on it is "No answer".
    [[nodiscard]] static OrderStateWord orderState(const orders::OrderRecord& record,
                                                   const market::Instrument* instrument, Duration waited,
                                                   const Formats& formats);
    /// "Order not sent. …": what happened, what it means, what to do. `instrument` null: figures in lots are left as
    /// counts.
    [[nodiscard]] static QString refusal(const risk::Refusal& refusal, const market::Instrument* instrument,
                                         const QString& currency, const Formats& formats);
    /// The same without "Order not sent": for previews, where nothing was to be sent yet.
    [[nodiscard]] static QString finding(const risk::Refusal& refusal, const market::Instrument* instrument,
                                         const QString& currency, const Formats& formats);
    [[nodiscard]] static QString denial(events::Denial why);
    /// The same by what stands against it now.
    [[nodiscard]] static QString denial(events::Denial why, const views::DeskSnapshot& desk);
    /// Lines in which the account and our books differ and that nobody has seen: they forbid arming.
    [[nodiscard]] static int openDifferences(const views::DeskSnapshot& desk);
    /// A key that this version does not know is shown as it is, never hidden.
    [[nodiscard]] static QString alert(const events::AlertRaised& alert, const views::DeskSnapshot& desk,
                                       const Formats& formats);
    [[nodiscard]] static QString breaker(const events::BreakerTripped& breaker, const views::DeskSnapshot& desk,
                                         const Formats& formats);
    /// One line for the log; nothing for what has no place in it (fills of market data, timers).
    [[nodiscard]] static std::optional<QString> line(const events::Event& event, const views::DeskSnapshot& desk,
                                                     const Formats& formats);
    [[nodiscard]] static std::optional<QString> line(const events::Fact& fact, const views::DeskSnapshot& desk,
                                                     const Formats& formats);
    /// "Buy 0.006 BTCUSDT at 61,800.2 limit": side, quantity, symbol, price. `instrument` may be null.
    [[nodiscard]] static QString order(const orders::OrderTicket& ticket, const market::Instrument* instrument,
                                       const Formats& formats);
};

} // namespace omni::ui
