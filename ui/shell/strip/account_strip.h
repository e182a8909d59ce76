// The account in figures, then the environment, the approval mode and the kill switch. Always there, never undocked.
//
// Figures are those of `views::figuresOf`; what is not known is "–". Badge, mode and switch keep the width they ask
// for: where all do not fit, figures make room one by one, gross exposure first and equity last, then the switch's
// keys.

#pragma once

#include "core/desk/views/assessment.h"
#include "core/desk/views/desk_snapshot.h"
#include "ui/shell/strip/figure_cell.h"

#include <QWidget>

#include <array>

class QHBoxLayout;
class QMenu;

namespace omni::ui {

class StripChip;
class EngineLink;
class KillButton;
class LinkGroups;
class PaneRequests;
class Theme;
struct Formats;

/// In the order of the strip.
enum class StripFigure : std::uint8_t { Equity, DayPnl, Drawdown, GrossExposure, LossIfStopsHit, DailyLossUsed };
inline constexpr std::size_t stripFigureCount = 6;

/// Words, figures and colours of one.
[[nodiscard]] Figure figureOf(StripFigure which, const views::DeskSnapshot& desk, const views::AccountFigures& figures,
                              const Formats& formats);

/// A session has shown something of itself. Without, an environment would be a guess.
[[nodiscard]] bool hasPicture(const views::DeskSnapshot& desk) noexcept;

/// What the environment looks like: DEMO grey, PAPER green, LIVE red, REPLAY amber with its date.
struct EnvironmentLook {
    QString text;
    Token token = Token::Text2;
    QString meaning;
};
[[nodiscard]] EnvironmentLook environmentLook(const views::DeskSnapshot& desk, const Formats& formats);

class AccountStrip final : public QWidget
{
    Q_OBJECT

public:
    AccountStrip(EngineLink& engine, const LinkGroups& groups, PaneRequests& requests, Theme& theme,
                 const Formats& formats, QWidget* parent);

    void refresh();
    void retranslate();
    /// Controls of a replay stand before the badge.
    void addReplayControls(QWidget* controls);
    [[nodiscard]] KillButton& killButton() noexcept
    {
        return *m_kill;
    }
    [[nodiscard]] FigureCell& cell(StripFigure which) noexcept
    {
        return *m_cells[static_cast<std::size_t>(which)];
    }
    [[nodiscard]] StripChip& environment() noexcept
    {
        return *m_environment;
    }

signals:
    /// From the menu of the approval mode: only downwards.
    void modeAsked(omni::risk::Mode mode);
    void environmentAsked();
    /// A figure has come near its limit, or reached it. A sentence.
    void limitNear(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillModes(QMenu& menu);
    void arrange();
    [[nodiscard]] int neededWidth() const;

    EngineLink& m_engine;
    PaneRequests& m_requests;
    Theme& m_theme;
    const Formats& m_formats;
    std::array<FigureCell*, stripFigureCount> m_cells{};
    std::array<Token, stripFigureCount> m_tokens{}; ///< As last shown.
    QHBoxLayout* m_right;
    QWidget* m_replay = nullptr; ///< Controls of a replay, when there are any.
    StripChip* m_environment;
    StripChip* m_mode;
    KillButton* m_kill;
};

} // namespace omni::ui
