// What is stopped, in every window, as long as it is: worst first, three lines at most, never dismissed. Below it,
// after a reset, that sizes are reduced.

#pragma once

#include "ui/bridge/stopped.h"

#include <QWidget>

#include <array>
#include <optional>
#include <vector>

namespace omni::ui {

class BannerLine;
class EngineLink;
class StopProgress;
class Theme;
struct Formats;

class KillBanner final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::size_t mostLines = 3;

    KillBanner(EngineLink& engine, Theme& theme, const Formats& formats, bool isSmall, QWidget* parent);

    void refresh();
    /// Those in sight, for tests.
    [[nodiscard]] QStringList texts() const;

signals:
    void closePositionsAsked();
    void reviewAsked(const omni::ui::Stopped& stopped);

private:
    EngineLink& m_engine;
    const Formats& m_formats;
    StopProgress& m_progress;
    bool m_isSmall;
    std::array<BannerLine*, mostLines> m_lines{};
    std::array<Stopped, mostLines> m_told{};
    BannerLine* m_more;
    BannerLine* m_limited;
    std::optional<Timestamp> m_limitedSince;
};

} // namespace omni::ui
