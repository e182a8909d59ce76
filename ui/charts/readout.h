// The line of figures above the plot: open, high, low, close, change, volume and the quote, and the names of the
// curves.
//
// Texts are made again only when a figure has changed. What has no room is left away from the right, never cut. UI
// thread.

#pragma once

#include "ui/charts/chart_picture.h"
#include "ui/charts/chart_scene.h"

#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace omni::ui {

class Readout
{
public:
    Readout(const Theme& theme, const Formats& formats);

    /// Of bar `index`, which exists.
    void paint(QPainter& painter, const ChartPicture& picture, const ChartData& data, const ChartScene& scene,
               std::size_t index);
    /// Language, formats or fonts are others.
    void invalidate() noexcept;
    /// What was painted: "O 182.08 H 182.61 …".
    [[nodiscard]] QString text() const;

private:
    struct Piece {
        QString caption, value;
        Token token = Token::Text;
        int captionWidth = 0, valueWidth = 0;
    };
    struct Figures {
        market::Bar bar;
        bool hasQuote = false, isStale = false;
        QString bid, ask;
        friend bool operator==(const Figures&, const Figures&) = default;
    };
    void write(const Figures& figures, const market::Instrument& instrument);
    void paintLegend(QPainter& painter, const ChartPicture& picture, const ChartData& data, int from);
    void paintSubPanes(QPainter& painter, const ChartPicture& picture, const ChartData& data, std::size_t index);

    const Theme& m_theme;
    const Formats& m_formats;
    std::optional<Figures> m_figures; ///< As written.
    std::vector<Piece> m_pieces;
    std::size_t m_shown = 0;
};

} // namespace omni::ui
