// What a strategy's own closed trades came to, in R: a trade that lost exactly what its stop allowed is -1 R.

#pragma once

#include "core/desk/views/history.h"
#include "ui/widgets/row_painter.h"

#include <optional>
#include <vector>

namespace omni::ui {

/// Of trades in the order in which they closed. R is known of those that had a stop when they were proposed.
struct TrackRecord {
    int closed = 0;
    int measured = 0; ///< Of which R is known.
    int won = 0; ///< With a net above zero.
    int longestLosingRun = 0; ///< Trades with a net below zero in a row.
    Money net; ///< Of all of them, base currency.
    std::optional<double> averageR, worstR; ///< None: no trade was measured.
    std::vector<double> results; ///< In R.
    bool isWhole = true; ///< False: older trades exist that are not counted.
};

/// Rows in any order.
[[nodiscard]] TrackRecord trackRecordOf(const views::HistoryPage& page);

/// How often each result came, in steps of half an R from -2 to +3; what lies outside is counted at the ends.
class ResultBars final : public RowPainter
{
    Q_OBJECT

public:
    static constexpr int binCount = 10;

    explicit ResultBars(const Theme& theme, QWidget* parent = nullptr);

    void setResults(const std::vector<double>& results);
    [[nodiscard]] const std::vector<int>& bins() const noexcept
    {
        return m_bins;
    }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<int> m_bins = std::vector<int>(binCount, 0);
};

} // namespace omni::ui
