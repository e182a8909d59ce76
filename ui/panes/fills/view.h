// The pane Fills: the newest of the history, and those that come while it is open.

#pragma once

#include "ui/panes/fills/model.h"
#include "ui/panes/table_pane.h"

#include <QElapsedTimer>

namespace omni::ui::fills {

class View final : public TablePane<Model>
{
    Q_OBJECT

public:
    View(const PaneContext& context, QWidget* parent);

    [[nodiscard]] int badge() const override;

protected:
    void onFrame() override;
    void onRestart() override;

private:
    void askAnew();
    void takePage(const Result<views::HistoryPage>& page);

    QElapsedTimer m_asked;
    std::uint64_t m_newest = 0; ///< Sequence of the newest fill that was told.
    std::uint64_t m_upTo = 0; ///< Up to where the history had been when it last answered.
    bool m_isWaiting = false;
    bool m_hasHistory = false;
};

} // namespace omni::ui::fills
