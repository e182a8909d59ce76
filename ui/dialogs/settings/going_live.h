// What must exist before real money is traded with the chosen broker, and how far it is: LIVE refuses to arm until all
// of it does and a person has granted it.

#pragma once

#include "core/desk/views/going_live.h"
#include "ui/widgets/formats.h"

#include <QString>
#include <QWidget>

#include <array>
#include <optional>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace omni::ui {
class EngineLink;
class Theme;
} // namespace omni::ui

namespace omni::ui::settings {

class GoingLive final : public QWidget
{
    Q_OBJECT

public:
    GoingLive(const QString& title, EngineLink& engine, const Theme& theme, const Formats& formats);

    /// The broker that is chosen, by its key and its name for people. Empty: none is, as of the market in the house.
    void showFor(const std::string& broker, const QString& title);
    /// As shown last: real money is granted with it, and that still counts.
    [[nodiscard]] bool isGranted() const noexcept
    {
        return m_shown && m_shown->grant == views::LiveGrantState::Granted;
    }
    /// Shows how it is now; asks for another look when the vault has changed. Cheap.
    void refresh();

private:
    struct Card {
        QLabel* sign = nullptr;
        QLabel* state = nullptr;
    };
    void addCards(QBoxLayout& column, int from, int to);
    void addButtons(QBoxLayout& column);
    void showStanding(const views::LiveStanding& standing);
    void begin();
    void end();

    EngineLink& m_engine;
    const Theme& m_theme;
    const Formats& m_formats;
    std::string m_broker;
    QString m_title;
    std::array<Card, views::liveNeedCount> m_cards;
    QLabel* m_verdict = nullptr;
    QPushButton* m_begin = nullptr;
    QPushButton* m_end = nullptr;
    std::optional<views::LiveStanding> m_shown;
    std::uint64_t m_vaultSeen = 0; ///< Its settled wishes and its state, as one number.
};

} // namespace omni::ui::settings
