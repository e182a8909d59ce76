// What moves on a chart: the bar that forms, the last price, lines and their labels, the proposal, trades, the cross.
//
// Painted over the picture at each frame; what was placed is remembered, so that the pointer can find it. UI thread.

#pragma once

#include "ui/charts/chart_picture.h"
#include "ui/charts/chart_scene.h"
#include "ui/charts/line_drag.h"

#include <QPointF>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

class QPainter;

namespace omni::ui {

/// Where the crossed lines stand: a bar and a height.
struct CrossHair {
    std::size_t bar = 0;
    double y = 0;
    friend bool operator==(const CrossHair&, const CrossHair&) = default;
};

class LiveLayer
{
public:
    LiveLayer(const Theme& theme, const Formats& formats);

    /// `words` are those of the ghost line; empty: there is none.
    void paint(QPainter& painter, const ChartPicture& picture, const ChartData& data, const ChartScene& scene,
               const std::optional<LineDrag>& drag, const QString& words, const std::optional<CrossHair>& cross);

    /// The line whose label or whose own pixels are at `point`; none: bars.
    [[nodiscard]] std::optional<std::size_t> lineAt(QPointF point) const;
    /// The trade at `point`.
    [[nodiscard]] std::optional<std::size_t> markAt(QPointF point) const;
    /// Where line `i` of the scene has its label; empty when it is out of sight.
    [[nodiscard]] QRectF labelOf(std::size_t i) const;
    /// Labels and tags as painted, from top to bottom: for tests and for screen readers.
    [[nodiscard]] const QStringList& texts() const noexcept
    {
        return m_texts;
    }

private:
    struct Label {
        QRectF box;
        double y = 0; ///< Of the line itself.
        QString text;
        Token token = Token::Text2;
        std::optional<std::size_t> line;
        bool hasGrip = false, isDashed = false, isProposal = false;
    };
    struct Tag {
        double y = 0;
        QString text;
        Token fill = Token::Text;
        int rank = 0; ///< The lowest keeps its place.
    };
    struct Mark {
        QPointF at;
        std::size_t index = 0;
    };
    void paintForming(QPainter& painter, const ChartData& data) const;
    void paintLastSteps(QPainter& painter, const ChartData& data) const;
    void paintZone(QPainter& painter, const ProposalZone& zone);
    void paintLines(QPainter& painter, const ChartScene& scene, const std::optional<LineDrag>& drag,
                    const QString& words);
    void paintLine(QPainter& painter, double y, Token token, bool isDashed, double width) const;
    void paintQuote(QPainter& painter, const ChartScene& scene);
    void paintMarks(QPainter& painter, const ChartData& data, const ChartScene& scene);
    void paintLabels(QPainter& painter, const ChartData& data);
    void paintLabel(QPainter& painter, const Label& label, const QString& text, int lead) const;
    /// Left of where lines begin; right of it when it would hide bars there and has room.
    [[nodiscard]] QRectF placeOf(double middle, double width, double height, const ChartData& data) const;
    void paintTags(QPainter& painter);
    void paintCross(QPainter& painter, const ChartData& data, const CrossHair& cross);
    void addLine(const QString& text, Ticks price, Token token, std::optional<std::size_t> line, bool hasGrip,
                 bool isDashed, bool isProposal);
    void addTag(Ticks price, const QString& text, Token fill, int rank);
    [[nodiscard]] double yOf(Ticks price) const;
    [[nodiscard]] QString priceText(Ticks price) const;

    const Theme& m_theme;
    const Formats& m_formats;
    const ChartPicture* m_picture = nullptr; ///< While painting.
    double m_lineStart = 0; ///< Where lines begin: at the last bar.
    std::vector<Label> m_labels;
    std::vector<Tag> m_tags;
    std::vector<Mark> m_marks;
    std::vector<double> m_middles; ///< Scratch.
    std::vector<std::size_t> m_order; ///< Scratch.
    QStringList m_texts;
};

} // namespace omni::ui
