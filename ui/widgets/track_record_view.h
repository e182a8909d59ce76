// The track record of one strategy: how many trades it closed, what they came to in R, how they are spread.
//
// Asked of the history; asked again when something has filled since. UI thread.

#pragma once

#include "core/base/error.h"
#include "ui/widgets/track_record.h"

#include <QTimer>
#include <QWidget>

#include <cstdint>

class QLabel;

namespace omni::ui {

class EngineLink;
struct Formats;

class TrackRecordView final : public QWidget
{
    Q_OBJECT

public:
    TrackRecordView(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent = nullptr);

    /// None: nothing is shown.
    void setStrategy(StrategyId strategy);
    [[nodiscard]] const TrackRecord& record() const noexcept
    {
        return m_record;
    }
    /// "118 closed trades, result in R", or why there is nothing.
    [[nodiscard]] QString summary() const;

private:
    void ask();
    void take(const Result<views::HistoryPage>& page);
    void follow();

    EngineLink& m_engine;
    const Formats& m_formats;
    StrategyId m_strategy;
    std::uint64_t m_query = 0;
    bool m_isAsked = false;
    TrackRecord m_record;
    QTimer m_again;
    QLabel* m_summary;
    ResultBars* m_bars;
    QWidget* m_figures;
    QLabel* m_won;
    QLabel* m_average;
    QLabel* m_worst;
    QLabel* m_run;
};

} // namespace omni::ui
